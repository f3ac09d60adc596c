"""A look at a part of the picture through a small network, and whom it may be taken at."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from formcheck.core.pose import Floats, Pose
from formcheck.detectors.crops import Window, cut_out, in_picture
from formcheck.detectors.keypoint_cnn import Image, KeypointCnn

TINY_M = 1e-3  # no body is so small


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a network saw: ``spots`` (N, 2) pixels of the picture.

    ``errors`` tells how far each part may be missed, in what the network was trained to tell:
    degrees of a turn, millimetres of a rise.
    """

    spots: Floats
    errors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Refiner:
    """A network, the window through which it looks, and the spots of each part that it finds."""

    network: KeypointCnn
    window: Window
    parts: tuple[slice, ...]

    def at(self, image: Image, to_crop: Floats) -> Answer | None:
        """What it sees of ``image``, BGR, where ``to_crop`` maps to; None where nobody is."""
        size_px, spots = self.window.px, self.parts[-1].stop
        (answer,) = self.network(cut_out(image, to_crop, size_px)[np.newaxis, ..., ::-1])
        *errors, sure = answer[2 * spots :].tolist()
        if sure < 0.0:
            return None
        places = (answer[: 2 * spots].reshape(spots, 2) + 1.0) * (size_px / 2.0)
        return Answer(in_picture(places, to_crop), tuple(map(math.exp, errors)))


def pixels_per_metre(pose: Pose) -> float:
    """How many pixels of the picture show a metre of the body."""
    spread, spread_m = (
        float(np.hypot(*np.std(at, axis=0))) for at in (pose.points, pose.world[:, :2])
    )
    return spread / max(spread_m, TINY_M)
