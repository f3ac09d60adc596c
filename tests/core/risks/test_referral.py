from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.risks.referral import (
    Clearance,
    Pain,
    PainEntry,
    ReferralLimits,
    Screen,
    coaching_off,
    day_told,
    is_persistent,
    open_flags,
    refer_on,
    referrals,
    screen_due,
)
from formcheck.core.risks.referral_texts import QUESTIONS

TODAY = date(2026, 11, 23)
LIMITS = ReferralLimits()
CODES = [question.code for question in QUESTIONS]
EMERGENCIES = {question.code for question in QUESTIONS if question.emergency}
NONE = dict.fromkeys(CODES, False)


def at(days: float) -> datetime:
    """Noon, so many days before today."""
    return datetime(2026, 11, 23, 12, tzinfo=timezone.utc) - timedelta(days=days)


def entry(days: float, level: int) -> PainEntry:
    return PainEntry(at(days), at(days).date(), level)


def screen(days: float, *yes: str) -> Screen:
    return Screen(at(days), at(days).date(), NONE | dict.fromkeys(yes, True))


def cleared(days: float, said: float | None = None) -> Clearance:
    return Clearance(at(days if said is None else said), at(days).date())


def pain(since: int, **more: object) -> Pain:
    return Pain("neck", TODAY - timedelta(since), **more)  # type: ignore[arg-type]  # fields by name


LASTING = pain(9, entries=(entry(9, 4), entry(0, 6)))
ENTRIES = st.lists(
    st.builds(entry, st.integers(0, 30).map(float), st.integers(0, 10)), max_size=8, unique=True
)


def test_a_red_flag_is_never_outranked_over_every_combination_of_answers() -> None:
    for answers in product((False, True), repeat=len(CODES)):
        given = Screen(at(0), TODAY, dict(zip(CODES, answers, strict=True)))
        flags = open_flags([given])
        told = referrals([LASTING], flags, TODAY, LIMITS)
        if not any(answers):
            assert [one.code for one in told] == ["referral.persistent"]
            assert coaching_off(flags) == ""
            continue
        (warning,) = told
        assert (warning.code, warning.severity) == ("referral.red-flag", "stop")
        emergency = any(given.answers[code] for code in EMERGENCIES)
        assert warning.advice.startswith("Seek emergency care now" if emergency else "See a doctor")
        assert coaching_off(flags)


def test_an_answer_not_given_is_no_no() -> None:
    for answers in product((False, True, None), repeat=5):
        codes = ["jaw-wound", "arm", "night", "age", "dizzy"]
        known = {c: a for c, a in zip(codes, answers, strict=True) if a is not None}
        part = Screen(at(0), TODAY, known)
        assert {question.code for question in part.flags()} == {c for c in codes if known.get(c)}
        assert part.complete is bool(known.get("jaw-wound"))
        assert bool(referrals([], part.flags(), TODAY, LIMITS)) is any(known.values())


def test_every_question_is_sourced_by_a_reason_and_emergencies_come_first() -> None:
    assert len(set(CODES)) == len(CODES)
    assert [q.emergency for q in QUESTIONS] == sorted(
        (q.emergency for q in QUESTIONS), reverse=True
    )
    for question in QUESTIONS:
        assert question.text.endswith("?")
        assert question.reason.endswith(".")
        assert question.finding


def test_the_common_core_of_the_guidelines_is_asked() -> None:
    asked = " ".join(question.text for question in QUESTIONS).lower()
    for sign in (
        *("injury", "fever", "lost weight", "at night", "cancer", "infection", "steroid"),
        *("injected", "numb", "tingl", "weak", "clumsy", "unsteady", "bladder", "bowel"),
        *("shock down", "dizzy", "fallen", "under 20", "over 55", "65 or over"),
        *("jaw", "wound", "dark", "swelling", "stiff", "headache"),
    ):
        assert sign in asked, sign


@pytest.mark.parametrize(
    ("clearance", "open_"),
    [
        (cleared(1), False),
        (cleared(3), True),
        (cleared(2), False),
        (cleared(1, said=0), False),
        (cleared(3, said=0), True),
        (cleared(0, said=4), True),
    ],
    ids=["later", "earlier", "same day", "told late", "told late of an earlier day", "foretold"],
)
def test_only_a_doctor_after_the_answers_clears_them(clearance: Clearance, open_: bool) -> None:
    flags = open_flags([screen(2, "arm")], [clearance])
    assert bool(flags) is open_


