"""What is measured of somebody standing, filmed from the front."""

from __future__ import annotations

import math

from formcheck.baseline import Baseline
from formcheck.geometry import HIPS, KNEES, SHOULDERS, Line, Vector, body_lines
from formcheck.pose import Landmark, Pose
from formcheck.readings import Measure, around

GAIN = 1.56
"""True rise of the shoulder joints over the rise that the landmarks show against the head.

BlazePose under-reads a shrug, nearly linearly; fitted to rendered shrugs with exact truth,
where the gain was 1.4 to 1.8 from body to body (models/neck_flexion.md).
"""
GAIN_HALF = 0.25  # share of the rise
NOISE_HALF = 0.015  # trunk lengths
HANGING = 0.3  # trunk lengths that elbows hang below the shoulders in a shrug
LEAN_MAX_DEG = 25.0
YAW_HALF_DEG = 12.0

_HEAD = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR, Landmark.NOSE, Landmark.NOSE)
_ELBOWS = (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW)


class FrontView:
    """Measures a pose against a baseline that stands with its shoulders down.

    Heights are taken along the person's own neutral trunk, so a tilted camera does no harm.
    """

    def __init__(self, baseline: Baseline) -> None:
        neutral = baseline.neutral
        across, down = map(float, body_lines(neutral.points)[Line.TRUNK])
        self.trunk_px = math.hypot(across, down)
        self._up = (across / self.trunk_px, down / self.trunk_px)
        self._neutral = self._shoulders_over_head(neutral.points.tolist())
        self.yaw_deg = front_yaw_deg(neutral)

    def height(self, point: Vector) -> float:
        """How high a point lies in the picture, in trunk lengths from its corner."""
        across, down = self._up
        return (point[0] * across + point[1] * down) / self.trunk_px

    def elevation(self, points: list[Vector]) -> tuple[Measure, float]:
        """The rise of the shoulders over rest and how much higher the left one rose.

        Both in neutral trunk lengths.
        """
        left, right = (
            GAIN * (now - rest)
            for now, rest in zip(self._shoulders_over_head(points), self._neutral, strict=True)
        )
        rise = (left + right) / 2
        return around(rise, math.hypot(GAIN_HALF * rise, NOISE_HALF)), left - right

    def whole(self, points: list[Vector]) -> bool:
        """Whether elbows and hips are seen: without them no rise can be told from another."""
        return not any(math.isnan(points[landmark][0]) for landmark in (*_ELBOWS, *HIPS))

    def arms_hang(self, points: list[Vector]) -> bool:
        """Whether both elbows hang below the shoulders: raised arms lift shoulders too."""
        return all(
            self.height(points[elbow]) < self.height(points[shoulder]) - HANGING
            for elbow, shoulder in zip(_ELBOWS, SHOULDERS, strict=True)
        )

    def upright(self, points: list[Vector]) -> bool:
        """Whether the trunk stands about as it stood at rest."""
        (right, low), (left, high) = _middle(points, HIPS), _middle(points, SHOULDERS)
        across, down = left - right, high - low
        along = across * self._up[0] + down * self._up[1]
        return along > math.cos(math.radians(LEAN_MAX_DEG)) * math.hypot(across, down)

    def hips(self, points: list[Vector]) -> tuple[float, float]:
        """Where the hips are in the picture, in trunk lengths."""
        across, down = _middle(points, HIPS)
        return across / self.trunk_px, down / self.trunk_px

    def stride(self, points: list[Vector]) -> tuple[float, float]:
        """How the left knee lies to the right one, in trunk lengths."""
        left, right = (points[knee] for knee in KNEES)
        return (left[0] - right[0]) / self.trunk_px, (left[1] - right[1]) / self.trunk_px

    def shoulder_height(self, points: list[Vector]) -> float:
        """How high the shoulders lie in the picture, in trunk lengths."""
        return self.height(_middle(points, SHOULDERS))

    def _shoulders_over_head(self, points: list[Vector]) -> tuple[float, float]:
        head = sum(self.height(points[landmark]) for landmark in _HEAD) / len(_HEAD)
        left, right = (self.height(points[shoulder]) - head for shoulder in SHOULDERS)
        return left, right


def _middle(points: list[Vector], pair: tuple[Landmark, Landmark]) -> tuple[float, float]:
    one, other = (points[landmark] for landmark in pair)
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def front_yaw_deg(neutral: Pose) -> Measure:
    """How far the camera stands off the front of a person at rest, from the world landmarks."""
    turns = []
    for left, right in (HIPS, SHOULDERS):
        across = neutral.world[left] - neutral.world[right]
        turns.append(math.degrees(math.atan2(float(across[2]), abs(float(across[0])))))
    return around(sum(turns) / 2, YAW_HALF_DEG)
