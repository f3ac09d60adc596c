"""Every sentence of the screen for red flags and of sending somebody to a doctor.

This is the one file to translate, and to review against the sources. A question is answered
yes or no, and "yes" is always the answer that sends to a doctor. Sources: the health article
on neck pain after exercise; Feller 2024 (12 guidelines that agree on little: what is asked
here is their common core); the Canadian C-spine rule (Stiell 2001) for injuries.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the screen. ``finding`` completes "You answered yes to: ..."."""

    code: str  # a stable slug: answers are stored by it
    emergency: bool
    text: str
    reason: str
    finding: str


QUESTIONS = (
    Question(
        "stiff-neck-fever",
        True,
        "Is your neck stiff, with a fever or a severe headache?",
        "Together they can be an infection around the brain, which can't be left for hours.",
        "a stiff neck with fever or severe headache",
    ),
    Question(
        "jaw-wound",
        True,
        "Is your jaw stiff, or do muscles cramp by themselves, after a wound in the last weeks?",
        "A stiff jaw and neck 3 to 21 days after a wound can be tetanus.",
        "a stiff jaw or cramps after a wound",
    ),
    Question(
        "dark-urine",
        True,
        "Is your urine dark like cola, with severe pain, weakness or swelling of muscles?",
        "Muscle that breaks down can harm the kidneys.",
        "dark urine with severe pain, weakness or swelling",
    ),
    Question(
        "bladder-bowel",
        True,
        "Since it began, have you lost control of bladder or bowel, or can you not pass water?",
        "It can mean that the spinal cord is being pressed.",
        "trouble with bladder or bowel",
    ),
    Question(
        "injury-danger",
        True,
        "If it began with an injury: are you 65 or over, was it a fall from over a metre, a blow "
        "on the head or a crash, or do your arms or legs tingle?",
        "After such an injury a doctor has to look inside the neck first (Canadian C-spine rule).",
        "a dangerous injury, or one at 65 or over or with tingling",
    ),
    Question(
        "injury",
        False,
        "Did it begin with any other fall, blow or jolt in the last weeks?",
        "Pain after an injury isn't soreness from exercise.",
        "a recent injury",
    ),
    Question(
        "arm",
        False,
        "Is an arm or a hand numb, tingling or weak?",
        "A nerve may be pinched in the neck.",
        "numbness, tingling or weakness of an arm",
    ),
    Question(
        "cord",
        False,
        "Are your hands clumsy, are you unsteady on your feet, or does bending your neck send a "
        "shock down your back?",
        "The spinal cord may be pressed.",
        "clumsy hands, unsteady walking or shocks down the back",
    ),
    Question(
        "dizzy",
        False,
        "Do you get dizzy, or have you fallen without a cause?",
        "The blood supply of the head runs through the neck.",
        "dizziness or falls without a cause",
    ),
    Question(
        "fever-weight",
        False,
        "Have you a fever, or have you lost weight without meaning to?",
        "Exercise causes neither: an infection or another illness may.",
        "fever or loss of weight",
    ),
    Question(
        "night",
        False,
        "Does the pain wake you at night?",
        "Pain that comes at rest can have other causes than exercise.",
        "pain at night",
    ),
    Question(
        "history",
        False,
        "Have you had cancer, a serious infection lately, steroid tablets for long, or injected "
        "drugs?",
        "They make rare causes of neck pain likelier.",
        "cancer, infection, steroids or injected drugs",
    ),
    Question(
        "age",
        False,
        "Is neck pain new to you, and are you under 20 or over 55?",
        "At these ages new neck pain is looked into sooner.",
        "new neck pain under 20 or over 55",
    ),
)

EMERGENCY_MESSAGE = "You answered yes to: {findings}. This can be an emergency."
EMERGENCY_ADVICE = "Seek emergency care now. No training until a doctor has cleared you."

RED_FLAG_MESSAGE = "You answered yes to: {findings}. This needs a doctor."
RED_FLAG_ADVICE = "See a doctor before you train your neck again, even if the pain gets better."

PERSISTENT_MESSAGE = "{where}: pain since {since}, today is day {number}."
PERSISTENT_ADVICE = "See a doctor: soreness from exercise is usually gone by now."

COACHING_OFF = (
    "Live coaching is off: you answered yes to {findings}. When a doctor has cleared you, "
    "run `formcheck journal cleared`."
)
COACHING_WAITS = (
    "live coaching is off while something is for a doctor: see `formcheck journal list`"
)
NOT_JUDGED = "Measured, but not judged: see a doctor first."
SCREEN_OPENING = "A few questions, yes or no. They are no diagnosis; each has its reason."
SCREEN_UNFINISHED = "The questions about red flags are unfinished: `formcheck journal pain` asks."
SCREEN_CLEAR = (
    "No red flag among your answers. If something worries you, see a doctor all the same."
)
PAIN_OPEN = "{where}: pain since {since}, {level} of 10 when last logged."
PAIN_LATER = "Still there on {refer_on}, or worse at any time: see a doctor."
PAIN_QUESTION = "{where}: how bad is it today, from 0 (gone) to 10?"
PAIN_REASON = "Pain that lasts more than five days, or grows, is for a doctor."
CLEARED = "Noted: a doctor cleared you on {day}."
LOGGED = "{where}: noted."
CLOSED = "{where}: noted as gone."
