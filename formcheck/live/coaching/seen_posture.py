"""How somebody in front of the camera holds the body, as far as trunk and knees show it."""

from __future__ import annotations

import math
from enum import Enum

from formcheck.core.baseline.estimate import LYING_MAX_DEG
from formcheck.core.kinematics.camera_yaw import UPRIGHT_MIN_DEG
from formcheck.core.kinematics.geometry import Line, body_lines
from formcheck.core.pose import HIPS, KNEES, Pose

STANDING_SHARE = 0.5  # of the trunk that knees lie below the hips of somebody who stands


class SeenPosture(Enum):
    """What can be told from trunk and knees; knees that are seen don't tell kneeling apart."""

    UNSEEN = "unseen"
    LYING = "lying"
    BETWEEN = "between"
    SITTING = "sitting"  # the trunk upright, the knees not below the hips or not seen
    STANDING = "standing"

    @property
    def upright(self) -> bool:
        """Whether the trunk is."""
        return self in (SeenPosture.SITTING, SeenPosture.STANDING)


def seen_posture(pose: Pose) -> SeenPosture:
    """The posture of one instant."""
    across, down = body_lines(pose.points)[Line.TRUNK].tolist()
    if math.isnan(across + down):
        return SeenPosture.UNSEEN
    inclination_deg = math.degrees(math.atan2(-down, abs(across)))
    if abs(inclination_deg) < LYING_MAX_DEG:
        return SeenPosture.LYING
    if inclination_deg < UPRIGHT_MIN_DEG:
        return SeenPosture.BETWEEN
    drop_px = float(pose.points[list(KNEES), 1].mean() - pose.points[list(HIPS), 1].mean())
    standing = drop_px > STANDING_SHARE * math.hypot(across, down)
    return SeenPosture.STANDING if standing else SeenPosture.SITTING
