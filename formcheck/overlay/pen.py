"""A pen for one picture: smooth strokes that can be seen on any background."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.overlay.boxes import Box
from formcheck.overlay.verdicts import DARK, Colour

Image = NDArray[np.uint8]
Point = tuple[float, float]

UNIT_SIDE_PX = 480  # a picture whose shorter side has this many pixels is drawn at scale one
FRACTION_BITS = 4  # OpenCV takes coordinates in sixteenths of a pixel
REACH = 3.0  # picture sizes; landmarks beyond are no longer of use, and OpenCV overflows
SHADE = 0.22  # how much of the picture shows through a panel
DASH = 8.0  # a dash's length at scale one
MOST_DASHES = 40
MOST_STEPS = 60  # of an arc


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on ``image`` in place; widths and lengths named so are at scale one.

    ``bold`` thickens all strokes, for what is looked at from afar.
    """

    image: Image
    bold: float = 1.0

    @property
    def scale(self) -> float:
        """How large this picture is drawn."""
        return self.bold * min(self.image.shape[:2]) / UNIT_SIDE_PX

    @property
    def text_scale(self) -> float:
        """How large text is drawn: letters smaller than half can't be read."""
        return max(self.scale, 0.5)

    @property
    def picture(self) -> Box:
        """The whole picture."""
        height, width = self.image.shape[:2]
        return Box(0, 0, width, height)

    def width_px(self, width: float) -> int:
        """A stroke's width in whole pixels, at least one."""
        return max(1, round(width * self.scale))

    @property
    def reach_px(self) -> float:
        """How far from the picture's corner a point may lie, either way, to be drawn."""
        return REACH * max(self.image.shape[:2])

    def reaches(self, points: Iterable[Point]) -> bool:
        """Whether all points are finite and not absurdly far outside the picture."""
        reach = self.reach_px
        return all(abs(number) <= reach for point in points for number in point)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A stroke through the points, with a dark edge; nothing where one can't be drawn."""
        self.lines([points], colour, width)

    def lines(self, strokes: Iterable[Sequence[Point]], colour: Colour, width: float) -> None:
        """Several strokes, whose dark edges don't cross each other."""
        drawn = [_fixed(points) for points in strokes if self.reaches(points)]
        core = self.width_px(width)
        edge = round(self.scale)  # in a small picture an edge would hide more than it shows
        for ink, thick in ((DARK, core + 2 * edge), (colour, core)):
            cv2.polylines(self.image, drawn, False, ink, thick, cv2.LINE_AA, FRACTION_BITS)

    def stroke(self, points: Sequence[Point], colour: Colour, thick_px: int) -> None:
        """A stroke without an edge, of a width in pixels."""
        if self.reaches(points):
            cv2.polylines(
                self.image, [_fixed(points)], False, colour, thick_px, cv2.LINE_AA, FRACTION_BITS
            )

    def dashes(self, start: Point, end: Point, colour: Colour, width: float) -> None:
        """A dashed line."""
        if not self.reaches((start, end)):
            return
        count = max(1, min(MOST_DASHES, int(math.dist(start, end) / (2 * DASH * self.scale))))
        strokes = [
            (_between(start, end, dash / count), _between(start, end, (dash + 0.5) / count))
            for dash in range(count)
        ]
        self.lines(strokes, colour, width)

    def dot(self, centre: Point, colour: Colour, radius: float) -> None:
        """A filled circle with a dark edge."""
        if not self.reaches((centre,)):
            return
        for edge, ink in ((1.5, DARK), (0.0, colour)):
            radius_px = round((radius + edge) * self.scale * 2**FRACTION_BITS)
            middle = _fixed((centre,))[0].tolist()
            cv2.circle(self.image, middle, radius_px, ink, cv2.FILLED, cv2.LINE_AA, FRACTION_BITS)

    def fill(self, corners: Sequence[Point], colour: Colour, strength: float) -> None:
        """A translucent area; ``strength`` 0 can't be seen, 1 hides what is below."""
        if not self.reaches(corners):
            return
        shape = np.array(corners)
        low = np.maximum(np.floor(shape.min(axis=0)).astype(int), 0)
        high = np.ceil(shape.max(axis=0)).astype(int) + 1
        part = self.image[low[1] : max(high[1], 0), low[0] : max(high[0], 0)]
        if not part.size:
            return
        painted = part.copy() if strength < 1.0 else part
        inside = [_fixed(shape - low)]
        cv2.fillPoly(painted, inside, colour, cv2.LINE_AA, FRACTION_BITS)
        if strength < 1.0:
            cv2.addWeighted(painted, strength, part, 1.0 - strength, 0.0, dst=part)

    def panel(self, box: Box, shade: float = SHADE) -> None:
        """Darken a box so that text on it can be read; ``shade`` of the picture shows through."""
        part = self.image[max(box.top, 0) : box.bottom, max(box.left, 0) : box.right]
        if part.size:
            cv2.addWeighted(part, shade, part, 0.0, 10.0, dst=part)

    def lighten(self, ink: Image, left: int, top: int) -> None:
        """Add what is brighter in ``ink`` than in the picture, its corner at a place."""
        part, ink = self._under(ink, left, top)
        if part.size:
            cv2.max(part, ink, dst=part)

    def darken(self, ink: Image, left: int, top: int) -> None:
        """Add what is darker in ``ink`` than in the picture, its corner at a place."""
        part, ink = self._under(ink, left, top)
        if part.size:
            cv2.min(part, ink, dst=part)

    def _under(self, ink: Image, left: int, top: int) -> tuple[Image, Image]:
        """The part of the picture that lies under ink at a place, and the ink over it."""
        ink = ink[max(-top, 0) :, max(-left, 0) :]
        part = self.image[max(top, 0) :, max(left, 0) :][: ink.shape[0], : ink.shape[1]]
        return part, ink[: part.shape[0], : part.shape[1]]


def arc(centre: Point, radius_px: float, start_deg: float, end_deg: float) -> list[Point]:
    """Points of an arc; directions count clockwise in the picture, 0 to the right."""
    steps = max(2, min(MOST_STEPS, int(abs(end_deg - start_deg) / 8.0) + 2))
    directions = np.radians(np.linspace(start_deg, end_deg, steps)).tolist()
    return [
        (centre[0] + radius_px * math.cos(turn), centre[1] + radius_px * math.sin(turn))
        for turn in directions
    ]


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _fixed(points: Any) -> NDArray[np.int32]:
    fixed: NDArray[np.int32] = np.rint(np.asarray(points) * 2**FRACTION_BITS).astype(np.int32)
    return fixed
