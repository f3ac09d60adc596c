"""Whether the pictures of a camera show anything: not all dark, not the same one for ever."""

from __future__ import annotations

import numpy as np

from formcheck.frame import Frame
from formcheck.sources.trouble import DARK, FROZEN, Trouble

STEP_PX = 16  # a point in each square of this size tells dark from light, and change
DARK_LEVEL = 16  # of 255; a covered lens shows less everywhere, a dim room doesn't
DARK_S = 3.0
FROZEN_S = 5.0  # every sensor has noise: a picture that is the same for so long is none


class PictureWatch:
    """Follows the pictures of a live camera; ``moves`` is False for one without noise."""

    def __init__(self, *, moves: bool = True) -> None:
        self._moves = moves
        self._light_s = self._moved_s = -np.inf
        self._last = np.empty(0, np.uint8)

    def update(self, frame: Frame) -> Trouble | None:
        """What is wrong with the picture, once that has lasted; None where nothing is."""
        points = frame.image[::STEP_PX, ::STEP_PX]
        if (points.size and int(points.max()) >= DARK_LEVEL) or np.isinf(self._light_s):
            self._light_s = frame.time_s
        if np.isinf(self._moved_s) or not np.array_equal(points, self._last):
            self._moved_s, self._last = frame.time_s, points.copy()
        if frame.time_s - self._light_s >= DARK_S:
            return DARK
        if self._moves and frame.time_s - self._moved_s >= FROZEN_S:
            return FROZEN
        return None
