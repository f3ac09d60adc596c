"""One person at one instant, as 33 BlazePose landmarks."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Landmark(IntEnum):
    """The 33 points that BlazePose finds, in its order (Bazarevsky et al. 2020)."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


EARS = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
EYES = (Landmark.LEFT_EYE, Landmark.RIGHT_EYE)
MOUTH = (Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT)
NOSE = (Landmark.NOSE,)
SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)
ELBOWS = (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW)
HIPS = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
KNEES = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)

HEAD = (Landmark.NOSE, *EYES, *EARS, *MOUTH)
"""The head's landmarks of a body whose right side the camera sees; of others the sides change."""

BONES: tuple[tuple[Landmark, Landmark], ...] = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)
"""Pairs of landmarks to draw as a skeleton."""


class RefinedKeypoint(IntEnum):
    """The spots that refiners find.

    From the side, in the body's plane of symmetry; those of the chest move with the bone that
    carries the neck, 15 cm from its top. From the front, the shoulders' joints and the chest.
    """

    NOSE = 0
    EYES = 1  # midway between them, as the following two
    EARS = 2
    MOUTH = 3
    NECK = 4  # where it begins
    BACK = 5  # below that
    CHEST = 6  # in front of it
    LEFT_SHOULDER = 7
    RIGHT_SHOULDER = 8
    COLLAR = 9  # where the neck begins, seen from the front
    BREAST = 10  # 15 cm below that
    NEAR_EAR = 11  # the one that the camera sees; from there to the
    NOSE_TIP = 12  # the head's direction as a network that learnt from textured people sees it


SPOT_OF = (
    RefinedKeypoint.NOSE,
    *[RefinedKeypoint.EYES] * 2,
    *[RefinedKeypoint.EARS] * 2,
    *[RefinedKeypoint.MOUTH] * 2,
)
"""The spot that each landmark of ``HEAD`` is seen at."""

HEAD_SPOTS, CHEST_SPOTS = (
    slice(RefinedKeypoint.NOSE, RefinedKeypoint.NECK),
    slice(RefinedKeypoint.NECK, RefinedKeypoint.LEFT_SHOULDER),
)
SHOULDER_SPOTS = slice(RefinedKeypoint.LEFT_SHOULDER, RefinedKeypoint.NEAR_EAR)
DIRECTION_SPOTS = slice(RefinedKeypoint.NEAR_EAR, len(RefinedKeypoint))
EARLIER_SPOTS = (
    RefinedKeypoint.LEFT_SHOULDER,
    RefinedKeypoint.NEAR_EAR,
)  # once


def no_spots() -> Floats:
    """The spots (13, 2) of a pose that was not refined: all NaN."""
    return np.full((len(RefinedKeypoint), 2), np.nan)


def with_all_spots(spots: Floats) -> Floats:
    """Spots (..., 13, 2); of those of an earlier formcheck, (..., 7 or 11, 2), the rest NaN."""
    if spots.ndim < 2 or spots.shape[-2] not in EARLIER_SPOTS:
        return spots
    missing = np.full((*spots.shape[:-2], len(RefinedKeypoint) - spots.shape[-2], 2), np.nan)
    return np.concatenate([spots, missing], axis=-2)


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """One person, one instant; where nobody was seen every number is NaN.

    ``points`` (33, 2) pixels, x right, y down; ``world`` (33, 3) metres, hip-centred, in
    MediaPipe's axes; ``visibility`` (33,) in [0, 1], which says little: BlazePose is sure
    of itself when it is wrong. ``spots`` (13, 2) pixels: those of ``RefinedKeypoint`` as refiners
    found them in the picture, NaN where they did not; ``refined_error_deg`` how far head and
    chest may be turned otherwise, by the head refiner's own account.
    """

    time_s: float
    points: Floats
    world: Floats
    visibility: Floats
    spots: Floats = field(default_factory=no_spots)
    refined_error_deg: float = math.nan

    @classmethod
    def missing(cls, time_s: float) -> Pose:
        """The pose of an instant at which nobody was seen."""
        nothing = np.full((33, 6), np.nan)
        return cls(time_s, nothing[:, :2], nothing[:, 2:5], nothing[:, 5])

    @property
    def seen(self) -> bool:
        """Whether anybody was seen."""
        return not np.isnan(self.points).all()

    def inside(self, width_px: int, height_px: int, margin_px: float) -> Pose:
        """The same pose without the landmarks that lie outside the picture: they are guesses."""
        left, top = self.points.min(axis=0).tolist()
        right, bottom = self.points.max(axis=0).tolist()
        far_right, far_down = width_px + margin_px, height_px + margin_px
        if min(left, top) >= -margin_px and right <= far_right and bottom <= far_down:
            return self
        x, y = self.points[:, 0], self.points[:, 1]
        off = (x < -margin_px) | (x > far_right) | (y < -margin_px) | (y > far_down)
        points, world = self.points.copy(), self.world.copy()
        points[off], world[off] = np.nan, np.nan
        return replace(self, points=points, world=world)
