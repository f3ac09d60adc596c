from __future__ import annotations

import math
from statistics import NormalDist

import pytest

from formcheck.review.student import student_quantile

SHARES = [0.6, 0.9, 0.95, 0.975]


@pytest.mark.parametrize("share", SHARES)
def test_with_one_degree_of_freedom_it_is_cauchys_distribution(share: float) -> None:
    assert student_quantile(1.0, share) == pytest.approx(
        math.tan(math.pi * (share - 0.5)), rel=1e-9
    )


@pytest.mark.parametrize("share", SHARES)
def test_with_two_degrees_it_has_a_closed_form(share: float) -> None:
    expected = (2.0 * share - 1.0) / math.sqrt(2.0 * share * (1.0 - share))
    assert student_quantile(2.0, share) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("share", SHARES)
def test_with_four_degrees_it_has_a_closed_form_too(share: float) -> None:
    product = 4.0 * share * (1.0 - share)
    root = math.cos(math.acos(math.sqrt(product)) / 3.0) / math.sqrt(product)
    assert student_quantile(4.0, share) == pytest.approx(2.0 * math.sqrt(root - 1.0), rel=1e-9)


@pytest.mark.parametrize("freedom", [9.9e6, 1e7, math.inf])
def test_with_very_many_degrees_it_is_the_normal_distribution(freedom: float) -> None:
    expected = NormalDist().inv_cdf(0.95)
    assert student_quantile(freedom, 0.95) == pytest.approx(expected, rel=2e-7)


def test_a_fraction_of_a_degree_lies_between_its_neighbours() -> None:
    fewer, between, more = (student_quantile(freedom, 0.95) for freedom in (2.0, 2.5, 3.0))
    assert fewer > between > more


def test_half_of_it_lies_below_zero() -> None:
    assert student_quantile(3.0, 0.5) == 0.0
