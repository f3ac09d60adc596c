"""Sets and pain by the week, Monday to Sunday."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from formcheck.core.risks.cramp import LOADS
from formcheck.core.risks.pain import Pain
from formcheck.core.risks.soreness import WEEK
from formcheck.journal.entries import LoggedSet, stored
from formcheck.system.json_files import JsonObject


@dataclass(frozen=True, slots=True)
class Week:
    """What a week came to; NaN and "" where nothing is known.

    ``days`` counts the days with a set, ``warnings`` those of each cause, ``pain`` is the
    worst level that was logged.
    """

    monday: date
    days: int = 0
    reps: int = 0
    holds: int = 0
    held_s: float = math.nan
    weight_kg: float = math.nan
    load: str = ""
    dose_deg_s: float = math.nan
    warnings: dict[str, int] = field(default_factory=dict)
    pain: float = math.nan

    @property
    def count(self) -> int:
        """Reps and holds together."""
        return self.reps + self.holds

    def told(self) -> JsonObject:
        """The week as JSON; null for what isn't known."""
        return {name: stored(value) for name, value in asdict(self).items()}


def monday_of(day: date) -> date:
    """The Monday on or before a day."""
    return day - timedelta(days=day.weekday())


def by_week(sets: Iterable[LoggedSet], pains: Iterable[Pain], today: date, many: int) -> list[Week]:
    """The last weeks up to that of today, the oldest first; weeks without entries too."""
    first = monday_of(today) - timedelta(days=WEEK * (many - 1))
    grouped: dict[date, list[LoggedSet]] = {}
    for one in sets:
        grouped.setdefault(monday_of(one.day), []).append(one)
    levels: dict[date, int] = {}
    for pain in pains:
        for entry in pain.entries:
            monday = monday_of(entry.day)
            levels[monday] = max(levels.get(monday, 0), entry.level)
    mondays = [first + timedelta(days=WEEK * week) for week in range(many)]
    return [
        _week(monday, grouped.get(monday, []), levels.get(monday, math.nan)) for monday in mondays
    ]


def _week(monday: date, sets: list[LoggedSet], pain: float) -> Week:
    causes = [warning.cause for one in sets for warning in one.warnings]
    return Week(
        monday,
        days=len({one.day for one in sets}),
        reps=sum(one.reps for one in sets),
        holds=sum(one.holds for one in sets),
        held_s=_total(one.held_s for one in sets),
        weight_kg=max((one.weight_kg for one in sets if one.weight_kg >= 0), default=math.nan),
        load=max((one.load for one in sets if one.load), key=lambda load: LOADS[load], default=""),
        dose_deg_s=_total(one.dose_deg_s for one in sets),
        warnings={cause: causes.count(cause) for cause in sorted(set(causes))},
        pain=float(pain),
    )


def _total(values: Iterable[float]) -> float:
    """The sum of what is known; NaN where nothing is."""
    known = [value for value in values if math.isfinite(value)]
    return math.fsum(known) if known else math.nan
