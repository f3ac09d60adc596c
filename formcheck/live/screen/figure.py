"""Where the body should be: a figure that lies or kneels sideways to the camera, or faces it.

A figure is a few limbs of changing thickness that melt into one outline. Lengths are shares of
the stature after Drillis & Contini (1966): thigh 0.245, shin 0.246, hip to shoulder 0.288.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np

from formcheck.core.exercises.specs import Posture
from formcheck.core.pose import Floats
from formcheck.overlay.pen import Image

Knob = tuple[float, float, float]
"""x and y in hundredths of the stature, y up from the ground, and a radius."""

LYING: tuple[tuple[Knob, ...], ...] = (  # head to the right, knees bent, arms crossed
    ((0, 7.2, 7.2), (9, 6.6, 6.6), (20, 7.2, 7.2), (27, 6.8, 6.8), (31.5, 6.6, 5.4), (37, 7, 4.6)),
    ((36, 6.6, 4.4), (40.4, 8, 5.2), (44.6, 7.6, 6.3)),
    ((38.8, 11, 2.3), (42, 12.2, 2.2), (46.4, 11.6, 2.8)),
    ((42.4, 13.4, 2), (43, 15.8, 0.9)),
    ((0, 7.4, 7.2), (-8, 17, 6), (-15.7, 26, 4.3)),
    ((-15.7, 26, 4.3), (-20, 18.6, 4.7), (-27.6, 5, 2.4)),
    ((-26.8, 2.8, 2.6), (-34, 2.4, 2.1), (-38.5, 1.8, 1.6)),
    ((27, 8, 4.6), (17, 10.8, 3), (25, 12.8, 2.4)),
)
STANDING_TRUNK: tuple[Knob, ...] = (  # as wide on either side; each row joined to the next
    (0.3, 95.2, 4.7), (1.3, 92.4, 4), (1.1, 89.4, 3.2), (0.2, 86.6, 2.6), (0.4, 83.4, 2.7),
    (4, 81.2, 2.7), (11.4, 78.8, 3.2), (9.4, 73, 4), (6.2, 63.5, 4), (7, 55, 5),
    (6.8, 51, 6),
)  # fmt: skip
STANDING_LIMBS: tuple[tuple[Knob, ...], ...] = (  # of one side
    ((6.6, 51, 6.2), (5.4, 29, 4.1), (5.8, 22, 4.3), (5, 5, 2.5)),
    ((12.4, 78, 3.9), (17.4, 63, 2.7), (20.6, 50, 1.9), (21, 46, 2.2), (20.8, 42, 1.4)),
)
KNEELING: tuple[tuple[Knob, ...], ...] = (  # facing right, the shins on the ground behind
    ((0, 68, 4.7), (0.8, 65, 4), (0.4, 60, 2.8), (0, 56, 3.4)),
    ((0, 53.5, 5), (1, 45, 5.6), (0, 36, 5), (0, 28.8, 6)),
    ((0, 28.8, 6), (0.4, 16, 5), (0, 4.6, 4.2)),
    ((0, 4.6, 4), (-12, 3.6, 3.8), (-24, 2.4, 2)),
    ((-24, 2.6, 2), (-30, 1.6, 1.2)),
    ((-0.6, 52, 3.2), (-1, 38, 2.4), (0.6, 26, 1.9), (1, 21, 2)),
)
PARTS: dict[Posture, dict[str, Knob]] = {
    Posture.SUPINE: {"head": (42.5, 9.4, 8.6), "shoulders": (29, 8.4, 9), "hips": (0, 8, 9.5)},
    Posture.STANDING: {"head": (0, 92, 9.5), "shoulders": (0, 79, 10), "hips": (0, 53, 13)},
    Posture.KNEELING: {"head": (0, 66, 8.6), "shoulders": (0, 53, 9), "hips": (0, 28, 9.5)},
}
"""Where the parts are that the camera has to see, and how large."""

FINE = 10.0  # pixels in a hundredth of the stature, on the board on which outlines are found
MELT = 0.7  # how far limbs flow into one another, in hundredths of the stature
EVEN = 13  # neighbouring pixels of an outline that are averaged
THIN = 5  # every so manieth point is kept


@lru_cache(maxsize=4)
def outlines(posture: Posture) -> tuple[Floats, ...]:
    """The body as it should be held: closed (N, 2) contours, y up.

    In hundredths of the stature; x from the hips of the lying, the middle of the upright.
    """
    board = np.zeros((1200, 1200), np.uint8)
    for knobs in _shapes(posture):
        _fill_hull(board, knobs)
    soft = cv2.GaussianBlur(board, (0, 0), MELT * FINE)
    found, _ = cv2.findContours(
        np.asarray(soft > 127, np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE
    )
    return tuple(_off_board(np.asarray(line[:, 0], float)) for line in found if len(line) > EVEN)


def _shapes(posture: Posture) -> Iterator[Sequence[Knob]]:
    """Groups of knobs, each to be filled within the band around all of them."""
    if posture is not Posture.STANDING:
        for limb in KNEELING if posture is Posture.KNEELING else LYING:
            yield from pairwise(limb)
        return
    for upper, lower in pairwise(STANDING_TRUNK):
        yield (upper, lower, _opposite(upper), _opposite(lower))
    for limb in STANDING_LIMBS:
        for pair in pairwise(limb):
            yield pair
            yield tuple(_opposite(knob) for knob in pair)


def _opposite(knob: Knob) -> Knob:
    return (-knob[0], knob[1], knob[2])


def _fill_hull(board: Image, knobs: Sequence[Knob]) -> None:
    turns = np.linspace(0.0, 2 * np.pi, 72, endpoint=False)
    rims = [
        np.stack([x + radius * np.cos(turns), y + radius * np.sin(turns)], axis=1)
        for x, y, radius in knobs
    ]
    on_board = (np.concatenate(rims) * [1.0, -1.0] + [60.0, 110.0]) * FINE
    hull = cv2.convexHull(np.rint(on_board).astype(np.int32))
    cv2.fillPoly(board, [hull], (255,))


def _off_board(line: Floats) -> Floats:
    """A contour without its steps of pixels, back in hundredths of the stature."""
    around = np.concatenate([line[-EVEN:], line, line[:EVEN]])
    kernel = np.ones(EVEN) / EVEN
    even = np.stack([np.convolve(around[:, axis], kernel, "same") for axis in (0, 1)], axis=1)
    kept = even[EVEN:-EVEN:THIN] / FINE
    placed: Floats = (kept - [60.0, 110.0]) * [1.0, -1.0]
    return placed
