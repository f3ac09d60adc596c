"""Whether what was found can be the body that rested. Where it can't, its form is no matter.

A pose model always finds somebody: it squeezes a head that the picture cuts off to just
inside the edge, stands lying people up, sits on furniture, and goes over to whoever passes,
all with full confidence. What it can't do is to keep the body's proportions while it errs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from formcheck.core.kinematics.geometry import Vector
from formcheck.core.pose import EARS, HIPS, KNEES, NOSE, SHOULDERS, Floats, Landmark, Pose

HEAD_ROOM = (0.2, 0.05)
"""Trunk lengths from the ears to the picture's sides, and to its top and bottom, that a head needs.

A whole one needs 0.22. Of lying bodies that a side cuts off, the pose model puts the ears up
to 0.3 inside it; heads that the top cuts off it mostly completes above the picture.
"""
TRUNK_CHANGE = (0.38, 0.5)
"""How much the trunk's length may change, as a logarithm: in the picture, and of the world
landmarks; both count together, as sides of a right angle.

Of rendered bodies found truly 99.8 % stayed within 0.26 and 0.21, of real ones 99 % within 0.26
and 0.27; nine in ten that were not found truly changed by more than 0.26 in the picture.
"""
REFINED_DEG, REFINED_CHANGE = 6.0, 1.3
"""A refined head that is off by no more shows that head and chest are there: then the trunk may
change more."""
PLACE_LEAP = 0.2  # trunk lengths that hips and shoulders may leap from one pose to the next,
PLACE_SPEED = 4.0  # and trunk lengths a second that they may travel; but the hips, and the
PLACE_AWAY = 0.6  # shoulders of who was doubted once, no further than this unseen
SHAPE_APART = 0.25  # trunk lengths that any joint of a body at rest may lie off its neutral
AGAIN_S = 0.5  # who rests for so long as the body rested is that body again

LOST, STRANGER = "lost", "stranger"
"""Why a pose is no body: the pose model lost it, or somebody else is followed."""

_LEFT, _RIGHT = ([pair[side] for pair in (EARS, SHOULDERS, HIPS)] for side in (0, 1))
_HEAD = range(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1)
_ANKLES = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)
_TRUNK = (HIPS, SHOULDERS)
_JOINTS = (EARS, SHOULDERS, KNEES)
# Which chain of joints, and its length over the trunk's: in the picture, where the camera may
# look along the trunk, and of the world landmarks.
_HEAD_PROPORTIONS = (
    ((SHOULDERS, EARS), (0.1, 1.2), (0.15, 0.60)),
    ((EARS, NOSE), (0.0, 1.2), (0.08, 0.45)),
)
_BODY_PROPORTIONS = (
    ((SHOULDERS[:1], SHOULDERS[1:]), (0.0, 4.0), (0.35, 1.15)),
    ((HIPS, KNEES, _ANKLES), (0.0, 5.0), (0.45, 2.20)),
)

Pair = Sequence[Landmark]
Proportion = tuple[Sequence[Pair], tuple[float, float], tuple[float, float]]


def whole(points: Floats, width_px: float, height_px: float) -> Floats:
    """``points`` (..., 33, 2), the head NaN where the picture's edge cuts it off."""
    middles = (points.take(_LEFT, axis=-2) + points.take(_RIGHT, axis=-2)) / 2
    ears, trunk = middles[..., 0, :], middles[..., 1, :] - middles[..., 2, :]
    room_px = np.minimum(ears, np.array([width_px, height_px]) - ears)
    trunk_px = np.hypot(trunk[..., 0], trunk[..., 1])
    cut = (room_px < trunk_px[..., None] * HEAD_ROOM).any(axis=-1)
    if not cut.any():
        return points
    kept = points.copy()
    kept[..., _HEAD, :] = np.where(cut[..., None, None], np.nan, kept[..., _HEAD, :])
    return kept


def in_picture(pose: Pose, width_px: int, height_px: int, margin_px: float) -> Pose:
    """The pose without landmarks that lie outside the picture, and without a head cut off by it."""
    inside = pose.inside(width_px, height_px, margin_px)
    points = whole(inside.points, width_px, height_px)
    return inside if points is inside.points else replace(inside, points=points)


def is_body(neutral: Pose) -> bool:
    """Whether a pose has the trunk, shoulders and legs of a person; what is not seen may be."""
    return _in_proportion(neutral, _BODY_PROPORTIONS)


def with_its_head(neutral: Pose) -> Pose:
    """The pose, its head NaN where it has not the proportions of one."""
    return neutral if _in_proportion(neutral, _HEAD_PROPORTIONS) else headless(neutral)


