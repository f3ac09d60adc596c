from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.exercises.shrug import HOLD_MIN_S, PEAK_MIN, Shrug
from formcheck.core.measures.front_view import (
    OVER_HEAD,
    REFINED_OVER_CHEST,
    REFINED_OVER_HEAD,
    REFINED_OVER_HIPS,
    FrontView,
)
from formcheck.core.pose import Floats, Landmark
from formcheck.core.readings import UNKNOWN, Hold, Reading
from tests.fixtures.bodies import (
    RISE,
    TRUNK_M,
    TRUNK_PX,
    Clip,
    eased,
    held_span_s,
    held_up,
    standing,
    times,
)

RATES_HZ = [10.0, 15.0, 30.0, 60.0, 120.0]
HOLDS = ((2.0, 4.5), (6.0, 6.8), (8.5, 14.0))
SET_S = 16.0
DURATIONS_S = [held_span_s(*hold)[1] - held_span_s(*hold)[0] for hold in HOLDS]


@cache
def a_set(rate_hz: float) -> Clip:
    return standing(times(SET_S, rate_hz), held_up(*HOLDS, end_s=SET_S))


def assert_true(clip: Clip, shift_s: float = 0.0, gain: float = OVER_HEAD) -> None:
    holds = clip.holds()
    assert [hold.number for hold in holds] == [1, 2, 3]
    durations = [hold.measures["duration_s"] for hold in holds]
    assert [duration.value for duration in durations] == pytest.approx(DURATIONS_S, abs=0.15)
    longest_s = max(0.1, float(np.diff(clip.time_s).max()))
    for hold, key, duration in zip(holds, HOLDS, durations, strict=True):
        start, end = held_span_s(*key)
        assert hold.start_s - shift_s == pytest.approx(start, abs=longest_s)
        assert hold.end_s - shift_s == pytest.approx(end, abs=longest_s)
        assert duration.value == pytest.approx(hold.end_s - hold.start_s)
        assert hold.measures["elevation_peak"].value == pytest.approx(gain * RISE, rel=0.15)
    assert clip.warnings("shrug") == []


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_holds_last_while_the_shoulders_are_above_half_of_their_peak(rate_hz: float) -> None:
    assert_true(a_set(rate_hz))


def test_shoulders_that_a_look_finds_are_measured_by_it_too() -> None:
    clip = replace(a_set(30.0), shoulders_seen=1.0)
    assert_true(clip, gain=REFINED_OVER_CHEST + REFINED_OVER_HIPS + REFINED_OVER_HEAD)
    assert FrontView(clip.baseline(lying=False)).refined


def test_shoulders_that_no_look_saw_at_rest_are_measured_by_landmarks() -> None:
    clip = replace(a_set(30.0), shoulders_seen=0.02)
    assert_true(clip)
    assert not FrontView(clip.baseline(lying=False)).refined


def test_frames_in_which_a_look_loses_the_shoulders_are_not_read() -> None:
    clip = replace(a_set(30.0), shoulders_seen=0.5)
    lost_s = clip.time_s[round(0.5 * len(clip.time_s))]
    known = [reading.pose.time_s for reading in clip.readings("shrug")
             if reading.measures.get("shoulder_elevation", UNKNOWN).known]  # fmt: skip
    assert max(known) < lost_s
    assert len(known) == round(0.5 * len(clip.time_s))
    assert [hold.number for hold in clip.holds()] == [1, 2]


@pytest.mark.parametrize("rate_hz", RATES_HZ[1:])
def test_holds_are_timed_with_frames_dropped(rate_hz: float) -> None:
    assert_true(a_set(rate_hz).dropping(0.3, seed=1))


def test_holds_are_counted_at_ten_frames_a_second_with_a_third_of_them_dropped() -> None:
    for seed in range(5):
        clip = a_set(10.0).dropping(0.3, seed)
        durations = [hold.measures["duration_s"].value for hold in clip.holds()]
        assert durations == pytest.approx(DURATIONS_S, abs=float(np.diff(clip.time_s).max()))


@settings(deadline=None, max_examples=10)
@given(
    mirrored=st.booleans(),
    factor=st.floats(0.25, 4.0),
    place=st.tuples(st.floats(0.0, 800.0), st.floats(0.0, 800.0)),
    shift_s=st.sampled_from([0.0, 0.017, 1000.0]),
)
def test_holds_are_the_same_in_a_mirror_at_any_size_place_and_time(
    mirrored: bool, factor: float, place: tuple[float, float], shift_s: float
) -> None:
    clip = a_set(15.0).mirrored() if mirrored else a_set(15.0)
    assert_true(
        clip.scaled(factor).moved(*(part * factor for part in place)).later(shift_s), shift_s
    )


