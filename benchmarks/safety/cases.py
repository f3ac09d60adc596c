"""Everyday cases that must train on, and dangerous ones that must not, each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from formcheck.core.risks.pain import Clearance, Pain, PainEntry, Screen
from formcheck.core.risks.questions import HEALTH_QUESTIONS, PAIN_QUESTIONS, Question
from formcheck.core.risks.triage import (
    ARTICLE,
    C_SPINE,
    CKS,
    CORE,
    HEART,
    NHS,
    NIGHT,
    RHABDO,
    TETANUS,
    Level,
    Triage,
    triage,
)

TODAY = date(2026, 11, 23)
DOMS = "delayed soreness starts after 12 to 24 h, is worst after 24 to 72 h (ACSM, second-hand)"
SELF_CARE = "NHS Northumbria and Coventry, self-care of neck pain: common, rarely serious"
ALONE = "few red flags mean anything alone (NHS community red flags 2023; Feller 2024)"
SCALE = "mild to 3, moderate 4 to 6, severe from 7 (Fejer 2005; Boonstra 2016)"
CHANGE = "2 of 10 are a change that matters (Farrar 2001)"
BONES = "Sinaki & Mikkelsen 1984; " + CKS

Levels = tuple[tuple[int, int], ...]
"""How bad it was, each as days ago and level."""


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody may say: answers by code, and pains by place; ``least`` is what it asks for.

    ``cleared`` is how many days ago a doctor cleared them, None where none did.
    """

    what: str
    source: str
    yes: tuple[str, ...] = ()
    pains: dict[str, Levels] = field(default_factory=dict)
    gone: bool = False
    cleared: int | None = None
    least: Level = Level.TRAIN

    def triage(self) -> Triage:
        """What the triage makes of it."""
        health = _screen(HEALTH_QUESTIONS, self.yes, LONG_AGO)
        asked = _screen(PAIN_QUESTIONS, self.yes, 0)
        pains = [
            Pain(
                where,
                TODAY - timedelta(max(ago for ago, _ in levels)),
                tuple(PainEntry(_at(ago), TODAY - timedelta(ago), level) for ago, level in levels),
                TODAY if self.gone else None,
                (asked,),
            )
            for where, levels in self.pains.items()
        ]
        days = [] if self.cleared is None else [self.cleared]
        clearances = [Clearance(_at(ago), TODAY - timedelta(ago)) for ago in days]
        return triage(pains, [health, asked], clearances, TODAY)


LONG_AGO = 40  # days, when health was asked


def _at(days_ago: int) -> datetime:
    return datetime(2026, 11, 23, 12, tzinfo=timezone.utc) - timedelta(days_ago)


def _screen(questions: Sequence[Question], yes: tuple[str, ...], ago: int) -> Screen:
    answers = {question.code: question.code in yes for question in questions}
    return Screen(_at(ago), TODAY - timedelta(ago), answers)


def _neck(*levels: tuple[int, int]) -> dict[str, Levels]:
    return {"neck": levels}


