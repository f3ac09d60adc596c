"""The shoulders of somebody filmed from the front, found again in the picture.

BlazePose sees between nothing and nearly twice of a shrug, and says so nowhere. A small network
trained on rendered people by benchmarks/training/fit_look.py finds the shoulders' joints, and two
points of the chest from which they rise. models/shoulder_elevation.md has data, errors and limits.
"""

from __future__ import annotations

from dataclasses import replace

from formcheck.core.kinematics.camera_yaw import faces_camera
from formcheck.core.pose import HIPS, SHOULDER_SPOTS, SHOULDERS, Pose
from formcheck.detectors.crops import Window, crop_around
from formcheck.detectors.keypoint_cnn import Image, KeypointCnn, load_keypoint_cnn
from formcheck.detectors.keypoint_finder import KeypointFinder, pixels_per_metre
from formcheck.detectors.weights.trained import SHOULDER_CNN, trained_content

WINDOW = Window(96, 0.66, below_m=0.06, mirrored=False)  # a head, and both upper arms
PARTS = (slice(0, 4),)
YAW_MAX_DEG = 55.0  # it was trained on people filmed up to 45 deg off the front
ERROR_MAX_MM = 12.0


class ShoulderRefiner:
    """Finds the shoulders of somebody upright whom the pose model has found before."""

    def __init__(self, network: KeypointCnn) -> None:
        self._finder = KeypointFinder(network, WINDOW, PARTS)

    def refine(self, image: Image, pose: Pose) -> Pose:
        """The pose with its shoulders as seen in ``image``, BGR; as it is where not seen well."""
        shoulders, hips = (pose.points[list(pair)].mean(axis=0) for pair in (SHOULDERS, HIPS))
        trunk, metre_px = shoulders - hips, pixels_per_metre(pose)
        if not (WINDOW.shows(metre_px) and faces_camera(pose, YAW_MAX_DEG)):
            return pose
        found = self._finder.find(image, crop_around(shoulders, trunk, metre_px, WINDOW))
        if found is None or not found.errors[0] <= ERROR_MAX_MM:
            return pose
        spots = pose.spots.copy()
        spots[SHOULDER_SPOTS] = found.points
        return replace(pose, spots=spots)


def open_shoulder_refiner() -> ShoulderRefiner:
    """With the trained network; raises FormcheckError if its file is not the one."""
    return ShoulderRefiner(load_keypoint_cnn(trained_content(SHOULDER_CNN)))
