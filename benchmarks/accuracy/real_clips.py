"""Real clips, as poses with counts made by eye: what is counted or warned of wrongly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy.analysis import watch
from formcheck.sources.replay import load_poses

AT_MOST = {"situp": 1, "shrug": 0, "negative": 0}
NAMES = {
    "situp": "sit-up clips counted wrong",
    "shrug": "shrug clips counted wrong",
    "negative": "other clips with an alarm",
}


@dataclass(frozen=True, slots=True)
class RealClip:
    """One clip: what it shows, how many reps or holds by eye, and what formcheck made of it."""

    name: str
    kind: str
    note: str
    least: int
    most: int
    recognised: str
    found: int
    forms: int

    @property
    def right(self) -> bool:
        """Counted as by eye; where no exercise is done, without any warning of form."""
        kinds = (self.kind, "none") if self.least == 0 else (self.kind,)
        if self.kind == "negative":
            return self.found == 0 and self.forms == 0
        return self.least <= self.found <= self.most and self.recognised in kinds


@dataclass(frozen=True, slots=True)
class Tally:
    """How many clips of a kind went wrong, and how many may."""

    name: str
    wrong: int
    clips: int
    at_most: int

    @property
    def met(self) -> bool:
        """Whether no more went wrong than may."""
        return self.wrong <= self.at_most


def watch_real(folder: Path) -> list[RealClip]:
    """What formcheck makes of each clip of annotations.json, from poses/NAME.npz."""
    return [_watched(folder, about) for about in json.loads(_annotations(folder))]


def tallies(clips: Sequence[RealClip]) -> list[Tally]:
    """For each kind of clip there is."""
    kinds = [kind for kind in NAMES if any(clip.kind == kind for clip in clips)]
    return [
        Tally(
            NAMES[kind],
            sum(clip.kind == kind and not clip.right for clip in clips),
            sum(clip.kind == kind for clip in clips),
            AT_MOST[kind],
        )
        for kind in kinds
    ]


def as_dict(clip: RealClip) -> dict[str, Any]:
    """For JSON."""
    return {**asdict(clip), "right": clip.right}


def _annotations(folder: Path) -> str:
    return (folder / "annotations.json").read_text(encoding="utf-8")


def _watched(folder: Path, about: dict[str, Any]) -> RealClip:
    summary = watch(load_poses(folder / "poses" / f"{about['name']}.npz")).summary
    least, most = np.broadcast_to(about.get("count", 0), 2).tolist()
    return RealClip(
        name=about["name"],
        kind=about["kind"],
        note=about["note"],
        least=least,
        most=most,
        recognised=summary.exercise,
        found=len(summary.reps) + len(summary.holds),
        forms=sum(warning.cause != "camera" for warning in summary.warnings),
    )
