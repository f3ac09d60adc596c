"""Poses smoothed over time, in units of the body's own size."""

from __future__ import annotations

import math

import numpy as np

from formcheck.filters import OneEuro
from formcheck.geometry import Line, body_lines
from formcheck.pose import Floats, Pose

MIN_CUTOFF_HZ = 3.0
BETA = 8.0  # Hz for each trunk length a second
GAP_S = 0.3


class PoseSmoother:
    """Smooths landmarks with the One-Euro filter, scaled by the trunk's length.

    A pose in which nobody was seen stays so; after a gap of ``GAP_S`` the filter starts anew.
    """

    def __init__(self) -> None:
        self._filter = OneEuro(MIN_CUTOFF_HZ, BETA, gap_s=GAP_S)
        self._scale: Floats | None = None

    def update(self, pose: Pose) -> Pose:
        """The same pose, smoothed."""
        if not pose.seen:
            return pose
        if self._scale is None:
            trunk_px = math.hypot(*body_lines(pose.points)[Line.TRUNK].tolist())
            trunk_m = math.dist(
                pose.world[[11, 12]].mean(axis=0), pose.world[[23, 24]].mean(axis=0)
            )
            scale = np.array([trunk_px] * 2 + [trunk_m] * 3)
            if not np.isfinite(scale).all():
                return pose
            self._scale = scale
        both = np.concatenate([pose.points, pose.world], axis=1)
        smooth = self._filter.update(pose.time_s, both, self._scale)
        return Pose(pose.time_s, smooth[:, :2], smooth[:, 2:], pose.visibility)