def test_holds_are_the_same_with_noise_on_every_landmark_and_moments_unseen() -> None:
    noisy = a_set(30.0).noisy(0.002)
    assert_true(noisy)
    assert_true(noisy.unseen(3.0, 3.2).unseen(9.5, 9.9))


def test_holds_are_the_same_while_the_person_sways() -> None:
    clip = a_set(30.0)
    sway = np.sin(2 * np.pi * clip.time_s / 8.0)[:, None] * [0.06 * TRUNK_PX, 0.0]
    assert_true(replace(clip, points=clip.points + sway[:, None, :]))


def test_holds_are_the_same_filmed_waist_up() -> None:
    legs = [landmark for landmark in Landmark if landmark >= Landmark.LEFT_KNEE]
    assert_true(a_set(30.0).unseen(-1.0, 99.0, legs))


@pytest.mark.parametrize(
    "part", [[Landmark.NOSE], [Landmark.RIGHT_ELBOW], [Landmark.LEFT_HIP], [Landmark.LEFT_SHOULDER]]
)
def test_a_part_that_leaves_the_picture_for_a_moment_ends_no_hold(part: list[Landmark]) -> None:
    clip = a_set(30.0)
    for start_s in (1.9, 3.0, 4.4, 9.0):
        clip = clip.unseen(start_s, start_s + 0.2, part)
    durations = [hold.measures["duration_s"].value for hold in clip.holds()]
    assert durations == pytest.approx(DURATIONS_S, abs=0.2)


def test_a_quick_shrug_is_a_short_hold() -> None:
    path = eased((0, 0), (2, 0), (2.35, RISE), (2.7, 0), (4, 0))
    for rate_hz in RATES_HZ[1:]:
        (hold,) = standing(times(4.0, rate_hz), path).holds()
        assert hold.measures["duration_s"].value == pytest.approx(0.35, abs=0.15)


@pytest.mark.parametrize(("share", "counts"), [(0.8, False), (1.4, True)])
def test_a_rise_too_small_is_no_hold(share: float, *, counts: bool) -> None:
    path = held_up((2.0, 4.0), end_s=6.0, rise=share * PEAK_MIN / OVER_HEAD)
    assert bool(standing(times(6.0), path).holds()) is counts


def test_a_shrug_of_two_centimetres_counts() -> None:
    path = held_up((2.0, 4.0), end_s=6.0, rise=0.02 / TRUNK_M / OVER_HEAD)
    for rate_hz in RATES_HZ:
        (hold,) = standing(times(6.0, rate_hz), path).holds()
        assert hold.measures["duration_s"].value == pytest.approx(2.0 - 0.4, abs=0.1)


def test_a_body_that_bobs_for_a_moment_ends_no_hold() -> None:
    bob = eased((0, 0), (2.7, 0), (2.8, -0.07), (2.9, 0), (6, 0))
    (hold,) = standing(times(6.0), LIFT, hips=bob).holds()
    assert hold.measures["duration_s"].value == pytest.approx(2.0 - 0.4, abs=0.1)


def half(clip: Clip, time_s: float) -> float:
    at = int(np.searchsorted(clip.time_s, time_s))
    elevation = clip.readings("shrug")[at].measures["shoulder_elevation"]
    return elevation.high - elevation.value


def test_elevation_is_less_sure_the_higher_the_smaller_the_picture_and_in_motion() -> None:
    clip = standing(times(6.0), LIFT)
    at_rest, rising, up = (half(clip, at) for at in (1.5, 2.3, 3.0))
    assert at_rest < up < rising
    assert half(clip.scaled(0.25), 1.5) > 1.5 * at_rest


def peak(clip: Clip) -> float:
    (hold,) = clip.holds()
    return hold.measures["elevation_peak"].value


def test_hips_that_are_seen_too_low_change_a_rise_by_half_as_much_as_the_trunk() -> None:
    clip = standing(times(6.0), LIFT)
    points = clip.points.copy()
    points[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 1] += 0.1 * TRUNK_PX
    assert peak(replace(clip, points=points)) / peak(clip) == pytest.approx(1.1**-0.5, rel=0.02)


def test_elbows_that_are_bent_at_rest_hardly_change_a_rise() -> None:
    clip = standing(times(6.0), LIFT)
    points = clip.points.copy()
    points[:, [Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW], 1] -= 0.2 * TRUNK_PX
    assert peak(replace(clip, points=points)) / peak(clip) < 1.15


