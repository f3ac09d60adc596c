"""What the curves of a page are drawn from, as JSON: columns over time, reps over their course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from formcheck.core.readings import Hold, Rep
from formcheck.core.risks.strain import StrainLimits
from formcheck.outputs.digits import places
from formcheck.pages.chart import HAND, NECK
from formcheck.results.analysed_set import AnalysedSet
from formcheck.system.json_files import JsonObject

Floats = NDArray[np.float64]

PERCENT = np.linspace(0.0, 100.0, 101)
MEAN_FROM = 0.5  # of the reps must be known for their mean to be told
RELEASE_S = 0.3  # before the end of a hold the shoulders are already coming down


def columns(analysed: AnalysedSet) -> JsonObject:
    """Columns over time as lists, null where unknown: time, the measures drawn, and the hands."""
    spec, table = analysed.result.spec, analysed.columns
    main = spec.key_measure
    names = ("time_s", main, f"{main}_low", f"{main}_high", *spec.shown_beside)
    drawn = {name: table[name] for name in names if name in table}
    told: JsonObject = {name: numbers(name, column) for name, column in drawn.items()}
    if HAND in spec.measures:
        told["hands"] = hands(table, analysed.result.limits.strain)
    return told


def hands(table: Mapping[str, Floats], limits: StrainLimits) -> list[int | None]:
    """1 where hands are at the head as reps are judged, 0 where they aren't, None unknown."""
    unknown = np.full(len(table["time_s"]), np.nan)
    hand, elbow = (table.get(name, unknown) for name in ("hand_head", "elbow_lift"))
    near = (hand < limits.hands_at_head) | (elbow > limits.elbows_at_head)
    known = near | np.isfinite(hand)
    return [int(at_head) if told else None for at_head, told in zip(near, known, strict=True)]


def courses(analysed: AnalysedSet, events: Sequence[Rep | Hold]) -> JsonObject:
    """Each rep or hold over its own course from 0 to 100 per cent, and the mean of all.

    ``percent`` (101,), ``each`` a list (101,) an event, ``mean`` (101,); null where unknown.
    """
    main = analysed.result.spec.key_measure
    if main not in analysed.columns or not events:
        return {"percent": [], "each": [], "mean": []}
    each = np.array([course(analysed, main, event) for event in events])
    known = np.isfinite(each)
    total = np.where(known, each, 0.0).sum(axis=0)
    count = known.sum(axis=0)
    mean = np.where(count >= MEAN_FROM * len(each), total / np.maximum(count, 1), np.nan)
    return {
        "percent": PERCENT.tolist(),
        "each": [numbers(main, one) for one in each],
        "mean": numbers(main, mean),
    }


def course(analysed: AnalysedSet, measure: str, event: Rep | Hold) -> Floats:
    """A measure over the course of a rep or hold, (101,); NaN between frames that lack it."""
    time_s, column = analysed.columns["time_s"], analysed.columns[measure]
    at_s = event.start_s + PERCENT / 100.0 * (event.end_s - event.start_s)
    return np.asarray(np.interp(at_s, time_s, column), dtype=np.float64)


def worst_s(analysed: AnalysedSet, event: Rep | Hold) -> float:
    """When a rep or hold is most worth looking at, in seconds.

    Of a rep, when the neck was bent most, or without a verdict on the neck when the measure of the
    exercise was highest, or its top where that is unknown; of a hold, just before its end.
    """
    if isinstance(event, Hold):
        return max(event.start_s, event.end_s - RELEASE_S)
    time_s = analysed.columns["time_s"]
    inside = np.flatnonzero((time_s >= event.start_s) & (time_s <= event.end_s))
    spec = analysed.result.spec
    levels = analysed.columns.get(NECK if spec.judges_neck else spec.key_measure)
    if levels is None or not np.isfinite(levels[inside]).any():
        return event.top_s
    return float(time_s[inside[int(np.nanargmax(levels[inside]))]])


def numbers(name: str, column: Floats) -> list[float | None]:
    """A column as finely as its unit deserves, None where unknown: JSON knows no NaN."""
    rounded = np.round(column, places(name)) + 0.0  # which turns -0.0 into 0.0
    cells: list[float | None] = rounded.tolist()
    for at in np.flatnonzero(~np.isfinite(rounded)).tolist():
        cells[at] = None
    return cells
