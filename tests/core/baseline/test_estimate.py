from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.baseline.estimate import Baseline, estimate_baseline
from formcheck.core.kinematics.geometry import Line, body_lines, turn_deg
from formcheck.core.pose import HIPS, Landmark
from tests.fixtures.bodies import Clip, body, eased, filmed, sitting_up, standing, times

REPS = eased((0, 5), (2, 5), (3, 65), (4, 5), (6, 5))
UNRESTED = eased((0, 5), (0.8, 65), (1.6, 5), (2.4, 65), (3.2, 5), (4.0, 65))


def neck_deg(baseline: Baseline) -> float:
    """From the trunk line to the neck line, + chin to chest; the head lies to the right."""
    trunk, neck = body_lines(baseline.neutral.points)[[Line.TRUNK, Line.NECK]]
    return -turn_deg(trunk, neck)


def span_s(baseline: Baseline) -> tuple[float, float]:
    rest, span, unit = baseline.origin.split()
    assert (rest, unit) == ("rest", "s")
    start, end = map(float, span.split("-"))
    return start, end


def test_the_first_rest_is_found_and_where_it_lay_is_told() -> None:
    baseline = sitting_up(times(6.0), REPS).baseline(lying=True)
    assert baseline.rested
    assert span_s(baseline) == pytest.approx((0.0, 2.0), abs=0.2)


def test_the_neutral_pose_is_that_of_the_rest_with_the_hips_at_its_middle() -> None:
    clip = sitting_up(times(6.0), REPS)
    neutral = clip.baseline(lying=True).neutral
    resting = clip.points[0] - clip.points[0, list(HIPS)].mean(axis=0)
    assert neutral.points == pytest.approx(resting, abs=1e-6)
    assert neutral.world == pytest.approx(clip.world[0], abs=1e-6)


def test_of_two_rests_the_earlier_one_is_taken() -> None:
    later_bent = eased((0, 0), (3, 0), (4, 20), (9, 20))
    baseline = sitting_up(times(6.0), REPS, later_bent).baseline(lying=True)
    assert neck_deg(baseline) == pytest.approx(0.0, abs=0.1)


def test_a_rest_of_less_than_a_second_is_passed_over() -> None:
    path = eased((0, 5), (0.7, 5), (1.7, 65), (2.7, 5), (5, 5))
    first_bent = eased((0, 20), (0.7, 20), (1.7, 0), (5, 0))
    baseline = sitting_up(times(5.0), path, first_bent).baseline(lying=True)
    assert span_s(baseline)[0] == pytest.approx(2.7, abs=0.3)
    assert neck_deg(baseline) == pytest.approx(0.0, abs=0.1)


def test_moments_seen_wrong_do_not_shift_the_neutral() -> None:
    clip = sitting_up(times(6.0), REPS)
    points = clip.points.copy()
    points[::6] += np.random.default_rng(0).normal(0.0, 60.0, points[::6].shape)
    wrong = replace(clip, points=points).baseline(lying=True)
    assert wrong.rested
    assert wrong.neutral.points == pytest.approx(clip.baseline(lying=True).neutral.points, abs=1.0)


def test_a_pose_that_finds_its_feet_at_first_is_not_taken_for_the_lowest_rest() -> None:
    trunk = eased((0, -15), (0.15, -15), (0.45, 5), (2, 5), (3, 65), (4, 5), (6, 5))
    baseline = sitting_up(times(6.0), trunk).baseline(lying=True)
    assert baseline.rested
    assert span_s(baseline) == pytest.approx((0.45, 2.0), abs=0.2)


def test_who_is_calm_only_at_the_top_of_a_rep_has_the_bottom_for_a_neutral() -> None:
    path = eased((0, 2), (0.5, 20), (1.5, 20), (2.0, 2), (2.5, 20), (3.5, 20), (4.0, 2))
    bent = eased((0, 0), (0.5, 30), (1.5, 30), (2.0, 0), (2.5, 30), (3.5, 30), (4.0, 0))
    baseline = sitting_up(times(4.0), path, bent).baseline(lying=True)
    assert not baseline.rested
    assert neck_deg(baseline) == pytest.approx(0.0, abs=6.0)  # at the top it is 30


def test_who_never_rests_for_a_second_is_measured_against_the_calmest_moments() -> None:
    baseline = sitting_up(times(4.0), UNRESTED).baseline(lying=True)
    assert baseline.known
    assert not baseline.rested
    assert "calmest" in baseline.origin
    trunk = body_lines(baseline.neutral.points)[Line.TRUNK]
    assert -turn_deg((1.0, 0.0), trunk) == pytest.approx(5.0, abs=3.0)


@pytest.mark.parametrize("trunk_deg", [55.0, 85.0])
def test_who_never_lies_has_no_neutral_for_sit_ups(trunk_deg: float) -> None:
    clip = sitting_up(times(4.0), eased((0, trunk_deg), (4, trunk_deg)))
    assert not clip.baseline(lying=True).known


def test_the_head_of_a_neutral_is_where_a_second_look_found_it_at_rest() -> None:
    clip = sitting_up(times(6.0), REPS)
    neutral = clip.baseline(lying=True).neutral
    hips = clip.points[0, list(HIPS)].mean(axis=0)
    assert neutral.spots == pytest.approx(clip.spots[0] - hips, abs=1e-6, nan_ok=True)
    unlooked = estimate_baseline(clip.time_s, clip.points, clip.world, lying=True)
    assert np.isnan(unlooked.neutral.spots).all()


