"""A second look at head and chest: spots in their plane of symmetry, found in the picture.

BlazePose places the face of a bent neck 6 to 10 degrees wrong, and says so nowhere. Two small
networks trained on rendered people by benchmarks/fit_look.py look again: one at head and chest,
the other, closer, at the head that the first has found. models/second_look.md tells the data, the
errors and the limits.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from formcheck.detectors.crops import Window, crop_around, cut_out, in_picture
from formcheck.detectors.look_network import Image, LookNetwork
from formcheck.geometry import HIPS, SHOULDERS, spots_turn_deg
from formcheck.neck import HEAD, SPOT_OF
from formcheck.pose import CHEST_SPOTS, HEAD_SPOTS, Floats, Pose

BODY_WINDOW = Window(96, 0.62, below_m=0.11)  # a head and the upper half of the trunk
HEAD_WINDOW = Window(64, 0.34)
BODY_PARTS, HEAD_PARTS = (HEAD_SPOTS, CHEST_SPOTS), (HEAD_SPOTS,)
ERROR_MAX_DEG = 12.0  # where a look may be further off, landmarks are closer
SIZE_MIN_PX, SIZE_MAX_PX = 24, 4096  # of the body's window in the picture; no body is larger
TINY_M = 1e-3  # no body is so small
MIDDLE = np.bincount(SPOT_OF) / len(SPOT_OF)  # of the head: of its seven landmarks


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a network saw: ``spots`` (N, 2) pixels of the picture.

    ``errors_deg`` tells of each part of the body how far it may be turned otherwise.
    """

    spots: Floats
    errors_deg: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A network, the window through which it looks, and the spots of each part that it finds."""

    network: LookNetwork
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


class SecondLook:
    """Finds the spots of a head and a chest that the pose model has found before."""

    def __init__(self, body: LookNetwork, head: LookNetwork) -> None:
        self._body = Look(body, BODY_WINDOW, BODY_PARTS)
        self._head = Look(head, HEAD_WINDOW, HEAD_PARTS)

    def at(self, image: Image, pose: Pose) -> Pose:
        """The pose with its spots as seen in ``image``, BGR; NaN where they are not seen well.

        The head is turned as both networks say on average: each errs in its own way.
        """
        trunk = pose.points[list(SHOULDERS)].mean(axis=0) - pose.points[list(HIPS)].mean(axis=0)
        metre_px = pixels_per_metre(pose)
        if not (SIZE_MIN_PX <= BODY_WINDOW.side_m * metre_px <= SIZE_MAX_PX and trunk.any()):
            return pose
        middle = pose.points[list(HEAD)].mean(axis=0)
        body = self._body.at(image, crop_around(middle, trunk, metre_px, BODY_WINDOW))
        if body is None:
            return pose
        middle = MIDDLE @ body.spots[HEAD_SPOTS]
        head = self._head.at(image, crop_around(middle, trunk, metre_px, HEAD_WINDOW))
        if head is None:
            return pose
        spots = body.spots.copy()
        spots[HEAD_SPOTS] = (body.spots[HEAD_SPOTS] + head.spots) / 2.0
        error_deg = _error_deg(body, head)
        if not error_deg <= ERROR_MAX_DEG:
            return pose
        return replace(pose, spots=spots, look_error_deg=error_deg)


def pixels_per_metre(pose: Pose) -> float:
    """How many pixels of the picture show a metre of the body."""
    spread, spread_m = (
        float(np.hypot(*np.std(at, axis=0))) for at in (pose.points, pose.world[:, :2])
    )
    return spread / max(spread_m, TINY_M)


def _error_deg(body: Answer, head: Answer) -> float:
    """How far head and chest may be turned otherwise, where the head is turned by the mean."""
    head_deg, chest_deg = body.errors_deg
    apart_deg = float(spots_turn_deg(body.spots[HEAD_SPOTS], head.spots)) / 2.0
    return math.hypot((head_deg + head.errors_deg[0]) / 2.0, apart_deg, chest_deg)
