"""All that the scoreboard found, as text for reading, as JSON, and written with its plots."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.by_group import Group, neck_groups, shoulder_groups
from benchmarks.accuracy.clip_scores import ClipScore
from benchmarks.accuracy.estimates import Figure, body
from benchmarks.accuracy.headline import headline
from benchmarks.accuracy.plots import draw_plots
from benchmarks.accuracy.real_clips import RealClip, as_dict, tallies
from benchmarks.accuracy.tables import coverage_note, group_table, headline_table, real_tables

TITLE = "# How truly formcheck measures"
HOW = """\
Errors are mean absolute ones; errors and coverage count each clip once, however long it is.
The 95 % interval tells how far a figure would move with other clips of the same kind (2000
bootstraps over clips). Neck flexion counts from the person's own rest; its interval, and those
of the trunk and shoulders, are meant to hold the truth in 90 % of frames. A rep's true peak is
what it stays past for 0.2 s. Verdicts are asked for where that is 3 deg or more away from the
limit of 25 deg; a bent rep of which formcheck says "can't tell" counts as missed in recall and
F1. A neck can't be measured, and must not be warned of, where the pose lies half a trunk
length off the truth, or head or hips lie outside the picture, for most of the rep."""


@dataclass(frozen=True, slots=True, eq=False)
class ClipSet:
    """The clips of one folder, and what they tell."""

    name: str
    clips: tuple[ClipScore, ...]
    figures: tuple[Figure, ...]
    necks: tuple[Group, ...]
    shoulders: tuple[Group, ...]

    @classmethod
    def of(cls, name: str, clips: Sequence[ClipScore]) -> ClipSet:
        """Work out every figure."""
        figures = tuple(headline(clips))
        groups = tuple(neck_groups(clips)), tuple(shoulder_groups(clips))
        return cls(name, tuple(clips), figures, *groups)

    @property
    def slug(self) -> str:
        """The name, for files."""
        return "".join(c if c.isalnum() else "_" for c in self.name.lower())

    def caption(self) -> str:
        """How much there is."""
        reps = sum(len(clip.reps) for clip in self.clips)
        holds = sum(len(clip.holds) for clip in self.clips)
        people = len({body(clip) for clip in self.clips})
        return f"{len(self.clips)} clips, {people} people, {reps} reps, {holds} holds."

    def text(self, plots: dict[str, str]) -> str:
        """Its tables, and its plots by name and what they show."""
        pieces = [f"## {self.name}", self.caption(), headline_table(self.figures)]
        wrong = [clip for clip in self.clips if clip.truth.count and not clip.exact]
        if wrong:
            counts = (f"{c.truth.name} {c.counted} for {c.truth.count}" for c in wrong)
            pieces.append(f"Counted wrong: {', '.join(counts)}.")
        pieces += [f"![{shows}]({file})\n\n*{shows}*" for file, shows in plots.items()]
        if len(self.necks) > 1:
            pieces += ["### The neck, by group", group_table(self.necks), coverage_note(self.necks)]
        if len(self.shoulders) > 1:
            pieces += ["### The shoulders, by group", group_table(self.shoulders)]
            pieces += [coverage_note(self.shoulders)]
        return "\n\n".join(pieces)


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Every set, and the real clips if there are any."""

    sets: tuple[ClipSet, ...]
    real: tuple[RealClip, ...]

    @property
    def met(self) -> bool:
        """Whether no figure misses its target."""
        figures = [one.met for each in self.sets for one in each.figures]
        return False not in figures and all(kind.met for kind in tallies(self.real))

    def text(self, plots: dict[str, dict[str, str]] | None = None) -> str:
        """All tables; ``plots`` has the plots of each set."""
        pieces = [TITLE, HOW, *(each.text((plots or {}).get(each.name, {})) for each in self.sets)]
        if self.real:
            heading = f"## Real clips\n\n{len(self.real)} clips, counted by eye."
            pieces += [heading, real_tables(self.real, tallies(self.real))]
        return "\n\n".join(pieces) + "\n"

    def write(self, folder: Path) -> None:
        """truth.md, truth.json and the plots of each set."""
        folder.mkdir(parents=True, exist_ok=True)
        plots = {
            each.name: draw_plots(folder, each.slug, each.clips, each.necks) for each in self.sets
        }
        (folder / "truth.md").write_text(self.text(plots), encoding="utf-8")
        found = json.dumps(_plain(self._found()), allow_nan=False)
        (folder / "truth.json").write_text(found + "\n", encoding="utf-8")

    def _found(self) -> dict[str, Any]:
        return {
            "sets": [
                {
                    "name": each.name,
                    "figures": [_of_figure(one) for one in each.figures],
                    "groups": [_of_group(one) for one in (*each.necks, *each.shoulders)],
                    "clips": [_of_clip(clip) for clip in each.clips],
                }
                for each in self.sets
            ],
            "real": [as_dict(clip) for clip in self.real],
        }


def _of_figure(one: Figure) -> dict[str, Any]:
    bounds = [one.target.low, one.target.high] if one.target else None
    return {
        "name": one.name, "value": one.value, "low": one.low, "high": one.high, "unit": one.unit,
        "target": bounds, "met": one.met, "clips": one.clips, "people": one.bodies,
        "cases": one.cases, "case": one.case,
    }  # fmt: skip


def _of_group(group: Group) -> dict[str, Any]:
    figures = [_of_figure(one) for one in group.figures.values()]
    return {"kind": group.kind, "name": group.name, "figures": figures}


def _of_clip(clip: ClipScore) -> dict[str, Any]:
    compared = clip.elevation if clip.truth.exercise == "shrug" else clip.neck
    known = len(compared.off) > 0
    return {
        "name": clip.truth.name, "exercise": clip.truth.exercise, "yaw_deg": clip.truth.yaw_deg,
        "count": clip.truth.count, "counted": clip.counted, "lost": clip.lost.mean(),
        "error": abs(compared.off).mean() if known else math.nan,
        "bias": compared.off.mean() if known else math.nan,
        "in_interval": compared.inside.mean() if known else math.nan,
        "reps": [
            {"true_deg": rep.true_deg, "deg": rep.peak.value, "low": rep.peak.low,
             "high": rep.peak.high, "verdict": rep.verdict, "warned": rep.warned,
             "measurable": rep.measurable}
            for rep in clip.reps
        ],
        "holds": [
            {"true_s": hold.true_s, "s": hold.read_s, "sag": hold.sag, "tired": hold.tired}
            for hold in clip.holds
        ],
    }  # fmt: skip


def _plain(found: Any) -> Any:
    """The same for JSON: null for what is unknown or unbounded, and no digits beyond sense."""
    if isinstance(found, dict):
        return {name: _plain(each) for name, each in found.items()}
    if isinstance(found, list):
        return [_plain(each) for each in found]
    if isinstance(found, bool | int | str) or found is None:
        return found
    return round(float(found), 4) if math.isfinite(found) else None
