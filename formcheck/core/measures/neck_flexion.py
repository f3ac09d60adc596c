"""The neck as it is read: from a second look, or from landmarks where none saw the head at rest.

Landmarks are 6 deg off where looks are 2. Somebody whose head was looked at in rest is not read
from them when the look loses it: an arm or a blur is in the way then, and landmarks guess.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.geometry import Vector
from formcheck.core.measures.mlp import Network
from formcheck.core.measures.neck_features import (
    SPOTS,
    NeckFeatureExtractor,
    NeckFeatures,
    looked_at,
)
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import CHEST_SPOTS, HEAD_SPOTS, Floats, Pose
from formcheck.core.readings import UNKNOWN, Measure, with_interval

DOUBT_MAX_DEG = 8.0  # of a single look; a rest evens many out


@dataclass(frozen=True, slots=True, eq=False)
class NeckModel:
    """What was trained: the ``network``, and by how many degrees each condition widens (C,)."""

    network: Network
    spread: Floats


@dataclass(frozen=True, slots=True, eq=False)
class NeckModels:
    """One for what a second ``look`` found, one for the pose model's ``landmarks``."""

    look: NeckModel
    landmarks: NeckModel


class NeckEstimator:
    """Both sights of the neck of somebody filmed from the side, against their own rest."""

    def __init__(self, baseline: Baseline, view: SideView) -> None:
        self._landmarks = NeckFeatureExtractor(baseline, view)
        again = replace(baseline, neutral=looked_at(baseline.neutral))
        self._look_view = SideView(again)
        self._look = NeckFeatureExtractor(again, self._look_view, SPOTS)
        rest = baseline.neutral.spots
        self._looked_at = all(np.isfinite(rest[at]).all() for at in (HEAD_SPOTS, CHEST_SPOTS))

    def update(
        self, pose: Pose, lines: list[Vector], elbow_lift: float
    ) -> tuple[NeckFeatures, NeckFeatures | None]:
        """What landmarks show and what the second look does, of poses in order of time.

        ``lines`` are the pose's, as the view has drawn them. None where no look was taken.
        """
        landmarks = self._landmarks.update(pose.time_s, pose.points.tolist(), lines, elbow_lift)
        if math.isnan(pose.refined_error_deg):
            return landmarks, None
        again = looked_at(pose)
        look = self._look.update(
            pose.time_s, again.points.tolist(), self._look_view.lines(again), elbow_lift
        )
        chest_deg = self._look_view.chest_deg(pose.spots, look.rise_deg)
        return landmarks, replace(
            look, chest_deg=(chest_deg,), refined_error_deg=pose.refined_error_deg
        )

    def read(
        self, models: NeckModels, landmarks: NeckFeatures, look: NeckFeatures | None
    ) -> Measure:
        """Flexion of the neck's joints, from both sights of a pose."""
        first = neck_flexion(models.landmarks, landmarks)
        if not self._looked_at:
            return first
        if look is None or look.refined_error_deg > DOUBT_MAX_DEG:
            return UNKNOWN
        return neck_flexion(models.look, replace(look, beside_deg=first.value))


def neck_flexion(model: NeckModel, sight: NeckFeatures) -> Measure:
    """Flexion of the neck's joints against the person's own neutral, + chin to chest.

    The parts of the 90 % interval add up as squares.
    """
    value = float(model.network(np.array(sight.row)))
    if not math.isfinite(value):
        return UNKNOWN
    parts = np.array(sight.conditions(value)) * model.spread
    return with_interval(value, float(np.sqrt(parts @ parts)))
