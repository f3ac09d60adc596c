"""The direction of a head, found again in the picture by a network that carries to photographs.

It learnt from textured people (benchmarks/training/photographs), not from drawn ones as the head
refiner did, so it sees real heads more often and more truly. models/head_direction.md has the data,
the errors and the limits.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Protocol, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.core.kinematics.camera_yaw import faces_camera
from formcheck.core.pose import (
    DIRECTION_SPOTS,
    EARS,
    HEAD,
    HIPS,
    SHOULDERS,
    Floats,
    Landmark,
    Pose,
)
from formcheck.detectors.crops import Window, crop_around, cut_out, in_picture
from formcheck.detectors.head_refiner import FACING_DEG
from formcheck.detectors.keypoint_cnn import Image
from formcheck.detectors.keypoint_finder import pixels_per_metre
from formcheck.detectors.weights.trained import HEAD_DIRECTION, trained_content

WINDOW = Window(96, 0.44, below_m=0.03, mirrored=False)
POINTS, NOSE, NEAR_EAR = 9, 0, 5  # how many the network finds, and which two make the line
METRE = 0.92  # heads are so much smaller in BlazePose's metres than in those it learnt from
ERROR_MAX_DEG = 20.0  # by its own account; a head that may be turned further was not seen


class Network(Protocol):
    """A network as OpenCV runs it: planes (1, 3, H, W) in, RGB around 0, outputs (1, 25) out."""

    def setInput(self, blob: NDArray[np.float32]) -> None:  # noqa: N802  # OpenCV's name
        """Take the planes."""

    def forward(self) -> NDArray[np.float32]:
        """The outputs for them."""


class DirectionRefiner:
    """Finds the line from the near ear to the nose of a head that the pose model has found."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def refine(self, image: Image, pose: Pose) -> Pose:
        """The pose with that line as seen in ``image``, BGR; as it is where it is not seen."""
        to_crop = crop_of(pose, WINDOW)
        if to_crop is None or faces_camera(pose, FACING_DEG):
            return pose
        line = _line(outputs_for(self._network, image, to_crop, WINDOW))
        if line is None:
            return pose
        spots = pose.spots.copy()
        spots[DIRECTION_SPOTS] = in_picture(line, to_crop)
        return replace(pose, spots=spots)


def open_direction_refiner() -> DirectionRefiner:
    """With the trained network; raises FormcheckError if its file is not the one."""
    return DirectionRefiner(load_network(trained_content(HEAD_DIRECTION)))


def load_network(content: bytes) -> Network:
    """The network in the bytes of an ONNX file."""
    return cast("Network", cv2.dnn.readNetFromONNX(np.frombuffer(content, np.uint8)))


def crop_of(pose: Pose, window: Window) -> Floats | None:
    """The map (2, 3) to the window: the trunk points up in it, and the face to the right.

    None where the body is too small to be looked at.
    """
    points = pose.points
    trunk = points[list(SHOULDERS)].mean(axis=0) - points[list(HIPS)].mean(axis=0)
    metre_px = pixels_per_metre(pose) * METRE
    if not (window.shows(metre_px) and trunk.any()):
        return None
    to_crop = crop_around(points[list(HEAD)].mean(axis=0), trunk, metre_px, window)
    face = points[Landmark.NOSE] - points[list(EARS)].mean(axis=0)
    if float(to_crop[0, :2] @ face) < 0.0:
        to_crop[0] = -to_crop[0]
        to_crop[0, 2] += window.px
    return to_crop


def outputs_for(network: Network, image: Image, to_crop: Floats, window: Window) -> Floats:
    """The network's outputs (25,) for the crop of ``image``, BGR, that ``to_crop`` maps to."""
    crop = cut_out(image, to_crop, window.px)[..., ::-1].astype(np.float32)
    planes = ((crop - 127.5) / 63.75).transpose(2, 0, 1)[np.newaxis]
    network.setInput(np.ascontiguousarray(planes))
    outputs: Floats = network.forward()[0].astype(np.float64)
    return outputs


def _line(outputs: Floats) -> Floats | None:
    """Near ear and nose (2, 2) in the crop, from the network's outputs (25,); None if unseen.

    The outputs are x and y of each point in pixels; the head's direction and the chest's, as
    vectors; the logarithms of how many degrees each may be off; the log odds that somebody is
    there. Both that say the head's direction count alike.
    """
    points, others = outputs[: 2 * POINTS].reshape(POINTS, 2), outputs[2 * POINTS :]
    if others[6] < 0.0 or others[4] > math.log(ERROR_MAX_DEG):
        return None
    ear, reach = points[NEAR_EAR], points[NOSE] - points[NEAR_EAR]
    way = _unit(reach) + _unit(others[:2])
    return np.array([ear, ear + float(np.hypot(*reach)) * _unit(way)])


def _unit(vector: Floats) -> Floats:
    found: Floats = vector / max(float(np.hypot(*vector)), 1e-9)
    return found
