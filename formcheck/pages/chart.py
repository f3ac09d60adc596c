"""How the measures of an exercise are drawn: their names, units and limits."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.outputs.dictionary import unit_of
from formcheck.results.model import SetResult

NECK, HAND = "neck_flexion_deg", "hand_head"
SIGNS = {"deg": "°", "s": " s"}  # others are trunk lengths, drawn in per cent
WORDS = {
    "trunk_deg": "trunk from the ground",
    "hold_s": "held for",
    "hold_limit_s": "hold limit",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A limit to be drawn across a chart: where, in the unit of the measure, and its name."""

    at: float
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart of an exercise shows.

    ``measure`` is the one it is judged by, "" where there is none, called ``label`` and read
    from the body's ``part``. Times ``scale`` it is in ``unit``, which ``sign`` stands for after a
    number. ``beside`` is the measure that is drawn below, "" where there is none, and
    ``beside_limit`` the measure that limits it, for a load that ``beside_limit_for`` names.
    ``limits`` are of the first measure. ``hands`` says whether it is drawn when the hands were at
    the head.
    """

    measure: str
    label: str
    part: str
    unit: str
    sign: str
    scale: float
    limits: tuple[Line, ...]
    beside: str
    beside_word: str
    beside_sign: str
    beside_limit: str
    beside_limit_for: str
    hands: bool


def chart_of(result: SetResult) -> Chart:
    """The chart of a set, with the limits that it was judged by."""
    spec, limits, judged = result.spec, result.limits, result.judged
    degrees, neck = unit_of(spec.key_measure) == "deg", spec.key_measure == NECK
    beside, limit = (*spec.shown_beside, "", "")[:2]
    strain = limits.strain
    lines = (
        Line(strain.neck_flexed_deg, f"limit {strain.neck_flexed_deg:g}°"),
        Line(strain.neck_stop_deg, f"stop {strain.neck_stop_deg:g}°"),
    )
    return Chart(
        measure=spec.key_measure,
        label=spec.key_label,
        part=spec.key_part,
        unit="deg" if degrees else "% of trunk",
        sign="°" if degrees else " %",
        scale=1.0 if degrees else 100.0,
        limits=lines if judged and neck and spec.judges_neck else (),
        beside=beside,
        beside_word=WORDS.get(beside, beside.rpartition("_")[0].replace("_", " ")),
        beside_sign=SIGNS.get(unit_of(beside), ""),
        beside_limit=limit if judged and spec.times_holds else "",
        beside_limit_for=spec.hold_for(limits.cramp),
        hands=HAND in spec.measures,
    )
