from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from formcheck.review.agreement.kappa import _kappa_and_error, confusion, kappa, share

Z = 1.959964  # 95 % of a normal distribution lie within this many standard deviations


@st.composite
def tables(draw: st.DrawFn) -> NDArray[np.int64]:
    size = draw(st.integers(2, 4))
    row = st.lists(st.integers(0, 40), min_size=size, max_size=size)
    return np.array(draw(st.lists(row, min_size=size, max_size=size)), np.int64)


def same(one: Any, other: Any) -> bool:
    return all(
        getattr(one, end) == pytest.approx(getattr(other, end), abs=1e-9, nan_ok=True)
        for end in ("value", "low", "high")
    )


def test_the_table_counts_the_first_raters_words_down() -> None:
    table = confusion(["a", "a", "b", "a"], ["a", "b", "b", "b"], ["a", "b"])
    assert table.tolist() == [[1, 2], [0, 1]]
    with pytest.raises(ValueError, match="is not in list"):
        confusion(["c"], ["a"], ["a", "b"])


def test_kappa_is_what_is_left_of_the_agreement_when_chance_is_taken_off() -> None:
    """Two readers of 50 applications: both yes 20, both no 15, the first alone yes 5."""
    table = np.array([[20, 5], [10, 15]])
    observed = (20 + 15) / 50
    by_chance = (25 / 50) * (30 / 50) + (25 / 50) * (20 / 50)
    assert kappa(table).value == pytest.approx((observed - by_chance) / (1 - by_chance))


def test_kappa_of_three_words() -> None:
    table = np.array([[44, 5, 1], [7, 20, 3], [9, 5, 6]])
    rows, columns = [50, 30, 20], [60, 30, 10]
    by_chance = sum(r * c for r, c in zip(rows, columns, strict=True)) / 100**2
    assert kappa(table).value == pytest.approx((0.70 - by_chance) / (1 - by_chance))


@pytest.mark.parametrize(
    "table", [[[31, 12], [4, 58]], [[9, 1], [1, 3]], [[44, 5, 1], [7, 20, 3], [9, 5, 6]]]
)
def test_the_standard_error_is_that_of_the_delta_method(table: list[list[int]]) -> None:
    counts = np.array(table, float)
    items, shares = counts.sum(), counts / counts.sum()

    def value(cells: NDArray[np.float64]) -> float:
        square = cells.reshape(shares.shape)
        by_chance = square.sum(0) @ square.sum(1)
        return float((np.trace(square) - by_chance) / (1 - by_chance))

    flat, step = shares.ravel(), 1e-6
    ways = step * np.eye(flat.size)
    slope = np.array([value(flat + way) - value(flat - way) for way in ways]) / (2 * step)
    spread = np.diag(flat) - np.outer(flat, flat)  # of a multinomial sample of one
    assert _kappa_and_error(shares, items) == (
        pytest.approx(value(flat)),
        pytest.approx(math.sqrt(slope @ spread @ slope / items), rel=1e-5),
    )


@given(tables())
def test_it_is_the_same_whoever_is_called_first(table: NDArray[np.int64]) -> None:
    assert same(kappa(table), kappa(table.T))


@given(tables(), st.randoms(use_true_random=False))
def test_it_is_the_same_in_whatever_order_the_words_stand(
    table: NDArray[np.int64], random: Any
) -> None:
    order = list(range(len(table)))
    random.shuffle(order)
    assert same(kappa(table), kappa(table[np.ix_(order, order)]))


@given(tables())
@example(np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]]))
@example(np.diag([1, 1, 0, 0]))
@example(np.array([[700, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]))
def test_the_interval_holds_kappa_and_has_some_width(table: NDArray[np.int64]) -> None:
    found = kappa(table)
    assume(found.known)
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert found.high - found.low > 0.001


@given(st.lists(st.integers(0, 40), min_size=2, max_size=4))
def test_full_agreement_on_two_words_or_more_is_one(hits: list[int]) -> None:
    assume(sum(count > 0 for count in hits) > 1)
    found = kappa(np.diag(hits))
    assert found.value == found.high == 1.0
    assert found.low < 1.0


def test_full_agreement_on_more_items_is_surer() -> None:
    lows = [kappa(np.diag([count, count])).low for count in (3, 10, 30, 100)]
    assert all(one < other for one, other in pairwise(lows))


@pytest.mark.parametrize("table", [[[0, 0], [0, 0]], [[7, 0], [0, 0]], [[0, 0], [0, 1]]])
def test_one_word_from_both_or_no_item_at_all_has_no_kappa(table: list[list[int]]) -> None:
    found = kappa(np.array(table))
    assert not found.known
    assert all(map(math.isnan, (found.value, found.low, found.high)))


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_rater_who_only_knows_one_word_agrees_by_chance(hits: int, misses: int) -> None:
    found = kappa(np.array([[hits, misses], [0, 0]]))
    assert found.value == 0.0
    assert found.low < 0.0 < found.high


@pytest.mark.parametrize("items", [10, 20])
@pytest.mark.parametrize("share_of_first", [0.5, 0.8, 0.9])
def test_the_interval_holds_the_true_kappa_as_often_as_is_said(
    items: int, share_of_first: float
) -> None:
    """Exact: every table of so many items, weighed by how probable it is."""
    cells = [
        (a, b, c, items - a - b - c)
        for a in range(items + 1)
        for b in range(items + 1 - a)
        for c in range(items + 1 - a - b)
    ]
    found = [kappa(np.array(cell).reshape(2, 2)) for cell in cells]
    ways = np.array(
        [math.factorial(items) / math.prod(map(math.factorial, cell)) for cell in cells]
    )
    margin = np.array([share_of_first, 1 - share_of_first])
    for truth in (0.3, 0.5, 0.7, 0.85, 0.95):
        shares = (1 - truth) * np.outer(margin, margin) + truth * np.diag(margin)
        weight = ways * np.prod(shares.ravel() ** np.array(cells), axis=1)
        assert weight.sum() == pytest.approx(1.0)
        known = weight @ [one.known for one in found]
        held = weight @ [one.low <= truth <= one.high for one in found]
        assert held / known >= 0.93


def test_a_share_has_the_interval_of_wilson() -> None:
    found = share(9, 10)
    assert found.value == 0.9
    for end in (found.low, found.high):  # where a true share would be just as far off as Z allows
        assert abs(0.9 - end) == pytest.approx(Z * math.sqrt(end * (1 - end) / 10), rel=1e-5)


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_share_lies_in_its_interval(part: int, rest: int) -> None:
    found = share(part, part + rest)
    if part + rest == 0:
        assert not found.known
        return
    assert 0.0 <= found.low <= found.value <= found.high <= 1.0
    assert found.high - found.low > 0.001
    assert found.high == pytest.approx(1 - share(rest, part + rest).low)
