"""Head and chest, found again in the picture: keypoints in the body's plane of symmetry.

BlazePose places the face of a bent neck 6 to 10 degrees wrong, and says so nowhere. Two small
networks, trained on rendered people by benchmarks/training/fit_look.py, look again: one at head
and chest, the other, closer, at the head that the first has found. models/second_look.md has the
data, the errors and the limits.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.core.kinematics.camera_yaw import faces_camera
from formcheck.core.kinematics.geometry import spots_turn_deg
from formcheck.core.pose import CHEST_SPOTS, HEAD, HEAD_SPOTS, HIPS, SHOULDERS, SPOT_OF, Pose
from formcheck.detectors.crops import Window, crop_around
from formcheck.detectors.keypoint_cnn import Image, KeypointCnn, load_keypoint_cnn
from formcheck.detectors.keypoint_finder import FoundKeypoints, KeypointFinder, pixels_per_metre
from formcheck.detectors.weights.trained import BODY_CNN, HEAD_CNN, trained_content

BODY_WINDOW = Window(96, 0.62, below_m=0.11)  # a head and the upper half of the trunk
HEAD_WINDOW = Window(64, 0.34)
BODY_PARTS, HEAD_PARTS = (HEAD_SPOTS, CHEST_SPOTS), (HEAD_SPOTS,)
ERROR_MAX_DEG = 12.0  # where the keypoints may be further off, landmarks are closer
FACING_DEG = 30.0  # who stands and is filmed from nearer to the front shows no neck to measure
MIDDLE = np.bincount(SPOT_OF) / len(SPOT_OF)  # of the head: of its seven landmarks


class HeadRefiner:
    """Finds the keypoints of a head and a chest that the pose model has found before."""

    def __init__(self, body: KeypointCnn, head: KeypointCnn) -> None:
        self._body = KeypointFinder(body, BODY_WINDOW, BODY_PARTS)
        self._head = KeypointFinder(head, HEAD_WINDOW, HEAD_PARTS)

    def refine(self, image: Image, pose: Pose) -> Pose:
        """The pose with its keypoints as seen in ``image``, BGR; as it is where not seen well.

        The head is turned as both networks say on average: each errs in its own way.
        """
        trunk = pose.points[list(SHOULDERS)].mean(axis=0) - pose.points[list(HIPS)].mean(axis=0)
        metre_px = pixels_per_metre(pose)
        if not (BODY_WINDOW.shows(metre_px) and trunk.any()) or faces_camera(pose, FACING_DEG):
            return pose
        middle = pose.points[list(HEAD)].mean(axis=0)
        body = self._body.find(image, crop_around(middle, trunk, metre_px, BODY_WINDOW))
        if body is None:
            return pose
        middle = MIDDLE @ body.points[HEAD_SPOTS]
        head = self._head.find(image, crop_around(middle, trunk, metre_px, HEAD_WINDOW))
        if head is None:
            return pose
        spots = pose.spots.copy()
        spots[HEAD_SPOTS] = (body.points[HEAD_SPOTS] + head.points) / 2.0
        spots[CHEST_SPOTS] = body.points[CHEST_SPOTS]
        error_deg = _error_deg(body, head)
        if not error_deg <= ERROR_MAX_DEG:
            return pose
        return replace(pose, spots=spots, refined_error_deg=error_deg)


def open_head_refiner() -> HeadRefiner:
    """With the trained networks; raises FormcheckError if a file is not the one."""
    return HeadRefiner(*(load_keypoint_cnn(trained_content(file)) for file in (BODY_CNN, HEAD_CNN)))


def _error_deg(body: FoundKeypoints, head: FoundKeypoints) -> float:
    """How far head and chest may be turned otherwise, where the head is turned by the mean."""
    head_deg, chest_deg = body.errors
    apart_deg = float(spots_turn_deg(body.points[HEAD_SPOTS], head.points)) / 2.0
    return math.hypot((head_deg + head.errors[0]) / 2.0, apart_deg, chest_deg)
