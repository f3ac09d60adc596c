"""Where the camera stands about a person, from the landmarks of one pose."""

from __future__ import annotations

import math

from formcheck.core.kinematics.geometry import Line, body_lines, inclination_deg
from formcheck.core.pose import HIPS, SHOULDERS, Pose
from formcheck.core.readings import Measure, with_interval

MAX_YAW_DEG = 60.0  # of a side view; further off there is nothing left to unfold
SIDE_HALF_DEG = 14.0  # nine in ten of 93 rendered people at rest, filmed up to 80 deg off
FRONT_HALF_DEG = 12.0
UPRIGHT_MIN_DEG = 60.0  # a trunk higher than this may be standing or sitting


def side_yaw_deg(neutral: Pose) -> Measure:
    """How far the camera stands off the side of a person at rest; + towards the feet.

    The weights were fitted by benchmarks/training/fit_view.py to 93 rendered people at rest,
    filmed up to 80 deg off; left out of the fit, their mean absolute error is 6 deg.
    """
    hips, shoulders, trunk = turns_deg_at_rest(neutral)
    return with_interval(0.29 * hips + 0.32 * shoulders + 0.54 * trunk + 0.9, SIDE_HALF_DEG)


def turns_deg_at_rest(neutral: Pose) -> list[float]:
    """How far hips, shoulders and trunk turn out of a side view, in MediaPipe's world."""
    turns = []
    for left, right in (HIPS, SHOULDERS):
        across = neutral.world[left] - neutral.world[right]
        turns.append(math.degrees(math.atan2(float(across[0]), abs(float(across[2])))))
    trunk = neutral.world[list(SHOULDERS)].sum(axis=0) - neutral.world[list(HIPS)].sum(axis=0)
    turns.append(math.degrees(math.atan2(float(trunk[2]), abs(float(trunk[0])))))
    return turns


def front_yaw_deg(neutral: Pose) -> Measure:
    """How far the camera stands off the front of a person at rest, from the world landmarks."""
    turns = []
    for left, right in (HIPS, SHOULDERS):
        across = neutral.world[left] - neutral.world[right]
        turns.append(math.degrees(math.atan2(float(across[2]), abs(float(across[0])))))
    return with_interval(sum(turns) / 2, FRONT_HALF_DEG)


def view_yaw_deg(neutral: Pose, *, from_side: bool, lying: bool) -> Measure:
    """How far the camera stands off the side, or the front, of a person at rest.

    From the side of an upright person only hips and shoulders tell it: the trunk points up.
    """
    if not from_side:
        return front_yaw_deg(neutral)
    if lying:
        return side_yaw_deg(neutral)
    hips, shoulders, _ = turns_deg_at_rest(neutral)
    return with_interval((hips + shoulders) / 2, SIDE_HALF_DEG)


def is_upright(pose: Pose) -> bool:
    """Whether the trunk stands; not where it was not found."""
    across, down = body_lines(pose.points)[Line.TRUNK].tolist()
    return abs(inclination_deg((abs(across), down), 1.0)) > UPRIGHT_MIN_DEG


def faces_camera(pose: Pose, yaw_max_deg: float) -> bool:
    """Whether somebody is upright and filmed from no further than so far off the front."""
    return is_upright(pose) and abs(front_yaw_deg(pose).value) <= yaw_max_deg
