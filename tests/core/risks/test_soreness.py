from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.risks.soreness import (
    DISPUTE,
    Jump,
    SorenessLimits,
    Trained,
    expectation,
    history_advice,
    is_new,
    jumps,
    last_done,
    load_jump,
    new_exercise,
)

TODAY = date(2026, 11, 23)
LIMITS = SorenessLimits()


def ago(days: int, count: int = 10, exercise: str = "situp", **more: object) -> Trained:
    return replace(Trained(TODAY - timedelta(days=days), exercise, count), **more)  # type: ignore[arg-type]  # fields by name


SETS = st.lists(
    st.builds(
        ago,
        st.integers(-3, 80),
        st.integers(1, 60),
        st.sampled_from(["situp", "shrug"]),
        held_s=st.sampled_from([math.nan, 0.0, 12.0, 90.0]),
        load=st.sampled_from(["", "none", "light", "heavy"]),
        weight_kg=st.sampled_from([math.nan, 0.0, 5.0, 20.0]),
        past_limit=st.booleans(),
    ),
    max_size=25,
)


def found(*sets: Trained, exercise: str = "situp") -> dict[str, tuple[float, float]]:
    return {j.what: (j.figure, j.before) for j in jumps(sets, exercise, TODAY, LIMITS)}


@pytest.mark.parametrize(
    ("days", "new"), [([], True), ([0], True), ([28], False), ([29], True), ([29, 1], False)]
)
def test_what_was_not_done_in_four_weeks_is_new(days: list[int], new: bool) -> None:
    last = last_done([ago(n) for n in days], "situp", TODAY)
    assert is_new(last, TODAY, LIMITS) is new


def test_another_exercise_makes_none_familiar() -> None:
    assert last_done([ago(3, exercise="shrug")], "situp", TODAY) is None


def test_days_to_come_are_not_yet_done() -> None:
    assert last_done([ago(-1)], "situp", TODAY) is None
    assert found(ago(5, 10), ago(0, 10), ago(-1, 500)) == {}


def test_a_day_is_compared_with_the_fullest_day_before() -> None:
    assert found(ago(3, 20), ago(9, 14), ago(0, 15), ago(0, 15))["a day"] == (30, 20)
    assert found(ago(3, 20), ago(3, 1), ago(0, 30)) == {}
    assert found(ago(29, 100), ago(28, 20), ago(0, 30))["a day"] == (30, 20)


def test_nothing_is_compared_with_nothing() -> None:
    assert found(ago(0, 500)) == {}
    assert found(ago(3, 10)) == {}
    assert found(ago(3, 0), ago(0, 10)) == {}


def test_seconds_held_are_compared_where_all_of_a_day_are_known() -> None:
    before = ago(3, held_s=20.0)
    assert found(before, ago(0, held_s=30.0)) == {"held": (30, 20)}
    assert found(before, ago(0, 5, held_s=30.0), ago(0, 5)) == {}
    assert found(before, ago(4), ago(0, held_s=30.0)) == {"held": (30, 20)}


def test_weights_are_compared_by_kilograms_and_else_by_class() -> None:
    light = ago(3, load="light", weight_kg=10.0)
    assert found(light, ago(0, load="maximal", weight_kg=14.0)) == {}
    assert found(light, ago(0, load="light", weight_kg=15.0)) == {"weight": (15, 10)}
    assert found(light, ago(0, load="heavy")) == {"load": (0.5, 0.2)}
    assert found(light, ago(0)) == {}


def test_a_week_is_compared_with_the_mean_of_the_weeks_before() -> None:
    steady = [ago(7 * n + 1, 20) for n in range(6)]
    assert found(*steady, ago(0, 20))["a week"] == (40, pytest.approx(20))
    assert found(*steady, ago(0, 9)) == {}
    fortnight = [ago(13, 20), ago(0, 10), ago(1, 10), ago(2, 10)]
    assert found(*fortnight) == {"a week": (30, 20)}


def test_a_week_is_compared_with_no_broken_week() -> None:
    assert "a week" not in found(ago(12, 10), *(ago(n, 10) for n in range(6)))


def test_the_greatest_jump_comes_first() -> None:
    sets = [ago(3, 10, held_s=10.0), ago(0, 20, held_s=40.0)]
    assert [jump.what for jump in jumps(sets, "situp", TODAY, LIMITS)] == ["held", "a day"]


