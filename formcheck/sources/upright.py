"""Turn a decoder's pictures into upright BGR images with square pixels."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

PLAUSIBLE_PIXEL = (Fraction(1, 4), Fraction(4))  # width over height; beyond: a broken header
SAME_SHAPE = 0.02  # aspect ratios that differ by less differ by rounding


@dataclass(frozen=True, slots=True)
class Upright:
    """How the pictures of one video become images: size, and then turned or mirrored.

    ``aspect`` is the picture's width over height as it lies in the file, ``coded_width``
    and ``coded_height`` (pixels) the same once its pixels are square; ``transposed`` swaps
    rows and columns, after which ``mirrored`` reverses the columns and ``upset`` the rows.
    """

    aspect: float
    coded_width: int
    coded_height: int
    transposed: bool
    mirrored: bool
    upset: bool

    @classmethod
    def of(cls, picture: VideoFrame, pixel_aspect: Fraction | None) -> Upright:
        """What the first picture of a video asks for; ``pixel_aspect`` is width over height.

        The display matrix (FFmpeg, libavutil/display.h) sends column p and row q to
        (a p + c q, b p + d q), all of them 1, 0 or -1 but for a common factor.
        """
        if pixel_aspect is None or not PLAUSIBLE_PIXEL[0] <= pixel_aspect <= PLAUSIBLE_PIXEL[1]:
            pixel_aspect = Fraction(1)
        (a, b, _), (c, d, _), _ = _display_matrix(picture)
        transposed = abs(b) > abs(a)
        return cls(
            aspect=picture.width / picture.height,
            coded_width=max(1, round(picture.width * pixel_aspect)),
            coded_height=picture.height,
            transposed=transposed,
            mirrored=(c if transposed else a) < 0,
            upset=(b if transposed else d) < 0,
        )

    @property
    def width(self) -> int:
        """Columns of the upright image."""
        return self.coded_height if self.transposed else self.coded_width

    @property
    def height(self) -> int:
        """Rows of the upright image."""
        return self.coded_width if self.transposed else self.coded_height

    def fits(self, picture: VideoFrame) -> bool:
        """Whether ``picture`` has the first one's shape; its size may have changed."""
        return abs(picture.width / picture.height / self.aspect - 1.0) <= SAME_SHAPE

    def image(self, picture: VideoFrame, reformatter: VideoReformatter) -> NDArray[np.uint8]:
        """The (height, width, 3) uint8 BGR image of ``picture``, contiguous and its own."""
        flat = reformatter.reformat(picture, self.coded_width, self.coded_height, "bgr24")
        image: NDArray[np.uint8] = flat.to_ndarray().astype(np.uint8, copy=flat is picture)
        if self.transposed:
            image = image.transpose(1, 0, 2)
        if self.mirrored:
            image = image[:, ::-1]
        if self.upset:
            image = image[::-1]
        return np.ascontiguousarray(image)


def _display_matrix(picture: VideoFrame) -> list[list[int]]:
    side_data: Any = picture.side_data  # PyAV's types know only motion vectors
    raw = side_data.get("DISPLAYMATRIX")
    if raw is None:
        return [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    matrix: list[list[int]] = np.frombuffer(bytes(raw), np.int32).reshape(3, 3).tolist()
    return matrix
