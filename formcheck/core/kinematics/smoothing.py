"""Poses smoothed over time, in units of the body's own size."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.core.kinematics.filters import OneEuro
from formcheck.core.kinematics.geometry import Line, body_lines
from formcheck.core.pose import Pose

MIN_CUTOFF_HZ = 3.0
BETA = 8.0  # Hz for each trunk length a second
GAP_S = 0.3


class PoseSmoother:
    """Smooths a pose's points with the One-Euro filter, scaled by the trunk's length.

    A pose in which nobody was seen stays so; after a gap of ``GAP_S`` the filter starts anew.
    """

    def __init__(self) -> None:
        self._filter = OneEuro(MIN_CUTOFF_HZ, BETA, gap_s=GAP_S)
        self._scale: float | None = None

    def update(self, pose: Pose) -> Pose:
        """The same pose, its points smoothed; world landmarks, read at rest only, stay raw."""
        if not pose.seen:
            return pose
        if self._scale is None:
            trunk_px = math.hypot(*body_lines(pose.points)[Line.TRUNK].tolist())
            if not math.isfinite(trunk_px):
                return pose
            self._scale = trunk_px
        both = np.concatenate([pose.points, pose.spots])
        smooth = self._filter.update(pose.time_s, both, self._scale)
        points, spots = smooth[: len(pose.points)], smooth[len(pose.points) :]
        return replace(pose, points=points, spots=spots)
