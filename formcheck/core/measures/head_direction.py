"""Neck flexion from the direction of the head, where only that is seen well.

On photographs the keypoints of head and chest that were learnt from drawings are often missing or
wrong, and no landmark lies on the chest. What carries over is the head's direction, by a network
that learnt from textured people, and the trunk's, by the pose model. What the head has turned
further than the trunk is not the neck's alone: the upper back curls too. Here the neck is held
against a line midway between chest and whole trunk, as the marks are that this was fitted to.
"""

from __future__ import annotations

import math

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.geometry import Vector, turn_deg, wrap_deg
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import EARS, HEAD, Landmark, Pose, RefinedKeypoint
from formcheck.core.readings import UNKNOWN, Measure, with_interval

NECK_SHARE = 0.7
"""What the neck makes of a forward turn of the head against the trunk; the upper back the rest."""
CURL_DEG, CURL_RISE_DEG = 3.0, 10.0
"""By how much the upper back has turned further than that once a body has left rest, and when.

Both are read off marks by eye on 29 frames of seven real clips, which they meet within 6 deg; the
marks' own line of the chest may be off by 7."""
HALF_DEG = 9.0  # of the 90 % interval, by the same marks
FLEXION_RANGE_DEG = (-80.0, 70.0)  # further than any neck bends
LANDMARKS_APART_DEG = 45.0  # from the head of the pose model; further off one of both sees no head
DIRECTION = (RefinedKeypoint.NEAR_EAR, RefinedKeypoint.NOSE_TIP)
REFINED = (RefinedKeypoint.EARS, RefinedKeypoint.NOSE)  # the head refiner's line of the same kind
NEAR_SIDE_DEG = 20.0  # filmed further off the side, errors grow as the square
REST_SHARE = 0.35  # of the interval where the body lies as it did at rest
AWAY_DEG = 20.0  # of rise or flexion; so far from rest the interval is whole


class HeadDirection:
    """Reads the neck of somebody filmed from the side, against their own rest."""

    def __init__(self, baseline: Baseline, view: SideView) -> None:
        self._view = view
        self._rest = self._line(baseline.neutral, *DIRECTION)
        self._rest_landmarks = _landmark_line(baseline.neutral, view)
        self._rest_refined = self._line(baseline.neutral, *REFINED)
        self._wider = 1.0 if baseline.rested else 1.1

    @property
    def has_neutral(self) -> bool:
        """Whether the head's direction was seen at rest."""
        return not math.isnan(self._rest[0])

    def apart_deg(self, pose: Pose) -> float:
        """By how much the head refiner's keypoints say that the head has turned otherwise.

        NaN where one of both is not seen.
        """
        other_deg = self._turn_deg(self._rest_refined, self._line(pose, *REFINED))
        return abs(wrap_deg(self._turn_deg(self._rest, self._line(pose, *DIRECTION)) - other_deg))

    def flexion(self, pose: Pose, rise_deg: float) -> Measure:
        """Flexion of the neck while the trunk has risen so far from rest."""
        head_deg = self._turn_deg(self._rest, self._line(pose, *DIRECTION))
        if math.isnan(head_deg):
            return UNKNOWN
        flexion_deg = neck_of(wrap_deg(head_deg - rise_deg), rise_deg)
        landmarks_deg = self._turn_deg(self._rest_landmarks, _landmark_line(pose, self._view))
        if not FLEXION_RANGE_DEG[0] < flexion_deg < FLEXION_RANGE_DEG[1]:
            return UNKNOWN
        if abs(wrap_deg(head_deg - landmarks_deg)) > LANDMARKS_APART_DEG:
            return UNKNOWN
        away = min(1.0, math.hypot(rise_deg, flexion_deg) / AWAY_DEG)
        off_side = 1.0 + (self._view.off_side_deg / NEAR_SIDE_DEG) ** 2 / 4.0
        half = HALF_DEG * self._wider * off_side * (REST_SHARE + (1.0 - REST_SHARE) * away)
        return with_interval(flexion_deg, half)

    def _turn_deg(self, rest: Vector, now: Vector) -> float:
        """How far a line has turned in the picture since rest, + chin to chest."""
        return wrap_deg(self._view.facing * turn_deg(rest, now))

    def _line(self, pose: Pose, start: RefinedKeypoint, end: RefinedKeypoint) -> Vector:
        """A line of the head as seen square from the side; NaN where it is not seen."""
        if np.isnan(pose.points[list(HEAD), 0]).any():  # cut off by the picture's edge
            return math.nan, math.nan
        across, down = (pose.spots[end] - pose.spots[start]).tolist()
        return across * self._view.widen, down


def neck_of(turn_deg: float, rise_deg: float) -> float:
    """The neck's flexion where the head has turned so far against a trunk that has risen so far."""
    share = NECK_SHARE if turn_deg > 0.0 else 1.0
    return share * turn_deg - CURL_DEG * min(1.0, max(0.0, rise_deg) / CURL_RISE_DEG)


def _landmark_line(pose: Pose, view: SideView) -> Vector:
    """From mid-ear to the nose, as the pose model sees them."""
    ears = pose.points[list(EARS)].mean(axis=0)
    across, down = (pose.points[Landmark.NOSE] - ears).tolist()
    return across * view.widen, down
