"""The journal's page: the last weeks in small charts, each with its figures in a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from formcheck.core.risks.cramp import LOADS
from formcheck.core.risks.days import day_told
from formcheck.core.risks.soreness import DISPUTE
from formcheck.journal.rendering import figure, standing_json
from formcheck.journal.service import Standing
from formcheck.journal.weeks import Week
from formcheck.pages.html_page import render

WIDTH, HEIGHT, FOOT = 720, 96, 18  # of a chart, in its own units
MARKS_TO = 0.93  # of the width: a day that begins later would be cut off
GAP = 0.25  # of a week's width


@dataclass(frozen=True, slots=True)
class Bar:
    """One week's bar, in the chart's units, and what it says."""

    x: float
    y: float
    width: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one figure; ``top`` is what the tallest stands for."""

    title: str
    style: str
    top: str
    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...]


def weeks_page(name: str, weeks: Sequence[Week], told: Standing) -> str:
    """The page's HTML for one person; weeks are the oldest first."""
    return render(
        "weeks.html",
        scripts=[],
        styles=["theme.css", "weeks.css"],
        data={"person": name, "weeks": [week.told() for week in weeks]} | standing_json(told),
        name=name,
        first=_day(weeks[0]),
        last=_day(weeks[-1]),
        charts=[chart for chart in _charts(weeks) if chart.bars],
        rows=[_row(week) for week in reversed(weeks)],
        standing=told,
        disputed=DISPUTE if any("load" in one.code for one in told.soreness) else "",
        width=WIDTH,
        height=HEIGHT,
        foot=FOOT,
    )


def _charts(weeks: Sequence[Week]) -> list[Chart]:
    loads = {share: load for load, share in LOADS.items()}
    return [
        _chart("Reps", "fine", weeks, lambda week: week.reps or math.nan, "{:.0f}".format),
        _chart("Holds", "fine", weeks, lambda week: week.holds or math.nan, "{:.0f}".format),
        _chart("Heaviest weight", "notice", weeks, lambda week: week.weight_kg, "{:g} kg".format),
        _chart(
            "Heaviest load",
            "notice",
            weeks,
            lambda week: LOADS.get(week.load, math.nan),
            lambda share: loads[share],
        ),
        _chart(
            "Dose: neck bent past the limit",
            "caution",
            weeks,
            lambda week: week.dose_deg_s,
            "{:.0f} deg s".format,
        ),
        _chart(
            "Warnings",
            "caution",
            weeks,
            lambda week: sum(week.warnings.values()) or math.nan,
            "{:.0f}".format,
        ),
        _chart(
            "Worst pain, 0 to 10", "stop", weeks, lambda week: week.pain, "{:.0f}".format, most=10.0
        ),
    ]


def _chart(
    title: str,
    style: str,
    weeks: Sequence[Week],
    of: Callable[[Week], float],
    told: Callable[[float], str],
    most: float = 0.0,
) -> Chart:
    values = [of(week) for week in weeks]
    known = [value for value in values if value > 0]
    top = max([most, *known]) if known else math.nan
    step = WIDTH / len(weeks)
    bars = [
        Bar(
            round(step * (place + GAP / 2), 1),
            round(HEIGHT * (1 - value / top), 1),
            round(step * (1 - GAP), 1),
            round(HEIGHT * value / top, 1),
            f"Week from {_day(week)}: {told(value)}",
        )
        for place, (week, value) in enumerate(zip(weeks, values, strict=True))
        if value > 0
    ]
    every = max(1, math.ceil(len(weeks) / 6))
    marks = [
        (round(step * (place + GAP / 2), 1), day_told(week.monday)[4:])
        for place, week in enumerate(weeks)
        if place % every == 0 and step * place < MARKS_TO * WIDTH
    ]
    return Chart(title, style, told(max(known)) if known else "", tuple(bars), tuple(marks))


def _row(week: Week) -> dict[str, str]:
    return {
        "week": _day(week),
        "days": str(week.days or ""),
        "reps": str(week.reps or ""),
        "holds": str(week.holds or ""),
        "held": figure(week.held_s, ".0f"),
        "load": figure(week.weight_kg, "g", " kg") or week.load,
        "dose": figure(week.dose_deg_s, ".0f"),
        "warnings": ", ".join(f"{count} {cause}" for cause, count in week.warnings.items()),
        "pain": figure(week.pain, ".0f"),
    }


def _day(week: Week) -> str:
    return f"{day_told(week.monday)} {week.monday.year}"
