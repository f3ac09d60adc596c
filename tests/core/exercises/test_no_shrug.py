"""Shoulders rise for many reasons; none of these is a shrug, and none of them hides one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.exercises.shrug import SETTLE_S
from formcheck.core.pose import HIPS, Landmark
from tests.fixtures.bodies import RISE, TRUNK_PX, Path, eased, held_up, standing, times

RATES_HZ = [10.0, 30.0, 120.0]
MOVED_S = 4.0
SQUAT = eased((0, 0), (2, 0), (3, -0.7), (MOVED_S, 0), (12, 0))
RAISE = eased((0, 0), (2, 0), (3, 80), (MOVED_S, 0), (12, 0))


def rising_at(start_s: float) -> Path:
    return held_up((start_s, start_s + 1.5), end_s=12.0, rise=RISE)


def test_shoulders_seen_too_high_as_somebody_comes_out_of_a_squat_are_no_shrug() -> None:
    for rate_hz in RATES_HZ:
        time_s = times(12.0, rate_hz)
        assert standing(time_s, rising_at(MOVED_S - 0.2), hips=SQUAT).holds() == []
        assert standing(time_s, rising_at(MOVED_S - 0.2)).holds() != []


def test_shoulders_seen_too_high_after_the_arms_were_raised_are_no_shrug() -> None:
    for rate_hz in RATES_HZ:
        clip = standing(times(12.0, rate_hz), rising_at(MOVED_S - 0.3), raised_deg=RAISE)
        assert clip.holds() == []


@pytest.mark.parametrize("moved", [{"hips": SQUAT}, {"raised_deg": RAISE}], ids=["squat", "arms"])
def test_a_shrug_soon_after_another_movement_is_a_shrug(moved: dict[str, Path]) -> None:
    for rate_hz in RATES_HZ:
        clip = standing(times(12.0, rate_hz), rising_at(MOVED_S + SETTLE_S), **moved)
        assert len(clip.holds()) == 1


def test_legs_half_hidden_that_are_seen_swapped_end_no_hold() -> None:
    clip = standing(times(12.0), rising_at(3.0))
    points = clip.points.copy()
    swapped = (clip.time_s > 3.5) & (clip.time_s < 4.0)
    knees = [Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]
    points[np.ix_(swapped, knees)] = points[np.ix_(swapped, knees[::-1])]
    assert len(replace(clip, points=points).holds()) == 1


def test_an_elbow_that_is_always_seen_too_high_ends_no_hold() -> None:
    clip = standing(times(12.0), rising_at(3.0))
    points = clip.points.copy()
    points[:, Landmark.LEFT_ELBOW, 1] -= 0.2 * TRUNK_PX
    up = clip.time_s > 3.5
    points[up, Landmark.LEFT_ELBOW, 1] -= 0.08 * TRUNK_PX  # a little more than 0.3 is left
    assert len(replace(clip, points=points).holds()) == 1


def test_raised_arms_are_no_rest_even_where_they_make_the_shoulders_look_lowest() -> None:
    raised = eased((0, 0), (2, 0), (3, 80), (8, 80), (9, 0), (12, 0))
    lower = eased((0, 0), (2, 0), (3, -RISE), (8, -RISE), (9, 0), (12, 0))
    clip = standing(times(12.0), lower, raised_deg=raised)
    resting = clip.points[0] - clip.points[0, list(HIPS)].mean(axis=0)
    assert clip.baseline(lying=False).neutral.points == pytest.approx(resting, abs=1.0)


def test_who_never_lets_the_arms_hang_has_no_neutral_for_shrugs() -> None:
    clip = standing(times(6.0), 0.0, raised_deg=80.0)
    assert not clip.baseline(lying=False).known