@pytest.mark.parametrize(("seen_s", "has_head"), [(2.4, True), (1.6, False)])
def test_who_never_rests_and_is_found_now_and_then_has_no_neutral_for_the_neck(
    seen_s: float, has_head: bool
) -> None:
    clip = sitting_up(times(4.0), UNRESTED).unseen(seen_s, 4.0)
    baseline = clip.baseline(lying=True)
    assert baseline.known
    assert not baseline.rested
    assert np.isfinite(baseline.neutral.points[Landmark.LEFT_EAR]).all() == has_head


def test_who_lies_on_the_belly_has_no_neutral_for_sit_ups() -> None:
    plank = sitting_up(times(4.0), eased((0, 15), (4, 15)))
    points = plank.points * [1.0, -1.0] + [0.0, plank.height_px]
    assert not replace(plank, points=points).baseline(lying=True).known


def test_a_face_that_is_seen_wrong_now_and_then_turns_nobody_over() -> None:
    lying = sitting_up(times(4.0), eased((0, 15), (4, 15)))
    turned = lying.points * [1.0, -1.0] + [0.0, lying.height_px]
    some = (np.arange(len(lying.time_s)) % 5 == 0)[:, None, None]
    on_the_belly = replace(lying, points=np.where(some, lying.points, turned))
    assert not on_the_belly.baseline(lying=True).known
    face = [Landmark.NOSE]
    wrong = lying.points.copy()
    wrong[some[:, 0, 0], face] += [0.0, 150.0]
    assert replace(lying, points=wrong).baseline(lying=True).rested


def test_who_lies_has_no_neutral_for_shrugs() -> None:
    assert not sitting_up(times(6.0), eased((0, 5), (6, 5))).baseline(lying=False).known


def test_who_was_never_seen_has_no_neutral() -> None:
    clip = sitting_up(times(4.0), REPS)
    for lying in (True, False):
        assert not clip.unseen(-1.0, 9.0).baseline(lying=lying).known
        assert not clip.only(clip.time_s == 0.0).baseline(lying=lying).known
        nobody = np.empty((0, 33, 2)), np.empty((0, 33, 3))
        assert not estimate_baseline(np.empty(0), *nobody, lying=lying).known


@pytest.mark.parametrize("lying", [True, False])
def test_gaps_and_a_landmark_that_is_never_seen_change_nothing_else(*, lying: bool) -> None:
    time_s = times(6.0)
    clip = sitting_up(time_s, REPS) if lying else standing(time_s, 0.0)
    twin = clip.unseen(0.4, 0.6).unseen(1.0, 1.1, [Landmark.LEFT_EAR])
    twin = twin.unseen(-1.0, 9.0, [Landmark.LEFT_ANKLE])
    seen, expected = twin.baseline(lying=lying).neutral, clip.baseline(lying=lying).neutral
    others = np.arange(33) != Landmark.LEFT_ANKLE
    assert seen.points[others] == pytest.approx(expected.points[others], abs=1e-6)
    assert seen.world[others] == pytest.approx(expected.world[others], abs=1e-6)
    assert np.isnan(seen.points[~others]).all()


@pytest.mark.parametrize("rate_hz", [10.0, 15.0, 60.0, 120.0])
@pytest.mark.parametrize("share", [0.0, 0.3])
def test_the_neutral_is_the_same_at_any_frame_rate(rate_hz: float, share: float) -> None:
    clip = sitting_up(times(6.0, rate_hz), REPS, eased((0, 3), (6, 3)))
    baseline = clip.dropping(share, seed=1).baseline(lying=True)
    assert baseline.rested
    assert baseline.neutral.points == pytest.approx(
        sitting_up(times(6.0), REPS, eased((0, 3), (6, 3))).baseline(lying=True).neutral.points,
        abs=0.5,
    )


def test_the_neutral_is_the_same_wherever_and_whenever_it_is_filmed() -> None:
    clip = sitting_up(times(6.0), REPS)
    expected = clip.baseline(lying=True).neutral.points
    for changed, factor in ((clip.moved(80.0, 40.0), 1.0), (clip.later(1000.0), 1.0),
                            (clip.scaled(0.25), 0.25), (clip.scaled(4.0), 4.0)):  # fmt: skip
        neutral = changed.baseline(lying=True).neutral
        assert neutral.points / factor == pytest.approx(expected, abs=0.01)


def shoulders_up(hold_s: float, rate_hz: float = 15.0) -> Clip:
    end_s = 5.0 + hold_s
    rise = eased((0, 0), (2, 0), (2.5, 0.1), (end_s - 2.5, 0.1), (end_s - 2, 0), (end_s, 0))
    return standing(times(end_s, rate_hz), rise)


@pytest.mark.parametrize("hold_s", [2.0, 30.0, 120.0])
def test_shoulders_are_down_at_rest_however_long_they_are_held_up(hold_s: float) -> None:
    clip = shoulders_up(hold_s)
    neutral = clip.baseline(lying=False).neutral
    resting = clip.points[0] - clip.points[0, list(HIPS)].mean(axis=0)
    assert neutral.points == pytest.approx(resting, abs=0.1)


def test_shoulders_that_start_up_are_not_at_rest() -> None:
    rise = eased((0, 0.1), (1.5, 0.1), (2, 0), (6, 0))
    baseline = standing(times(6.0), rise).baseline(lying=False)
    assert span_s(baseline)[0] == pytest.approx(2.0, abs=0.3)


def test_a_neutral_pose_is_found_from_any_side_of_the_body() -> None:
    time_s = times(4.0)
    landmarks = body(time_s, trunk_deg=5.0)
    for view_deg in (-30.0, 0.0, 30.0):
        clip = filmed(time_s, landmarks, view_deg=view_deg, hips_px=(400.0, 300.0))
        assert clip.baseline(lying=True).rested
        assert clip.mirrored().baseline(lying=True).rested
