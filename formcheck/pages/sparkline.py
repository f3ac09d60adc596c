"""A small curve to stand in a row of a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.pages.chart import Chart, chart_of
from formcheck.results.analysed_set import AnalysedSet

Floats = NDArray[np.float64]

WIDTH, HEIGHT = 160, 40  # px
STEPS = 80  # along the time; of each the lowest and highest is drawn, so that no peak is lost


@dataclass(frozen=True, slots=True)
class Sparkline:
    """What to draw in a box of ``WIDTH`` by ``HEIGHT``, and what it shows in words.

    ``lines`` are the points of polylines, one for each stretch that is known; ``limit_y`` is
    where the limit lies, None where there is none.
    """

    lines: tuple[str, ...]
    limit_y: float | None
    label: str


def sparkline(one: AnalysedSet) -> Sparkline | None:
    """The measure that the set is judged by, over time; None where there is nothing to draw."""
    chart = chart_of(one.result)
    levels = chart.scale * one.columns.get(chart.measure, np.empty(0))
    if not np.isfinite(levels).any():
        return None
    limit = chart.limits[0].at if chart.limits else None
    seen = [0.0, float(np.nanmin(levels)), float(np.nanmax(levels))]
    low, high = min(seen), max(seen if limit is None else [*seen, limit])
    stretches = thinned(one.columns["time_s"], levels)
    begin_s, end_s = map(float, one.columns["time_s"][[0, -1]])

    def point(time_s: float, level: float) -> str:
        across = WIDTH * (time_s - begin_s) / ((end_s - begin_s) or 1.0)
        return f"{across:.1f},{down(level):.1f}"

    def down(level: float) -> float:
        return 1 + (HEIGHT - 2) * (high - level) / ((high - low) or 1.0)

    return Sparkline(
        tuple(" ".join(point(*sample) for sample in stretch) for stretch in stretches),
        None if limit is None else round(down(limit), 1),
        _label(chart, seen[-1]),
    )


def thinned(time_s: Floats, levels: Floats) -> list[list[tuple[float, float]]]:
    """The lowest and highest sample of each of ``STEPS``, in order of time.

    A step in which nothing is known ends a stretch.
    """
    stretches: list[list[tuple[float, float]]] = [[]]
    for step in np.array_split(np.arange(levels.size), min(STEPS, levels.size)):
        known = step[np.isfinite(levels[step])]
        if not known.size:
            stretches.append([])
            continue
        ends = {int(known[levels[known].argmin()]), int(known[levels[known].argmax()])}
        stretches[-1] += [(float(time_s[at]), float(levels[at])) for at in sorted(ends)]
    return [stretch for stretch in stretches if stretch]


def _label(chart: Chart, highest: float) -> str:
    limits = [f"; the limit is {line.at:g} {chart.unit}" for line in chart.limits[:1]]
    return f"{chart.label} over time, at most {highest:.0f} {chart.unit}{''.join(limits)}"
