from __future__ import annotations

import math
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.risks.pain import Pain, PainEntry
from formcheck.journal.chart import BAR, bar, chart
from formcheck.journal.entries import LoggedWarning
from formcheck.journal.weeks import by_week, monday_of
from formcheck.system.console import show
from tests.fixtures.journals import NOON, TODAY, a_set

CAUTION = LoggedWarning("strain.neck-flexed", "caution", "too far")
NOTICE = LoggedWarning("camera.viewpoint", "notice", "off the side")


def pain(*days: tuple[int, int]) -> Pain:
    entries = [PainEntry(NOON - timedelta(n), TODAY - timedelta(n), level) for n, level in days]
    return Pain("neck", TODAY, tuple(entries))


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert monday_of(date(2026, 11, 23)) == date(2026, 11, 23)
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert monday_of(date(2027, 1, 3)) == date(2026, 12, 28)


def test_a_week_sums_up_what_is_known_of_it() -> None:
    sets = [
        a_set(1, dose_deg_s=3.0, warnings=(CAUTION, NOTICE), load="light", weight_kg=5.0),
        a_set(1, dose_deg_s=4.5, warnings=(CAUTION,), load="heavy", weight_kg=12.0),
        a_set(3, exercise="shrug", reps=0, holds=4, held_s=31.0, load="none"),
        a_set(0, reps=99),
    ]
    earlier, now = by_week(sets, [pain((2, 3), (5, 6)), pain((1, 4))], TODAY, 2)
    assert (earlier.monday, earlier.days, earlier.reps, earlier.holds) == (
        *(date(2026, 11, 16), 2, 20),
        4,
    )
    assert (earlier.held_s, earlier.dose_deg_s, earlier.weight_kg) == (31.0, 7.5, 12.0)
    assert (earlier.load, earlier.pain) == ("heavy", 6.0)
    assert earlier.warnings == {"camera": 1, "strain": 2}
    assert earlier.count == 24
    assert (now.reps, now.warnings, math.isnan(now.pain)) == (99, {}, True)


def test_a_week_without_entries_is_there_and_empty() -> None:
    weeks = by_week([a_set(0)], [], TODAY, 3)
    assert [week.count for week in weeks] == [0, 0, 10]
    told = weeks[0].told()
    assert (told["monday"], told["dose_deg_s"], told["pain"]) == ("2026-11-09", None, None)


@given(st.lists(st.integers(0, 200), max_size=20), st.integers(1, 40))
def test_no_set_of_the_weeks_is_lost_and_none_counted_twice(days: list[int], many: int) -> None:
    sets = [a_set(n, reps=1) for n in days]
    first = monday_of(TODAY) - timedelta(weeks=many - 1)
    weeks = by_week(sets, [], TODAY, many)
    assert sum(week.reps for week in weeks) == sum(one.day >= first for one in sets)
    assert [week.monday for week in weeks] == [first + timedelta(weeks=n) for n in range(many)]


def test_bars_are_as_long_as_their_share() -> None:
    assert bar(10, 10) == "█" * BAR
    assert bar(5, 10) == "█" * (BAR // 2)
    assert bar(0, 10) == ""
    assert bar(0, 0) == ""
    assert len(bar(1, 1000)) == 1  # little is not nothing


def test_where_blocks_cannot_be_shown_bars_are_of_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ascii:
        encoding = "ascii"

    monkeypatch.setattr(sys, "stdout", Ascii())
    assert bar(5, 10) == "#" * (BAR // 2)


def test_the_chart_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    full = a_set(0, reps=1234, holds=123, held_s=1234.0, dose_deg_s=12345.0, weight_kg=112.5)
    full = replace(full, warnings=(CAUTION,) * 123)
    show(chart(by_week([full], [pain((0, 10))], TODAY, 12)))
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    for figure in ("1234", "123", "12345", "112.5 kg", "10"):
        assert figure in lines[-1]
