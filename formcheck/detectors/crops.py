"""Squares of a picture, turned so that the trunk is upright, for a network to look at."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.core.pose import Floats
from formcheck.detectors.keypoint_cnn import Image

SIZE_MIN_PX, SIZE_MAX_PX = 24, 4096  # of a window in the picture; no body is larger


@dataclass(frozen=True, slots=True)
class Window:
    """What a square shows: ``side_m`` of the body in ``px`` pixels.

    Its middle lies ``below_m`` under that of what is looked at. What is ``mirrored`` faces to the
    right when it lies on its back.
    """

    px: int
    side_m: float
    below_m: float = 0.0
    mirrored: bool = True

    def shows(self, metre_px: float) -> bool:
        """Whether it shows enough of a body of whom so many pixels show a metre."""
        return SIZE_MIN_PX <= self.side_m * metre_px <= SIZE_MAX_PX


def crop_around(point: Floats, trunk: Floats, metre_px: float, window: Window) -> Floats:
    """The map (2, 3) from the picture to the window at a ``point`` of a body, (2,) pixels.

    Its trunk, which points along ``trunk``, (2,), points up in it, and where the window mirrors,
    the face of somebody who lies on the back to the right. ``metre_px`` is how many pixels of the
    picture show a metre.
    """
    up = trunk / np.hypot(*trunk)
    facing = -1.0 if window.mirrored and up[0] > 0.0 else 1.0
    middle = point - window.below_m * metre_px * up
    scale = window.px / (window.side_m * metre_px)
    turn = np.array([[-facing * up[1], facing * up[0]], -up]) * scale
    return np.column_stack([turn, window.px / 2.0 - turn @ middle])


def cut_out(image: Image, to_crop: Floats, size_px: int) -> Image:
    """The crop (size_px, size_px, 3); what lies outside the picture repeats its edge."""
    shrinks = 1.0 / math.sqrt(abs(np.linalg.det(to_crop[:, :2])))
    finer = max(1, round(shrinks))  # then averaged, so that no pixel of a large head is lost
    size = (finer * size_px, finer * size_px)
    to_finer = finer * to_crop
    to_finer[:, 2] += (finer - 1) / 2.0  # a pixel's middle is the middle of what it averages
    crop = cv2.warpAffine(image, to_finer, size, borderMode=cv2.BORDER_REPLICATE)
    if finer > 1:
        crop = cv2.resize(crop, (size_px, size_px), interpolation=cv2.INTER_AREA)
    return np.asarray(crop, np.uint8)


def in_picture(places: Floats, to_crop: Floats) -> Floats:
    """Where places (N, 2) of a crop lie in the picture."""
    back = cv2.invertAffineTransform(to_crop)
    found: Floats = places @ back[:, :2].T + back[:, 2]
    return found
