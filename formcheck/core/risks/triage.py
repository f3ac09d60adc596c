"""The one triage: whether to train, to take it easy, or to see a doctor, and why.

All that somebody said comes down to a set of facts: questions answered yes, and what the
course of a pain shows. Each rule is one row of ``RULES``. The highest level that any rule
reaches stands. Nothing is diagnosed, and nothing below that level is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import pairwise

from formcheck.core.readings import FormWarning
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.pain import Clearance, Pain, Screen, open_flags
from formcheck.core.risks.pain_facts import facts_of, spread, words_of
from formcheck.core.risks.questions import (
    EARLIER_SCREEN,
    HEALTH_QUESTIONS,
    PAIN_QUESTIONS,
    QUESTIONS,
    RETIRED,
    Question,
    finding,
)


class Level(IntEnum):
    """What to do, from the mildest to the most urgent."""

    TRAIN = 0
    LIGHT_DAY = 1
    SEE_A_DOCTOR = 2  # before the neck is trained
    SEE_A_DOCTOR_NOW = 3
    EMERGENCY = 4

    @property
    def coaches(self) -> bool:
        """Whether form is judged and advice is given at this level."""
        return self <= Level.LIGHT_DAY

    @property
    def words(self) -> str:
        """The level in words, as it stands in files."""
        return self.name.lower().replace("_", " ")

    @property
    def advice(self) -> str:
        """What to do, in a sentence or two; "" for the level that asks for nothing."""
        return _ADVICE[self]


MEASURED_ONLY = "measured, but not judged: see a doctor first"

_ADVICE = {
    Level.TRAIN: "",
    Level.LIGHT_DAY: "Make it a light day. Stop if it hurts more.",
    Level.SEE_A_DOCTOR: "See a doctor before you train your neck, even if it gets better.",
    Level.SEE_A_DOCTOR_NOW: "See a doctor now. Don't train until a doctor has cleared you.",
    Level.EMERGENCY: "Seek emergency care now. Don't train until a doctor has cleared you.",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """All facts of ``needs`` and, where there are any, one of ``any_of`` lead to ``level``.

    ``sentence`` says why. It may use the facts of the course, such as {where} and {level}.
    """

    code: str
    level: Level
    needs: tuple[str, ...]
    any_of: tuple[str, ...]
    sentence: str
    source: str

    def holds(self, facts: Set[str]) -> bool:
        """Whether the facts make the rule true."""
        one_of = not self.any_of or not facts.isdisjoint(self.any_of)
        return facts >= set(self.needs) and one_of


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a level was reached: the rule, and what is said of it."""

    code: str
    level: Level
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Triage:
    """The level that stands, and every reason for it; none where there is nothing to say."""

    level: Level = Level.TRAIN
    reasons: tuple[Reason, ...] = ()

    @property
    def coaches(self) -> bool:
        """Whether form is judged and advice is given."""
        return self.level.coaches

    @property
    def sentences(self) -> tuple[str, ...]:
        """The reasons, then what to do; empty for a person who simply trains."""
        told = [reason.sentence for reason in self.reasons]
        return tuple(one for one in (*told, self.level.advice) if one)

    def stop(self, start_s: float, end_s: float) -> FormWarning:
        """What stands in a set's place of all other warnings, where form is not judged.

        It says what to do and not why: a set may be shown to others.
        """
        first, _, rest = self.level.advice.partition(". ")
        code = f"referral.{self.level.words.replace(' ', '-')}"
        advice = f"{rest} Measured, but not judged.".strip()
        return FormWarning(code, start_s, end_s, "stop", f"{first.rstrip('.')}.", advice)


ARTICLE = "health article on neck pain after exercise"
CKS = "Clinical Knowledge Summaries (UK) and Primary Care Notebook, red flags in neck pain"
CORE = "common core of 12 guidelines (Feller 2024)"
NHS = "NHS leaflets on neck pain (Midlands Partnership; Sheffield)"
C_SPINE = "Canadian C-spine rule (Stiell 2001)"
RHABDO = "CDC/NIOSH, signs of rhabdomyolysis"
TETANUS = "CDC and Public Health Agency of Canada, tetanus; the article"
HEART = "NHS and Health New Zealand, signs of a heart attack"
NIGHT = "NHS Gloucestershire, spinal red flags: night pain that no position eases, with other signs"
EARLIER = "earlier versions of formcheck asked this"

_NOW, _SEE, _URGENT = Level.SEE_A_DOCTOR_NOW, Level.SEE_A_DOCTOR, Level.EMERGENCY

