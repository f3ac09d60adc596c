from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.kinematics.filters import OneEuro, Slope, Sustained
from formcheck.core.kinematics.smoothing import BETA, GAP_S, MIN_CUTOFF_HZ
from formcheck.core.pose import Floats

steps_s = st.lists(st.sampled_from([0.008, 0.0167, 0.04, 0.1, 0.2, 0.25, 0.7]), max_size=25)
levels = st.one_of(st.integers(-3, 3).map(float), st.just(math.nan))


def smoothed(
    time_s: Floats, values: Floats, scale: float = 1.0, filter_: OneEuro | None = None
) -> Floats:
    filter_ = filter_ or OneEuro(MIN_CUTOFF_HZ, BETA, gap_s=GAP_S)
    return np.array(
        [
            filter_.update(float(at), np.array([value]), scale)[0]
            for at, value in zip(time_s, values, strict=True)
        ]
    )


def times(rate_hz: float, duration_s: float = 2.0) -> Floats:
    return np.arange(round(duration_s * rate_hz) + 1) / rate_hz


@given(st.floats(-1e4, 1e4), st.sampled_from([10.0, 29.97, 120.0]))
def test_what_stands_still_is_left_alone(value: float, rate_hz: float) -> None:
    time_s = times(rate_hz, 0.5)
    assert smoothed(time_s, np.full_like(time_s, value)) == pytest.approx(value)


def test_noise_at_rest_is_halved_at_least() -> None:
    time_s = times(30.0, 20.0)
    noise = np.random.default_rng(0).normal(0.0, 0.003, len(time_s))
    assert smoothed(time_s, noise).std() < noise.std() / 2


def test_a_fast_movement_is_followed_with_little_lag() -> None:
    time_s = times(60.0)
    moving = 2.0 * time_s  # trunk lengths; a hard sit-up
    lag_s = (moving - smoothed(time_s, moving))[-1] / 2.0
    assert 0 < lag_s < 0.02


@pytest.mark.parametrize(("gap_s", "anew"), [(0.25, False), (0.31, True), (5.0, True)])
def test_after_a_long_gap_nothing_lags_behind(gap_s: float, anew: bool) -> None:
    filter_ = OneEuro(MIN_CUTOFF_HZ, BETA, gap_s=GAP_S)
    time_s = times(30.0, 1.0)
    smoothed(time_s, np.zeros_like(time_s), filter_=filter_)
    after = float(filter_.update(1.0 + gap_s, np.array([1.0]))[0])
    assert (after == 1.0) is anew


def test_what_was_not_seen_stays_so_and_what_comes_after_is_taken_as_it_is() -> None:
    nan = math.nan
    values = np.array([[0.0, 0.0], [0.0, nan], [1.0, 1.0], [1.0, 1.0]])
    filter_ = OneEuro(MIN_CUTOFF_HZ, BETA)
    out = np.array([filter_.update(i / 30, value) for i, value in enumerate(values)])
    assert np.isnan(out[1, 1])
    assert out[2, 1] == 1.0  # anew
    assert 0.0 < out[2, 0] < 1.0  # its neighbour was seen all the time
    assert np.isfinite(out[2:]).all()


@given(st.floats(0.1, 10.0), st.lists(st.floats(-5.0, 5.0), min_size=2, max_size=20))
def test_a_larger_picture_is_smoothed_alike(factor: float, values: list[float]) -> None:
    time_s, small = times(30.0, (len(values) - 1) / 30), np.array(values)
    large = smoothed(time_s, small * factor, scale=factor)
    assert large / factor == pytest.approx(smoothed(time_s, small), abs=1e-9)


@pytest.mark.parametrize("rate_hz", [15.0, 30.0, 60.0])
def test_every_frame_rate_is_smoothed_alike(rate_hz: float) -> None:
    def swing(time_s: Floats) -> Floats:
        return np.sin(2 * np.pi * 0.5 * time_s)  # a sit-up every two seconds

    fine_s = times(120.0, 4.0)
    fine = np.interp(times(rate_hz, 4.0), fine_s, smoothed(fine_s, swing(fine_s)))
    assert np.abs(smoothed(times(rate_hz, 4.0), swing(times(rate_hz, 4.0))) - fine).max() < 0.03


