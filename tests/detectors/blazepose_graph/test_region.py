from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from formcheck.detectors.blazepose_graph.region import (
    Region,
    letterbox,
    one_to_follow,
    region_around,
)

RAMP = np.repeat(np.arange(100, dtype=np.uint8)[:, np.newaxis], 3, axis=1)  # each row brighter
PICTURE = np.repeat(RAMP[:, np.newaxis], 80, axis=1)  # 80 wide, 100 high


def test_the_square_of_an_upright_body_is_not_turned_and_a_quarter_wider_than_its_circle() -> None:
    region = region_around(np.array([50.0, 70.0]), np.array([50.0, 30.0]))
    assert (region.x_px, region.y_px) == (50.0, 70.0)
    assert region.side_px == pytest.approx(2 * 40 * 1.25)
    assert region.angle_rad == pytest.approx(0.0)


def test_the_square_of_a_body_whose_head_points_right_is_turned_by_a_quarter() -> None:
    region = region_around(np.array([50.0, 70.0]), np.array([90.0, 70.0]))
    assert region.angle_rad == pytest.approx(math.pi / 2)
    top = region.in_picture(np.array([[0.5, 0.0]]))
    np.testing.assert_allclose(top, [[50.0 + 50.0, 70.0]])


def test_corners_of_a_square_that_is_not_turned_lie_where_it_says() -> None:
    corners = Region(50.0, 40.0, 20.0).in_picture(np.array([[0.0, 0.0], [1.0, 1.0]]))
    np.testing.assert_allclose(corners, [[40.0, 30.0], [60.0, 50.0]])


def test_world_vectors_turn_with_the_square_and_keep_their_depth() -> None:
    turned = Region(0.0, 0.0, 1.0, math.pi / 2).turned(np.array([[0.0, -1.0, 0.3]]))
    np.testing.assert_allclose(turned, [[1.0, 0.0, 0.3]], atol=1e-12)


def test_what_is_cut_out_begins_at_its_corner() -> None:
    cut = Region(40.0, 50.0, 20.0).cut_out(PICTURE, 20)
    np.testing.assert_array_equal(cut[:, 0, 0], np.arange(40, 60))


def test_what_lies_outside_the_picture_repeats_its_edge_or_is_black() -> None:
    region = Region(40.0, 95.0, 20.0)
    assert region.cut_out(PICTURE, 20)[-1, 0, 0] == 99
    assert region.cut_out(PICTURE, 20, cv2.BORDER_CONSTANT)[-1, 0, 0] == 0


def test_a_letterbox_shows_the_whole_picture_in_its_middle() -> None:
    corners = letterbox(80, 100).in_picture(np.array([[0.1, 0.0], [0.9, 1.0]]))
    np.testing.assert_allclose(corners, [[0.0, 0.0], [80.0, 100.0]], atol=1e-12)


def test_overlap_is_what_two_squares_share_of_what_they_cover() -> None:
    assert Region(0, 0, 2).overlap(Region(0, 0, 2)) == pytest.approx(1.0)
    assert Region(0, 0, 2).overlap(Region(1, 0, 2)) == pytest.approx(2 / 6)
    assert Region(0, 0, 2).overlap(Region(5, 0, 2)) == 0.0


def test_the_surest_person_is_followed_unless_another_was_found_in_the_same_place() -> None:
    first, beside, again = Region(0, 0, 2), Region(9, 0, 2), Region(0.1, 0, 2)
    assert one_to_follow([]) is None
    assert one_to_follow([first, beside]) is first
    assert one_to_follow([first, again]) is again
    assert one_to_follow([first, beside, again]) is beside
