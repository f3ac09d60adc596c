from __future__ import annotations

import numpy as np
import pytest

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises.situp import SPEED_SHARE, SPEED_WINDOW_S, SitUp
from formcheck.core.kinematics.filters import GAP_S
from formcheck.core.readings import UNKNOWN, Measure, with_interval
from formcheck.core.risks.limits import Limits
from tests.fixtures.plain_neck import PLAIN_NECK
from tests.fixtures.recorded import played

BEND_DEG_S, HALF_DEG = 40.0, 6.0


def speeds(times_s: list[float], unknown: frozenset[int] = frozenset()) -> list[Measure]:
    """The speeds read from a neck that bends steadily and is unknown in some of the frames."""
    situp = SitUp(Limits(), Baseline.unknown(), PLAIN_NECK)
    necks = [
        UNKNOWN if i in unknown else with_interval(BEND_DEG_S * time_s, HALF_DEG)
        for i, time_s in enumerate(times_s)
    ]
    return [situp._rate(time_s, neck) for time_s, neck in zip(times_s, necks, strict=True)]


@pytest.mark.parametrize("rate_hz", [10, 24, 30, 60, 120])
def test_a_neck_that_bends_steadily_has_that_speed_at_any_frame_rate(rate_hz: int) -> None:
    times_s = [5.0 + i / rate_hz for i in range(2 * rate_hz)]
    for time_s, speed in zip(times_s, speeds(times_s), strict=True):
        if time_s - times_s[0] > SPEED_WINDOW_S + 0.001:
            assert speed.value == pytest.approx(BEND_DEG_S)
            half = SPEED_SHARE * HALF_DEG / SPEED_WINDOW_S
            assert speed.high - speed.value == pytest.approx(half)
            assert speed.value - speed.low == pytest.approx(half)
        elif time_s - times_s[0] < SPEED_WINDOW_S - 0.001:
            assert not speed.known


def test_frames_that_are_left_out_do_no_harm() -> None:
    kept = np.random.default_rng(1).random(300) > 0.3
    times_s = (np.flatnonzero(kept) / 30).tolist()
    late = [speed.value for time_s, speed in zip(times_s, speeds(times_s), strict=True)
            if time_s > times_s[0] + 2 * SPEED_WINDOW_S]  # fmt: skip
    assert late == pytest.approx([BEND_DEG_S] * len(late))


def test_where_the_neck_is_unknown_so_is_its_speed() -> None:
    found = speeds([i / 30 for i in range(30)], unknown=frozenset({10, 20, 21}))
    assert {i for i, speed in enumerate(found) if i >= 6 and not speed.known} == {10, 20, 21}


def test_after_a_long_gap_the_speed_is_unknown_for_a_window() -> None:
    before = [i / 30 for i in range(30)]
    after = [before[-1] + GAP_S + 0.1 + i / 30 for i in range(30)]
    found = speeds(before + after)[len(before) :]
    known_s = next(
        time_s - after[0] for time_s, speed in zip(after, found, strict=True) if speed.known
    )
    assert SPEED_WINDOW_S - 0.001 <= known_s < SPEED_WINDOW_S + 1.5 / 30


def test_a_clips_speed_is_the_slope_of_its_flexion() -> None:
    readings = played("situp").readings
    speed = np.array([reading.measures["neck_speed_deg_s"].value for reading in readings])
    flexion = np.array([reading.measures["neck_flexion_deg"].value for reading in readings])
    times_s = np.array([reading.pose.time_s for reading in readings])
    then = np.searchsorted(times_s, times_s - SPEED_WINDOW_S, side="right") - 1
    whole = then >= 0
    slope = (flexion - flexion[then]) / (times_s - times_s[then])
    np.testing.assert_allclose(speed[whole], slope[whole], atol=1e-6)
    assert np.isnan(speed[~whole]).all()
    assert whole.mean() > 0.95
