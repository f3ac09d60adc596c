"""A part of the body found in a piece of the picture by a small network."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.core.pose import Floats, Pose
from formcheck.detectors.crops import Window, cut_out, in_picture
from formcheck.detectors.keypoint_cnn import Image, KeypointCnn

TINY_M = 1e-3  # no body is so small


@dataclass(frozen=True, slots=True, eq=False)
class FoundKeypoints:
    """What a network saw: ``points`` (N, 2) pixels of the picture.

    ``errors`` says how far off each part may be, in what the network was trained to say: degrees
    of a turn, millimetres of a rise.
    """

    points: Floats
    errors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class KeypointFinder:
    """A network, the window through which it looks, and which of its keypoints make each part."""

    network: KeypointCnn
    window: Window
    parts: tuple[slice, ...]

    def find(self, image: Image, to_crop: Floats) -> FoundKeypoints | None:
        """What it sees of ``image``, BGR, in the crop that ``to_crop`` (2, 3) maps to.

        None where nobody is.
        """
        size_px, count = self.window.px, self.parts[-1].stop
        (outputs,) = self.network(cut_out(image, to_crop, size_px)[np.newaxis, ..., ::-1])
        *errors, sure = outputs[2 * count :].tolist()
        if sure < 0.0:
            return None
        places = (outputs[: 2 * count].reshape(count, 2) + 1.0) * (size_px / 2.0)
        return FoundKeypoints(in_picture(places, to_crop), tuple(map(math.exp, errors)))


def pixels_per_metre(pose: Pose) -> float:
    """How many pixels of the picture show a metre of the body."""
    spread, spread_m = (
        float(np.hypot(*np.std(at, axis=0))) for at in (pose.points, pose.world[:, :2])
    )
    return spread / max(spread_m, TINY_M)