def headless(pose: Pose) -> Pose:
    """The pose, its head NaN."""
    points = pose.points.copy()
    points[_HEAD] = np.nan
    return replace(pose, points=points)


def _in_proportion(pose: Pose, proportions: Sequence[Proportion]) -> bool:
    points, world = pose.points.tolist(), pose.world.tolist()
    for joints, seen, solid in proportions:
        for places, (low, high) in ((points, seen), (world, solid)):
            share = _length(places, joints) / _length(places, _TRUNK)
            if share < low or share > high:
                return False
    return True


class SameBody:
    """Follows whether poses, in order of time, can be the body of a neutral pose.

    Causal, blind to size and side; what is not seen raises no doubt. ``off_side_deg`` is how
    far the camera stands off the side of somebody lying, whose trunk looks shorter for it.
    """

    def __init__(self, neutral: Pose, off_side_deg: float = 0.0) -> None:
        points = neutral.points.tolist()
        self._widen = 1.0 / math.cos(math.radians(off_side_deg))
        self._trunk_px = _length(points, _TRUNK, self._widen)
        self._trunk_m = _length(neutral.world.tolist(), _TRUNK)
        self._shape = _shape(points)
        self._place: tuple[Vector, Vector] = ((math.nan,) * 2,) * 2  # of hips and shoulders
        self._headless = math.isnan(_middle(points, EARS)[0])
        self._doubted = False
        self._here_since_s = self._placed_s = self._rests_since_s = math.nan

    def doubt(self, pose: Pose) -> str:
        """``LOST`` or ``STRANGER``, or "" where it can be that body."""
        points = pose.points.tolist()
        place = _middle(points, HIPS), _middle(points, SHOULDERS)
        if math.isnan(place[0][0]):
            return ""
        if not self._near(pose.time_s, place):
            known_here = self._placed_s - self._here_since_s >= AGAIN_S
            if known_here and not self._rests_again(pose.time_s, points):
                self._doubted = True
                return STRANGER
            self._here_since_s = math.nan
        self._rests_since_s = math.nan
        seen = _change(_length(points, _TRUNK, self._widen), self._trunk_px)
        solid = _change(_length(pose.world.tolist(), _TRUNK), self._trunk_m)
        change = math.hypot(seen / TRUNK_CHANGE[0], solid / TRUNK_CHANGE[1])
        if change > (REFINED_CHANGE if pose.refined_error_deg <= REFINED_DEG else 1.0):
            return LOST
        if math.isnan(self._here_since_s):
            self._here_since_s = pose.time_s
        self._place, self._placed_s, self._doubted = place, pose.time_s, False
        return LOST if self._headless and not math.isnan(_middle(points, EARS)[0]) else ""

    def _near(self, time_s: float, place: tuple[Vector, Vector]) -> bool:
        """Whether the body can have come there since it was last believed."""
        hips, shoulders = (
            math.dist(now, then) / self._trunk_px
            for now, then in zip(place, self._place, strict=True)
        )
        reach = PLACE_LEAP + PLACE_SPEED * (time_s - self._placed_s)
        near = min(reach, PLACE_AWAY)
        return not (hips > near or shoulders > (near if self._doubted else reach))

    def _rests_again(self, time_s: float, points: list[Vector]) -> bool:
        """Whether somebody has rested here as the body rested, for long enough."""
        for now, rest in zip(_shape(points), self._shape, strict=True):
            if math.dist(now, rest) > SHAPE_APART * self._trunk_px:
                self._rests_since_s = math.nan
                return False
        if math.isnan(self._rests_since_s):
            self._rests_since_s = time_s
        return time_s - self._rests_since_s >= AGAIN_S


def _shape(points: list[Vector]) -> list[Vector]:
    """Where the joints lie, seen from the hips."""
    across, down = _middle(points, HIPS)
    joints = (_middle(points, joint) for joint in _JOINTS)
    return [(x - across, y - down) for x, y in joints]


def _length(places: list[Vector], joints: Sequence[Pair], widen: float = 1.0) -> float:
    """The length of the chain of joints, each the middle of its landmarks."""
    spots = [_middle(places, joint) for joint in joints]
    return sum(
        math.hypot(
            (end[0] - start[0]) * widen, *(b - a for a, b in zip(start[1:], end[1:], strict=True))
        )
        for start, end in pairwise(spots)
    )


def _middle(places: list[Vector], pair: Pair) -> Vector:
    spots = [places[landmark] for landmark in pair]
    return [sum(axis) / len(spots) for axis in zip(*spots, strict=True)]


def _change(length: float, rest: float) -> float:
    """How much a length differs from what it is at rest, as a logarithm; 0 if not known."""
    return abs(math.log(length / rest)) if length > 0.0 and rest > 0.0 else 0.0
