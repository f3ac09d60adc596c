from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.bodies import Clip, Path, eased, sitting_up, times

RATES_HZ = [10.0, 15.0, 30.0, 60.0, 120.0]
NEAR_S = 0.4

Keys = tuple[tuple[float, float, float], ...]
"""When each rep starts, is at the top and ends."""

# Two sit-ups, the first with a moment at the top, and a crunch; five degrees is lying.
SET: Keys = ((2.0, 3.2, 4.9), (6.0, 7.2, 8.4), (9.4, 10.2, 11.0))
SET_S = 12.0
TRUNK = eased(
    *((0, 5), (2, 5), (3.2, 65), (3.7, 65), (4.9, 5), (6, 5), (7.2, 65), (8.4, 5)),
    *((9.4, 5), (10.2, 25), (11.0, 5), (12, 5)),
)
NECK = eased((0, 0), (2, 0), (3.2, 70), (4.9, 0), (6, 0), (7.2, 10), (8.4, 0), (12, 0))

FULL: Path = eased((0, 5), (2, 5), (3.2, 65), (4.4, 5), (6, 5))


@cache
def a_set(rate_hz: float) -> Clip:
    return sitting_up(times(SET_S, rate_hz), TRUNK, NECK)


def assert_true(clip: Clip, keys: Keys, shift_s: float = 0.0) -> None:
    """Every rep is found, within ``NEAR_S`` of when it left rest and came back."""
    near_s = max(NEAR_S, 0.2 + float(np.diff(clip.time_s).max()))
    reps = clip.reps()
    assert [rep.number for rep in reps] == list(range(1, len(keys) + 1))
    for rep, (start, top, end) in zip(reps, keys, strict=True):
        assert rep.start_s - shift_s == pytest.approx(start, abs=near_s)
        assert rep.top_s - shift_s == pytest.approx(top, abs=near_s + 0.3)  # it may be held
        assert rep.end_s - shift_s == pytest.approx(end, abs=near_s)


def assert_alike(clip: Clip, other: Clip, shift_s: float = 0.0) -> None:
    """The same events at the same times, within a gap and 0.1 s, and the same figures."""
    apart_s = 0.1 + float(np.diff(clip.time_s).max())
    first, second = clip.reps(), other.reps()
    assert len(first) == len(second)
    for rep, same in zip(first, second, strict=True):
        assert rep.start_s - shift_s == pytest.approx(same.start_s, abs=apart_s)
        assert rep.end_s - shift_s == pytest.approx(same.end_s, abs=apart_s)
        for name in ("trunk_top_deg", "neck_flexion_peak_deg"):
            assert rep.measures[name].value == pytest.approx(
                same.measures[name].value, abs=4.0, rel=0.1
            )
    codes = [[warning.code for warning in which.warnings("situp")] for which in (clip, other)]
    assert codes[0] == codes[1]


@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_reps_are_counted_and_timed_at_any_frame_rate(rate_hz: float) -> None:
    assert_true(a_set(rate_hz), SET)
    assert_alike(a_set(rate_hz), a_set(30.0))


@pytest.mark.parametrize("rate_hz", RATES_HZ)
@pytest.mark.parametrize("seed", [1, 2])
def test_reps_are_counted_and_timed_with_frames_dropped(rate_hz: float, seed: int) -> None:
    clip = a_set(rate_hz).dropping(0.3, seed)
    assert_true(clip, SET)
    assert_alike(clip, a_set(30.0))


@settings(deadline=None, max_examples=12)
@given(
    mirrored=st.booleans(),
    factor=st.floats(0.25, 4.0),
    place=st.tuples(st.floats(-100.0, 800.0), st.floats(-100.0, 800.0)),
    shift_s=st.sampled_from([0.0, 0.017, 1000.0]),
)
def test_reps_are_the_same_in_a_mirror_at_any_size_place_and_time(
    mirrored: bool, factor: float, place: tuple[float, float], shift_s: float
) -> None:
    clip = a_set(15.0).mirrored() if mirrored else a_set(15.0)
    clip = clip.scaled(factor).moved(*(abs(part) * factor for part in place)).later(shift_s)
    assert_true(clip, SET, shift_s)
    assert_alike(clip, a_set(15.0), shift_s)


def test_reps_are_the_same_at_the_edge_of_the_picture() -> None:
    clip = a_set(30.0)
    edge_px = clip.points.reshape(-1, 2).min(axis=0)
    near = replace(clip, points=clip.points - edge_px)
    assert_alike(near, clip)


def test_reps_are_the_same_with_noise_on_every_landmark() -> None:
    assert_alike(a_set(30.0).noisy(0.003), a_set(30.0))


@pytest.mark.parametrize("view_deg", [-20.0, 20.0])
def test_reps_are_counted_from_somewhat_off_the_side(view_deg: float) -> None:
    clip = sitting_up(times(SET_S), TRUNK, view_deg=view_deg)
    assert_true(clip, SET)
    assert clip.reps()[0].measures["trunk_top_deg"].value == pytest.approx(65.0, abs=6.0)


