"""A look at the shoulders of somebody filmed from the front.

BlazePose sees between nothing and nearly twice of a shrug, and says so nowhere. A small network
trained on rendered people by benchmarks/training/fit_look.py finds the shoulders' joints, and two
spots of the chest from which they rise. models/shoulder_elevation.md has data, errors and limits.
"""

from __future__ import annotations

from dataclasses import replace

from formcheck.core.kinematics.camera_yaw import faces_camera
from formcheck.core.pose import HIPS, SHOULDER_SPOTS, SHOULDERS, Pose
from formcheck.detectors.crops import Window, crop_around
from formcheck.detectors.keypoint_cnn import Image, KeypointCnn
from formcheck.detectors.refiner import Refiner, pixels_per_metre

WINDOW = Window(96, 0.66, below_m=0.06, mirrored=False)  # a head, and both upper arms
PARTS = (slice(0, 4),)
YAW_MAX_DEG = 55.0  # it was trained on people filmed up to 45 deg off the front
ERROR_MAX_MM = 12.0


class ShoulderRefiner:
    """Finds the shoulders of somebody upright whom the pose model has found before."""

    def __init__(self, network: KeypointCnn) -> None:
        self._look = Refiner(network, WINDOW, PARTS)

    def at(self, image: Image, pose: Pose) -> Pose:
        """The pose with its shoulders as seen in ``image``, BGR; NaN where not seen well."""
        shoulders, hips = (pose.points[list(pair)].mean(axis=0) for pair in (SHOULDERS, HIPS))
        trunk, metre_px = shoulders - hips, pixels_per_metre(pose)
        if not (WINDOW.shows(metre_px) and faces_camera(pose, YAW_MAX_DEG)):
            return pose
        answer = self._look.at(image, crop_around(shoulders, trunk, metre_px, WINDOW))
        if answer is None or not answer.errors[0] <= ERROR_MAX_MM:
            return pose
        spots = pose.spots.copy()
        spots[SHOULDER_SPOTS] = answer.spots
        return replace(pose, spots=spots)
