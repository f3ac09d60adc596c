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
Flags = NDArray[np.bool_]

MIDDLES = ("ear", "shoulder", "hip")
"""The parts whose middles, of left and right, a measure of the neck is made from."""

TREMOR_S = 0.3  # shoulders that tremble do not sag: the truth of a sag is smoothed over this
SAG_WINDOW_S = 1.0  # a sag that lasts this long is no release


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
    middles_px: Floats  # (T, 3, 2) in the picture, in the order of MIDDLES

    @property
    def count(self) -> int:
        """How many reps or holds there are."""
        return int(self.rep.max())

    @property
    def trunk_px(self) -> float:
        """How long the trunk is in the picture."""
        trunk = self.middles_px[:, 1] - self.middles_px[:, 2]
        return float(np.median(np.linalg.norm(trunk, axis=-1)))

    def rep_s(self, number: int) -> tuple[float, float]:
        """When a rep starts and ends."""
        during = self.time_s[self.rep == number]
        return float(during[0]), float(during[-1])

    def hold_s(self, number: int) -> tuple[float, float]:
        """When a hold starts and ends: while it is above half of its own peak, between frames."""
        held = self._held(number)
        half = self.raised_m[held].max() / 2
        edges = ((max(held[0] - 1, 0), held[0]), (min(held[-1] + 1, len(self.rep) - 1), held[-1]))
        start_s, end_s = (
            float(np.interp(half, self.raised_m[[low, high]], self.time_s[[low, high]]))
            for low, high in edges
        )
        return start_s, end_s

    def sag(self, number: int) -> float:
        """The share of its peak by which a hold sank for good; 0 for a hold of under a second."""
        held = self._held(number)
        time_s, raised = self.time_s[held], self.raised_m[held]
        half = TREMOR_S / 2
        steady = np.array([raised[abs(time_s - at) <= half].mean() for at in time_s])
        tops = [
            steady[(time_s >= end - SAG_WINDOW_S) & (time_s <= end)].max()
            for end in time_s
            if end - SAG_WINDOW_S >= time_s[0]
        ]
        return float(1.0 - min(tops) / steady.max()) if tops else 0.0

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

    def _held(self, number: int) -> NDArray[np.intp]:
        during = np.flatnonzero(self.rep == number)
        raised = self.raised_m[during]
        held: NDArray[np.intp] = during[raised > raised.max() / 2]
        return held


def read_truth(folder: Path) -> list[Truth]:
    """Every clip of a folder that has its truth beside it."""
    return [read_clip(path) for path in truth_files(folder)]


def truth_files(folder: Path) -> list[Path]:
    """The CSV of every whole clip of a folder."""
    return [path for path in sorted(folder.glob("*.csv")) if path.with_suffix(".json").exists()]


def read_clip(path: Path) -> Truth:
    """The truth of one clip, from its CSV and the JSON beside it."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))

    def column(name: str) -> Floats:
        return np.array([float(row[name]) for row in rows])

    def middle(part: str, axis: str) -> Floats:
        both: Floats = (column(f"left_{part}_{axis}") + column(f"right_{part}_{axis}")) / 2
        return both

    about = json.loads(path.with_suffix(".json").read_text())
    rep, neck_deg = column("rep"), column("neck_cmd")
    rest = slice(0, int(np.argmax(rep > 0)) or None)
    return Truth(
        name=path.stem,
        video=path.with_suffix(".mp4"),
        exercise=rows[0]["exercise"],
        yaw_deg=float(about["args"]["az"]),
        about=about,
        time_s=column("t"),
        rep=rep,
        neck_deg=neck_deg - np.median(neck_deg[rest]),
        trunk_deg=column("trunk_angle"),
        elevation=column("shoulder_elev_norm"),
        raised_m=column("elev_cmd"),
        middles_px=np.stack(
            [np.stack([middle(part, axis) for axis in "uv"], axis=-1) for part in MIDDLES], axis=1
        ),
    )
