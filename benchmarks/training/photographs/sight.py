"""What either network sees of a head and a chest, through OpenCV: needs no torch.

Of the head's network formcheck uses the head's direction alone, as
formcheck/detectors/direction_refiner.py reads it. Here both networks say all they have to say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.core.pose import Floats, Pose
from formcheck.detectors.crops import Window
from formcheck.detectors.direction_refiner import (
    NEAR_EAR,
    NOSE,
    POINTS,
    crop_of,
    load_network,
    outputs_for,
)
from formcheck.detectors.keypoint_cnn import Image

NECK, BACK = 6, 7  # which of the points make the chest's line
LOG_ERRORS = (0.0, 4.5)  # what may be said of errors: 1 to 90 degrees


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """Where head and chest point in the picture, unit vectors (2,).

    ``errors_deg``: how far each may be turned otherwise; ``there``: log odds that somebody is.
    """

    head: Floats
    chest: Floats
    errors_deg: tuple[float, float]
    there: float


class Looker:
    """A network, the content of an ONNX file, and the window through which it looks."""

    def __init__(self, content: bytes, window: Window) -> None:
        self._network = load_network(content)
        self._window = window

    def find(self, image: Image, pose: Pose) -> Sight | None:
        """What it sees in ``image``, BGR, where the pose model found a head; None if too small."""
        to_crop = crop_of(pose, self._window)
        return None if to_crop is None else self.see(image, to_crop)

    def see(self, image: Image, to_crop: Floats) -> Sight:
        """What it sees in the crop that ``to_crop`` (2, 3) maps to."""
        return sight_of(outputs_for(self._network, image, to_crop, self._window), to_crop)


def sight_of(outputs: Floats, to_crop: Floats) -> Sight:
    """The network's outputs (25,), as they lie in the picture: see network.py for their order."""
    places, others = outputs[: 2 * POINTS].reshape(POINTS, 2), outputs[2 * POINTS :]
    back = np.linalg.inv(to_crop[:, :2])
    head = _unit(places[NOSE] - places[NEAR_EAR]) + _unit(others[:2])
    chest = _unit(places[BACK] - places[NECK]) + _unit(others[2:4])
    head_deg, chest_deg = np.exp(np.clip(others[4:6], *LOG_ERRORS)).tolist()
    return Sight(_unit(back @ head), _unit(back @ chest), (head_deg, chest_deg), float(others[6]))


def _unit(line: Floats) -> Floats:
    found: Floats = line / max(float(np.hypot(*line)), 1e-9)
    return found
