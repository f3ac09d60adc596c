from __future__ import annotations

import math

import numpy as np
import pytest

from formcheck.detectors.blazepose_graph.landmark_finder import Found
from formcheck.detectors.blazepose_graph.region import Region
from formcheck.detectors.blazepose_graph.smoothing import Exponential, OneEuro, PersonSmoother

ONE = np.array([1.0])


def test_each_value_is_a_share_of_the_new_one_and_the_rest_of_the_last() -> None:
    smoother = Exponential(0.25)
    assert smoother.smooth(8 * ONE) == 8.0
    assert smoother.smooth(4 * ONE) == 0.25 * 4 + 0.75 * 8
    assert smoother.smooth(4 * ONE, share=1.0) == 4.0


def test_the_first_value_passes_and_one_that_does_not_move_stays() -> None:
    smoother = OneEuro(still_hz=0.1, per_speed=40.0)
    assert [float(smoother.smooth(5 * ONE, i / 30)[0]) for i in range(4)] == pytest.approx(
        [5.0] * 4
    )


def test_the_second_value_passes_by_the_speed_that_it_shows() -> None:
    smoother = OneEuro(still_hz=0.1, per_speed=40.0)
    smoother.smooth(0 * ONE, 0.0)
    passed = float(smoother.smooth(0.5 * ONE, 0.1, size=2.0)[0]) / 0.5

    def share(cutoff_hz: float) -> float:  # of a low-pass filter of first order, ten times a second
        return 1.0 / (1.0 + 10.0 / (2.0 * math.pi * cutoff_hz))

    speed = share(1.0) * 0.5 / 2.0 * 10.0
    assert passed == pytest.approx(share(0.1 + 40.0 * speed))


def test_fast_values_pass_more_than_slow_ones() -> None:
    passed = []
    for moved in (0.001, 0.1):
        smoother = OneEuro(still_hz=0.05, per_speed=80.0)
        smoother.smooth(0 * ONE, 0.0)
        passed.append(float(smoother.smooth(moved * ONE, 1 / 30)[0]) / moved)
    assert passed[0] < passed[1] < 1.0


def found(value: float) -> Found:
    full = np.full((33, 3), value)
    return Found(full[:, :2], full, full[:, 0], Region(0.0, 0.0, 100.0))


def test_points_begin_anew_after_nobody_was_seen_and_the_rest_goes_on() -> None:
    smoother = PersonSmoother()
    smoother.smooth(found(0.0), 0.0)
    smoother.lose()
    again = smoother.smooth(found(1.0), 1 / 30)
    assert (again.points == 1.0).all()
    assert (again.world < 1.0).all()
    np.testing.assert_allclose(again.visibility, 0.1)
