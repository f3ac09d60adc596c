"""A turned square of the picture, in which one person is looked for."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from formcheck.core.pose import Floats
from formcheck.detectors.keypoint_cnn import Image

SAME_PLACE = 0.5  # the overlap of two regions
MARGIN = 1.25  # of a square around the circle that two points name


@dataclass(frozen=True, slots=True)
class Region:
    """A square with its middle and side in pixels; turned by ``angle_rad``, clockwise as seen."""

    x_px: float
    y_px: float
    side_px: float
    angle_rad: float = 0.0

    def cut_out(self, image: Image, size: int, border: int = cv2.BORDER_REPLICATE) -> Image:
        """What it shows, as a square picture with sides of ``size`` pixels.

        Its corner lies on the corner of the picture's first pixel, as MediaPipe has it, and not
        half a pixel off, where the middle of that pixel is.
        """
        # By its corners in 32 bits and with warpPerspective, as MediaPipe does it: what is rounded
        # otherwise moves landmarks of a video by a third of a pixel in the long run.
        side_px, angle_deg = self.side_px, math.degrees(self.angle_rad)
        corners = cv2.boxPoints(((self.x_px, self.y_px), (side_px, side_px), angle_deg))
        there = np.array([[0, size], [0, 0], [size, 0], [size, size]], np.float32)
        to_cut = cv2.getPerspectiveTransform(corners, there)
        cut = cv2.warpPerspective(image, to_cut, (size, size), borderMode=border)
        return np.asarray(cut, np.uint8)

    def in_picture(self, places: Floats) -> Floats:
        """Where places (N, 2), 0 to 1 across the square, lie in the picture, in pixels."""
        to_picture = self._to_picture()
        found: Floats = places @ to_picture[:, :2].T + to_picture[:, 2]
        return found

    def turned(self, vectors: Floats) -> Floats:
        """Vectors (N, 3) in the square as they point in the picture."""
        cos, sin = math.cos(self.angle_rad), math.sin(self.angle_rad)
        turn = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
        found: Floats = vectors @ turn.T
        return found

    def overlap(self, other: Region) -> float:
        """The part of what both cover that both share, 0 to 1, as if they were not turned."""
        shared = 1.0
        for mine, theirs in ((self.x_px, other.x_px), (self.y_px, other.y_px)):
            low = max(mine - self.side_px / 2.0, theirs - other.side_px / 2.0)
            high = min(mine + self.side_px / 2.0, theirs + other.side_px / 2.0)
            shared *= max(0.0, high - low)
        return shared / (self.side_px**2 + other.side_px**2 - shared)

    def _to_picture(self) -> Floats:
        """The map (2, 3) from places across the square, 0 to 1, to the picture."""
        cos, sin = math.cos(self.angle_rad), math.sin(self.angle_rad)
        turn = self.side_px * np.array([[cos, -sin], [sin, cos]])
        return np.column_stack([turn, [self.x_px, self.y_px] - turn.sum(axis=1) / 2.0])


def region_around(middle: Floats, top: Floats) -> Region:
    """The square around the hips, ``middle``, of a body whose circle reaches to ``top``, pixels.

    Of an upright body ``top`` lies straight above the hips.
    """
    across, down = top - middle
    side_px = 2.0 * math.hypot(across, down) * MARGIN
    angle_rad = math.pi / 2.0 - math.atan2(-down, across)
    return Region(float(middle[0]), float(middle[1]), side_px, angle_rad)


def letterbox(width_px: int, height_px: int) -> Region:
    """The smallest square that shows a whole picture."""
    return Region(width_px / 2.0, height_px / 2.0, float(max(width_px, height_px)))


def one_to_follow(people: list[Region]) -> Region | None:
    """Whom of several MediaPipe follows: the first, or who was named later in the same place."""
    apart: list[Region] = []
    for person in people:
        apart = [other for other in apart if person.overlap(other) <= SAME_PLACE] + [person]
    return apart[0] if apart else None
