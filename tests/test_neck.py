from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from bodies import SIDE_DEG, body, filmed
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.baseline import Baseline
from formcheck.geometry import body_lines
from formcheck.neck import UNRESTED, WEIGHTS, features, half_width_deg, neck_flexion
from formcheck.pose import Landmark, Pose
from formcheck.side_view import FADED_DEG, LYING_DEG, SideView

TURNS = len(WEIGHTS) - 2  # of the features, the rest are the trunk's speed

angles = st.floats(-60.0, 80.0)


def pose_of(*, trunk_deg: float, neck_deg: float, mirrored: bool = False) -> Pose:
    instant = np.zeros(1)
    landmarks = body(instant, trunk_deg=trunk_deg, neck_deg=neck_deg)
    clip = filmed(instant, landmarks, view_deg=SIDE_DEG, hips_px=(400.0, 300.0))
    return next(iter(clip.mirrored() if mirrored else clip))


def turns(pose: Pose, neutral: Pose, facing: float) -> list[float]:
    now, rest = (body_lines(seen.points).tolist() for seen in (pose, neutral))
    return list(features(now, rest, facing, 0.0))[:TURNS]


@settings(deadline=None)
@given(angles, st.floats(0.0, 100.0), st.floats(0.0, 20.0), st.booleans())
def test_every_line_turns_as_far_as_the_neck_whatever_the_trunk_does(
    neck_deg: float, trunk_deg: float, rest_deg: float, mirrored: bool
) -> None:
    neutral = pose_of(trunk_deg=rest_deg, neck_deg=0.0, mirrored=mirrored)
    pose = pose_of(trunk_deg=trunk_deg, neck_deg=neck_deg, mirrored=mirrored)
    facing = 1.0 if mirrored else -1.0
    assert turns(pose, neutral, facing) == pytest.approx([neck_deg] * TURNS, abs=1e-6)


@given(angles, st.floats(-30.0, 30.0))
@settings(deadline=None)
def test_flexion_counts_from_the_persons_own_neutral(neck_deg: float, rest_deg: float) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=rest_deg)
    pose = pose_of(trunk_deg=40.0, neck_deg=neck_deg)
    assert turns(pose, neutral, -1.0) == pytest.approx([neck_deg - rest_deg] * TURNS, abs=1e-6)


@given(st.floats(-200.0, 200.0))
def test_the_trunks_speed_is_told_apart_by_its_direction(speed_deg_s: float) -> None:
    lines = body_lines(pose_of(trunk_deg=5.0, neck_deg=0.0).points).tolist()
    rising, sinking = features(lines, lines, -1.0, speed_deg_s)[TURNS:]
    assert (rising, sinking) == (max(0.0, speed_deg_s), min(0.0, speed_deg_s))


rows = st.lists(st.floats(-60.0, 60.0), min_size=len(WEIGHTS), max_size=len(WEIGHTS)).map(
    lambda row: [*row[:TURNS], abs(row[-2]), -abs(row[-1])]
)


@given(rows, st.floats(0.0, 45.0))
def test_the_estimate_weighs_the_lines_and_lies_in_the_middle_of_its_interval(
    row: list[float], yaw_deg: float
) -> None:
    estimate = neck_flexion(row, yaw_deg, rested=True)
    weighed = sum(weight * turn for weight, turn in zip(WEIGHTS.values(), row, strict=True))
    half_deg = half_width_deg(row, weighed, yaw_deg)
    assert estimate.value == pytest.approx(weighed, abs=1e-9)
    assert estimate.high - estimate.value == pytest.approx(half_deg)
    assert estimate.value - estimate.low == pytest.approx(half_deg)


def test_less_is_known_the_faster_and_further_the_body_moves_and_the_more_askew_it_is_filmed() -> (
    None
):
    still = [0.0] * len(WEIGHTS)
    moving = [*still[:-2], 80.0, 0.0]
    sinking = [*still[:-2], 0.0, -80.0]
    least = half_width_deg(still, 0.0, 0.0)
    assert least > 0
    assert half_width_deg(moving, 0.0, 0.0) >= least
    assert half_width_deg(sinking, 0.0, 0.0) == half_width_deg(moving, 0.0, 0.0)
    assert half_width_deg(still, 40.0, 0.0) >= least
    assert half_width_deg(still, 0.0, 40.0) >= least


