"""Boxes in a picture: where the head is, and where text may go."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from formcheck.core.pose import Landmark, Pose

HEAD = tuple(landmark for landmark in Landmark if landmark <= Landmark.MOUTH_RIGHT)
SKULL_SHARE = 0.9  # how far skull and hair reach beyond the face's landmarks, over their spread
LEAST_SHARE = 0.03  # of the picture's shorter side, where the landmarks fall together


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, x right and y down; right and bottom are outside of it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    def overlap_px(self, other: Box) -> int:
        """The area that both share, in square pixels."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(across, 0) * max(down, 0)

    def within(self, other: Box) -> bool:
        """Whether all of it lies inside the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def shrunk(self, by_px: int) -> Box:
        """The same box without a margin on every side; negative to grow."""
        return Box(self.left + by_px, self.top + by_px, self.right - by_px, self.bottom - by_px)


NOWHERE = Box(0, 0, 0, 0)


def head_box(pose: Pose, picture: Box) -> Box:
    """The whole head with skull and hair, cut to the picture; empty where no head is seen."""
    points = pose.points[list(HEAD)]
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return NOWHERE
    low, high = points.min(axis=0), points.max(axis=0)
    least_px = LEAST_SHARE * min(picture.width, picture.height)
    margin = max(SKULL_SHARE * float((high - low).max()), least_px)
    box = Box(
        max(int(low[0] - margin), picture.left),
        max(int(low[1] - margin), picture.top),
        min(int(high[0] + margin) + 1, picture.right),
        min(int(high[1] + margin) + 1, picture.bottom),
    )
    return box if box.width > 0 and box.height > 0 else NOWHERE
