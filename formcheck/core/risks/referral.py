"""Referral: pain that lasts, and red flags. Nothing outranks them, and nothing is diagnosed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from formcheck.core.readings import FormWarning
from formcheck.core.risks import limit
from formcheck.core.risks import referral_texts as texts
from formcheck.core.risks.days import day_number
from formcheck.core.risks.referral_texts import QUESTIONS, Question

Span = tuple[float, float]
NO_SPAN = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ReferralLimits:
    """How long pain may last before it is for a doctor."""

    pain_days: float = limit(
        5.0,
        "days",
        "health article on neck pain after exercise; the day it began is day one. "
        "Never applies to a red flag",
    )


@dataclass(frozen=True, slots=True)
class PainEntry:
    """How much it hurt, 0 to 10; ``at`` is when that was, ``day`` the day of the calendar."""

    at: datetime
    day: date
    level: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Answers to the screen by question code; what wasn't answered is not there."""

    at: datetime
    day: date
    answers: Mapping[str, bool] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether it came to an end: all was answered, or an emergency was found."""
        answered = all(question.code in self.answers for question in QUESTIONS)
        return answered or any(question.emergency for question in self.flags())

    def flags(self) -> tuple[Question, ...]:
        """The questions that were answered yes, emergencies first."""
        return tuple(question for question in QUESTIONS if self.answers.get(question.code))


@dataclass(frozen=True, slots=True)
class Pain:
    """A pain: where, since when as the person said, its entries, and when it was over."""

    where: str
    since: date
    entries: tuple[PainEntry, ...] = ()
    closed: date | None = None
    screens: tuple[Screen, ...] = ()

    @property
    def began(self) -> date:
        """The first day of which anything is known."""
        return min([self.since, *(entry.day for entry in self.entries)])

    @property
    def level(self) -> int:
        """How much it hurt when it was last logged; 0 where it never was."""
        return sorted(self.entries, key=_at)[-1].level if self.entries else 0


@dataclass(frozen=True, slots=True)
class Clearance:
    """Somebody said that a doctor cleared them: ``at`` they said it, ``day`` it happened."""

    at: datetime
    day: date


def is_persistent(pain: Pain, today: date, limits: ReferralLimits) -> bool:
    """Whether an open pain has lasted for more days than soreness does."""
    return pain.closed is None and day_number(pain.began, today) > limits.pain_days


def refer_on(pain: Pain, limits: ReferralLimits) -> date:
    """The first day on which the pain, if it is still there, is for a doctor."""
    return pain.began + timedelta(days=int(limits.pain_days))


def open_flags(
    screens: Iterable[Screen], clearances: Sequence[Clearance] = ()
) -> tuple[Question, ...]:
    """The red flags that no doctor cleared, emergencies first, each once.

    A clearance covers screens that were answered before it was said, on or before its day.
    """
    found = {
        question
        for screen in screens
        if not any(one.at >= screen.at and one.day >= screen.day for one in clearances)
        for question in screen.flags()
    }
    return tuple(question for question in QUESTIONS if question in found)


def screen_due(pain: Pain) -> bool:
    """Whether the screen has to be asked: never answered to its end, or the pain has grown."""
    if pain.closed is not None:
        return False
    done = [screen.at for screen in pain.screens if screen.complete]
    if not done:
        return True
    entries = sorted(pain.entries, key=_at)
    grown = [later.at for earlier, later in pairwise(entries) if later.level > earlier.level]
    return bool(grown) and max(grown) > max(done)


def _at(entry: PainEntry) -> datetime:
    return entry.at


def referrals(
    pains: Iterable[Pain],
    flags: Sequence[Question],
    today: date,
    limits: ReferralLimits,
    span: Span = NO_SPAN,
) -> list[FormWarning]:
    """What has to be said before anything else; an open red flag is all that is said."""
    if flags:
        return [red_flag(flags, span)]
    lasting = [pain for pain in pains if is_persistent(pain, today, limits)]
    return [persistent(pain, today, span) for pain in sorted(lasting, key=lambda one: one.began)]


def red_flag(flags: Sequence[Question], span: Span = NO_SPAN) -> FormWarning:
    """Something was answered yes: an emergency outranks the other red flags."""
    emergencies = [question for question in flags if question.emergency]
    message = texts.EMERGENCY_MESSAGE if emergencies else texts.RED_FLAG_MESSAGE
    return FormWarning(
        "referral.red-flag",
        *span,
        "stop",
        message.format(findings=findings(emergencies or flags)),
        texts.EMERGENCY_ADVICE if emergencies else texts.RED_FLAG_ADVICE,
    )


def persistent(pain: Pain, today: date, span: Span = NO_SPAN) -> FormWarning:
    """A pain is there for more than five days."""
    return FormWarning(
        "referral.persistent",
        *span,
        "stop",
        texts.PERSISTENT_MESSAGE.format(
            where=pain.where.capitalize(),
            since=day_told(pain.began),
            number=day_number(pain.began, today),
        ),
        texts.PERSISTENT_ADVICE,
    )


def coaching_off(flags: Sequence[Question]) -> str:
    """Why live coaching is off; "" where it isn't."""
    return texts.COACHING_OFF.format(findings=findings(flags)) if flags else ""


def findings(flags: Sequence[Question]) -> str:
    """What was answered yes, in a list to be read."""
    return "; ".join(question.finding for question in flags)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_told(day: date) -> str:
    """A day as it is told, alike in every locale: "Sat 28 Nov"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