@given(SETS, st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(sets: list[Trained], chance: object) -> None:
    mixed = list(sets)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis types it loosely
    assert jumps(mixed, "situp", TODAY, LIMITS) == jumps(sets, "situp", TODAY, LIMITS)
    assert last_done(mixed, "situp", TODAY) == last_done(sets, "situp", TODAY)


@given(SETS, st.integers(-4000, 4000))
def test_only_distances_between_days_count(sets: list[Trained], days: int) -> None:
    shift = timedelta(days)
    moved = [replace(one, day=one.day + shift) for one in sets]
    assert jumps(moved, "shrug", TODAY + shift, LIMITS) == jumps(sets, "shrug", TODAY, LIMITS)


@given(SETS)
def test_every_jump_is_past_the_limit_and_has_finite_figures(sets: list[Trained]) -> None:
    for jump in jumps(sets, "situp", TODAY, LIMITS):
        assert math.isfinite(jump.figure)
        assert jump.before > 0
        assert jump.ratio >= LIMITS.jump_ratio
        assert load_jump("sit-ups", [jump], LIMITS).severity == "notice"


@given(SETS, st.randoms(use_true_random=False))
def test_advice_is_one_line_at_most_whatever_the_order(
    sets: list[Trained], chance: random.Random
) -> None:
    line = history_advice(sets, TODAY, LIMITS)
    assert line.count("\n") == 0
    assert len(line) <= 80
    mixed = list(sets)
    chance.shuffle(mixed)
    assert history_advice(mixed, TODAY, LIMITS) == line


def test_the_third_session_past_a_limit_in_a_week_is_told() -> None:
    past = [ago(n, past_limit=True) for n in (0, 0, 2, 6)]
    told = "Third session in seven days past a limit: less, or a day off."
    assert history_advice(past, TODAY, LIMITS) == told
    assert history_advice(past[:-1], TODAY, LIMITS) == ""
    assert history_advice([*past[:-1], ago(7, past_limit=True)], TODAY, LIMITS) == ""
    assert history_advice([*past[2:], ago(4, past_limit=True)], TODAY, LIMITS) == ""
    week = [ago(n, past_limit=True) for n in range(7)]
    assert history_advice(week, TODAY, LIMITS).startswith("7th session")


def test_what_is_new_is_told_with_what_to_expect() -> None:
    never = new_exercise("sit-ups", None, TODAY, LIMITS)
    assert (never.code, never.severity, never.cause) == (
        "soreness.new-exercise",
        "notice",
        "soreness",
    )
    assert never.message == "Sit-ups are new to your neck: not logged before."
    again = new_exercise("shrugs", TODAY - timedelta(40), TODAY, LIMITS)
    assert again.message == "Shrugs are new to your neck: last done 40 days ago."
    assert never.advice == "Keep it small at first. " + expectation(LIMITS)
    assert expectation(LIMITS) == (
        "If you get sore, it starts after 12 to 24 hours, is worst after 24 to 72, "
        "and is gone in 3 to 5 days."
    )


@pytest.mark.parametrize(
    ("jump", "told"),
    [
        (Jump("a day", 60, 30), "60 sit-ups today, at most 30 a day in the last 4 weeks: 2.0 "),
        (Jump("held", 60, 20), "60 s held today, at most 20 s in the last 4 weeks: 3.0 times"),
        (Jump("weight", 12.5, 5), "12.5 kg today, at most 5 kg in the last 4 weeks: 2.5 times"),
        (Jump("load", 0.5, 0.2), "A heavy load today, at most light in the last 4 weeks."),
        (Jump("a week", 90, 30), "90 sit-ups in seven days, 30 a week before that: 3.0 times"),
    ],
)
def test_every_jump_is_told_with_its_figures(jump: Jump, told: str) -> None:
    warning = load_jump("sit-ups", [jump], LIMITS)
    assert warning.code == "soreness.load-jump"
    assert warning.message.startswith(told)
    assert "gone in 3 to 5 days" in warning.advice


def test_the_dispute_is_told_in_a_sentence() -> None:
    assert "disputed" in DISPUTE
    assert "not as a prediction" in DISPUTE