def test_a_flag_after_the_clearance_is_open_again() -> None:
    flags = open_flags([screen(5, "arm"), screen(1, "arm", "jaw-wound")], [cleared(3)])
    assert [flag.code for flag in flags] == ["jaw-wound", "arm"]


def test_closing_a_pain_clears_no_red_flag() -> None:
    gone = pain(9, closed=TODAY, screens=(screen(2, "night"),))
    assert not screen_due(gone)
    (told,) = referrals([gone], open_flags(gone.screens), TODAY, LIMITS)
    assert told.code == "referral.red-flag"


@pytest.mark.parametrize(("since", "lasting"), [(0, False), (4, False), (5, True), (60, True)])
def test_pain_on_day_six_is_for_a_doctor(since: int, lasting: bool) -> None:
    ache = pain(since, entries=(entry(0, 2),))
    assert is_persistent(ache, TODAY, LIMITS) is lasting
    assert (refer_on(ache, LIMITS) <= TODAY) is lasting
    told = referrals([ache], (), TODAY, LIMITS)
    assert [one.code for one in told] == ["referral.persistent"] * lasting
    if lasting:
        assert told[0].message.endswith(f"today is day {since + 1}.")
        assert "See a doctor" in told[0].advice


def test_a_pain_that_is_closed_is_over() -> None:
    assert not is_persistent(pain(60, closed=TODAY), TODAY, LIMITS)
    assert not screen_due(pain(60, closed=TODAY))


def test_of_two_lasting_pains_the_older_comes_first() -> None:
    told = referrals([pain(7), pain(3), pain(20)], (), TODAY, LIMITS)
    assert [one.message.rpartition(" ")[2] for one in told] == ["21.", "8."]


@given(ENTRIES, st.integers(0, 30), st.randoms(use_true_random=False))
def test_entries_in_any_order_tell_the_same(
    entries: list[PainEntry], since: int, chance: random.Random
) -> None:
    mixed = list(entries)
    chance.shuffle(mixed)
    one, other = pain(since, entries=tuple(entries)), pain(since, entries=tuple(mixed))
    assert (one.began, is_persistent(one, TODAY, LIMITS)) == (
        other.began,
        is_persistent(other, TODAY, LIMITS),
    )
    if len({one.at for one in entries}) == len(entries):
        assert one.level == other.level
        assert screen_due(one) == screen_due(other)


@given(ENTRIES, st.integers(0, 30), st.integers(0, 40))
def test_a_late_entry_never_makes_a_pain_younger(
    entries: list[PainEntry], since: int, late: int
) -> None:
    before = pain(since, entries=tuple(entries))
    after = pain(since, entries=(*entries, entry(late, 1)))
    assert after.began <= before.began
    assert is_persistent(after, TODAY, LIMITS) >= is_persistent(before, TODAY, LIMITS)


def test_the_screen_is_asked_at_first_and_when_pain_grows() -> None:
    assert screen_due(pain(3))
    assert screen_due(pain(3, entries=(entry(3, 2),)))
    asked = (screen(3),)
    assert not screen_due(pain(3, entries=(entry(3, 2),), screens=asked))
    assert not screen_due(pain(3, entries=(entry(3, 4), entry(2, 4), entry(1, 2)), screens=asked))
    grown = (entry(3, 2), entry(1, 3))
    assert screen_due(pain(3, entries=grown, screens=asked))
    assert not screen_due(pain(3, entries=grown, screens=(screen(3), screen(1))))


def test_a_screen_broken_off_is_asked_again() -> None:
    part = Screen(at(3), at(3).date(), {"arm": False})
    assert screen_due(pain(3, entries=(entry(3, 2),), screens=(part,)))
    emergency = Screen(at(3), at(3).date(), {"jaw-wound": True})
    assert not screen_due(pain(3, entries=(entry(3, 2),), screens=(emergency,)))


def test_a_pain_never_logged_has_no_level() -> None:
    assert pain(3).level == 0
    assert pain(3, entries=(entry(1, 7), entry(2, 9))).level == 7


def test_days_are_told_alike_everywhere() -> None:
    assert day_told(TODAY) == "Mon 23 Nov"