def test_elevation_is_less_sure_filmed_from_aside() -> None:
    front, aside = (standing(times(6.0), LIFT, view_deg=90.0 - off_deg) for off_deg in (0.0, 40.0))
    assert half(aside, 3.0) > 1.2 * half(front, 3.0)


def test_elevation_is_less_sure_where_nobody_was_seen_at_rest() -> None:
    baseline = standing(times(2.0), 0.0).baseline(lying=False)
    rested, unrested = (
        FrontView(replace(baseline, rested=rested)).measured(0.1) for rested in (True, False)
    )
    assert unrested.high - 0.1 > 1.2 * (rested.high - 0.1)


def test_a_twitch_is_no_hold() -> None:
    twitch = eased((0, 0), (2, 0), (2 + HOLD_MIN_S / 2, RISE), (2 + HOLD_MIN_S, 0), (4, 0))
    assert standing(times(4.0, 120.0), twitch).holds() == []


LIFT = held_up((2.0, 4.0), end_s=6.0)
RAISE = eased((0, 0), (2, 0), (3, 85), (4, 0), (6, 0))
DROP = eased((0, 0), (2, 0), (3, -0.6), (4, 0), (6, 0))
NOD = eased((0, 0), (2, 0), (2.6, -35), (3.4, -35), (4, 0), (6, 0))


def test_raising_the_arms_is_no_shrug() -> None:
    assert standing(times(6.0), LIFT, raised_deg=RAISE).events("shrug") == []


def test_a_jump_is_no_shrug() -> None:
    jump = eased((0, 0), (2, 0), (2.5, 0.5), (3, 0), (6, 0))
    assert standing(times(6.0), LIFT, hips=jump).events("shrug") == []


@pytest.mark.parametrize(("lean_deg", "upright"), [(0.0, True), (20.0, True), (30.0, False)])
def test_who_leans_further_than_people_sway_is_not_upright(
    lean_deg: float, *, upright: bool
) -> None:
    clip = standing(times(2.0), 0.0)
    view = FrontView(clip.baseline(lying=False))
    for lean in (np.radians(lean_deg), -np.radians(lean_deg)):
        turn = np.array([[np.cos(lean), -np.sin(lean)], [np.sin(lean), np.cos(lean)]])
        assert view.upright((clip.points[0] @ turn).tolist()) is upright


