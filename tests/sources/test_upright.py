from __future__ import annotations

import itertools
from fractions import Fraction
from types import SimpleNamespace
from typing import cast

import av
import numpy as np
import pytest
from av.video.reformatter import VideoReformatter

from formcheck.sources.upright import Upright
from tests.fixtures.clips import noise

SIGNS = list(itertools.product((1, -1), repeat=2))
STRAIGHT = [(a, 0, 0, d) for a, d in SIGNS]
CROSSED = [(0, b, c, 0) for b, c in SIGNS]


def picture_with(
    matrix: tuple[int, int, int, int], width: int = 5, height: int = 4
) -> av.VideoFrame:
    """What ``Upright`` looks at in a decoded picture."""
    a, b, c, d = (entry << 16 for entry in matrix)
    raw = np.array([a, b, 0, c, d, 0, 0, 0, 1 << 30], np.int32).tobytes()
    stand_in = SimpleNamespace(width=width, height=height, side_data={"DISPLAYMATRIX": raw})
    return cast("av.VideoFrame", stand_in)


def placed(image: np.ndarray, matrix: tuple[int, int, int, int]) -> np.ndarray:
    """Send each pixel where the display matrix says, then move all into view."""
    a, b, c, d = matrix
    places = {
        (b * p + d * q, a * p + c * q): image[q, p]
        for q in range(image.shape[0])
        for p in range(image.shape[1])
    }
    top = min(row for row, _ in places)
    left = min(column for _, column in places)
    shape = image.shape[:2] if a else image.shape[1::-1]
    moved = np.empty((*shape, 3), np.uint8)
    for (row, column), pixel in places.items():
        moved[row - top, column - left] = pixel
    return moved


@pytest.mark.parametrize("matrix", STRAIGHT + CROSSED)
def test_all_eight_display_matrices_move_each_pixel_as_defined(
    matrix: tuple[int, int, int, int],
) -> None:
    image = noise(0, width=5, height=4)
    upright = Upright.of(picture_with(matrix), Fraction(1))
    turned = upright.image(av.VideoFrame.from_ndarray(image, "bgr24"), VideoReformatter())
    np.testing.assert_array_equal(turned, placed(image, matrix))
    assert turned.shape == (upright.height, upright.width, 3)
    assert turned.flags.c_contiguous


def test_an_image_is_its_own_even_where_nothing_was_converted() -> None:
    picture = av.VideoFrame.from_ndarray(noise(0, width=64, height=48), "bgr24")
    upright = Upright.of(picture, None)
    upright.image(picture, VideoReformatter())[:] = 0
    np.testing.assert_array_equal(picture.to_ndarray(), noise(0, width=64, height=48))


@pytest.mark.parametrize("pixel_aspect", [None, Fraction(1, 1000), Fraction(1000), Fraction(0)])
def test_a_pixel_aspect_that_makes_no_sense_is_ignored(pixel_aspect: Fraction | None) -> None:
    upright = Upright.of(picture_with((1, 0, 0, 1), 720, 576), pixel_aspect)
    assert (upright.width, upright.height) == (720, 576)


def test_wide_pixels_widen_and_narrow_pixels_narrow_the_picture() -> None:
    picture = picture_with((1, 0, 0, 1), 720, 576)
    assert Upright.of(picture, Fraction(64, 45)).width == 1024  # 16:9 on a DVD
    assert Upright.of(picture, Fraction(16, 15)).width == 768  # 4:3 on a DVD
    assert Upright.of(picture, Fraction(8, 9)).width == 640