RULES = (
    Rule("heart", _URGENT, ("chest",), (), "Neck pain with it can come from the heart.", HEART),
    Rule(
        *("stroke", _URGENT, (), ("speech", "sight")),
        "It can come from a blood vessel of the neck or the brain.",
        NHS,
    ),
    Rule(
        *("stiff-neck", _URGENT, ("stiff",), ("fever", "headache")),
        "Together they can mean an illness in or around the brain.",
        CORE,
    ),
    Rule(
        *("tetanus", _URGENT, ("wound",), ("jaw", "spasms")),
        "After a wound this can be tetanus.",
        TETANUS,
    ),
    Rule("lockjaw", _URGENT, ("jaw", "spasms"), (), "Together they can be tetanus.", TETANUS),
    Rule(
        "dark-urine",
        _URGENT,
        ("urine",),
        (),
        "It can come from muscle that breaks down, and harm the kidneys.",
        RHABDO,
    ),
    Rule(
        *("bladder-bowel", _URGENT, (), ("toilet", "retention")),
        "Something may press on the nerves of the spine.",
        CKS,
    ),
    Rule(
        *("dangerous-injury", _URGENT, ("injury",)),
        ("senior", "high-fall", "crash", "head-blow", "tingling", "numb", "weak"),
        "After that, a doctor has to look at the neck first.",
        C_SPINE,
    ),
    Rule(
        *("earlier-emergency", _URGENT, ()),
        ("stiff-neck-fever", "jaw-wound", "dark-urine", "bladder-bowel", "injury-danger"),
        "This can be an emergency.",
        EARLIER,
    ),
    Rule(
        *("severe-pain", _NOW, ("severe",), ()),
        "{where}: {level} of 10 is severe pain.",
        "severe from 7 on for neck pain (Fejer 2005; Boonstra 2016 finds 7 or 8)",
    ),
    Rule(
        *("growing-pain", _NOW, ("grows",), ()),
        "{where}: the pain has grown to {level} of 10, {grown} more than before.",
        "2 of 10 are a change that matters (Farrar 2001); increasing pain: " + CKS,
    ),
    Rule(
        *("neck-and-arm", _NOW, (), ("arm-pain", "neck-and-arm")),
        "Pain in the neck and an arm can come from a nerve.",
        ARTICLE + " (pinched nerve); " + CORE,
    ),
    Rule("nerve", _NOW, (), ("numb", "tingling", "weak"), "It can come from a nerve.", CORE),
    Rule(
        *("cord", _NOW, (), ("clumsy", "unsteady", "shock")),
        "Something may press on the spinal cord.",
        CKS,
    ),
    Rule("collapse", _NOW, ("drop",), (), "The blood for the head may run short.", CKS),
    Rule("injury", _NOW, ("injury",), (), "After that, a doctor has to look at the neck.", CORE),
    Rule("stiff-jaw", _NOW, ("jaw",), (), "A doctor has to find out why.", TETANUS),
    Rule("headache", _NOW, ("headache",), (), "With neck pain, a doctor has to look at it.", CORE),
    Rule(
        *("spine-infection", _NOW, ("fever",), ("infection", "injecting", "steroids", "cancer")),
        "Together they can mean an infection of the spine.",
        CORE,
    ),
    Rule(
        *("earlier-nerve", _NOW, (), ("arm", "cord")),
        "It can come from a nerve or the spinal cord.",
        EARLIER,
    ),
    Rule("fever", _SEE, ("fever",), (), "Exercise doesn't bring it.", CORE),
    Rule("weight-loss", _SEE, ("weight-loss",), (), "Exercise doesn't explain it.", CORE),
    Rule("dizzy", _SEE, ("dizzy",), (), "With neck pain, a doctor has to look at it.", CORE),
    Rule(
        *("background", _SEE, (), ("cancer", "infection", "steroids", "injecting")),
        "Then a doctor looks at new neck pain first.",
        CORE,
    ),
    Rule(
        *("unrelieved", _SEE, ("constant", "unrelieved"), ("night", "age")),
        "Together they point away from sore muscles.",
        NIGHT + "; " + CKS,
    ),
    Rule(
        *("earlier-illness", _SEE, (), ("fever-weight", "history")),
        "This needs a doctor.",
        EARLIER,
    ),
    Rule(
        *("lasting-pain", _SEE, ("lasts",), ()),
        "{where}: pain since {since}, today is day {number}. Soreness is usually gone by now.",
        ARTICLE,
    ),
    Rule(
        *("severe-before", _SEE, ("was-severe",), ()),
        "{where}: the pain was severe, {worst} of 10, and isn't gone.",
        "our own choice, on the side of care",
    ),
    Rule(
        *("grown-before", _SEE, ("grew",), ()),
        "{where}: the pain grew by {most_grown} and isn't gone.",
        "our own choice, on the side of care",
    ),
    Rule(
        *("unanswered", _SEE, ("unanswered",), ()),
        "{where}: the questions about warning signs aren't finished. `formcheck journal pain` "
        "asks them.",
        "our own choice: what wasn't answered is not a no",
    ),
    Rule(
        *("neck-condition", _SEE, ()),
        ("neck-surgery", "discs", "pinched-nerve", "neck-disease"),
        "Ask a doctor what your neck can carry.",
        ARTICLE + " (degenerative discs, pinched nerve); " + CKS,
    ),
    Rule(
        *("rheumatoid", _SEE, ("rheumatoid",), ()),
        "It can loosen the joints at the top of the neck.",
        "Häkkinen 2008 (exercise and the upper neck); " + CKS,
    ),
    Rule(
        *("osteoporosis", _SEE, ("osteoporosis",), ()),
        "Bending the spine under load can break weak bones.",
        "Sinaki & Mikkelsen 1984: 89 % new fractures with bending exercises; " + CKS,
    ),
    Rule(
        *("open-pain", Level.LIGHT_DAY, ("hurts",), ()),
        "{where}: pain since {since}, {last} of 10 when last logged.",
        ARTICLE + ": soreness is a normal part of development",
    ),
    Rule(
        *("moderate-pain", Level.LIGHT_DAY, ("moderate",), ()),
        "{where}: rest it today if you can.",
        "moderate from 4 on (Fejer 2005); rest is our own choice",
    ),
    Rule(
        *("soreness", Level.LIGHT_DAY, ("new",), ()),
        "Soreness starts 12 to 24 hours after exercise, is worst after 24 to 72, and goes in three "
        "to five days. Still there on {refer_on}: see a doctor. If it grows by 2 or gets to 7 of "
        "10, see one now.",
        ARTICLE + "; ACSM, through a secondary source",
    ),
    Rule(
        *("seen-pain", Level.LIGHT_DAY, ("seen",), ()),
        "{where}: if it grows by 2 or gets to 7 of 10, see a doctor now.",
        "our own choice, as for new pain",
    ),
)

