"""What is measured of somebody lying or sitting up, filmed from the side."""

from __future__ import annotations

import math

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.camera_yaw import MAX_YAW_DEG, side_yaw_deg
from formcheck.core.kinematics.geometry import (
    Line,
    Vector,
    body_lines,
    inclination_deg,
    spots_turn_deg,
    turn_deg,
    wrap_deg,
)
from formcheck.core.pose import CHEST_SPOTS, Floats, Landmark, Pose
from formcheck.core.readings import Measure, with_interval

LYING_DEG = 3.5  # how a trunk on a mat lies, mid-hip to mid-shoulder: -4 to 10 on rendered bodies
LYING_ARMS_DEG = -4.5  # for each trunk length that elbows point to the head: shoulders sink
ARMS_MAX = 0.6
FADED_DEG = 120.0  # of rise
TRUNK_HALF_DEG = 7.0
TRUNK_YAW_HALF_DEG = 6.0  # filmed 35 deg off the side, growing as the square
LINE_HALF_DEG = 5.0
HAND_HALF = 0.15
TRUNK_SHARES = (0.5, 1.7)  # of its length at rest

_HANDS = [
    *(Landmark.LEFT_WRIST, Landmark.LEFT_PINKY, Landmark.LEFT_INDEX, Landmark.LEFT_THUMB),
    *(Landmark.RIGHT_WRIST, Landmark.RIGHT_PINKY, Landmark.RIGHT_INDEX, Landmark.RIGHT_THUMB),
]
_UPPER_ARMS = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
)


class SideView:
    """Measures a pose against a baseline that lies on its back.

    Widths in the picture are unfolded by the camera's yaw first: filmed off the side, a
    body looks shorter than it is and its angles steeper.
    """

    def __init__(self, baseline: Baseline) -> None:
        neutral = baseline.neutral
        folded = body_lines(neutral.points)
        self.head_side = math.copysign(1.0, folded[Line.TRUNK, 0])
        self.facing = -self.head_side  # +1 where flexion turns clockwise in the picture
        self.yaw_deg = side_yaw_deg(neutral)
        self.off_side_deg = min(abs(self.yaw_deg.value), MAX_YAW_DEG)
        self.widen = 1.0 / math.cos(math.radians(self.off_side_deg))
        lines = self.lines(neutral)
        trunk = lines[Line.TRUNK]
        self._unfold = np.array([self.widen, 1.0])
        self._rest_chest = neutral.spots[CHEST_SPOTS] * self._unfold
        self._turned = [turn_deg(trunk, line) for line in lines]
        self._rest_deg = inclination_deg(trunk, self.head_side)
        self.trunk_px = math.hypot(*trunk)
        arms = self._elbow_lift(neutral.points.tolist(), trunk)
        arms = 0.0 if math.isnan(arms) else min(max(arms, -ARMS_MAX), ARMS_MAX)
        self._lying_deg = LYING_DEG + LYING_ARMS_DEG * arms
        self._near_ear = Landmark.LEFT_EAR if self.head_side > 0 else Landmark.RIGHT_EAR

    @property
    def neck_deg(self) -> float:
        """The neutral angle from the trunk line to the neck line, + chin to chest."""
        return self.facing * self._turned[Line.NECK]

    def lines(self, pose: Pose) -> list[Vector]:
        """The body's lines as seen square from the side, in pixels."""
        return [(across * self.widen, down) for across, down in body_lines(pose.points).tolist()]

    def rise_deg(self, lines: list[Vector]) -> float:
        """How far the trunk has risen from rest."""
        return inclination_deg(lines[Line.TRUNK], self.head_side) - self._rest_deg

    def chest_deg(self, spots: Floats, rise_deg: float) -> float:
        """How much further than the trunk the chest has turned since rest: the back's curl."""
        chest = spots[CHEST_SPOTS] * self._unfold
        return wrap_deg(self.facing * float(spots_turn_deg(chest, self._rest_chest)) - rise_deg)

    def turns_deg(self, lines: list[Vector]) -> list[float]:
        """How far each line of neck and head has turned against the trunk since rest, + flexed."""
        return [self._turn_deg(lines, line) for line in Line if line is not Line.TRUNK]

    def trunk_deg(self, rise_deg: float) -> Measure:
        """Inclination of the trunk from the ground, 0 lying, 90 upright, after a rise.

        Lying bodies are seen up to 16 deg too low, sitting ones about right: at rest the
        trunk is taken to lie as trunks do with arms like these, which fades as it rises.
        """
        correction = (self._lying_deg - self._rest_deg) * (1.0 - rise_deg / FADED_DEG)
        half = math.hypot(TRUNK_HALF_DEG, TRUNK_YAW_HALF_DEG * (self.off_side_deg / 35.0) ** 2)
        return with_interval(self._rest_deg + rise_deg + correction, half)

    def plausible(self, lines: list[Vector]) -> bool:
        """Whether the trunk is about as long as at rest; else somebody else is seen, or nobody."""
        share = math.hypot(*lines[Line.TRUNK]) / self.trunk_px
        return TRUNK_SHARES[0] < share < TRUNK_SHARES[1]

    def measures(self, points: list[Vector], lines: list[Vector]) -> dict[str, Measure]:
        """What is measured of one instant by plain geometry."""
        return {
            "trunk_deg": self.trunk_deg(self.rise_deg(lines)),
            "neck_line_deg": with_interval(self._turn_deg(lines, Line.NECK), LINE_HALF_DEG),
            "hand_head": with_interval(self._hand_head(points), HAND_HALF),
            "elbow_lift": with_interval(self._elbow_lift(points, lines[Line.TRUNK]), HAND_HALF),
            "view_yaw_deg": self.yaw_deg,
        }

    def _turn_deg(self, lines: list[Vector], line: Line) -> float:
        turned = turn_deg(lines[Line.TRUNK], lines[line])
        return wrap_deg(self.facing * (turned - self._turned[line]))

    def _hand_head(self, points: list[Vector]) -> float:
        """The distance from the nearest hand to the near ear, over the trunk's length."""
        ear = points[self._near_ear]
        reaches = [
            math.hypot((points[hand][0] - ear[0]) * self.widen, points[hand][1] - ear[1])
            for hand in _HANDS
        ]
        known = (reach for reach in reaches if not math.isnan(reach))
        return min(known, default=math.nan) / self.trunk_px

    def _elbow_lift(self, points: list[Vector], trunk: Vector) -> float:
        """How far the elbows point to the head along the trunk, over its length.

        Hands behind the head are often put near the knees by the pose model, in full
        confidence; the elbows then still point to the head.
        """
        along = 0.0
        for shoulder, elbow in _UPPER_ARMS:
            across = (points[elbow][0] - points[shoulder][0]) * self.widen
            down = points[elbow][1] - points[shoulder][1]
            along += (across * trunk[0] + down * trunk[1]) / 2
        return along / (math.hypot(*trunk) * self.trunk_px)
