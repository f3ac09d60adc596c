from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from formcheck.core.analysis.set_summary import Session
from formcheck.core.exercises.hold_monitor import LEVEL_S, HoldMonitor
from formcheck.core.measures.front_view import SPREAD
from formcheck.core.pose import Floats
from formcheck.core.readings import FormWarning
from formcheck.core.risks.cramp import LOADS, CrampLimits
from formcheck.core.risks.limits import Limits
from tests.fixtures.bodies import RISE, Path, eased, held_span_s, held_up, standing, times

LEVEL = SPREAD["level"]

NEAR, OVER, FATIGUE = "cramp.hold-near-limit", "cramp.hold-over-limit", "cramp.fatigue"


def codes(warnings: Sequence[FormWarning]) -> list[str]:
    return [warning.code for warning in warnings]


def sagging(share: float, over_s: float, end_s: float = 16.0) -> Path:
    sunk = RISE * (1 - share)
    return eased((0, 0), (2, 0), (2.4, RISE), (2.4 + over_s, sunk), (end_s - 2.4, sunk),
                 (end_s - 2, 0), (end_s, 0))  # fmt: skip


@pytest.mark.parametrize("rate_hz", [10.0, 30.0, 60.0])
def test_shoulders_that_sink_during_a_hold_are_tired_and_it_is_told_once(rate_hz: float) -> None:
    clip = standing(times(16.0, rate_hz), sagging(0.4, 10.0))
    (warning,) = clip.warnings("shrug")
    assert (warning.code, warning.severity, warning.number) == (FATIGUE, "caution", 1)
    # Sinking evenly by 0.4 of the rise in 10 s passes a fifth after 5; a level has to last 1 s.
    assert warning.start_s == pytest.approx(2.4 + 5.0 + LEVEL_S, abs=1.0)
    (hold,) = clip.holds()
    assert hold.measures["sag"].value == pytest.approx(0.4, abs=0.07)


def test_shoulders_that_sink_a_little_are_not_tired() -> None:
    clip = standing(times(16.0), sagging(0.15, 10.0))
    assert clip.warnings("shrug") == []
    assert clip.holds()[0].measures["sag"].value == pytest.approx(0.15, abs=0.07)


@pytest.mark.parametrize(
    ("share", "level_half", "told"),
    [
        (0.24, 0.05, True),  # 0.19 to 0.29
        (0.24, 0.13, True),
        (0.24, 0.15, False),  # perhaps less than half of the limit
        (0.19, 0.01, False),  # surely most of the limit, but not all of it
    ],
)
def test_shoulders_are_told_to_sag_where_they_surely_sink_and_by_a_fifth_as_read(
    share: float, level_half: float, *, told: bool
) -> None:
    limits = CrampLimits()
    assert limits.sag_share == 0.2
    watch = HoldMonitor(1, [(0.0, 0.0, 0.0), (0.1, 1.0, 0.0)], limits, 99.0, level_half)
    time_s = np.arange(0.2, 10.0, 0.1)
    found = [w for at in time_s for w in watch.update((at, 1.0 - share * (at > 4.0), 0.0))]
    assert codes(found) == [FATIGUE] * told


def test_how_long_a_hold_lasted_is_less_sure_when_the_shoulders_sank_slowly() -> None:
    (brisk,) = standing(times(16.0), held_up((2.0, 14.0), end_s=16.0)).holds()
    (slow,) = standing(times(16.0), sagging(0.48, 11.0)).holds()
    brisk_s, slow_s = (hold.measures["duration_s"] for hold in (brisk, slow))
    assert brisk_s.high - brisk_s.low < 0.4
    assert slow_s.value - slow_s.low > 1.0  # as read, it was near the edge for seconds
    for duration, true in ((brisk_s, (2.0, 14.0)), (slow_s, (2.0, 14.0))):
        start_s, end_s = held_span_s(*true)
        assert duration.low < end_s - start_s < duration.high


def test_a_tremor_is_no_sag() -> None:
    def trembling(time_s: Floats) -> Floats:
        top = held_up((2.0, 14.0), end_s=16.0)(time_s)
        return np.where(top > RISE / 2, top + 0.006 * np.sin(2 * np.pi * 9.0 * time_s), top)

    (hold,) = standing(times(16.0), trembling).holds()
    assert hold.measures["sag"].value == pytest.approx(0.0, abs=0.04)


def test_shoulders_that_are_let_down_at_once_are_not_tired() -> None:
    path = eased((0, 0), (2, 0), (2.4, RISE), (5, RISE), (5.6, 0), (8, 0))
    assert standing(times(8.0), path).warnings("shrug") == []


