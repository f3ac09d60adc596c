"""Every question about pain and health: one thing each, and "yes" is always the answer that counts.

This is the one file of questions to translate, and to review against the sources that stand
beside the rules in triage. Answers are stored by the code of their question, so a code keeps
its meaning for ever; ``RETIRED`` holds those that are no longer asked.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``finding`` completes "You said: ...".

    ``after`` are codes of which one must have been answered yes before it is asked; none where
    it is always asked.
    """

    code: str
    text: str
    reason: str
    finding: str
    after: tuple[str, ...] = ()


_INJURY = ("injury",)

PAIN_QUESTIONS = (
    Question(
        "chest",
        "Do you feel a heavy pressure on your chest?",
        "Pain from the heart can spread to the neck.",
        "pressure on the chest",
    ),
    Question(
        "speech",
        "Is it suddenly hard to speak?",
        "It can come from a blood vessel of the neck or the brain.",
        "sudden trouble with speaking",
    ),
    Question(
        "sight",
        "Is it suddenly hard to see?",
        "It can come from a blood vessel of the neck or the brain.",
        "sudden trouble with seeing",
    ),
    Question(
        "jaw",
        "Is your jaw stiff, so that it is hard to open?",
        "A stiff jaw with a stiff neck can be a first sign of tetanus.",
        "a stiff jaw",
    ),
    Question(
        "spasms",
        "Do your muscles cramp by themselves, while you rest?",
        "After a wound, this can be tetanus.",
        "cramps at rest",
    ),
    Question(
        "wound",
        "Did you have a wound in the last four weeks?",
        "Tetanus starts 3 to 21 days after a wound.",
        "a wound in the last weeks",
        after=("jaw", "spasms"),
    ),
    Question(
        "fever",
        "Do you have a fever?",
        "Exercise does not bring a fever. An illness may.",
        "a fever",
    ),
    Question(
        "headache",
        "Do you have a very bad headache?",
        "With a stiff neck, it can come from the brain.",
        "a very bad headache",
    ),
    Question(
        "stiff",
        "Is your neck so stiff that your chin can't reach your chest?",
        "With a fever or a bad headache, this needs help at once.",
        "a very stiff neck",
        after=("fever", "headache"),
    ),
    Question(
        "urine",
        "Is your urine dark, like cola?",
        "Muscle that breaks down makes it dark. That can harm the kidneys.",
        "dark urine",
    ),
    Question(
        "toilet",
        "Is it new that you can't control when you go to the toilet?",
        "Something may press on the nerves of the spine.",
        "loss of control of bladder or bowel",
    ),
    Question(
        "retention",
        "Is it new that you can't pass water?",
        "Something may press on the nerves of the spine.",
        "not being able to pass water",
    ),
    Question(
        "injury",
        "Did the pain start with an injury, such as a fall?",
        "An injury can hurt more than a muscle.",
        "an injury",
    ),
    Question(
        "senior",
        "Are you 65 or older?",
        "From that age on, bones break more easily.",
        "an age of 65 or over",
        _INJURY,
    ),
    Question(
        "high-fall",
        "Did you fall from a height of more than a metre?",
        "A fall like that can break a bone of the neck.",
        "a fall from a height",
        _INJURY,
    ),
    Question(
        "crash",
        "Was it a crash, as with a car or a bicycle?",
        "A crash can break a bone of the neck.",
        "a crash",
        _INJURY,
    ),
    Question(
        "head-blow",
        "Did something hit the top of your head?",
        "Such a blow pushes the bones of the neck together.",
        "a blow on the head",
        _INJURY,
    ),
    Question(
        "tingling",
        "Do you feel pins and needles in an arm or a leg?",
        "A nerve may be pressed in the neck.",
        "pins and needles",
    ),
    Question(
        "numb",
        "Is an arm or a hand numb?",
        "A nerve may be pressed in the neck.",
        "a numb arm or hand",
    ),
    Question(
        "weak",
        "Is an arm or a hand weaker than before?",
        "A nerve may be pressed in the neck.",
        "a weak arm or hand",
    ),
    Question(
        "arm-pain",
        "Does the pain run from your neck down into an arm?",
        "A nerve may be pressed in the neck.",
        "pain from the neck into an arm",
    ),
    Question(
        "clumsy",
        "Are your hands more clumsy than before?",
        "Something may press on the spinal cord.",
        "clumsy hands",
    ),
    Question(
        "unsteady",
        "Are you unsteady when you walk?",
        "Something may press on the spinal cord.",
        "unsteady walking",
    ),
    Question(
        "shock",
        "Does a shock run down your back when you bend your neck?",
        "Something may press on the spinal cord.",
        "shocks down the back",
    ),
    Question(
        "drop",
        "Did you fall down, and you don't know why?",
        "The blood for the head runs through the neck.",
        "a fall without a cause",
    ),
    Question(
        "dizzy",
        "Do you feel dizzy?",
        "The blood for the head runs through the neck.",
        "dizziness",
    ),
    Question(
        "weight-loss",
        "Did you lose weight and don't know why?",
        "It can be a sign of an illness.",
        "loss of weight",
    ),
    Question(
        "infection",
        "Did you have a bad infection in the last weeks?",
        "Germs can settle in the spine.",
        "a bad infection lately",
    ),
    Question(
        "cancer",
        "Did you ever have cancer?",
        "Then a doctor looks at new pain sooner.",
        "cancer",
    ),
    Question(
        "steroids",
        "Do you take steroid tablets, such as cortisone, for months?",
        "They can make bones weak.",
        "long use of steroid tablets",
    ),
    Question(
        "injecting",
        "Did you ever inject drugs?",
        "Germs can get into the blood that way.",
        "injected drugs",
    ),
    Question(
        "constant",
        "Is the pain there all the time, also at rest?",
        "Sore muscles hurt most when you use them.",
        "pain all the time",
    ),
    Question(
        "unrelieved",
        "Does it hurt as much in every position?",
        "Sore muscles hurt less when they rest.",
        "pain in every position",
        after=("constant",),
    ),
    Question(
        "night",
        "Does the pain wake you at night?",
        "With pain that nothing eases, it counts.",
        "pain at night",
        after=("unrelieved",),
    ),
    Question(
        "age",
        "Are you under 20 or over 55?",
        "At these ages a doctor looks at such pain sooner.",
        "an age under 20 or over 55",
        after=("unrelieved",),
    ),
)

