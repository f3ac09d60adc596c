from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.kinematics.geometry import (
    Line,
    body_lines,
    inclination_deg,
    turn_deg,
    turns_deg,
    wrap_deg,
)
from formcheck.core.pose import Floats, Landmark

degrees = st.floats(-180.0, 180.0)
sizes = st.floats(0.1, 1000.0)

RIGHT, DOWN, LEFT, UP = (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)


def pointing(angle_deg: float, length: float = 1.0) -> tuple[float, float]:
    angle = math.radians(angle_deg)
    return length * math.cos(angle), length * math.sin(angle)


def apart_deg(one_deg: float, other_deg: float) -> float:
    """How far two directions lie apart, whatever the turns between them."""
    return abs((one_deg - other_deg + 180.0) % 360.0 - 180.0)


def test_a_turn_is_positive_clockwise_as_seen() -> None:
    assert turn_deg(RIGHT, DOWN) == 90
    assert turn_deg(DOWN, LEFT) == 90
    assert turn_deg(RIGHT, UP) == -90
    assert turn_deg(RIGHT, LEFT) == 180


@pytest.mark.parametrize("size_px", [(640, 480), (1280, 720), (480, 854)])
def test_forty_five_degrees_are_forty_five_in_pictures_of_any_shape(
    size_px: tuple[int, int],
) -> None:
    side_px = min(size_px) / 2
    corner, along, across = (0.0, 0.0), (side_px, 0.0), (side_px, side_px)
    points = np.zeros((33, 2))
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]] = corner
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = along
    points[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR]] = np.add(along, across)
    trunk, neck = body_lines(points)[[Line.TRUNK, Line.NECK]]
    assert turn_deg(trunk, neck) == pytest.approx(45.0, abs=1e-12)


@given(degrees, degrees, degrees, sizes, sizes)
def test_an_angle_is_the_same_however_the_camera_rolls_and_zooms(
    start_deg: float, turn: float, roll_deg: float, first: float, second: float
) -> None:
    start, end = (
        pointing(start_deg + roll_deg, first),
        pointing(start_deg + turn + roll_deg, second),
    )
    assert apart_deg(turn_deg(start, end), turn) < 1e-6


@given(degrees, degrees)
def test_an_angle_changes_its_sign_in_a_mirror(start_deg: float, end_deg: float) -> None:
    start, end = pointing(start_deg), pointing(end_deg)
    mirrored = [(-x, y) for x, y in (start, end)]
    assert apart_deg(turn_deg(*mirrored), -turn_deg(start, end)) < 1e-6


@given(st.lists(st.tuples(degrees, degrees), min_size=1, max_size=5))
def test_many_angles_at_once_are_the_same_as_one_by_one(pairs: list[tuple[float, float]]) -> None:
    starts, ends = (
        np.array([pointing(angle_deg) for angle_deg in side]) for side in zip(*pairs, strict=True)
    )
    one_by_one = [
        turn_deg(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]
    assert turns_deg(starts, ends) == pytest.approx(one_by_one, abs=1e-9)


@given(st.floats(-1e4, 1e4))
def test_a_wrapped_angle_points_the_same_way(angle_deg: float) -> None:
    wrapped = wrap_deg(angle_deg)
    assert -180 <= wrapped < 180
    assert apart_deg(wrapped, angle_deg) < 1e-6


@pytest.mark.parametrize("head_side", [1.0, -1.0])
@pytest.mark.parametrize("raised_deg", [0.0, 30.0, 90.0, 120.0])
def test_a_trunk_is_inclined_as_far_as_it_is_raised_whichever_side_the_head_lies(
    head_side: float, raised_deg: float
) -> None:
    x, y = pointing(-raised_deg, 200.0)
    assert inclination_deg((x * head_side, y), head_side) == pytest.approx(raised_deg)


def test_lines_run_between_the_middles_of_both_sides() -> None:
    points = np.random.default_rng(1).normal(size=(4, 33, 2))

    def middle(*names: str) -> Floats:
        return np.asarray(sum(points[:, Landmark[name]] for name in names) / len(names))

    hips, shoulders = middle("LEFT_HIP", "RIGHT_HIP"), middle("LEFT_SHOULDER", "RIGHT_SHOULDER")
    ears, eyes = middle("LEFT_EAR", "RIGHT_EAR"), middle("LEFT_EYE", "RIGHT_EYE")
    mouth, nose = middle("MOUTH_LEFT", "MOUTH_RIGHT"), middle("NOSE")
    expected = {
        Line.TRUNK: shoulders - hips,
        Line.NECK: ears - shoulders,
        Line.EYE: eyes - ears,
        Line.NOSE: nose - ears,
        Line.MOUTH: mouth - ears,
        Line.FACE: eyes - mouth,
        Line.THROAT: nose - shoulders,
    }
    lines = body_lines(points)
    assert set(expected) == set(Line)
    for line, vectors in expected.items():
        assert lines[:, line] == pytest.approx(vectors), line


def test_a_missing_landmark_takes_only_its_own_lines_with_it() -> None:
    points = np.random.default_rng(2).normal(size=(33, 2))
    points[[Landmark.LEFT_ANKLE, Landmark.RIGHT_EYE]] = np.nan
    missing = np.isnan(body_lines(points)).any(axis=1)
    assert set(np.flatnonzero(missing)) == {Line.EYE, Line.FACE}