HARMLESS = (
    Case("no pain, healthy", ARTICLE),
    Case("no pain, 75 years old", ALONE),
    Case("a neck that cracks and doesn't hurt", SELF_CARE),
    Case("slightly sore the day after the first shrugs", ARTICLE, pains=_neck((0, 2))),
    Case("sore on the second day", DOMS, pains=_neck((1, 3), (0, 3))),
    Case("a little more sore on the second day, its worst", DOMS, pains=_neck((1, 2), (0, 3))),
    Case("sore and getting better", DOMS, pains=_neck((3, 4), (2, 3), (1, 2), (0, 1))),
    Case("quite sore after a heavier load", SCALE, pains=_neck((1, 5))),
    Case("very sore, but not severe", SCALE, pains=_neck((0, 6))),
    Case("sore up and down by one", CHANGE, pains=_neck((3, 2), (2, 1), (1, 2), (0, 1))),
    Case("still a little sore on day five", ARTICLE, pains=_neck((4, 3), (0, 1))),
    Case("gone after three days", ARTICLE, pains=_neck((3, 4), (1, 2)), gone=True),
    Case("severe for a day, gone the next", SCALE, pains=_neck((1, 7)), gone=True),
    Case("19 years old, sore for the first time", ALONE, ("age",), _neck((0, 1))),
    Case("60 years old, sore after gardening", ALONE, ("age",), _neck((0, 3))),
    Case("wakes on turning over", NIGHT, ("night",), _neck((0, 3))),
    Case("70 years old, wakes on turning over", NIGHT, ("night", "age"), _neck((0, 2))),
    Case("aches at rest too, eased by lying down", NIGHT, ("constant",), _neck((0, 3))),
    Case(
        "aches all day and wakes, a pillow helps", NIGHT, ("constant", "night"), _neck((0, 4))
    ),
    Case("can't bend the neck after a bad night's sleep", SELF_CARE, ("stiff",), _neck((0, 4))),
    Case("a calf that cramps at night", ALONE, ("spasms",), _neck((0, 2))),
    Case("a scraped knee last week", ALONE, ("wound",), _neck((0, 2))),
    Case("neck ache after a long day at a desk", SELF_CARE, pains=_neck((0, 3))),
    Case("sore shoulders after shrugs", ARTICLE, pains={"both shoulders": ((0, 4),)}),
    Case("sore upper arms after push-ups", DOMS, pains={"arms": ((0, 3),)}),
    Case(
        "sore shoulders and arms after push-ups", DOMS,
        pains={"shoulder": ((0, 3),), "arms": ((0, 3),)},
    ),
    Case("a sore knee after squats", DOMS, pains={"knee": ((0, 4),)}),
    Case("mild for weeks, and a doctor has seen it", CKS, pains=_neck((20, 2), (0, 2)), cleared=2),
    Case("worn discs, cleared by a doctor", CKS, ("discs",), cleared=9),
    Case("surgery long ago, cleared by a doctor", CKS, ("neck-surgery",), cleared=9),
)  # fmt: skip

_E, _NOW, _SEE = Level.EMERGENCY, Level.SEE_A_DOCTOR_NOW, Level.SEE_A_DOCTOR

