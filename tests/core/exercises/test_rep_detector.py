from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from formcheck.core.exercises.rep_detector import (
    BACK_SHARE,
    EDGE,
    EDGE_MAX_S,
    FROM_MAX_DEG,
    LEAVE_DEG,
    RANGE_MIN_DEG,
    REP_MAX_S,
    REP_MIN_S,
    SETTLE_DEG,
    TURN_SHARE,
    RepCycle,
    RepDetector,
)
from tests.fixtures.bodies import Path, eased, passing_s, times

Floats = NDArray[np.float64]

REP = eased((0, 0), (2, 0), (3, 60), (4, 0), (6, 0))


def found(path: Path, duration_s: float, rate_hz: float = 30.0) -> list[RepCycle]:
    finder, time_s = RepDetector(), times(duration_s, rate_hz)
    cycles = [
        finder.update(at, rise)
        for at, rise in zip(time_s.tolist(), path(time_s).tolist(), strict=True)
    ]
    return [cycle for cycle in cycles if cycle]


def rises(height_deg: float, *, duration_s: float = 2.0, floor_deg: float = 0.0) -> Path:
    """One rise and fall after two seconds of rest."""
    top, end = 2.0 + duration_s / 2, 2.0 + duration_s
    low, high = floor_deg, floor_deg + height_deg
    return eased((0, low), (2, low), (top, high), (end, low), (end + 2, low))


def edge_s(rest_s: float, top_s: float, near: float) -> float:
    """Where a movement that passes a share ``near`` of its way is taken to begin or end."""
    far = min(near * LEAVE_DEG / SETTLE_DEG, 1.0)
    near_s, far_s = (passing_s(rest_s, top_s, share) for share in (near, far))
    away_s = min(EDGE * abs(far_s - near_s), EDGE_MAX_S)
    return near_s - away_s if top_s > rest_s else near_s + away_s


@settings(deadline=None, max_examples=50)
@given(
    height_deg=st.floats(9.0, 110.0),
    duration_s=st.floats(0.9, 6.0),
    rate_hz=st.sampled_from([10.0, 15.0, 30.0, 60.0, 120.0]),
    floor_deg=st.floats(-10.0, 10.0),
)
def test_one_rise_and_fall_is_one_cycle_with_its_own_times_and_top(
    height_deg: float, duration_s: float, rate_hz: float, floor_deg: float
) -> None:
    path = rises(height_deg, duration_s=duration_s, floor_deg=floor_deg)
    (cycle,) = found(path, duration_s + 4, rate_hz)
    top_s, end_s = 2 + duration_s / 2, 2 + duration_s
    frame_s = 1 / rate_hz + 0.01
    left_s = edge_s(2, top_s, SETTLE_DEG / height_deg)
    back_s = edge_s(end_s, top_s, max(SETTLE_DEG / height_deg, BACK_SHARE))
    assert cycle.start_s == pytest.approx(left_s, abs=(1 + EDGE) * frame_s)
    assert cycle.top_s == pytest.approx(top_s, abs=frame_s / 2)
    assert cycle.end_s == pytest.approx(back_s, abs=(1 + EDGE) * frame_s)
    assert cycle.top_deg == pytest.approx(floor_deg + height_deg, abs=0.1 * height_deg)


@pytest.mark.parametrize("height_deg", [15.0, 30.0, 60.0, 100.0])
@pytest.mark.parametrize("duration_s", [1.2, 2.0, 4.0])
def test_a_rise_without_a_jerk_begins_and_ends_where_it_truly_does(
    height_deg: float, duration_s: float
) -> None:
    def path(time_s: Floats) -> Floats:
        share = 1.0 - np.abs(np.clip((time_s - 2.0) / duration_s, 0.0, 1.0) * 2.0 - 1.0)
        return height_deg * share**3 * (share * (6.0 * share - 15.0) + 10.0)

    (cycle,) = found(path, duration_s + 4.0)
    assert cycle.start_s == pytest.approx(2.0, abs=0.05 * duration_s)
    assert cycle.end_s == pytest.approx(2.0 + duration_s, abs=0.05 * duration_s)


