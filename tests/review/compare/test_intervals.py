from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.readings import UNKNOWN, Measure, with_interval
from formcheck.review.compare.intervals import (
    Samples,
    difference,
    mean_of,
    share,
    share_difference,
    word,
)

# Student's t and the normal distribution, from printed tables: 95 % lie below.
T = {1: 6.314, 2: 2.920, 4: 2.132}
NORMAL = 1.645


def samples(*values: float, half: float = 0.0) -> Samples:
    return Samples.of([with_interval(value, half) for value in values])


def test_without_an_error_of_the_measure_only_the_scatter_between_reps_counts() -> None:
    mean = mean_of(samples(8.0, 10.0, 12.0))  # variance 4, of the mean 4/3
    assert mean.value == 10.0
    assert mean.high - 10.0 == pytest.approx(T[2] * math.sqrt(4 / 3), rel=1e-3)
    assert 10.0 - mean.low == pytest.approx(mean.high - 10.0)


def test_the_error_that_all_reps_of_a_clip_share_does_not_shrink_with_their_number() -> None:
    for count in (2, 20, 200):
        mean = mean_of(samples(*[10.0] * count, half=6.0))
        assert (mean.low, mean.high) == pytest.approx((4.0, 16.0))


def test_both_errors_add_in_quadrature_with_the_freedom_of_welch_and_satterthwaite() -> None:
    # Twice the scatter of three reps and nothing else: four degrees of freedom.
    apart = difference(samples(8.0, 10.0, 12.0), samples(18.0, 20.0, 22.0))
    assert apart.value == 10.0
    assert apart.high - 10.0 == pytest.approx(T[4] * math.sqrt(8 / 3), rel=1e-3)
    # Errors of the measure alone are normal.
    apart = difference(samples(10.0, 10.0, half=3.0), samples(20.0, 20.0, half=4.0))
    assert (apart.low, apart.high) == pytest.approx((5.0, 15.0))


def test_a_one_sided_error_counts_on_the_side_where_it_hurts() -> None:
    upward = Samples.of([Measure(0.0, 0.0, 8.0)] * 2)  # nothing less than none
    exact = samples(0.0, 0.0)
    assert difference(exact, upward) == Measure(0.0, 0.0, pytest.approx(8.0))
    assert difference(upward, exact) == Measure(0.0, pytest.approx(-8.0), 0.0)


def test_one_rep_tells_its_value_and_not_how_reps_scatter() -> None:
    mean = mean_of(samples(10.0, half=6.0))
    assert mean.value == 10.0
    assert math.isnan(mean.low)
    assert math.isnan(mean.high)
    assert word(difference(samples(10.0), samples(80.0, 80.0))) == "can't tell"


def test_reps_that_are_unknown_are_left_out() -> None:
    mean = mean_of(Samples.of([with_interval(10.0, 0.0), UNKNOWN, with_interval(20.0, 0.0)]))
    assert mean.value == 15.0
    assert math.isnan(mean_of(Samples.of([UNKNOWN])).value)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(0.1, 2.0, "more"), (-2.0, -0.1, "less"), (-1.0, 1.0, "can't tell"), (0.0, 2.0, "can't tell")],
)
def test_less_or_more_is_said_only_where_zero_lies_outside(
    low: float, high: float, told: str
) -> None:
    assert word(Measure((low + high) / 2, low, high)) == told


@given(
    first=st.lists(st.floats(-50, 80), min_size=2, max_size=9),
    other=st.lists(st.floats(-50, 80), min_size=2, max_size=9),
    half=st.floats(0, 20),
)
def test_a_difference_turns_its_sign_when_the_sets_change_places(
    first: list[float], other: list[float], half: float
) -> None:
    one, two = samples(*first, half=half), samples(*other, half=half)
    forth, back = difference(one, two), difference(two, one)
    assert (back.value, back.low, back.high) == pytest.approx(
        (-forth.value, -forth.high, -forth.low)
    )
    assert forth.low <= forth.value <= forth.high


@pytest.mark.parametrize(("reps", "bias_half", "scatter"), [(3, 6, 4), (5, 0, 4), (8, 9, 2)])
def test_nine_in_ten_intervals_hold_the_true_difference(
    reps: int, bias_half: float, scatter: float
) -> None:
    chance = np.random.default_rng(2)

    def filmed(true_deg: float) -> Samples:
        bias = chance.normal(0, bias_half / NORMAL)
        return samples(*(true_deg + bias + chance.normal(0, scatter, reps)), half=bias_half)

    held = 0
    for _ in range(1500):
        found = difference(filmed(20.0), filmed(26.0))
        held += found.low <= 6.0 <= found.high
    assert 0.87 < held / 1500 < 0.93


def test_a_share_reaches_as_far_as_wilson_says_and_further_by_what_cannot_be_told() -> None:
    sure = share(["too far"] * 3 + ["fine"] * 7)
    assert sure.value == 30.0
    for end in (sure.low / 100, sure.high / 100):  # were it true, 30 % would be just as unlikely
        assert abs(0.3 - end) == pytest.approx(NORMAL * math.sqrt(end * (1 - end) / 10), rel=1e-3)
    unsure = share(["too far"] * 3 + ["fine"] * 4 + ["can't tell"] * 3)
    assert unsure.low == sure.low
    assert unsure.high == share(["too far"] * 6 + ["fine"] * 4).high
    assert share([]) is UNKNOWN


def test_shares_differ_where_newcombe_says_so() -> None:
    none, all_far = share(["fine"] * 8), share(["too far"] * 8)
    assert word(share_difference(none, all_far)) == "more"
    assert word(share_difference(all_far, none)) == "less"
    assert word(share_difference(none, none)) == "can't tell"
    assert word(share_difference(none, share(["can't tell"] * 8))) == "can't tell"


def test_nine_in_ten_intervals_hold_the_true_difference_of_shares() -> None:
    chance = np.random.default_rng(3)

    def seen(true_share: float) -> Measure:
        return share(["too far" if far else "fine" for far in chance.random(12) < true_share])

    held = 0
    for _ in range(1500):
        found = share_difference(seen(0.3), seen(0.6))
        held += found.low <= 30.0 <= found.high
    assert 0.86 < held / 1500 < 0.95