DANGEROUS = (
    Case("stiff neck with a fever", CORE, ("fever", "stiff"), _neck((0, 2)), least=_E),
    Case("stiff neck, worst headache", CORE, ("headache", "stiff"), _neck((0, 3)), least=_E),
    Case("stiff jaw, a rusty nail last week", TETANUS, ("jaw", "wound"), _neck((0, 2)), least=_E),
    Case("cramps at rest after a wound", TETANUS, ("spasms", "wound"), _neck((0, 2)), least=_E),
    Case("lockjaw and spasms, no wound known", TETANUS, ("jaw", "spasms"), _neck((0, 2)), least=_E),
    Case("urine like cola after many shrugs", RHABDO, ("urine",), _neck((0, 5)), least=_E),
    Case("neck ache, pressure on the chest", HEART, ("chest",), _neck((0, 2)), least=_E),
    Case("sudden trouble with speaking", NHS, ("speech",), _neck((0, 3)), least=_E),
    Case("sudden trouble with seeing", NHS, ("sight",), _neck((0, 3)), least=_E),
    Case("no control of the bladder", CKS, ("toilet",), _neck((0, 1)), least=_E),
    Case("can't pass water", CKS, ("retention",), _neck((0, 1)), least=_E),
    Case("fell off a ladder", C_SPINE, ("injury", "high-fall"), _neck((0, 2)), least=_E),
    Case("bicycle crash", C_SPINE, ("injury", "crash"), _neck((0, 2)), least=_E),
    Case("dived into shallow water", C_SPINE, ("injury", "head-blow"), _neck((0, 2)), least=_E),
    Case("slipped, 72 years old", C_SPINE, ("injury", "senior"), _neck((0, 2)), least=_E),
    Case("slipped, and the legs tingle", C_SPINE, ("injury", "tingling"), _neck((0, 2)), least=_E),
    Case("a jolt, and a weak hand", C_SPINE, ("injury", "weak"), _neck((0, 2)), least=_E),
    Case("whiplash at low speed", CORE, ("injury",), _neck((0, 2)), least=_NOW),
    Case("a numb hand", CORE, ("numb",), _neck((0, 1)), least=_NOW),
    Case("pins and needles in a leg", CORE, ("tingling",), _neck((0, 1)), least=_NOW),
    Case("a weak arm", CORE, ("weak",), _neck((0, 1)), least=_NOW),
    Case("pain from the neck into an arm", ARTICLE, ("arm-pain",), _neck((0, 2)), least=_NOW),
    Case("neck and arm logged apart", ARTICLE, (), {"neck": ((0, 2),), "right arm": ((0, 2),)},
         least=_NOW),
    Case("hands too clumsy for buttons", CKS, ("clumsy",), _neck((0, 1)), least=_NOW),
    Case("unsteady on the stairs", CKS, ("unsteady",), _neck((0, 1)), least=_NOW),
    Case("shocks down the back on nodding", CKS, ("shock",), _neck((0, 1)), least=_NOW),
    Case("falls without a cause", CKS, ("drop",), _neck((0, 1)), least=_NOW),
    Case("severe from one day to the next", SCALE, pains=_neck((0, 9)), least=_NOW),
    Case("severe and growing", SCALE, pains=_neck((2, 9), (0, 10)), least=_NOW),
    Case("mild at first, then clearly worse", CHANGE, pains=_neck((2, 2), (0, 5)), least=_NOW),
    Case("growing by one a day", CHANGE, pains=_neck((2, 2), (1, 3), (0, 4)), least=_NOW),
    Case("fever, and drugs injected", CORE, ("fever", "injecting"), _neck((0, 3)), least=_NOW),
    Case("had cancer, new neck pain", CORE, ("cancer",), _neck((0, 3)), least=_SEE),
    Case("loses weight", CORE, ("weight-loss",), _neck((0, 2)), least=_SEE),
    Case("dizzy with neck pain", CORE, ("dizzy",), _neck((0, 2)), least=_SEE),
    Case("cortisone for months", CORE, ("steroids",), _neck((0, 2)), least=_SEE),
    Case("never eases, and wakes", NIGHT, ("constant", "unrelieved", "night"), _neck((0, 4)),
         least=_SEE),
    Case("never eases, 62 years old", NIGHT, ("constant", "unrelieved", "age"), _neck((0, 4)),
         least=_SEE),
    Case("mild, but there on day six", ARTICLE, pains=_neck((5, 3), (0, 1)), least=_SEE),
    Case("was severe, and still hurts", SCALE, pains=_neck((2, 8), (0, 3)), least=_SEE),
    Case("rheumatoid arthritis, no pain", CKS, ("rheumatoid",), least=_SEE),
    Case("weak bones, wants to do sit-ups", BONES, ("osteoporosis",), least=_SEE),
    Case("worn discs, no pain today", ARTICLE, ("discs",), least=_SEE),
    Case("a pinched nerve, no pain today", ARTICLE, ("pinched-nerve",), least=_SEE),
    Case("worn discs, cleared, new pain", NHS, ("discs",), _neck((1, 2)), cleared=9, least=_SEE),
)  # fmt: skip


def stopped() -> list[Case]:
    """The harmless cases that are stopped."""
    return [case for case in HARMLESS if not case.triage().coaches]


def missed() -> list[Case]:
    """The dangerous cases that reach a lower level than they must."""
    return [case for case in DANGEROUS if case.triage().level < case.least]
