"""A second look at the head: four spots in its plane of symmetry, found in the picture.

BlazePose places the face of a bent neck 6 to 10 degrees wrong, and says so nowhere. A small
network trained on rendered heads by benchmarks/fit_head.py looks at the head alone, upright on
the trunk; models/head_spots.md tells the data, the errors and the limits.
"""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from formcheck.detectors.head_network import HeadNetwork, Image
from formcheck.geometry import HIPS, SHOULDERS
from formcheck.neck import HEAD
from formcheck.pose import Floats, HeadSpot, Pose, no_head

CROP_PX = 64
VIEWS_DEG = (-15.0, 0.0, 15.0)  # it is trained on heads turned further
CROP_M = 0.34  # a head and a little of what is around it
ERROR_MAX_DEG = 8.0  # a look that may be further off is none: such were off by 14 deg, on average
SIZE_MIN_PX, SIZE_MAX_PX = 12, 4096  # of the square in the picture; larger ones are no head's
TINY_M = 1e-3  # no body is so small


class SecondLook:
    """Finds the spots of a head that the pose model has found before.

    The network looks at the head turned by each of ``VIEWS_DEG``; the answers' mean is closer
    to the truth than any one of them.
    """

    def __init__(self, network: HeadNetwork) -> None:
        self._network = network

    def at(self, image: Image, pose: Pose) -> Pose:
        """The pose with its head as seen in ``image``, BGR; NaN where none is seen well enough."""
        to_crop = crop_of(pose.points, pose.world)
        if to_crop is None:
            return pose
        head, error_deg = self.answer(image, to_crop)
        if not error_deg <= ERROR_MAX_DEG:
            return pose
        return replace(pose, head=head, head_error_deg=error_deg)

    def answer(self, image: Image, to_crop: Floats) -> tuple[Floats, float]:
        """The head (4, 2) in the pixels of ``image`` and how far it may be turned otherwise.

        ``to_crop`` is the map to a square around it; NaN where no head is seen.
        """
        views = [turned(to_crop, view_deg) for view_deg in VIEWS_DEG]
        crops = np.stack([cut_out(image, view)[..., ::-1] for view in views])
        answers = self._network(crops)
        spread, sure = answers[:, -2:].mean(axis=0).tolist()
        if sure < 0.0:
            return no_head(), math.nan
        places = (answers[:, :-2].reshape(-1, len(HeadSpot), 2) + 1.0) * (CROP_PX / 2.0)
        heads = np.stack([_in_picture(*one) for one in zip(places, views, strict=True)])
        head = heads.mean(axis=0)
        apart_deg = float(np.std(turns_of_heads_deg(heads, head)))
        return head, math.hypot(math.exp(spread), apart_deg)


def _in_picture(places: Floats, to_crop: Floats) -> Floats:
    back = cv2.invertAffineTransform(to_crop)
    spots: Floats = places @ back[:, :2].T + back[:, 2]
    return spots


def turns_of_heads_deg(heads: Floats, head: Floats) -> Floats:
    """By how much each of ``heads`` (..., 4, 2) is turned against ``head``, best fitted."""
    heads, head = (spots - spots.mean(axis=-2, keepdims=True) for spots in (heads, head))
    cross = (head[..., 0] * heads[..., 1] - head[..., 1] * heads[..., 0]).sum(axis=-1)
    turns: Floats = np.degrees(np.arctan2(cross, (heads * head).sum(axis=(-2, -1))))
    return turns


def crop_of(points: Floats, world: Floats) -> Floats | None:
    """The map (2, 3) from the picture to a square around the head; None where none can be had.

    The trunk points down in it, and the face to the right, of somebody who lies on the back.
    """
    head = points[list(HEAD)].mean(axis=0)
    trunk = points[list(SHOULDERS)].mean(axis=0) - points[list(HIPS)].mean(axis=0)
    spread, spread_m = (float(np.hypot(*np.std(at, axis=0))) for at in (points, world[:, :2]))
    side_px = CROP_M * spread / max(spread_m, TINY_M)
    if not (SIZE_MIN_PX <= side_px <= SIZE_MAX_PX and trunk.any()):
        return None
    return crop_around(head, trunk, side_px)


def crop_around(head: Floats, trunk: Floats, side_px: float, size_px: int = CROP_PX) -> Floats:
    """The map to a square around ``head`` of a body whose trunk points along ``trunk``, upwards."""
    across, down = trunk / np.hypot(*trunk)
    facing = -1.0 if across > 0.0 else 1.0
    turn = np.array([[-facing * down, facing * across], [-across, -down]]) * (size_px / side_px)
    return np.column_stack([turn, size_px / 2.0 - turn @ head])


def turned(to_crop: Floats, turn_deg: float) -> Floats:
    """The map to the same square, whose content is turned about its middle, + clockwise."""
    cos, sin = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    turn, middle = np.array([[cos, -sin], [sin, cos]]), np.full(2, CROP_PX / 2.0)
    return np.column_stack([turn @ to_crop[:, :2], turn @ (to_crop[:, 2] - middle) + middle])


def cut_out(image: Image, to_crop: Floats, size_px: int = CROP_PX) -> Image:
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