@pytest.mark.parametrize(
    ("keys", "height_deg"),
    [
        (((2.0, 3.0, 4.0), (5.0, 6.0, 7.0)), 9.0),  # crunches
        (((2.0, 5.0, 8.0),), 60.0),  # slow
        (((2.0, 2.45, 2.9), (2.9, 3.35, 3.8)), 60.0),  # fast
        (((2.0, 3.0, 4.0),), 100.0),  # past upright
    ],
)
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_reps_of_any_height_and_speed_are_counted(
    keys: Keys, height_deg: float, rate_hz: float
) -> None:
    path = [(0.0, 5.0)]
    for start, top, end in keys:
        path += [(start, 5.0), (top, 5.0 + height_deg), (end, 5.0)]
    duration_s = keys[-1][-1] + 1.5
    clip = sitting_up(times(duration_s, rate_hz), eased(*path, (duration_s, 5.0)))
    assert_true(clip.mirrored() if rate_hz == 30.0 else clip, keys)
    tops = [rep.measures["trunk_top_deg"].value for rep in clip.reps()]
    assert tops == pytest.approx([5.0 + height_deg] * len(keys), abs=4.0)


@pytest.mark.parametrize("duration_s", [2.0, 6.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_slow_and_ordinary_reps_survive_ten_frames_a_second_with_a_third_of_them_dropped(
    duration_s: float, seed: int
) -> None:
    top_s, end_s = 2 + duration_s / 2, 2 + duration_s
    path = eased((0, 5), (2, 5), (top_s, 65), (end_s, 5), (end_s + 2, 5))
    clip = sitting_up(times(end_s + 2, 10.0), path).dropping(0.3, seed)
    assert_true(clip, ((2.0, top_s, end_s),))


@pytest.mark.parametrize("begin_s", [0.4, 0.6, 1.0, 1.5])
def test_a_clip_that_begins_in_the_middle_of_a_rep_counts_from_the_next_one(
    begin_s: float,
) -> None:
    path = eased((0, 5), (1, 65), (2, 5), (4, 5), (5, 65), (6, 5), (8, 5))
    clip = sitting_up(times(8.0), path)
    (rep,) = clip.only(clip.time_s >= begin_s).reps()
    assert rep.top_s == pytest.approx(5.0, abs=0.1)
    assert rep.number == 1


@pytest.mark.parametrize("end_s", [6.5, 7.0, 7.4])
def test_a_clip_that_ends_in_the_middle_of_a_rep_counts_those_that_were_finished(
    end_s: float,
) -> None:
    path = eased((0, 5), (2, 5), (3, 65), (4, 5), (6, 5), (7, 65), (8, 5))
    (rep,) = sitting_up(times(end_s), path).reps()
    assert rep.top_s == pytest.approx(3.0, abs=0.1)


def test_an_incomplete_return_and_a_new_rise_are_two_reps() -> None:
    path = eased((0, 5), (2, 5), (3, 65), (4, 25), (5, 65), (6, 5), (8, 5))
    first, second = sitting_up(times(8.0), path).reps()
    assert (first.end_s, second.start_s) == pytest.approx((4.0, 4.0), abs=0.1)
    for rep in (first, second):
        assert rep.measures["trunk_top_deg"].value == pytest.approx(65.0, abs=3.0)


def test_sitting_up_to_talk_is_no_rep() -> None:
    still = eased((0, 5), (2, 5), (3, 70), (23, 70), (24, 5), (28, 5))
    rocking = eased((0, 5), (2, 5), (3, 70), *((4 + i, 70 - 15 * (i % 2)) for i in range(20)),
                    (25, 5), (28, 5))  # fmt: skip
    for path in (still, rocking):
        assert sitting_up(times(28.0, 15.0), path).reps() == []


UP = eased((0, 0), (2, 0), (4, 1.6), (8, 1.6), (10, 0), (14, 0))


@pytest.mark.parametrize("duration_s", [8.0, 14.0])
def test_getting_up_is_no_rep_even_if_one_lies_down_again(duration_s: float) -> None:
    trunk = eased((0, 5), (2, 5), (3.5, 85), (8, 85), (10, 5), (14, 5))
    clip = sitting_up(times(duration_s), trunk, hips=(0.0, UP)).moved(0.0, 300.0)
    assert clip.reps() == []


def test_a_rep_after_getting_up_is_counted() -> None:
    trunk = eased((0, 5), (2, 5), (3.5, 85), (8, 85), (10, 5), (14, 5), (15, 65), (16, 5), (18, 5))
    (rep,) = sitting_up(times(18.0), trunk, hips=(0.0, UP)).moved(0.0, 300.0).reps()
    assert rep.top_s == pytest.approx(15.0, abs=0.1)


def test_moving_along_the_mat_between_reps_loses_none() -> None:
    along = eased((0, 0), (5, 0), (7, 1.2), (12, 1.2))
    trunk = eased((0, 5), (2, 5), (3, 65), (4, 5), (8, 5), (9, 65), (10, 5), (12, 5))
    clip = sitting_up(times(12.0), trunk, hips=(along, 0.0))
    assert_true(replace(clip, width_px=1200.0), ((2.0, 3.0, 4.0), (8.0, 9.0, 10.0)))


def test_lifting_the_head_alone_is_no_rep() -> None:
    neck = eased((0, 0), (2, 0), (3, 45), (4, 0), (6, 0))
    assert sitting_up(times(6.0), eased((0, 5), (6, 5)), neck).reps() == []


def test_lying_still_is_no_rep() -> None:
    assert sitting_up(times(10.0), eased((0, 5), (10, 5))).noisy(0.004).events("situp") == []
