"""Tables in Markdown that can be read in a terminal too."""

from __future__ import annotations

import math
from collections.abc import Sequence

from benchmarks.accuracy.by_group import Group
from benchmarks.accuracy.estimates import Figure, Target
from benchmarks.accuracy.real_clips import RealClip, Tally

ENOUGH = 5  # clips of a group to be judged by
SAID = {True: "met", False: "MISSED", None: ""}


def table(header: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """A Markdown table whose columns line up; the first ``left`` are set left, others right."""
    widths = [max(2, *map(len, column)) for column in zip(header, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        set_cells = [
            cell.ljust(width) if at < left else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return f"| {' | '.join(set_cells)} |"

    rule = [
        "-" * width if at < left else "-" * (width - 1) + ":" for at, width in enumerate(widths)
    ]
    return "\n".join([line(header), line(rule), *map(line, rows)])


def headline_table(figures: Sequence[Figure]) -> str:
    """Figures beside their targets, with their intervals and what they rest on."""
    header = ("figure", "measured", "95 %", "target", "", "clips", "people", "of")
    return table(header, [
        (one.name, measured(one), interval(one), target(one), SAID[one.met], str(one.clips),
         str(one.bodies), f"{one.cases} {one.case}")
        for one in figures
    ])  # fmt: skip


def group_table(groups: Sequence[Group]) -> str:
    """A row for each group."""
    names = [f"{one.name} {one.unit}".strip() for one in groups[0].figures.values()]
    header = ("", "group", "clips", "people", "cases", *names)
    rows, last = [], ""
    for group in groups:
        every = group.figures["silent"]  # also clips in which nothing was measured
        figures = [measured(one, unit=False) + outside(one) for one in group.figures.values()]
        kind = group.kind if group.kind != last else ""
        counts = (every.clips, every.bodies, every.cases)
        rows.append((kind, group.name, *map(str, counts), *figures))
        last = group.kind
    return table(header, rows, left=2)


def outside(one: Figure) -> str:
    """A word where a group misses a target; few clips miss one by chance, so not everywhere."""
    if one.target is None or one.met is not False or one.clips < ENOUGH:
        return ""
    return " low" if one.value < one.target.low else " high"


def coverage_note(groups: Sequence[Group]) -> str:
    """How many groups the intervals fit."""
    judged = [group.figures["in interval"] for group in groups[1:]]
    judged = [one for one in judged if one.clips >= ENOUGH]
    if not judged:
        return f"No group has the {ENOUGH} clips that it takes to be judged."
    fitting = sum(one.met is True for one in judged)
    return (
        f"In {fitting} of {len(judged)} groups of {ENOUGH} clips or more the intervals hold the "
        "truth in 85 to 95 %."
    )


def real_tables(clips: Sequence[RealClip], kinds: Sequence[Tally]) -> str:
    """The tallies, and a row for each clip."""
    tallied = table(("figure", "measured", "target", ""), [
        (kind.name, f"{kind.wrong} of {kind.clips}", f"at most {kind.at_most}", SAID[kind.met])
        for kind in kinds
    ])  # fmt: skip
    each = table(("clip", "what", "recognised", "by eye", "found", "warnings"), [
        (clip.name, clip.note[:40], clip.recognised,
         f"{clip.least}" if clip.least == clip.most else f"{clip.least} to {clip.most}",
         str(clip.found), str(clip.forms))
        for clip in clips
    ], left=3)  # fmt: skip
    return f"{tallied}\n\n{each}"


def measured(one: Figure, *, unit: bool = True) -> str:
    """A figure, with its unit or without."""
    if not math.isfinite(one.value):
        return "-"
    sign = "+" if one.name.endswith("bias") else ""
    return f"{number(one.value, one, sign)} {one.unit if unit else ''}".strip()


def interval(one: Figure) -> str:
    """The figure's 95 % interval, in its unit."""
    if not math.isfinite(one.low):
        return "-"
    return f"{number(one.low, one)} to {number(one.high, one)}"


def target(one: Figure) -> str:
    """What the figure should be."""
    if one.target is None:
        return ""
    low, high = one.target.low, one.target.high
    ends = [number(end, one) for end in (low, high)]
    if math.isinf(low):
        return f"<= {ends[1]}"
    return f">= {ends[0]}" if _open(one.target, one) else f"{ends[0]} to {ends[1]}"


def number(value: float, one: Figure, sign: str = "") -> str:
    """A value as the figure's are shown."""
    return f"{value * (100 if one.unit == '%' else 1):{sign}.{one.places}f}"


def _open(bounds: Target, one: Figure) -> bool:
    return math.isinf(bounds.high) or (one.unit == "%" and bounds.high >= 1.0)
