"""What sets are compared by: neck, dose and tempo of reps, time and height of holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.exercises.hold_monitor import DURATION_HALF_S
from formcheck.core.exercises.specs import Counted, ExerciseSpec
from formcheck.core.measures.front_view import SPREAD
from formcheck.core.readings import Hold, Measure, Rep, with_interval
from formcheck.core.risks.limits import Limits
from formcheck.results.sentences import scaled
from formcheck.review.compare.intervals import (
    Samples,
    difference,
    mean_of,
    share,
    share_difference,
    word,
)

if TYPE_CHECKING:
    from formcheck.results.analysed_set import AnalysedSet

Reader = Callable[["AnalysedSet"], list[Measure]]
"""What finds a measure in each rep or hold of a set."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What two sets may differ in; never below ``floor``, and written with ``places``.

    ``more`` and ``less`` say in words how a set differs that has more or less of it. ``apart`` is
    the unit of a difference, "" where it is that of the quantity.
    """

    name: str
    unit: str
    places: int
    more: str
    less: str
    floor: float = -math.inf
    less_is_better: bool = False
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One quantity of all sets: their means, and how all but the first differ from it.

    ``counts`` tells in how many reps or holds of each set it is known.
    """

    quantity: Quantity
    means: tuple[Measure, ...]
    counts: tuple[int, ...]
    differences: tuple[Measure, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What each difference says: "less", "more" or "can't tell"."""
        return tuple(map(word, self.differences))


def compare_sets(sets: Sequence[AnalysedSet]) -> list[Row]:
    """Every quantity of the sets' exercise; without limits where one of them may not be judged.

    Raises FormcheckError for sets not to be compared.
    """
    require_alike(sets)
    spec, judged = sets[0].result.spec, all(one.result.judged for one in sets)
    chosen = [one for one in quantities(spec) if judged or one[0] is not DOSE]
    rows = [_row(*one, sets) for one in chosen]
    return [_share_row(sets), *rows] if judged and spec.judges_neck else rows


def require_alike(sets: Sequence[AnalysedSet]) -> None:
    """Raises UsageError or FormcheckError unless all hold reps of one exercise."""
    if len({one.folder.absolute() for one in sets}) < max(2, len(sets)):
        raise UsageError("two different sets are needed: name two folders of results")
    first = sets[0]
    for one in sets:
        if not one.result.events:
            raise FormcheckError(f"{one.folder} holds no finished rep or hold: name another set")
        if one.result.exercise != first.result.exercise:
            raise UsageError(
                f"{first.folder} holds {first.result.spec.many} and {one.folder} "
                f"{one.result.spec.many}: compare sets of one exercise"
            )


def cautions(sets: Sequence[AnalysedSet], labels: Sequence[str]) -> list[str]:
    """What makes sets hard to compare, a sentence each."""
    told = []
    for label, one in zip(labels[1:], sets[1:], strict=True):
        first, result = sets[0].result, one.result
        if changed := _changed_limits(first.limits, result.limits):
            told.append(f"{label} was judged by other limits than {labels[0]}: {changed}.")
        if first.tool.detector != result.tool.detector:
            told.append(
                f"{label} was analysed with another pose model ({result.tool.detector}) than "
                f"{labels[0]} ({first.tool.detector}), which may explain part of a difference."
            )
        if first.tool.version != result.tool.version:
            told.append(f"{label} was analysed by another version of formcheck: analyse it anew.")
    return told


def _changed_limits(first: Limits, other: Limits) -> str:
    before = asdict(first)
    return ", ".join(
        f"{section}.{name} {_shown(value)} instead of {_shown(before[section][name])}"
        for section, values in asdict(other).items()
        for name, value in values.items()
        if value != before[section][name]
    )


def _shown(limit: str | float) -> str:
    return limit if isinstance(limit, str) else f"{limit:g}"


def _row(quantity: Quantity, read: Reader, sets: Sequence[AnalysedSet]) -> Row:
    samples = [Samples.of(read(one)) for one in sets]
    means = [mean_of(each) for each in samples]
    return Row(
        quantity,
        tuple(replace(mean, low=_no_lower(mean.low, quantity.floor)) for mean in means),
        tuple(each.values.size for each in samples),
        tuple(difference(samples[0], other) for other in samples[1:]),
    )


def _no_lower(end: float, floor: float) -> float:
    return end if math.isnan(end) else max(end, floor)


def _share_row(sets: Sequence[AnalysedSet]) -> Row:
    shares = [share([rep.neck for rep in one.result.reps]) for one in sets]
    return Row(
        SHARE,
        tuple(shares),
        tuple(len(one.result.reps) for one in sets),
        tuple(share_difference(shares[0], other) for other in shares[1:]),
    )


def _measured(name: str, factor: float = 1.0) -> Reader:
    """A measure of all reps or holds that have it with its interval, ``factor`` times."""

    def read(one: AnalysedSet) -> list[Measure]:
        events: list[Rep | Hold] = [*one.result.reps, *one.result.holds]
        return [scaled(event.measures[name], factor) for event in events if name in event.measures]

    return read


def _way_up(one: AnalysedSet) -> list[Measure]:
    return _timed(one, (rep.top_s - rep.start_s for rep in one.result.reps))


def _way_down(one: AnalysedSet) -> list[Measure]:
    return _timed(one, (rep.end_s - rep.top_s for rep in one.result.reps))


def _timed(one: AnalysedSet, times_s: Iterable[float]) -> list[Measure]:
    """Times between two moments, of which neither is known better than to a frame."""
    steps_s = np.diff(one.columns["time_s"])
    step_s = float(np.median(steps_s)) if steps_s.size else 0.0
    return [with_interval(time_s, step_s) for time_s in times_s]


def _trunk_top(one: AnalysedSet) -> list[Measure]:
    """Of each rep, as far off as the trunk's interval at its top reaches."""
    if "trunk_deg_low" not in one.columns:
        return []
    half = (one.columns["trunk_deg_high"] - one.columns["trunk_deg_low"]) / 2
    reps = one.result.reps
    tops = [int(np.argmin(np.abs(one.columns["time_s"] - rep.top_s))) for rep in reps]
    return [
        with_interval(rep.measures["trunk_top_deg"].value, float(half[top]))
        for rep, top in zip(reps, tops, strict=True)
    ]


def _duration(one: AnalysedSet) -> list[Measure]:
    lengths = (hold.measures["duration_s"].value for hold in one.result.holds)
    return [with_interval(length_s, DURATION_HALF_S) for length_s in lengths]


def _sag(one: AnalysedSet) -> list[Measure]:
    """In per cent of the hold's height; unknown of holds too short to sag.

    A result doesn't say whether shoulders were looked at: the wider interval holds for both.
    """
    found = [(hold.measures["sag"], hold.measures["elevation_peak"]) for hold in one.result.holds]
    return [
        with_interval(100 * sag.value, 100 * SPREAD["level"] / peak.value) for sag, peak in found
    ]


def _rest(one: AnalysedSet) -> list[Measure]:
    return [
        with_interval(after.start_s - before.end_s, DURATION_HALF_S)
        for before, after in pairwise(one.result.holds)
    ]


SHARE = Quantity(
    "Reps too far", "% of reps", 0, "more reps were too far", "fewer reps were too far",
    floor=0.0, less_is_better=True, apart="percentage points",
)  # fmt: skip
PEAK = Quantity(
    "Peak neck flexion", "deg", 0, "the neck bent further", "the neck bent less",
    less_is_better=True,
)  # fmt: skip
DOSE = Quantity(
    "Dose past the limit", "deg s", 1, "the dose past the limit was larger",
    "the dose past the limit was smaller", floor=0.0, less_is_better=True,
)  # fmt: skip
LEAD = Quantity(
    "Head ahead of the trunk", "s", 2, "the head was further ahead of the trunk",
    "the head was less far ahead of the trunk", less_is_better=True,
)  # fmt: skip
TRUNK = Quantity(
    "Trunk at the top", "deg", 0, "the trunk came up higher", "the trunk came up less high"
)
UP = Quantity("Way up", "s", 2, "the way up was slower", "the way up was faster", floor=0.0)
DOWN = Quantity("Way down", "s", 2, "the way down was slower", "the way down was faster", floor=0.0)
HELD = Quantity("Time held", "s", 1, "the holds were longer", "the holds were shorter", floor=0.0)
RISE = Quantity(
    "Peak elevation", "% of trunk", 1, "the shoulders rose higher", "the shoulders rose less high",
    floor=0.0,
)  # fmt: skip
SAG = Quantity(
    "Sag", "% of height", 0, "the shoulders sagged more", "the shoulders sagged less",
    floor=0.0, less_is_better=True,
)  # fmt: skip
REST = Quantity(
    "Rest between holds", "s", 1, "the rests were longer", "the rests were shorter", floor=0.0
)

Measured = tuple[Quantity, Reader]

OF_NECKS: tuple[Measured, ...] = (
    (PEAK, _measured("neck_flexion_peak_deg")),
    (DOSE, _measured("neck_dose_deg_s")),
    (LEAD, _measured("neck_leads_s")),
    (TRUNK, _trunk_top),
)
OF_SHOULDERS: tuple[Measured, ...] = ((RISE, _measured("elevation_peak", 100.0)), (SAG, _sag))


def quantities(spec: ExerciseSpec) -> tuple[Measured, ...]:
    """What sets of an exercise are compared by: what it is counted in and judged by."""
    found: tuple[Measured, ...] = ()
    if spec.counts(Counted.REP):
        found += (*(OF_NECKS if spec.judges_neck else ()), (UP, _way_up), (DOWN, _way_down))
    if spec.counts(Counted.HOLD):
        shoulders = OF_SHOULDERS if spec.times_holds else ()
        found += ((HELD, _duration), *shoulders, (REST, _rest))
    return found