@pytest.mark.parametrize("from_deg", [-12.0, -6.0, -4.0, 6.0])
def test_a_pose_that_finds_its_feet_at_first_hides_no_cycle_and_is_none(from_deg: float) -> None:
    path = eased((0, from_deg), (0.4, 0), (1.5, 0), (2.5, 30), (3.5, 0), (5, 0))
    (cycle,) = found(path, 5.0, 15.0)
    assert cycle.start_s == pytest.approx(1.5, abs=0.15)
    assert cycle.end_s == pytest.approx(3.5, abs=0.15)


def test_a_rise_from_far_below_rest_is_the_pose_model_finding_its_feet() -> None:
    path = eased((0, -40), (1, -40), (2, 40), (3, 0), (5, 0), (6, 40), (7, 0), (8, 0))
    (cycle,) = found(path, 8.0)
    assert cycle.top_s == pytest.approx(6.0, abs=0.05)


def test_each_of_many_rises_is_a_cycle() -> None:
    keys = [(0.0, 0.0)]
    for number in range(6):
        keys += [(1 + 2.5 * number, 0.0), (2 + 2.5 * number, 50.0), (3 + 2.5 * number, 0.0)]
    cycles = found(eased(*keys), keys[-1][0] + 1)
    assert [cycle.top_s for cycle in cycles] == pytest.approx(
        [2 + 2.5 * number for number in range(6)], abs=0.05
    )


@pytest.mark.parametrize(
    ("height_deg", "counts"), [(RANGE_MIN_DEG - 0.5, False), (RANGE_MIN_DEG + 0.5, True)]
)
def test_a_rise_too_small_is_no_cycle(height_deg: float, *, counts: bool) -> None:
    assert bool(found(rises(height_deg), 6.0)) is counts


@pytest.mark.parametrize(("share", "counts"), [(0.7, False), (1.6, True)])
def test_a_rise_too_quick_is_the_pose_model_finding_its_feet(share: float, *, counts: bool) -> None:
    assert bool(found(rises(60.0, duration_s=share * REP_MIN_S), 5.0, 120.0)) is counts


@pytest.mark.parametrize(("top_s", "counts"), [(REP_MAX_S - 3, True), (REP_MAX_S + 3, False)])
def test_who_sits_up_to_talk_has_done_no_rep(top_s: float, *, counts: bool) -> None:
    path = eased((0, 0), (2, 0), (3, 70), (3 + top_s, 70), (4 + top_s, 0), (8 + top_s, 0))
    assert bool(found(path, 8 + top_s)) is counts


@pytest.mark.parametrize(("share", "cycles"), [(TURN_SHARE - 0.05, 2), (TURN_SHARE + 0.05, 1)])
def test_a_new_rise_from_low_enough_ends_the_rep_before(share: float, cycles: int) -> None:
    path = eased((0, 0), (2, 0), (3, 60), (4, 60 * share), (5, 60), (6, 0), (8, 0))
    assert len(found(path, 8.0)) == cycles


def test_two_reps_with_an_incomplete_return_meet_where_it_turns() -> None:
    path = eased((0, 0), (2, 0), (3, 60), (4, 20), (5, 60), (6, 0), (8, 0))
    first, second = found(path, 8.0)
    assert first.end_s == pytest.approx(4.0, abs=0.05)
    assert second.start_s == pytest.approx(4.0, abs=0.05)
    assert [first.top_deg, second.top_deg] == pytest.approx([60.0, 60.0], abs=1.0)


def test_a_small_rise_from_just_above_where_the_one_before_began_is_a_cycle() -> None:
    path = eased((0, 0), (2, 0), (2.6, 15), (3.2, 3), (5.2, 3), (5.7, 12), (6.4, 3), (8.4, 3))
    assert [cycle.top_s for cycle in found(path, 8.0)] == pytest.approx([2.6, 5.7], abs=0.04)


def test_a_new_rise_past_the_last_top_between_two_frames_is_a_new_rep() -> None:
    finder = RepDetector()
    sparse = enumerate([0.0, 0.0, 60.0, 20.0, 66.0, 65.0, 0.0, 0.0])
    cycles = [finder.update(0.5 * i, rise_deg) for i, rise_deg in sparse]
    assert [cycle.top_s for cycle in cycles if cycle] == [1.0, 2.5]


