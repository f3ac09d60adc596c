"""The neck as it is read: from refined keypoints, or from landmarks where rest shows none.

Landmarks are 6 deg off where refined keypoints are 2. Somebody whose head was refined at rest is
not read from landmarks when the refiner loses it: an arm or a blur is in the way then, and
landmarks guess.
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
    with_refined_head,
)
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import CHEST_SPOTS, HEAD_SPOTS, Floats, Pose
from formcheck.core.readings import UNKNOWN, Measure, with_interval

DOUBT_MAX_DEG = 8.0  # of a single pose; a rest evens many out


@dataclass(frozen=True, slots=True, eq=False)
class NeckModel:
    """What was trained: the ``network``, and by how many degrees each condition widens (C,)."""

    network: Network
    spread: Floats


@dataclass(frozen=True, slots=True, eq=False)
class NeckModels:
    """One for what the head refiner found, one for the pose model's ``landmarks``."""

    refined: NeckModel
    landmarks: NeckModel


class NeckEstimator:
    """Both readings of the neck of somebody filmed from the side, against their own rest."""

    def __init__(self, baseline: Baseline, view: SideView) -> None:
        self._landmarks = NeckFeatureExtractor(baseline, view)
        again = replace(baseline, neutral=with_refined_head(baseline.neutral))
        self._refined_view = SideView(again)
        self._refined = NeckFeatureExtractor(again, self._refined_view, SPOTS)
        rest = baseline.neutral.spots
        self._rest_refined = all(np.isfinite(rest[at]).all() for at in (HEAD_SPOTS, CHEST_SPOTS))

    @property
    def has_neutral(self) -> bool:
        """Whether the head was seen at rest, refined or by its landmarks."""
        return self._rest_refined or self._landmarks.has_neutral

    def update(
        self, pose: Pose, lines: list[Vector], elbow_lift: float
    ) -> tuple[NeckFeatures, NeckFeatures | None]:
        """What landmarks show and what refined keypoints do, of poses in order of time.

        ``lines`` are the pose's, as the view has drawn them. None where the head is not refined.
        """
        landmarks = self._landmarks.update(pose.time_s, pose.points.tolist(), lines, elbow_lift)
        if math.isnan(pose.refined_error_deg):
            return landmarks, None
        again = with_refined_head(pose)
        refined = self._refined.update(
            pose.time_s, again.points.tolist(), self._refined_view.lines(again), elbow_lift
        )
        chest_deg = self._refined_view.chest_deg(pose.spots, refined.rise_deg)
        return landmarks, replace(
            refined, chest_deg=(chest_deg,), refined_error_deg=pose.refined_error_deg
        )

    def read(
        self, models: NeckModels, landmarks: NeckFeatures, refined: NeckFeatures | None
    ) -> Measure:
        """Flexion of the neck's joints, from both readings of a pose."""
        first = neck_flexion(models.landmarks, landmarks)
        if not self._rest_refined:
            return first
        if refined is None or refined.refined_error_deg > DOUBT_MAX_DEG:
            return UNKNOWN
        return neck_flexion(models.refined, replace(refined, beside_deg=first.value))


def neck_flexion(model: NeckModel, features: NeckFeatures) -> Measure:
    """Flexion of the neck's joints against the person's own neutral, + chin to chest.

    The parts of the 90 % interval add up as squares.
    """
    value = float(model.network(np.array(features.row)))
    if not math.isfinite(value):
        return UNKNOWN
    parts = np.array(features.conditions(value)) * model.spread
    return with_interval(value, float(np.sqrt(parts @ parts)))