def test_leaning_over_is_no_shrug() -> None:
    clip = standing(times(6.0), LIFT)
    lean = np.radians(eased((0, 0), (2, 0), (2.6, 40), (3.4, 40), (4, 0), (6, 0))(clip.time_s))
    turn = np.stack(
        [np.stack([np.cos(lean), np.sin(lean)]), np.stack([-np.sin(lean), np.cos(lean)])]
    )
    hips = clip.points[0, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    points = np.einsum("tlk,kjt->tlj", clip.points - hips, turn) + hips
    assert replace(clip, points=points).events("shrug") == []


def test_arms_that_are_raised_while_the_shoulders_are_up_end_the_hold_unfinished() -> None:
    late = eased((0, 0), (2.6, 0), (3, 85), (3.4, 0), (6, 0))
    assert standing(times(6.0), LIFT, raised_deg=late).holds() == []


def test_a_squat_is_no_shrug() -> None:
    assert standing(times(6.0), LIFT, hips=DROP).holds() == []


def test_a_rise_that_goes_on_after_a_squat_is_no_new_shrug() -> None:
    slow = eased((0, 0), (2, 0), (3.6, 0.12), (4.6, 0.12), (5, 0), (6, 0))
    dip = eased((0, 0), (2.2, 0), (2.4, -0.5), (2.6, 0), (6, 0))
    assert standing(times(6.0), slow, hips=dip).holds() == []


@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_a_nod_is_no_shrug(sign: float) -> None:
    assert standing(times(6.0), 0.0, neck_deg=lambda at: sign * NOD(at)).events("shrug") == []


def test_a_step_in_place_is_no_shrug() -> None:
    step = eased((0, 0), (2, 0), (2.5, 0.4), (3, 0), (6, 0))
    assert standing(times(6.0), LIFT, step=step).events("shrug") == []


def test_breathing_is_no_shrug() -> None:
    def breath(time_s: Floats) -> Floats:  # a deep one, that lifts shoulders by a centimetre
        return 0.5 * 0.01 / TRUNK_M / OVER_HEAD * np.sin(2 * np.pi * time_s / 4.0)

    assert standing(times(20.0), breath).events("shrug") == []


def test_shoulders_that_stay_up_a_little_have_ended_the_hold() -> None:
    path = eased((0, 0), (2, 0), (2.4, RISE), (4.6, RISE), (5, 0.2 * RISE), (8, 0.2 * RISE))
    (hold,) = standing(times(8.0), path).holds()
    assert hold.measures["duration_s"].value == pytest.approx(2.6, abs=0.15)


def test_a_shrug_is_measured_from_where_the_shoulders_have_come_to_rest() -> None:
    slumped = -0.018  # trunk lengths; less than the start of a shrug
    path = eased((0, 0), (10, 0), (14, slumped), (20, slumped), (20.4, slumped + RISE),
                 (22, slumped + RISE), (22.4, slumped), (24, slumped))  # fmt: skip
    (hold,) = standing(times(24.0, 15.0), path).holds()
    assert hold.measures["elevation_peak"].value == pytest.approx(OVER_HEAD * RISE, rel=0.1)


def test_a_hold_that_goes_on_when_the_clip_ends_is_no_finished_hold() -> None:
    clip = standing(times(5.0), held_up((2.0, 9.0), end_s=10.0))
    assert clip.holds() == []
    last = clip.readings("shrug")[-1]
    assert (last.phase, last.number, last.count) == ("hold", 1, 0)
    assert last.measures["hold_s"].value == pytest.approx(5.0 - held_span_s(2.0, 9.0)[0], abs=0.15)


def test_who_begins_with_shoulders_up_is_measured_against_the_rest_that_follows() -> None:
    path = eased((0, RISE), (1, RISE), (1.4, 0), (4, 0), (4.4, RISE), (6.6, RISE), (7, 0), (9, 0))
    hold = standing(times(9.0), path).holds()[-1]
    assert hold.measures["duration_s"].value == pytest.approx(2.6, abs=0.15)
    assert hold.measures["elevation_peak"].value == pytest.approx(OVER_HEAD * RISE, rel=0.15)


@pytest.mark.parametrize(("more", "sign"), [("left", 1.0), ("right", -1.0)])
def test_the_side_that_is_higher_is_told_by_the_sign(more: str, sign: float) -> None:
    high, low = LIFT, held_up((2.0, 4.0), end_s=6.0, rise=0.05)
    left, right = (high, low) if more == "left" else (low, high)
    clip = standing(times(6.0), left, right)
    for seen, seen_sign in ((clip, sign), (clip.mirrored(), -sign)):
        (hold,) = seen.holds()
        difference = hold.measures["left_minus_right"]
        # On average over the hold: the edges have less.
        assert seen_sign * difference.value == pytest.approx(OVER_HEAD * (RISE - 0.05), rel=0.2)


def test_every_reading_tells_the_phase_counts_and_measures() -> None:
    done = 0
    readings: tuple[Reading, ...] = a_set(30.0).readings("shrug")
    for reading in readings:
        done += sum(isinstance(event, Hold) for event in reading.events)
        assert reading.exercise == "shrug"
        assert reading.count == done
        assert reading.number == (done + 1 if reading.phase == "hold" else 0)
        assert set(reading.measures) == set(Shrug.spec.measures)
    assert {reading.phase for reading in readings} == {"rest", "hold"}


def test_filmed_too_far_off_the_front_the_person_is_told() -> None:
    clip = standing(times(6.0), 0.0, view_deg=30.0)  # 60 deg off the front
    (warning,) = clip.warnings("shrug")
    assert warning.code == "camera.viewpoint"
    assert "your front" in warning.message


@pytest.mark.parametrize(("off_deg", "read"), [(50.0, True), (75.0, False), (-75.0, False)])
def test_seen_from_the_side_no_rise_is_read_and_none_counts(off_deg: float, *, read: bool) -> None:
    clip = standing(times(6.0), LIFT, view_deg=90.0 - off_deg)
    assert bool(clip.holds()) is read
    elevation = [r.measures["shoulder_elevation"].value for r in clip.readings("shrug")]
    assert np.isfinite(elevation).all() == read
    assert np.isfinite(elevation).any() == read
    assert clip.warnings("shrug")[0].code == "camera.viewpoint"


def test_without_a_neutral_nothing_is_measured() -> None:
    legs_and_hips = [landmark for landmark in Landmark if landmark >= Landmark.LEFT_HIP]
    for reading in a_set(15.0).unseen(-1.0, 99.0, legs_and_hips).readings("shrug"):
        assert dict(reading.measures) == {}
