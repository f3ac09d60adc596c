"""Photographs and clips that were marked by eye, and what BlazePose makes of them.

They measure only: nothing is learnt from them. Lines are directions in degrees, in the picture's
pixels, clockwise from the right.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.core.pose import EARS, HIPS, SHOULDERS, Floats, Landmark, Pose
from formcheck.detectors.blazepose import open_detector
from formcheck.detectors.keypoint_cnn import Image
from formcheck.frame import Frame

USABLE = 2  # quality


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A photograph of quality 2 or 3; ``head_deg`` is NaN where ear or nose was not seen."""

    name: str
    image: Image
    pose: Pose | None
    head_deg: float


@dataclass(frozen=True, slots=True, eq=False)
class Marked:
    """A frame of a clip; ``eye`` has degrees that head, chest and trunk have turned since rest."""

    clip: str
    group: str
    rest: bool
    eye: Mapping[str, float]
    image: Image
    pose: Pose


def direction_deg(line: Any) -> float:
    """Where a line (2,) points."""
    return math.degrees(math.atan2(line[1], line[0]))


def wrapped(angle_deg: Any) -> Any:
    """The same angle between -180 and 180."""
    return (np.asarray(angle_deg) + 180.0) % 360.0 - 180.0


def load_stills(folder: Path, cache: Path) -> list[Still]:
    """The usable photographs; what BlazePose sees in them is kept in ``cache``."""
    marks = json.loads((folder / "marks.json").read_text())
    names = sorted(name for name, mark in marks.items() if mark["quality"] >= USABLE)
    images = {name: np.asarray(cv2.imread(str(folder / name)), np.uint8) for name in names}
    kept = cache / f"stills_{folder.name}_{len(names)}.npz"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(kept, **dict(_found(images)))
    with np.load(kept) as poses:
        return [
            Still(name, images[name], _pose(poses[name]), _marked_deg(marks[name]))
            for name in names
        ]


def _found(images: Mapping[str, Image]) -> Iterator[tuple[str, Floats]]:
    """Of each picture (33, 6): pixels, metres, visibility; NaN where nobody was found."""
    with open_detector("blazepose-full") as detector:
        for name, image in images.items():
            pose = detector.detect_still(Frame(0.0, image))
            yield name, np.column_stack([pose.points, pose.world, pose.visibility])


def _pose(numbers: Floats) -> Pose | None:
    if np.isnan(numbers).all():
        return None
    return Pose(0.0, numbers[:, :2], numbers[:, 2:5], numbers[:, 5])


def _marked_deg(mark: Mapping[str, Any]) -> float:
    points = mark["points"]
    if not points["tragus"] or not points["nose"] or "tragus" in mark["hidden"]:
        return math.nan
    return direction_deg(np.subtract(points["nose"], points["tragus"]))


def pairs_of(stills: list[Still]) -> list[tuple[int, int]]:
    """Where both of a pair have a marked head."""
    at = {still.name: place for place, still in enumerate(stills)}
    found = []
    for name, first in at.items():
        second = at.get(name[:-5] + "1.jpg") if name.endswith("_0.jpg") else None
        if second is not None and not math.isnan(stills[first].head_deg + stills[second].head_deg):
            found.append((first, second))
    return found


def load_marked(real: Path, clips: Path) -> list[Marked]:
    """The marked frames of the clips whose pictures are there."""
    marks = json.loads((real / "eye_marks.json").read_text())["marks"]
    found = []
    for clip in sorted({mark["clip"] for mark in marks}):
        file = next(iter(clips.glob(f"{clip}.*")), None)
        if file is None:
            continue
        own = {mark["frame"]: mark for mark in marks if mark["clip"] == clip}
        with np.load(real / "poses" / f"{clip}.npz") as poses:
            arrays = dict(poses)
        for frame, image in _frames(file, set(own)):
            points = arrays["points"][frame].astype(np.float64)
            if not np.isfinite(points).all():
                continue
            mark = own[frame]
            pose = Pose(
                mark["time_s"], points, arrays["world"][frame].astype(np.float64),
                arrays["visibility"][frame].astype(np.float64),
            )  # fmt: skip
            eye = {name: value for name, value in mark["eye"].items() if value is not None}
            found.append(Marked(clip, mark["group"], mark["rest"], eye, image, pose))
    return found


def _frames(file: Path, wanted: set[int]) -> Iterator[tuple[int, Image]]:
    capture = cv2.VideoCapture(str(file))
    for at in range(max(wanted) + 1):
        whole, image = capture.read()
        if not whole:
            return
        if at in wanted:
            yield at, np.asarray(image, np.uint8)


def blazepose_lines(pose: Pose) -> tuple[float, float]:
    """Degrees of the head's line, mid-ear to nose, and of the trunk's, hips to shoulders."""
    ears, hips, shoulders = (
        pose.points[list(ones)].mean(axis=0) for ones in (EARS, HIPS, SHOULDERS)
    )
    return direction_deg(pose.points[Landmark.NOSE] - ears), direction_deg(shoulders - hips)


def since_rest(lines_deg: Floats, rest: NDArray[np.bool_]) -> Floats:
    """How far lines (N,) have turned since the mean of those at ``rest``; NaN if none is known."""
    at_rest = lines_deg[rest & np.isfinite(lines_deg)]
    if not len(at_rest):
        return np.full(len(lines_deg), math.nan)
    mean = np.degrees(np.angle(np.exp(1j * np.radians(at_rest)).mean()))
    found: Floats = wrapped(lines_deg - mean)
    return found
