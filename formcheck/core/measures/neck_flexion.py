"""The neck as it is read, by whatever was seen best of it at an instant.

Keypoints of head and chest, learnt from drawn people, are 2 deg off where they are sure of
themselves; on photographs they seldom are, and there the head's direction alone is read, learnt
from textured people: 4 deg off marks by eye, and hardly ever silent. Landmarks are read only of
somebody whose head neither of them saw at rest: in a bent neck they guess.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.geometry import Vector
from formcheck.core.measures.head_direction import HeadDirection
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

DOUBT_MAX_DEG = 8.0  # of the keypoints of a single pose; a rest evens many out
SURE_DEG = 4.5
"""Keypoints that are surer than this are believed before the head's direction: on rendered people
96 % of them in nine clips were, and 2 deg off; on real people they claimed 5 to 7 deg where the
head was 24 deg off."""
APART_MAX_DEG = 20.0  # of the head's turn as both see it; at 10, rendered necks were 2.9 deg off


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
        self._direction = HeadDirection(baseline, view)
        self._rest_refined = all(np.isfinite(rest[at]).all() for at in (HEAD_SPOTS, CHEST_SPOTS))

    @property
    def has_neutral(self) -> bool:
        """Whether the head was seen at rest, refined or by its landmarks."""
        return self._rest_refined or self._direction.has_neutral or self._landmarks.has_neutral

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
        self,
        models: NeckModels,
        pose: Pose,
        landmarks: NeckFeatures,
        refined: NeckFeatures | None,
    ) -> Measure:
        """Flexion of the neck's joints at a pose, from the best of what is seen of it."""
        by_landmarks = neck_flexion(models.landmarks, landmarks)
        by_direction = self._direction.flexion(pose, landmarks.rise_deg)
        if self._rest_refined and refined is not None and self._believes(pose):
            return neck_flexion(models.refined, replace(refined, beside_deg=by_landmarks.value))
        if by_direction.known or self._rest_refined or self._direction.has_neutral:
            return by_direction
        return by_landmarks

    def _believes(self, pose: Pose) -> bool:
        """Whether the refined keypoints of a pose are to be believed."""
        apart_deg = self._direction.apart_deg(pose)
        if math.isnan(apart_deg):
            return pose.refined_error_deg <= DOUBT_MAX_DEG
        return pose.refined_error_deg <= SURE_DEG and apart_deg <= APART_MAX_DEG


def neck_flexion(model: NeckModel, features: NeckFeatures) -> Measure:
    """Flexion of the neck's joints against the person's own neutral, + chin to chest.

    The parts of the 90 % interval add up as squares.
    """
    value = float(model.network(np.array(features.row)))
    if not math.isfinite(value):
        return UNKNOWN
    parts = np.array(features.conditions(value)) * model.spread
    return with_interval(value, float(np.sqrt(parts @ parts)))
