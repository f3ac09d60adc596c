"""Plots of a set of clips: error against yaw, truth against measured, coverage by group."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from matplotlib.ticker import FixedLocator, NullLocator, PercentFormatter, StrMethodFormatter

from benchmarks.accuracy.by_group import Group
from benchmarks.accuracy.clip_scores import ClipScore, RepScore
from benchmarks.accuracy.headline import COVERAGE, FAR_DEG, NEAR_DEG
from benchmarks.accuracy.metrics import CLOSE_S, LIMIT_DEG
from benchmarks.accuracy.plot_style import BLUE, GREY, ORANGE, PURPLE, keep, sheet

SPELT = {"situp": "sit-up"}
FEW = 3  # clips of a group, below which it is not drawn
VERDICTS = {
    "too far": (ORANGE, "^", "too far"),
    "fine": (BLUE, "o", "fine"),
    "can't tell": (GREY, "s", "can't tell"),
}


def draw_plots(
    folder: Path, slug: str, clips: Sequence[ClipScore], groups: Sequence[Group]
) -> dict[str, str]:
    """Write what can be drawn of a set; gives each file's name and what it shows."""
    situps = [clip for clip in clips if clip.neck.known.any() and clip.reps]
    shrugs = [clip for clip in clips if clip.holds]
    drawers: list[tuple[str, bool, Callable[[], tuple[Sheet, str]]]] = [
        ("peaks", bool(situps), lambda: peaks(situps)),
        ("yaw", bool(situps), lambda: error_by_yaw(situps)),
        ("coverage", len(groups) > 1, lambda: coverage(groups)),
        ("shrugs", bool(shrugs), lambda: shoulders(shrugs)),
    ]
    shown = {}
    for name, possible, draw in drawers:
        if possible:
            picture, caption = draw()
            keep(picture, folder / f"{slug}_{name}.png")
            shown[f"{slug}_{name}.png"] = caption
    return shown


def error_by_yaw(clips: Sequence[ClipScore]) -> tuple[Sheet, str]:
    """A dot a clip, with the targets as steps."""
    picture, (axes,) = sheet(7.2, 3.9)
    for motion, colour, marker in (("situp", BLUE, "o"), ("crunch", ORANGE, "^")):
        chosen = [clip for clip in clips if _motion(clip) == motion]
        for lost, face in ((False, colour), (True, "none")):
            dots = [clip for clip in chosen if (clip.lost.mean() > 0.05) == lost]
            name = {"situp": "sit-ups", "crunch": "crunches"}[motion]
            axes.plot(
                [abs(clip.truth.yaw_deg) for clip in dots],
                [float(abs(clip.neck.off).mean()) for clip in dots],
                marker, markerfacecolor=face, markeredgecolor=colour, markersize=5, alpha=0.85,
                label=(f"{name}, pose lost at times" if lost else name) if dots else None,
            )  # fmt: skip
    for low, high, most in ((0, NEAR_DEG, 3.0), (NEAR_DEG, FAR_DEG, 4.5)):
        label = None if low else "target: mean at most"
        axes.plot([low, high], [most, most], color="black", lw=1.2, label=label)
    axes.set(xlim=(-1, 46), xticks=range(0, 46, 5))
    axes.set_ylim(0, max(6.0, axes.get_ylim()[1]))
    axes.set_xlabel("how far the camera stands off the side of the body (deg)")
    axes.set_ylabel("mean absolute error\nof neck flexion (deg)")
    axes.legend(fontsize=8, ncols=3, loc="lower center", bbox_to_anchor=(0.5, 1.0))
    return (
        picture,
        f"Error of neck flexion against the camera's yaw; a dot a clip, n = {len(clips)}.",
    )


def peaks(clips: Sequence[ClipScore]) -> tuple[Sheet, str]:
    """Each rep's peak as measured, with its interval, over the true one."""
    picture, (axes,) = sheet(5.6, 5.4)
    reps = [rep for clip in clips for rep in clip.reps if rep.peak.known]
    ends = [rep.true_deg for rep in reps] + [rep.peak.value for rep in reps]
    low, high = 5 * math.floor(min(ends) / 5) - 5, 5 * math.ceil(max(ends) / 5) + 5
    axes.plot([low, high], [low, high], color="black", lw=0.8)
    axes.axvline(LIMIT_DEG, color=PURPLE, lw=0.9, ls="--")
    axes.axhline(LIMIT_DEG, color=PURPLE, lw=0.9, ls="--")
    axes.annotate("limit", (low + 0.5, LIMIT_DEG + 0.5), color=PURPLE, fontsize=8)
    for verdict, (colour, marker, name) in VERDICTS.items():
        _bars(axes, [rep for rep in reps if rep.verdict == verdict], colour, marker, name)
    axes.set(xlim=(low, high), ylim=(low, high), aspect="equal")
    axes.set_xlabel("true peak of neck flexion (deg)")
    axes.set_ylabel("measured peak, with its 90 % interval (deg)")
    axes.legend(title="formcheck says", fontsize=8, title_fontsize=8, loc="upper left")
    return picture, (
        f"Peaks of reps, measured against true; n = {len(reps)} reps of {len(clips)} clips. "
        "The line is perfect agreement."
    )


