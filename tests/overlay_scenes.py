"""Readings to draw, and what to look for in the picture."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.limits import Limits
from formcheck.overlay.boxes import Box
from formcheck.pose import Landmark, Pose
from formcheck.readings import FormWarning, Measure, Reading, around

LIMITS = Limits()
LIMIT_DEG = LIMITS.strain.neck_flexed_deg
WARNING = FormWarning(
    "strain.neck-flexed",
    3.0,
    3.5,
    "caution",
    "Rep 2: your neck was bent 38° forwards, the limit is 25°.",
    "Look at the ceiling and lift with your belly, not with your head.",
    2,
)


def blank(width: int = 854, height: int = 480, shade: int = 90) -> NDArray[np.uint8]:
    return np.full((height, width, 3), shade, np.uint8)


def person(places: dict[Landmark, tuple[float, float]]) -> Pose:
    points = np.full((33, 2), np.nan)
    for landmark, place in places.items():
        points[landmark] = place
    return Pose(0.0, points, np.full((33, 3), np.nan), np.ones(33))


def lying(neck_deg: float = 0.0) -> Pose:
    """Somebody on their back, head to the right, the head turned up by ``neck_deg``."""
    turn = math.radians(-neck_deg)  # y grows downwards
    ear = (500 + 60 * math.cos(turn), 300 + 60 * math.sin(turn))
    nose = (ear[0] + 30 * math.sin(turn), ear[1] - 30 * math.cos(turn))
    return person({
        Landmark.LEFT_HIP: (300, 296), Landmark.RIGHT_HIP: (300, 304),
        Landmark.LEFT_SHOULDER: (500, 295), Landmark.RIGHT_SHOULDER: (500, 305),
        Landmark.LEFT_EAR: ear, Landmark.RIGHT_EAR: ear, Landmark.NOSE: nose,
    })  # fmt: skip


def standing(raised: float = 0.0) -> Pose:
    """Somebody facing the camera whose trunk is 200 px long, shoulders raised by a share of it."""
    top = 200 - 200 * raised
    return person({
        Landmark.LEFT_HIP: (440, 400), Landmark.RIGHT_HIP: (380, 400),
        Landmark.LEFT_SHOULDER: (470, top), Landmark.RIGHT_SHOULDER: (350, top),
        Landmark.LEFT_EAR: (425, 120), Landmark.RIGHT_EAR: (395, 120), Landmark.NOSE: (410, 125),
    })  # fmt: skip


def mirrored(pose: Pose, width: int = 854) -> Pose:
    return replace(pose, points=pose.points * [-1.0, 1.0] + [width - 1.0, 0.0])


def situp(pose: Pose, flexion: Measure, line_deg: float = 0.0) -> Reading:
    measures = {"neck_flexion_deg": flexion, "neck_line_deg": around(line_deg, 4.0)}
    return Reading(pose, "situp", "up", measures, number=2, count=1)


def shrug(held_s: float, raised: float = 0.1) -> Reading:
    measures = {
        "shoulder_elevation": around(raised, 0.02),
        "hold_s": around(held_s, 0.0),
        "hold_limit_s": around(10.0, 0.0),
    }
    return Reading(standing(raised), "shrug", "hold", measures, number=1)


def pixels(image: NDArray[np.uint8], colour: tuple[int, int, int]) -> int:
    """How many pixels have about this colour: thin smooth strokes seldom reach it wholly."""
    return int((np.abs(image.astype(int) - colour) < 30).all(axis=2).sum())


def changed(image: NDArray[np.uint8], box: Box) -> bool:
    part = image[box.top : box.bottom, box.left : box.right]
    return bool((part != 90).any())
