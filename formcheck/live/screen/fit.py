"""A camera's picture, mirrored and fitted into the screen, and the pose with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from formcheck.core.pose import Pose
from formcheck.overlay.boxes import Box
from formcheck.overlay.pen import Image

BARS = 18  # how bright the bars beside the picture are


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The screen with the picture in the middle, where that is, and the pose on the screen."""

    canvas: Image
    picture: Box
    pose: Pose


def fit(image: Image, pose: Pose, size: tuple[int, int], *, mirrored: bool) -> Fitted:
    """The picture as large as (width, height) allows, its shape kept; dark bars beside it.

    An empty picture leaves the screen dark. The pose's points move with the picture.
    """
    width, height = size
    if not image.size:
        canvas = np.full((height, width, 3), BARS, np.uint8)
        return Fitted(canvas, Box(0, 0, width, height), Pose.missing(pose.time_s))
    high, wide = image.shape[:2]
    scale = min(width / wide, height / high)
    fitted_px = (max(1, round(wide * scale)), max(1, round(high * scale)))
    left, top = (width - fitted_px[0]) // 2, (height - fitted_px[1]) // 2
    picture = Box(left, top, left + fitted_px[0], top + fitted_px[1])
    canvas = np.empty((height, width, 3), np.uint8)
    if fitted_px != size:
        canvas[:] = BARS
    shown = cv2.flip(image, 1) if mirrored else image
    place = canvas[picture.top : picture.bottom, picture.left : picture.right]
    if fitted_px == (wide, high):
        place[:] = shown
    else:
        cv2.resize(shown, fitted_px, dst=place, interpolation=cv2.INTER_LINEAR)
    points = pose.points * [-1.0, 1.0] + [wide - 1.0, 0.0] if mirrored else pose.points
    moved = (points + 0.5) * scale - 0.5 + [picture.left, picture.top]
    return Fitted(canvas, picture, replace(pose, points=moved))