def test_the_top_is_the_highest_of_two() -> None:
    path = eased((0, 0), (2, 0), (3, 50), (3.5, 40), (4.5, 65), (5.5, 0), (8, 0))
    (cycle,) = found(path, 8.0)
    assert cycle.top_s == pytest.approx(4.5, abs=0.05)
    assert cycle.top_deg == pytest.approx(65.0, abs=1.0)


@pytest.mark.parametrize("from_deg", [FROM_MAX_DEG + 2.0, 40.0])
def test_a_rise_that_does_not_begin_at_rest_is_no_cycle_but_the_next_one_is(
    from_deg: float,
) -> None:
    rocking = eased((0, from_deg), (2, from_deg), (3, 70), (4, from_deg), (5, from_deg))
    assert found(rocking, 5.0) == []
    late = eased((0, from_deg), (0.8, 65), (2, 0), (4, 0), (5, 65), (6, 0), (8, 0))
    (cycle,) = found(late, 8.0)
    assert cycle.top_s == pytest.approx(5.0, abs=0.05)


def test_a_rest_somewhat_above_the_baseline_is_a_rest() -> None:
    assert len(found(rises(50.0, floor_deg=FROM_MAX_DEG - 3.0), 6.0)) == 1


def test_a_rise_that_never_comes_back_is_no_cycle() -> None:
    assert found(eased((0, 0), (2, 0), (3, 60)), 3.5) == []


def test_a_fall_with_which_a_clip_begins_is_no_cycle() -> None:
    assert found(eased((0, 60), (1, 0), (4, 0)), 4.0) == []


def test_a_rest_that_drifts_slowly_is_no_cycle() -> None:
    assert found(eased((0, 0), (5, 9), (10, 0)), 10.0) == []


def test_noise_at_rest_is_no_cycle() -> None:
    noise = np.random.default_rng(0).normal(0.0, 1.0, 901)
    assert found(lambda _: noise, 30.0) == []


def test_a_rep_goes_from_rest_up_over_the_top_down_to_rest() -> None:
    finder, phases = RepDetector(), []
    for at, rise in zip(times(6.0), REP(times(6.0)), strict=True):
        finder.update(float(at), float(rise))
        if phases[-1:] != [finder.phase]:
            phases.append(finder.phase)
        assert math.isnan(finder.start_s) is (finder.phase == "rest")
    assert phases == ["rest", "up", "top", "down", "rest"]


@pytest.mark.parametrize("gap", [(0.2, 0.4), (2.3, 2.6), (2.9, 3.1), (3.4, 3.7), (2.05, 3.9)])
def test_what_is_not_seen_changes_nothing(gap: tuple[float, float]) -> None:
    finder, cycles = RepDetector(), []
    for at, rise in zip(times(6.0), REP(times(6.0)), strict=True):
        hidden = gap[0] < at < gap[1]
        cycles.append(finder.update(float(at), math.nan if hidden else float(rise)))
    seen = [cycle for cycle in cycles if cycle]
    if gap[1] - gap[0] > 1.0:
        assert seen == []  # all of it was hidden
    else:
        (cycle,) = seen
        assert cycle.top_s == pytest.approx(3.0, abs=0.15)
        assert cycle.start_s == pytest.approx(2.0, abs=0.2)


def test_a_rise_that_is_dropped_is_forgotten_and_the_next_one_is_found() -> None:
    path = eased((0, 0), (2, 0), (3, 60), (4, 0), (6, 0), (7, 60), (8, 0), (10, 0))
    finder, cycles = RepDetector(), []
    for at, rise in zip(times(10.0), path(times(10.0)), strict=True):
        cycles.append(finder.update(float(at), float(rise)))
        if 3.0 < at < 4.0:
            finder.drop()
            assert finder.phase == "rest"
    (cycle,) = (cycle for cycle in cycles if cycle)
    assert cycle.top_s == pytest.approx(7.0, abs=0.05)
