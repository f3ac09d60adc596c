"""The neck as it is read: from a second look, or from landmarks where none saw the head at rest.

Landmarks are 6 deg off where looks are 2. Somebody whose head was looked at in rest is not read
from them when the look loses it: an arm or a blur is in the way then, and landmarks guess.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.geometry import Vector
from formcheck.core.measures.neck_features import (
    SPOTS,
    NeckModels,
    NeckView,
    Sight,
    looked_at,
    neck_flexion,
)
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import CHEST_SPOTS, HEAD_SPOTS, Pose
from formcheck.core.readings import UNKNOWN, Measure

DOUBT_MAX_DEG = 8.0  # of a single look; a rest evens many out


class NeckSights:
    """Both sights of the neck of somebody filmed from the side, against their own rest."""

    def __init__(self, baseline: Baseline, view: SideView) -> None:
        self._landmarks = NeckView(baseline, view)
        again = replace(baseline, neutral=looked_at(baseline.neutral))
        self._look_view = SideView(again)
        self._look = NeckView(again, self._look_view, SPOTS)
        rest = baseline.neutral.spots
        self._looked_at = all(np.isfinite(rest[at]).all() for at in (HEAD_SPOTS, CHEST_SPOTS))

    def update(
        self, pose: Pose, lines: list[Vector], elbow_lift: float
    ) -> tuple[Sight, Sight | None]:
        """What landmarks show and what the second look does, of poses in order of time.

        ``lines`` are the pose's, as the view has drawn them. None where no look was taken.
        """
        landmarks = self._landmarks.update(pose.time_s, pose.points.tolist(), lines, elbow_lift)
        if math.isnan(pose.look_error_deg):
            return landmarks, None
        again = looked_at(pose)
        look = self._look.update(
            pose.time_s, again.points.tolist(), self._look_view.lines(again), elbow_lift
        )
        chest_deg = self._look_view.chest_deg(pose.spots, look.rise_deg)
        return landmarks, replace(look, chest_deg=(chest_deg,), look_error_deg=pose.look_error_deg)

    def read(self, models: NeckModels, landmarks: Sight, look: Sight | None) -> Measure:
        """Flexion of the neck's joints, from both sights of a pose."""
        first = neck_flexion(models.landmarks, landmarks)
        if not self._looked_at:
            return first
        if look is None or look.look_error_deg > DOUBT_MAX_DEG:
            return UNKNOWN
        return neck_flexion(models.look, replace(look, beside_deg=first.value))