def coverage(groups: Sequence[Group]) -> tuple[Sheet, str]:
    """For each group the share of truth inside the interval, with its own uncertainty."""
    drawn = [g for g in groups if g.figures["in interval"].clips >= FEW]
    picture, (axes,) = sheet(7.2, 1.1 + 0.2 * len(drawn))
    axes.axvspan(COVERAGE.low, COVERAGE.high, color=BLUE, alpha=0.13, lw=0)
    labels = []
    for row, group in enumerate(drawn):
        one = group.figures["in interval"]
        colour = BLUE if one.met else ORANGE
        axes.plot([one.low, one.high], [row, row], color=colour, lw=1.4)
        axes.plot([one.value], [row], "o" if one.met else "D", color=colour, markersize=4.5)
        first = row == 0 or drawn[row - 1].kind != group.kind
        if first and row:
            axes.axhline(row - 0.5, color="0.85", lw=0.6)
        if first:
            beside = axes.get_yaxis_transform()
            axes.text(-0.33, row, group.kind, transform=beside, fontsize=8, va="center")
        labels.append(f"{SPELT.get(group.name, group.name)} ({one.clips})")
    left = min(0.6, *(group.figures["in interval"].value - 0.05 for group in drawn))
    axes.set(xlim=(max(0.0, left), 1.005), ylim=(len(drawn) - 0.5, -0.5))
    axes.set_yticks(range(len(drawn)), labels, fontsize=8)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("frames whose 90 % interval holds the true neck flexion")
    return picture, (
        "Coverage of the 90 % intervals by group, with 95 % bars; in brackets the number of "
        "clips, shaded 85 to 95 %. Orange diamonds lie outside."
    )


def shoulders(clips: Sequence[ClipScore]) -> tuple[Sheet, str]:
    """The rise of the shoulders and the length of holds, measured over true."""
    picture, (rise, length) = sheet(7.2, 3.7, columns=2)
    true = np.array([clip.elevation.true.max() for clip in clips])
    read = np.array([np.nanmax([*clip.elevation.value, -1.0]) for clip in clips])
    seen = read > -1.0
    rise.plot(true[seen], read[seen], "o", color=BLUE, markersize=5, alpha=0.8)
    _diagonal(rise, [*true, *read[seen]])
    rise.set_xlabel("true highest rise (trunk lengths)")
    rise.set_ylabel("measured (trunk lengths)")
    holds = [hold for clip in clips for hold in clip.holds]
    found = [hold for hold in holds if math.isfinite(hold.read_s)]
    length.axhspan(-CLOSE_S, CLOSE_S, color=BLUE, alpha=0.13, lw=0)
    length.axhline(0.0, color="black", lw=0.8)
    off = [hold.read_s - hold.true_s for hold in found]
    length.plot([hold.true_s for hold in found], off, "o", color=BLUE, markersize=5, alpha=0.8)
    length.set_xscale("log")
    length.xaxis.set_major_locator(FixedLocator([0.5, 1, 2, 5, 10, 20]))
    length.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    length.xaxis.set_minor_locator(NullLocator())
    length.set_ylim(*(side * max(0.25, *map(abs, off), 0.0) * 1.1 for side in (-1, 1)))
    length.set_xlabel("true length of a hold (s)")
    length.set_ylabel("measured less true (s)")
    return picture, (
        f"Shrugs, measured against true: the highest rise of each clip (n = {int(seen.sum())}) "
        f"and the length of each hold (n = {len(holds)}, {len(holds) - len(found)} of them not "
        "found); shaded within 0.1 s."
    )


def _bars(axes: Axes, reps: Sequence[RepScore], colour: str, marker: str, name: str) -> None:
    for seen in (True, False):
        chosen = [rep for rep in reps if rep.measurable == seen]
        if not chosen:
            continue
        value = np.array([rep.peak.value for rep in chosen])
        ends = np.array([[rep.peak.low, rep.peak.high] for rep in chosen]).T
        axes.errorbar(
            [rep.true_deg for rep in chosen], value, abs(ends - value), fmt=marker, color=colour,
            markersize=4.5, elinewidth=0.7, alpha=0.75, markerfacecolor=colour if seen else "none",
            label=f"{name} ({len(chosen)})" if seen else f"{name}, pose lost ({len(chosen)})",
        )  # fmt: skip


def _diagonal(axes: Axes, values: Sequence[float]) -> None:
    top = 1.05 * max(values, default=1.0)
    axes.plot([0, top], [0, top], color="black", lw=0.8, zorder=0)
    axes.set_xlim(left=min(0.0, *axes.get_xlim()))


def _motion(clip: ClipScore) -> str:
    return str(clip.truth.about.get("groups", {}).get("motion", "situp"))
