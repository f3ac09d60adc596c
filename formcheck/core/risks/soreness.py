"""Soreness: what is new, or much heavier than before. Information, never a prediction."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from formcheck.core.readings import FormWarning
from formcheck.core.risks import limit
from formcheck.core.risks.cramp import LOADS
from formcheck.core.risks.days import days_before

Span = tuple[float, float]

WEEK = 7  # days

_OURS = "formcheck's own choice; no published figure was found"
_ARTICLE = "health article on neck pain after exercise"

DISPUTE = (
    "Whether such ratios foretell an injury is disputed (Gabbett 2016; Lolli 2017; "
    "Impellizzeri 2020): take them as information, not as a prediction."
)


@dataclass(frozen=True, slots=True)
class SorenessLimits:
    """What counts as new or as much heavier, and when soreness is to be expected."""

    recent_days: float = limit(28.0, "days", "four weeks, as in Gabbett 2016; " + _OURS)
    jump_ratio: float = limit(
        1.5, "", "Gabbett 2016; disputed (Lolli 2017, Impellizzeri 2020): information only"
    )
    onset_from_h: float = limit(12.0, "h", "ACSM, through a secondary source")
    onset_to_h: float = limit(24.0, "h", "ACSM, through a secondary source")
    peak_from_h: float = limit(24.0, "h", "ACSM, through a secondary source")
    peak_to_h: float = limit(72.0, "h", "ACSM, through a secondary source")
    gone_from_days: float = limit(3.0, "days", _ARTICLE + "; others say five to seven")
    gone_to_days: float = limit(5.0, "days", _ARTICLE + "; others say five to seven")
    light_level: float = limit(3.0, "of 10", "past it a day of rest is advised; " + _OURS)
    told_sessions: float = limit(3.0, "sessions in a week", _OURS)


@dataclass(frozen=True, slots=True)
class Trained:
    """One set, as far as soreness goes; NaN and "" where it isn't known.

    ``count`` is its reps or holds, ``load`` a class of ``LOADS``, ``past_limit`` whether a
    limit of form was passed.
    """

    day: date
    exercise: str
    count: int
    held_s: float = math.nan
    load: str = ""
    weight_kg: float = math.nan
    past_limit: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """A figure of today and what it was before."""

    what: str  # "a day", "held", "weight", "load" or "a week"
    figure: float
    before: float

    @property
    def ratio(self) -> float:
        """Today's figure over the earlier one."""
        return self.figure / self.before


def last_done(sets: Iterable[Trained], exercise: str, today: date) -> date | None:
    """The last day before today on which an exercise was done; None where there is none."""
    days = [one.day for one in sets if one.exercise == exercise and one.day < today]
    return max(days, default=None)


def is_new(last: date | None, today: date, limits: SorenessLimits) -> bool:
    """Whether an exercise that was last done on that day counts as new today."""
    return last is None or days_before(last, today) > limits.recent_days


def jumps(
    sets: Iterable[Trained], exercise: str, today: date, limits: SorenessLimits
) -> list[Jump]:
    """What is much heavier today than in the weeks before, the greatest jump first.

    A day is compared with the fullest day before, a weight with the heaviest, and the seven
    days up to today with the mean week before them. Nothing is compared with nothing.
    """
    mine = [one for one in sets if one.exercise == exercise and one.day <= today]
    now = [one for one in mine if one.day == today]
    before = [one for one in mine if 0 < days_before(one.day, today) <= limits.recent_days]
    found = [
        Jump("a day", _most(now, _count), _most(before, _count)),
        Jump("held", _most(now, _held_s), _most(before, _held_s)),
        _heaviest(now, before),
        _week(mine, today, limits),
    ]
    past = [jump for jump in found if jump.before > 0 and jump.ratio >= limits.jump_ratio]
    return sorted(past, key=lambda jump: -jump.ratio) if now else []


def _count(one: Trained) -> float:
    return float(one.count)


def _held_s(one: Trained) -> float:
    return one.held_s


def _most(sets: Iterable[Trained], figure: Callable[[Trained], float]) -> float:
    """The sum of the fullest day; a day of which something isn't known doesn't count."""
    sums: dict[date, float] = {}
    for one in sets:
        sums[one.day] = sums.get(one.day, 0.0) + figure(one)
    return max((total for total in sums.values() if math.isfinite(total)), default=math.nan)