_UNASKED = {one for rule in RULES for one in (*rule.needs, *rule.any_of)} - {*QUESTIONS, *RETIRED}
COURSE_FACTS = tuple(sorted(_UNASKED))
"""The facts that no question asks for: they follow from the course of a pain."""


def judge(facts: Set[str], told: Mapping[str, object] | None = None) -> Triage:
    """The triage of a set of facts; ``told`` are the values that sentences may use."""
    found = [rule for rule in RULES if rule.holds(facts)]
    level = max((rule.level for rule in found), default=Level.TRAIN)
    reasons = [_reason(rule, facts, told or {}) for rule in found if rule.level == level]
    return Triage(level, tuple(reasons))


def _reason(rule: Rule, facts: Set[str], told: Mapping[str, object]) -> Reason:
    """A rule that holds, in words: first what the person said, if they were asked."""
    said = [
        finding(one)
        for one in (*rule.needs, *rule.any_of)
        if one in facts and one not in COURSE_FACTS
    ]
    sentence = rule.sentence.format_map(told) if told else rule.sentence
    if said:
        sentence = f"You said: {', '.join(said)}. {sentence}"
    return Reason(rule.code, rule.level, sentence, rule.source)


def triage(
    pains: Iterable[Pain],
    screens: Iterable[Screen],
    clearances: Sequence[Clearance],
    today: date,
    limits: Limits | None = None,
) -> Triage:
    """The triage of a person, of everything that they said and no doctor has cleared.

    ``screens`` are all of theirs, those of their pains too.
    """
    limits, screens = limits or Limits(), list(screens)
    open_pains = [pain for pain in pains if pain.closed is None]
    flags = open_flags(screens, clearances) | spread(open_pains, clearances)
    found = [judge(flags)]
    for pain in open_pains:
        since = [one for one in clearances if one.day >= pain.began]
        facts = flags | (open_flags(screens, since) & _HEALTH)
        facts |= facts_of(pain, clearances, today, limits)
        facts |= {"unanswered"} if screen_due(pain) else set()
        found.append(judge(facts, words_of(pain, clearances, today, limits)))
    top = max(one.level for one in found)
    reasons = (reason for one in found if one.level == top for reason in one.reasons)
    return Triage(top, tuple(dict.fromkeys(reasons)))


_HEALTH = {question.code for question in HEALTH_QUESTIONS}


def next_question(
    answers: Mapping[str, bool], questions: Sequence[Question] = PAIN_QUESTIONS
) -> Question | None:
    """What to ask next; None where all is answered, or an emergency was found."""
    if judge({code for code, yes in answers.items() if yes}).level is Level.EMERGENCY:
        return None
    for question in questions:
        asked = not question.after or any(answers.get(code) for code in question.after)
        if asked and question.code not in answers:
            return question
    return None


def screen_due(pain: Pain) -> bool:
    """Whether the questions have to be asked: never answered to the end, or pain has grown."""
    if pain.closed is not None:
        return False
    done = [
        one.at
        for one in pain.screens
        if one.answers.keys() >= EARLIER_SCREEN or next_question(one.answers) is None
    ]
    entries = sorted(pain.entries, key=lambda entry: entry.at)
    grown = [later.at for before, later in pairwise(entries) if later.level > before.level]
    return not done or max(grown, default=max(done)) > max(done)
