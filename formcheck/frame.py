"""One picture and the instant it was taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A picture from a source.

    ``time_s`` is the source's presentation time and grows strictly from frame to frame;
    ``image`` is (height, width, 3) uint8, BGR. A replayed frame has a 0 x 0 image.
    """

    time_s: float
    image: NDArray[np.uint8]

    @property
    def height_px(self) -> int:
        """Rows of the picture."""
        return int(self.image.shape[0])

    @property
    def width_px(self) -> int:
        """Columns of the picture."""
        return int(self.image.shape[1])
