"""What somebody says of a pain, over days, and what follows from its course alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum

from formcheck.core.risks import limit
from formcheck.core.risks.days import day_number

SEVERE = 7
"""From this level of 10 on, pain is severe (Fejer 2005, of the neck; Boonstra 2016: 7 or 8)."""

GROWTH = 2
"""By so many levels pain has clearly grown: a change of 2 of 10 matters (Farrar 2001)."""


@dataclass(frozen=True, slots=True)
class ReferralLimits:
    """How long pain may last before it is for a doctor."""

    pain_days: float = limit(
        5.0,
        "days",
        "health article on neck pain after exercise; the day it began is day one. "
        "Never applies to a red flag",
    )


class Place(Enum):
    """Where it hurts, as far as the triage asks."""

    NECK = "neck"
    ARM = "arm"
    BOTH = "both"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PainEntry:
    """How much it hurt, 0 to 10; ``at`` is when that was, ``day`` the day of the calendar."""

    at: datetime
    day: date
    level: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Answers to questions by their code; what wasn't answered is not there."""

    at: datetime
    day: date
    answers: Mapping[str, bool] = field(default_factory=dict)


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
        return max(self.entries, key=lambda entry: entry.at).level if self.entries else 0

    @property
    def place(self) -> Place:
        """Where it hurts, from the words of the person."""
        letters = (one if one.isalpha() else " " for one in self.where.lower())
        words = set("".join(letters).split())
        neck, arm = bool(words & _NECK), bool(words & _ARM)
        if neck and arm:
            return Place.BOTH
        return Place.NECK if neck else Place.ARM if arm else Place.OTHER


_NECK = {"neck", "nape", "throat"}
_ARM = {
    one + ending
    for one in ("arm", "forearm", "elbow", "wrist", "hand", "finger", "thumb")
    for ending in ("", "s")
}


@dataclass(frozen=True, slots=True)
class Clearance:
    """Somebody said that a doctor cleared them: ``at`` they said it, ``day`` it happened."""

    at: datetime
    day: date

    def covers(self, said: PainEntry | Screen) -> bool:
        """Whether the doctor could know of what was said: before, on that day or earlier."""
        return self.at >= said.at and self.day >= said.day


def refer_on(pain: Pain, limits: ReferralLimits) -> date:
    """The first day on which the pain, if it is still there, is for a doctor."""
    return pain.began + timedelta(days=int(limits.pain_days))


def lasts(pain: Pain, clearances: Iterable[Clearance], today: date, limits: ReferralLimits) -> bool:
    """Whether an open pain is there for more days than soreness, and no doctor has seen that."""
    days = limits.pain_days
    seen = any(day_number(pain.began, one.day) > days for one in clearances)
    return pain.closed is None and day_number(pain.began, today) > days and not seen


@dataclass(frozen=True, slots=True)
class Course:
    """How an open pain went since a doctor last cleared it; levels are the worst of a day.

    ``level`` is that of the last day, ``grown`` by how much it is above the mildest day before
    it, ``worst`` and ``most_grown`` are the greatest of each at any time; 0 for nothing new.
    """

    level: int = 0
    grown: int = 0
    worst: int = 0
    most_grown: int = 0


def course(pain: Pain, clearances: Sequence[Clearance] = ()) -> Course:
    """How a pain went, in whatever order its entries were told.

    The last day that a doctor knew of is what growth is measured from.
    """
    fresh: dict[date, int] = {}
    known: dict[date, int] = {}
    for entry in pain.entries:
        group = known if any(one.covers(entry) for one in clearances) else fresh
        group[entry.day] = max(entry.level, group.get(entry.day, 0))
    mildest = known[max(known)] if known else None
    made = Course()
    for day in sorted(fresh):
        level = fresh[day]
        grown = 0 if mildest is None else max(0, level - mildest)
        mildest = level if mildest is None else min(level, mildest)
        made = Course(level, grown, max(level, made.worst), max(grown, made.most_grown))
    return made


def open_flags(screens: Iterable[Screen], clearances: Sequence[Clearance]) -> frozenset[str]:
    """The questions that were answered yes and that no doctor has cleared since."""
    return frozenset(
        code
        for screen in screens
        if not any(one.covers(screen) for one in clearances)
        for code, yes in screen.answers.items()
        if yes
    )
