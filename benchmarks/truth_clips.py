"""Clips with exact truth, as a folder of videos each with a CSV of true values beside it."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """What really happened in a clip, frame by frame; angles in degrees."""

    name: str
    video: Path
    exercise: str
    yaw_deg: float  # how far the camera stands off the nominal view
    about: dict[str, Any]
    time_s: Floats
    rep: Floats  # number of the rep under way, 0 between reps
    neck_deg: Floats  # flexion of the neck's joints, less its median before the first rep
    trunk_deg: Floats
    elevation: Floats  # of the shoulders, over the neutral trunk length
    raised_m: Floats  # of the shoulders, as commanded

    @property
    def count(self) -> int:
        """How many reps or holds there are."""
        return int(self.rep.max())

    def hold_s(self, number: int) -> tuple[float, float]:
        """When a hold starts and ends: while it is above half of its own peak."""
        during = np.flatnonzero(self.rep == number)
        raised = self.raised_m[during]
        held = during[raised > raised.max() / 2]
        return float(self.time_s[held[0]]), float(self.time_s[held[-1]])

    def lasting_peak_deg(self, number: int, lasting_s: float = 0.2) -> float:
        """The highest neck flexion that a rep stays at or beyond for ``lasting_s``."""
        during = self.rep == number
        time_s, neck = self.time_s[during], self.neck_deg[during]
        floors = [
            neck[(time_s >= start) & (time_s <= start + lasting_s + 1e-6)].min()
            for start in time_s
            if start + lasting_s <= time_s[-1] + 1e-6
        ]
        return float(max(floors))


def read_truth(folder: Path) -> list[Truth]:
    """Every clip of a folder that has its truth beside it."""
    return [
        _read(path) for path in sorted(folder.glob("*.csv")) if path.with_suffix(".json").exists()
    ]


def _read(path: Path) -> Truth:
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    column = {
        name: np.array([float(row[name]) for row in rows])
        for name in ("t", "rep", "neck_cmd", "elev_cmd", "trunk_angle", "shoulder_elev_norm")
    }
    about = json.loads(path.with_suffix(".json").read_text())
    before = column["rep"] > 0
    rest = slice(0, int(np.argmax(before)) or None)
    return Truth(
        name=path.stem,
        video=path.with_suffix(".mp4"),
        exercise=rows[0]["exercise"],
        yaw_deg=float(about["args"]["az"]),
        about=about,
        time_s=column["t"],
        rep=column["rep"],
        neck_deg=column["neck_cmd"] - np.median(column["neck_cmd"][rest]),
        trunk_deg=column["trunk_angle"],
        elevation=column["shoulder_elev_norm"],
        raised_m=column["elev_cmd"],
    )