def test_uneven_frames_are_smoothed_like_even_ones() -> None:
    kept = np.random.default_rng(3).random(241) > 0.3
    kept[0] = True  # both begin alike
    time_s = times(60.0, 4.0)
    values = np.sin(2 * np.pi * 0.5 * time_s)
    assert (
        np.abs(smoothed(time_s[kept], values[kept]) - smoothed(time_s, values)[kept]).max() < 0.03
    )


def held_level(time_s: list[float], values: list[float], window_s: float, gap_s: float) -> float:
    """The definition: the lowest of all samples from the last one before the window began."""
    start = len(values) - 1
    if math.isnan(values[start]):
        return math.nan
    while time_s[start] > time_s[-1] - window_s + 1e-6:
        start -= 1
        if (
            start < 0
            or math.isnan(values[start])
            or time_s[start + 1] - time_s[start] > gap_s + 1e-9
        ):
            return math.nan
    return min(values[start:])


@settings(max_examples=300)
@given(st.data(), steps_s, st.sampled_from([0.1, 0.2, 0.5]))
def test_the_level_held_is_the_lowest_of_the_window(
    data: st.DataObject, steps: list[float], window_s: float
) -> None:
    gap_s = 0.5
    time_s = np.cumsum([0.0, *steps]).tolist()
    values = data.draw(st.lists(levels, min_size=len(time_s), max_size=len(time_s)))
    sustained = Sustained(window_s, gap_s)
    for i in range(len(values)):
        expected = held_level(time_s[: i + 1], values[: i + 1], window_s, gap_s)
        assert sustained.update(time_s[i], values[i]) == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("rate_hz", [10, 15, 30, 60, 120])
@pytest.mark.parametrize(("held_s", "counts"), [(0.1, False), (0.2, True), (0.3, True)])
def test_a_value_held_exactly_for_the_window_counts_at_any_frame_rate(
    rate_hz: int, held_s: float, counts: bool
) -> None:
    sustained = Sustained(0.2)
    found = []
    for i in range(rate_hz + 1):
        high = 0.4 <= round(i / rate_hz, 6) <= round(0.4 + held_s, 6)
        found.append(sustained.update(i / rate_hz, 1.0 if high else 0.0) > 0.5)
    assert any(found) is counts


def test_one_sample_after_a_gap_was_not_held() -> None:
    sustained = Sustained(0.2, gap_s=0.5)
    assert math.isnan(sustained.update(0.0, 0.0))
    assert sustained.update(0.4, 9.0) == 0.0  # it may have risen a moment ago
    assert math.isnan(sustained.update(5.0, 9.0))
    assert math.isnan(sustained.update(5.1, 9.0))
    assert sustained.update(5.2, 9.0) == 9.0


@given(st.floats(-100.0, 100.0), st.floats(-50.0, 50.0), steps_s.filter(lambda steps: steps))
def test_the_slope_of_a_line_is_exact(rate: float, start: float, steps: list[float]) -> None:
    slope = Slope(0.15)
    time_s = np.cumsum([3.0, *steps])
    found = [slope.update(float(at), start + rate * float(at)) for at in time_s]
    assert math.isnan(found[0])
    assert found[1:] == pytest.approx([rate] * len(steps), abs=1e-6)


def test_the_slope_forgets_what_lies_before_its_window_and_before_a_gap() -> None:
    slope = Slope(0.15)
    for i in range(20):
        slope.update(i / 20, 0.0)
    rising = [slope.update(1.0 + i / 20, i / 20) for i in range(5)]
    assert rising[0] < 1.0
    assert rising[-1] == pytest.approx(1.0)
    assert math.isnan(slope.update(1.3, math.nan))
    assert math.isnan(slope.update(1.4, 7.0))