def _heaviest(now: list[Trained], before: list[Trained]) -> Jump:
    """By kilograms where both are known, else by the share of force that the classes stand for."""
    weights = [
        max((one.weight_kg for one in sets if one.weight_kg > 0), default=math.nan)
        for sets in (now, before)
    ]
    if all(map(math.isfinite, weights)):
        return Jump("weight", *weights)
    shares = [
        max((LOADS[one.load] for one in sets if one.load), default=math.nan)
        for sets in (now, before)
    ]
    return Jump("load", *shares)


def _week(mine: list[Trained], today: date, limits: SorenessLimits) -> Jump:
    """The last seven days against the mean week before them, where a whole one is known."""
    ago = [(days_before(one.day, today), one.count) for one in mine]
    week = sum(count for days, count in ago if days < WEEK)
    known = min(max((days + 1 for days, _ in ago), default=0) - WEEK, limits.recent_days)
    if known < WEEK:
        return Jump("a week", float(week), math.nan)
    earlier = sum(count for days, count in ago if WEEK <= days < WEEK + limits.recent_days)
    return Jump("a week", float(week), earlier * WEEK / known)


def history_advice(sets: Iterable[Trained], today: date, limits: SorenessLimits) -> str:
    """One line that the history adds to today's warnings; "" where it adds nothing.

    Only for somebody who may train.
    """
    past = {one.day for one in sets if one.past_limit and 0 <= days_before(one.day, today) < WEEK}
    if today in past and len(past) >= limits.told_sessions:
        return f"{_ordinal(len(past))} session in seven days past a limit: less, or a day off."
    return ""


def _ordinal(number: int) -> str:
    return {3: "Third", 4: "Fourth", 5: "Fifth", 6: "Sixth"}.get(number, f"{number}th")


def new_exercise(
    many: str, last: date | None, today: date, limits: SorenessLimits, span: Span = (0.0, 0.0)
) -> FormWarning:
    """An exercise, ``many`` of which are called so, was not done in the last weeks."""
    when = "not logged before" if last is None else f"last done {days_before(last, today)} days ago"
    return FormWarning(
        "soreness.new-exercise",
        *span,
        "notice",
        f"{many.capitalize()} are new to your neck: {when}.",
        f"Keep it small at first. {expectation(limits)}",
    )


def load_jump(
    many: str, found: list[Jump], limits: SorenessLimits, span: Span = (0.0, 0.0)
) -> FormWarning:
    """A day, a weight or a week was much heavier than the last weeks; at least one jump."""
    told = "; ".join(_told(jump, many, limits) for jump in found)
    return FormWarning(
        "soreness.load-jump",
        *span,
        "notice",
        f"{told[0].upper()}{told[1:]}.",
        f"Go up in smaller steps. {expectation(limits)}",
    )


def _told(jump: Jump, many: str, limits: SorenessLimits) -> str:
    times = f"{jump.ratio:.1f} times as much"
    weeks = f"the last {limits.recent_days / WEEK:g} weeks"
    if jump.what == "a day":
        return (
            f"{jump.figure:.0f} {many} today, at most {jump.before:.0f} a day in {weeks}: {times}"
        )
    if jump.what == "held":
        return f"{jump.figure:.0f} s held today, at most {jump.before:.0f} s in {weeks}: {times}"
    if jump.what == "weight":
        return f"{jump.figure:g} kg today, at most {jump.before:g} kg in {weeks}: {times}"
    if jump.what == "load":
        classes = {share: name for name, share in LOADS.items()}
        return f"a {classes[jump.figure]} load today, at most {classes[jump.before]} in {weeks}"
    return f"{jump.figure:.0f} {many} in seven days, {jump.before:.0f} a week before that: {times}"


def expectation(limits: SorenessLimits) -> str:
    """When soreness comes, is worst and goes, where it comes at all."""
    return (
        f"If you get sore, it starts after {limits.onset_from_h:g} to {limits.onset_to_h:g} hours, "
        f"is worst after {limits.peak_from_h:g} to {limits.peak_to_h:g}, "
        f"and is gone in {limits.gone_from_days:g} to {limits.gone_to_days:g} days."
    )
