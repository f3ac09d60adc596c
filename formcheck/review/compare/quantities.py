"""What sets are compared by: neck, dose and tempo of sit-ups, time and height of shrugs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.exercises.hold_monitor import DURATION_HALF_S
from formcheck.core.measures.front_view import SPREAD
from formcheck.core.readings import UNKNOWN, Measure, with_interval
from formcheck.results.sentences import NAMES
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

Json = dict[str, Any]
Reader = Callable[["AnalysedSet"], list[Measure]]
"""What finds a measure in each rep or hold of a set."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What two sets may differ in; never below ``floor``, and written with ``places``."""

    name: str
    unit: str
    places: int
    floor: float = -math.inf
    less_is_better: bool = False


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


def events(one: AnalysedSet) -> list[Json]:
    """The reps of sit-ups or the holds of shrugs."""
    found: list[Json] = one.result["reps"] or one.result["holds"]
    return found


def compare_sets(sets: Sequence[AnalysedSet]) -> list[Row]:
    """Every quantity of the sets' exercise. Raises FormcheckError for sets not to be compared."""
    require_alike(sets)
    rows = [_row(*chosen, sets) for chosen in QUANTITIES[sets[0].result["exercise"]]]
    return [_share_row(sets), *rows] if sets[0].result["exercise"] == "situp" else rows


def require_alike(sets: Sequence[AnalysedSet]) -> None:
    """Raises UsageError or FormcheckError unless all hold reps of one exercise."""
    if len({one.folder.absolute() for one in sets}) < max(2, len(sets)):
        raise UsageError("two different sets are needed: name two folders of results")
    first = sets[0]
    for one in sets:
        if not events(one):
            raise FormcheckError(f"{one.folder} holds no finished sit-up or shrug: name another")
        if one.result["exercise"] != first.result["exercise"]:
            raise UsageError(
                f"{first.folder} holds {NAMES[first.result['exercise']]} and {one.folder} "
                f"{NAMES[one.result['exercise']]}: compare sets of one exercise"
            )


def cautions(sets: Sequence[AnalysedSet], labels: Sequence[str]) -> list[str]:
    """What makes sets hard to compare, a sentence each."""
    told = []
    for label, one in zip(labels[1:], sets[1:], strict=True):
        first, result = sets[0].result, one.result
        if changed := _changed_limits(first["limits"], result["limits"]):
            told.append(f"{label} was judged by other limits than {labels[0]}: {changed}.")
        if first["tool"]["detector"] != result["tool"]["detector"]:
            told.append(
                f"Another pose model saw {label} ({result['tool']['detector']}) than {labels[0]} "
                f"({first['tool']['detector']}): part of a difference may be the model's."
            )
        if first["tool"]["version"] != result["tool"]["version"]:
            told.append(f"Another version of formcheck measured {label}: better analyse it anew.")
    return told


def _changed_limits(first: Json, other: Json) -> str:
    return ", ".join(
        f"{section}.{name} {value:g} instead of {first[section][name]:g}"
        if isinstance(value, float | int)
        else f"{section}.{name} {value} instead of {first[section][name]}"
        for section, values in other.items()
        for name, value in values.items()
        if value != first[section][name]
    )


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
    shares = [share([rep["neck"] for rep in one.result["reps"]]) for one in sets]
    return Row(
        SHARE,
        tuple(shares),
        tuple(len(one.result["reps"]) for one in sets),
        tuple(share_difference(shares[0], other) for other in shares[1:]),
    )


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _measured(name: str) -> Reader:
    """A measure that stands in every rep or hold with its interval."""

    def read(one: AnalysedSet) -> list[Measure]:
        found = [event[name] for event in events(one)]
        return [
            Measure(*(_number(each[end]) for end in ("value", "low", "high"))) for each in found
        ]

    return read


def _timed(start: str, end: str) -> Reader:
    """The time between two moments of a rep: neither is known better than to a frame."""

    def read(one: AnalysedSet) -> list[Measure]:
        steps_s = np.diff(one.columns["time_s"])
        step_s = float(np.median(steps_s)) if steps_s.size else 0.0
        return [with_interval(rep[end] - rep[start], step_s) for rep in one.result["reps"]]

    return read


def _trunk_top(one: AnalysedSet) -> list[Measure]:
    """Of each rep, as far off as the trunk's interval at its top reaches."""
    half = (one.columns["trunk_deg_high"] - one.columns["trunk_deg_low"]) / 2
    tops = [int(np.argmin(np.abs(one.columns["time_s"] - rep["top_s"]))) for rep in events(one)]
    return [
        with_interval(_number(rep["trunk_top_deg"]), float(half[top]))
        for rep, top in zip(events(one), tops, strict=True)
    ]


def _lead(one: AnalysedSet) -> list[Measure]:
    names = ("neck_leads_s", "neck_leads_low_s", "neck_leads_high_s")
    return [Measure(*(_number(rep[name]) for name in names)) for rep in one.result["reps"]]


def _duration(one: AnalysedSet) -> list[Measure]:
    return [
        with_interval(_number(hold["duration_s"]), DURATION_HALF_S) for hold in one.result["holds"]
    ]


def _sag(one: AnalysedSet) -> list[Measure]:
    """In per cent of the hold's height; holds too short to sag tell nothing.

    A result doesn't tell whether shoulders were looked at: the wider interval holds for both.
    """
    return [
        with_interval(100 * hold["sag"], 100 * SPREAD["level"] / hold["elevation_peak"]["value"])
        if hold["sag"] is not None
        else UNKNOWN
        for hold in one.result["holds"]
    ]


def _rest(one: AnalysedSet) -> list[Measure]:
    return [
        with_interval(after["start_s"] - before["end_s"], DURATION_HALF_S)
        for before, after in pairwise(one.result["holds"])
    ]


def _elevation(one: AnalysedSet) -> list[Measure]:
    peaks = _measured("elevation_peak")(one)
    return [Measure(*(100 * end for end in (peak.value, peak.low, peak.high))) for peak in peaks]


SHARE = Quantity("Reps too far", "% of reps", 0, 0.0, less_is_better=True)

QUANTITIES: Mapping[str, tuple[tuple[Quantity, Reader], ...]] = {
    "situp": (
        (
            Quantity("Peak neck flexion", "deg", 0, less_is_better=True),
            _measured("neck_flexion_peak_deg"),
        ),
        (
            Quantity("Dose past the limit", "deg s", 1, 0.0, less_is_better=True),
            _measured("neck_dose_deg_s"),
        ),
        (Quantity("Head ahead of the trunk", "s", 2, less_is_better=True), _lead),
        (Quantity("Trunk at the top", "deg", 0), _trunk_top),
        (Quantity("Way up", "s", 2, 0.0), _timed("start_s", "top_s")),
        (Quantity("Way down", "s", 2, 0.0), _timed("top_s", "end_s")),
    ),
    "shrug": (
        (Quantity("Time held", "s", 1, 0.0), _duration),
        (Quantity("Peak elevation", "% of trunk", 1, 0.0), _elevation),
        (Quantity("Sag", "% of height", 0, 0.0, less_is_better=True), _sag),
        (Quantity("Rest between holds", "s", 1, 0.0), _rest),
    ),
}