HEALTH_QUESTIONS = (
    Question(
        "neck-surgery",
        "Did you ever have surgery on your neck?",
        "A doctor knows what it can carry now.",
        "surgery on the neck",
    ),
    Question(
        "discs",
        "Did a doctor find worn discs in your neck?",
        "Bending them under load can press on a nerve.",
        "worn discs in the neck",
    ),
    Question(
        "pinched-nerve",
        "Did a doctor find a pinched nerve in your neck?",
        "Training can make it worse.",
        "a pinched nerve in the neck",
    ),
    Question(
        "neck-disease",
        "Do you have any other disease of the neck or spine?",
        "A doctor knows what your neck can carry.",
        "a disease of the neck or spine",
    ),
    Question(
        "rheumatoid",
        "Do you have rheumatoid arthritis?",
        "It makes joints swell, and can loosen those at the top of the neck.",
        "rheumatoid arthritis",
    ),
    Question(
        "osteoporosis",
        "Did a doctor tell you that your bones are weak?",
        "It is called osteoporosis. Bending the spine can break such bones.",
        "weak bones",
    ),
)

QUESTIONS = {one.code: one for one in (*PAIN_QUESTIONS, *HEALTH_QUESTIONS)}
"""Every question that is asked, by its code."""

RETIRED = {
    "stiff-neck-fever": "a stiff neck with fever or severe headache",
    "jaw-wound": "a stiff jaw or cramps after a wound",
    "dark-urine": "dark urine with severe pain, weakness or swelling",
    "bladder-bowel": "trouble with bladder or bowel",
    "injury-danger": "a dangerous injury, or one at 65 or over or with tingling",
    "arm": "numbness, tingling or weakness of an arm",
    "cord": "clumsy hands, unsteady walking or shocks down the back",
    "fever-weight": "fever or loss of weight",
    "history": "cancer, infection, steroids or injected drugs",
}
"""What a yes to a question of earlier versions meant. Journals hold such answers for good."""

EARLIER_SCREEN = {*RETIRED, "injury", "dizzy", "night", "age"}
"""What the screen of earlier versions asked: whoever answered all of it isn't asked again."""


def finding(code: str) -> str:
    """What a yes to a question means, to complete "You said: ...". Raises KeyError."""
    return QUESTIONS[code].finding if code in QUESTIONS else RETIRED[code]