@pytest.mark.parametrize(("held_s", "tired"), [(1.9, False), (3.0, True)])
def test_a_short_hold_that_is_lowered_on_one_side_first_is_not_tired(
    held_s: float, *, tired: bool
) -> None:
    limits = CrampLimits()
    watch = HoldMonitor(
        1, [(0.0, 0.0, 0.0), (0.02, 0.12, 0.0)], limits, limits.hold_s(), SPREAD["level"]
    )
    found = []
    for at in np.arange(0.05, held_s, 0.05):
        side = -0.08 if at > 0.9 else 0.0
        found += codes(watch.update((float(at), 0.12 + side / 2, side)))
    assert found == ([FATIGUE] if tired else [])


def test_one_side_that_gives_way_is_tired_and_it_is_told_once() -> None:
    left = sagging(0.7, 10.0)
    right = sagging(-0.2, 10.0)  # takes over
    (warning,) = standing(times(16.0), left, right).warnings("shrug")
    assert warning.code == FATIGUE
    assert "one shoulder" in warning.message


@pytest.mark.parametrize("load", ["heavy", "maximal"])
def test_a_hold_is_told_when_near_its_limit_and_when_past_it_once_each(load: str) -> None:
    limits = Limits(cramp=CrampLimits(load=load))
    limit_s = limits.cramp.hold_s()
    end_s = 2.0 + limit_s + 3.0
    clip = standing(times(end_s + 1.5, 15.0), held_up((2.0, end_s), end_s=end_s + 1.5))
    near, over = clip.warnings("shrug", limits)
    start_s = held_span_s(2.0, end_s)[0]
    assert codes([near, over]) == [NEAR, OVER]
    assert near.start_s - start_s == pytest.approx(limits.cramp.near_share * limit_s, abs=0.2)
    assert over.start_s - start_s == pytest.approx(limit_s, abs=0.2)
    assert (near.severity, over.severity) == ("notice", "caution")
    assert (near.number, over.number) == (1, 1)
    (hold,) = clip.holds(limits)
    assert hold.measures["limit_s"].value == limit_s


@pytest.mark.parametrize("load", LOADS)
def test_a_limit_for_which_no_load_was_stated_is_told_to_be_for_empty_hands(load: str) -> None:
    # A short endurance, so that every load's limit is passed within half a minute.
    limits = Limits(cramp=CrampLimits(load=load, share_of_endurance=0.02))
    end_s = 2.0 + limits.cramp.hold_s() + 2.0
    clip = standing(times(end_s + 2.0, 15.0), held_up((2.0, end_s), end_s=end_s + 2.0))
    session = Session(limits)
    for reading in clip.readings("shrug", limits):
        session.add(reading)
    told = [one.message for one in session.summary().warnings if one.code in (NEAR, OVER)]
    told += [one.message for one in clip.warnings("shrug", limits)]
    assert len(told) >= 2
    assert ["for empty hands." in one for one in told] == [load == "none"] * len(told)


@pytest.mark.parametrize("load", LOADS)
def test_limits_go_by_the_load_that_the_person_states(load: str) -> None:
    limits = CrampLimits(load=load)
    limit_s = limits.hold_s()
    told = {}
    for share in (0.7, 0.9, 1.1):
        watch = HoldMonitor(1, [(0.0, 0.0, 0.0), (0.1, 0.1, 0.0)], limits, limit_s, LEVEL)
        found: list[str] = []
        for at in np.linspace(0.2, share * limit_s, 40):
            found += codes(watch.update((float(at), 0.1, 0.0)))
        told[share] = found
    assert told == {0.7: [], 0.9: [NEAR], 1.1: [NEAR, OVER]}


def test_a_hold_that_is_first_seen_past_its_limit_is_not_told_to_be_near_it() -> None:
    limits = CrampLimits(load="maximal")
    watch = HoldMonitor(
        1, [(0.0, 0.0, 0.0), (0.1, 0.1, 0.0)], limits, limits.hold_s(), SPREAD["level"]
    )
    assert codes(watch.update((30.0, 0.1, 0.0))) == [OVER]
    assert codes(watch.update((31.0, 0.1, 0.0))) == []


def test_the_next_hold_is_warned_of_anew() -> None:
    limits = Limits(cramp=CrampLimits(load="maximal"))
    clip = standing(times(14.0, 15.0), held_up((2.0, 6.5), (8.0, 12.5), end_s=14.0))
    warnings = clip.warnings("shrug", limits)
    assert codes(warnings) == [NEAR, OVER, NEAR, OVER]
    assert [warning.number for warning in warnings] == [1, 1, 2, 2]
