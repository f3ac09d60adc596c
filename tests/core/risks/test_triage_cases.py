"""Everyday cases train on, dangerous ones are never missed: over cases, zones and late entries."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.safety.__main__ import main
from benchmarks.safety.cases import DANGEROUS, HARMLESS, Case
from formcheck.core.risks.days import calendar_day
from formcheck.core.risks.pain import Clearance, Pain, PainEntry, Screen
from formcheck.core.risks.questions import PAIN_QUESTIONS, QUESTIONS, RETIRED
from formcheck.core.risks.triage import Level, Triage, triage

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)
CODES = [*QUESTIONS, *RETIRED]


def named(case: Case) -> str:
    return case.what


@pytest.mark.parametrize("case", HARMLESS, ids=named)
def test_a_harmless_case_trains_on(case: Case) -> None:
    found = case.triage()
    assert found.coaches, found.reasons
    assert case.source


@pytest.mark.parametrize("case", DANGEROUS, ids=named)
def test_a_dangerous_case_is_never_missed(case: Case) -> None:
    assert case.triage().level >= case.least
    assert case.source


def test_no_harmless_case_hides_a_dangerous_one() -> None:
    for case, danger in product(HARMLESS, DANGEROUS):
        if not case.gone and case.cleared is danger.cleared is None:
            both = replace(danger, yes=(*danger.yes, *case.yes), pains=case.pains | danger.pains)
            assert both.triage().level >= danger.least, (case, danger)


def test_the_shares_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(HARMLESS) >= 30
    assert len(DANGEROUS) >= 30
    main()
    assert capsys.readouterr().out == (
        f"harmless cases stopped: 0 of {len(HARMLESS)} (0 %)\n"
        f"dangerous cases missed: 0 of {len(DANGEROUS)} (0 %)\n"
    )


def entry(days: int, level: int, hour: int = 0) -> PainEntry:
    return PainEntry(NOON - timedelta(days=days, hours=hour), TODAY - timedelta(days), level)


ENTRIES = st.lists(
    st.builds(entry, st.integers(0, 9), st.integers(1, 10), st.integers(0, 11)),
    min_size=1,
    max_size=7,
)
ANSWERED = Screen(NOON, TODAY, dict.fromkeys((one.code for one in PAIN_QUESTIONS), False))


def of(entries: list[PainEntry], *yes: str, zone: timezone = timezone.utc) -> Triage:
    """The triage of a neck that hurt so, where calendars show the days of ``zone``."""
    here = [replace(one, day=calendar_day(one.at, zone)) for one in entries]
    said = replace(ANSWERED, answers={**ANSWERED.answers, **dict.fromkeys(yes, True)})
    pain = Pain("neck", min(one.day for one in here), tuple(here), screens=(said,))
    return triage([pain], [said], [], calendar_day(NOON, zone))


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_were_told_changes_nothing(
    entries: list[PainEntry], chance: random.Random
) -> None:
    entries = list({one.at: one for one in entries}.values())
    mixed = list(entries)
    chance.shuffle(mixed)
    assert of(mixed) == of(entries)


@given(ENTRIES, st.integers(0, 9), st.integers(1, 10))
def test_a_late_entry_on_a_day_without_one_never_lowers_the_level(
    entries: list[PainEntry], days: int, level: int
) -> None:
    late = entry(days, level)
    if late.day in {one.day for one in entries} or late.day > max(one.day for one in entries):
        return
    assert of([*entries, late]).level >= of(entries).level


@given(ENTRIES, st.sets(st.sampled_from(CODES), max_size=5))
def test_an_answer_of_yes_never_lowers_the_level(entries: list[PainEntry], yes: set[str]) -> None:
    assert of(entries, *yes).level >= of(entries).level


@given(ENTRIES, st.integers(-11, 13), st.sets(st.sampled_from(CODES), max_size=3))
def test_a_zone_moves_days_as_a_whole_and_hides_no_flag_and_no_severe_pain(
    entries: list[PainEntry], hours: int, yes: set[str]
) -> None:
    zone = timezone(timedelta(hours=hours))
    found = of(entries, *yes, zone=zone)
    flags = triage([], [Screen(NOON, TODAY, dict.fromkeys(yes, True))], [], TODAY)
    assert found.level >= flags.level
    last = max(calendar_day(one.at, zone) for one in entries)
    if any(one.level >= 7 and calendar_day(one.at, zone) == last for one in entries):
        assert found.level >= Level.SEE_A_DOCTOR_NOW
    if any(one.level >= 7 for one in entries):
        assert not found.coaches


@given(ENTRIES, st.sets(st.sampled_from(CODES), max_size=3), st.integers(0, 9))
def test_a_clearance_never_raises_the_level_and_one_of_the_future_covers_all_flags(
    entries: list[PainEntry], yes: set[str], ago: int
) -> None:
    said = replace(ANSWERED, answers={**ANSWERED.answers, **dict.fromkeys(yes, True)})
    pain = Pain("neck", min(one.day for one in entries), tuple(entries), screens=(said,))
    before = triage([pain], [said], [], TODAY)
    then = Clearance(NOON - timedelta(ago), TODAY - timedelta(ago))
    assert triage([pain], [said], [then], TODAY).level <= before.level
    now = Clearance(NOON, TODAY)
    assert triage([pain], [said], [now], TODAY).coaches