def test_less_is_known_of_who_was_never_seen_at_rest() -> None:
    row = [1.0] * len(WEIGHTS)
    rested, unrested = (neck_flexion(row, 0.0, rested=rested) for rested in (True, False))
    assert unrested.value == rested.value
    assert unrested.high - unrested.value == pytest.approx(UNRESTED * (rested.high - rested.value))
    assert UNRESTED > 1


@pytest.mark.parametrize("landmark", [Landmark.LEFT_EAR, Landmark.NOSE, Landmark.RIGHT_EYE])
def test_the_neck_is_unknown_while_part_of_the_head_is_not_seen(landmark: Landmark) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=0.0)
    view = SideView(Baseline(neutral, "rest"))
    points = pose_of(trunk_deg=40.0, neck_deg=20.0).points.copy()
    points[landmark] = np.nan
    hidden = replace(neutral, points=points)
    lines = view.lines(hidden)
    measures = view.measures(hidden, lines, 0.0)
    assert not measures["neck_flexion_deg"].known
    assert measures["trunk_deg"].value == pytest.approx(40.0, abs=0.1)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_neutral_angle_of_the_neck_counts_chin_to_chest(*, mirrored: bool) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=12.0, mirrored=mirrored)
    assert SideView(Baseline(neutral, "rest")).neck_deg == pytest.approx(12.0, abs=0.1)


@pytest.mark.parametrize("mirrored", [False, True])
def test_hands_are_measured_from_the_ear_that_is_near_the_camera(*, mirrored: bool) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=0.0, mirrored=mirrored)
    view = SideView(Baseline(neutral, "rest"))
    near, far = Landmark.LEFT_EAR, Landmark.RIGHT_EAR  # of a head that lies to the right
    for ear, known in ((near, mirrored), (far, not mirrored)):
        points = neutral.points.copy()
        points[ear] = np.nan
        hidden = replace(neutral, points=points)
        assert view.measures(hidden, view.lines(hidden), 0.0)["hand_head"].known is known


def askew(pose: Pose, yaw_deg: float) -> Pose:
    """A pose filmed off the side: as wide as it looks from there, and turned in the world."""
    turn = math.radians((yaw_deg - 0.9) / (0.29 + 0.32 + 0.54))  # hips, shoulders, trunk
    x, y, z = pose.world.T
    world = np.stack([x * np.cos(turn) - z * np.sin(turn), y, x * np.sin(turn) + z * np.cos(turn)])
    return replace(pose, points=pose.points * [math.cos(math.radians(yaw_deg)), 1], world=world.T)


@pytest.mark.parametrize("yaw_deg", [-40.0, 0.0, 25.0, 40.0])
def test_angles_are_true_however_far_the_camera_stands_off_the_side(yaw_deg: float) -> None:
    view = SideView(Baseline(askew(pose_of(trunk_deg=5.0, neck_deg=0.0), yaw_deg), "rest"))
    pose = askew(pose_of(trunk_deg=55.0, neck_deg=25.0), yaw_deg)
    measures = view.measures(pose, view.lines(pose), 0.0)
    assert view.yaw_deg.value == pytest.approx(yaw_deg, abs=1e-6)
    assert view.rise_deg(view.lines(pose)) == pytest.approx(50.0)
    assert measures["trunk_deg"].value == pytest.approx(55.0)
    assert measures["neck_line_deg"].value == pytest.approx(25.0)


def test_a_lying_trunk_is_taken_to_lie_as_trunks_do_and_a_risen_one_to_stand_as_it_is_seen() -> (
    None
):
    view = SideView(Baseline(pose_of(trunk_deg=-9.0, neck_deg=0.0), "rest"))
    assert view.trunk_deg(0.0).value == pytest.approx(LYING_DEG)
    assert view.trunk_deg(FADED_DEG).value == pytest.approx(FADED_DEG - 9.0, abs=0.1)
    halfway = (LYING_DEG + FADED_DEG - 9.0) / 2
    assert view.trunk_deg(FADED_DEG / 2).value == pytest.approx(halfway, abs=0.1)
