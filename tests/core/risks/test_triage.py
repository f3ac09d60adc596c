"""The triage, rule by rule and in every combination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import combinations

import pytest

from formcheck.core.risks.limits import Limits
from formcheck.core.risks.pain import GROWTH, SEVERE, Clearance, Pain, PainEntry, Place, Screen
from formcheck.core.risks.questions import (
    EARLIER_SCREEN,
    HEALTH_QUESTIONS,
    PAIN_QUESTIONS,
    QUESTIONS,
    RETIRED,
)
from formcheck.core.risks.triage import (
    COURSE_FACTS,
    RULES,
    Level,
    Triage,
    judge,
    next_question,
    screen_due,
    triage,
)

TODAY = date(2026, 11, 23)
FLAGS = [*QUESTIONS, *RETIRED]

EMERGENCIES = ("chest", "speech", "sight", "urine", "toilet", "retention")
NOW = (
    *("injury", "jaw", "headache", "tingling", "numb", "weak", "arm-pain"),
    *("clumsy", "unsteady", "shock", "drop"),
)
BEFORE_TRAINING = (
    *("fever", "weight-loss", "dizzy", "cancer", "infection", "steroids", "injecting"),
    *(question.code for question in HEALTH_QUESTIONS),
)
ONLY_TOGETHER = (
    *("stiff", "spasms", "wound", "senior", "high-fall", "crash", "head-blow"),
    *("constant", "unrelieved", "night", "age"),
)
ALONE = (
    dict.fromkeys(EMERGENCIES, Level.EMERGENCY)
    | dict.fromkeys(NOW, Level.SEE_A_DOCTOR_NOW)
    | dict.fromkeys(BEFORE_TRAINING, Level.SEE_A_DOCTOR)
    | dict.fromkeys(ONLY_TOGETHER, Level.TRAIN)
)


def at(days: float) -> datetime:
    """Noon, so many days before today."""
    return datetime(2026, 11, 23, 12, tzinfo=timezone.utc) - timedelta(days=days)


def entry(days: float, level: int) -> PainEntry:
    return PainEntry(at(days), at(days).date(), level)


def screen(days: float, *yes: str) -> Screen:
    """All that is asked of a pain, answered no but for those."""
    answers = dict.fromkeys((one.code for one in PAIN_QUESTIONS), False)
    return Screen(at(days), at(days).date(), answers | dict.fromkeys(yes, True))


def cleared(days: float) -> Clearance:
    return Clearance(at(days), at(days).date())


def pain(*levels: tuple[float, int], where: str = "neck", closed: date | None = None) -> Pain:
    """A pain with a level so many days ago, and all questions answered no since."""
    entries = tuple(entry(*one) for one in levels)
    asked = (screen(min(days for days, _ in levels)),)
    return Pain(where, min(one.day for one in entries), entries, closed, asked)


def of(
    *pains: Pain, clearances: tuple[Clearance, ...] = (), screens: tuple[Screen, ...] = ()
) -> Triage:
    return triage(pains, screens, clearances, TODAY)


def codes(found: Triage) -> list[str]:
    return [reason.code for reason in found.reasons]


def subsets(facts: list[str], many: int) -> Iterator[frozenset[str]]:
    for size in range(many + 1):
        yield from map(frozenset, combinations(facts, size))


@pytest.mark.parametrize(("code", "level"), ALONE.items())
def test_what_each_answer_means_alone(code: str, level: Level) -> None:
    assert judge({code}).level is level


def test_every_question_has_its_level() -> None:
    assert ALONE.keys() == QUESTIONS.keys()


def test_answers_to_earlier_versions_send_to_a_doctor_as_they_did() -> None:
    for code in RETIRED:
        assert not judge({code}).coaches
    emergencies = {code for code in RETIRED if judge({code}).level is Level.EMERGENCY}
    assert emergencies == {
        *("stiff-neck-fever", "jaw-wound", "dark-urine", "bladder-bowel", "injury-danger"),
    }


def test_sets_of_three_facts_stand_for_all() -> None:
    """No rule needs more, and no rule asks that something be absent."""
    assert max(len(rule.needs) + bool(rule.any_of) for rule in RULES) == 3


def test_a_red_flag_is_never_outranked_in_any_combination() -> None:
    facts = [*FLAGS, *COURSE_FACTS]
    levels = {chosen: judge(chosen).level for chosen in subsets(facts, 3)}
    for chosen, level in levels.items():
        for fact in chosen:
            assert level >= levels[chosen - {fact}]
            assert level >= ALONE.get(fact, Level.TRAIN)


def test_only_what_stands_is_said() -> None:
    for chosen in subsets([*FLAGS, *COURSE_FACTS], 2):
        found = judge(chosen)
        assert {reason.level for reason in found.reasons} <= {found.level}
        assert bool(found.reasons) is (found.level > Level.TRAIN)
        assert found.coaches is (found.level <= Level.LIGHT_DAY)


@pytest.mark.parametrize(
    ("levels", "level", "code"),
    [
        ([(0, 1)], Level.LIGHT_DAY, "open-pain"),
        ([(0, 3)], Level.LIGHT_DAY, "open-pain"),
        ([(0, 4)], Level.LIGHT_DAY, "moderate-pain"),
        ([(0, 6)], Level.LIGHT_DAY, "moderate-pain"),
        ([(0, 7)], Level.SEE_A_DOCTOR_NOW, "severe-pain"),
        ([(2, 9), (0, 10)], Level.SEE_A_DOCTOR_NOW, "severe-pain"),
        ([(1, 2), (0, 3)], Level.LIGHT_DAY, "open-pain"),
        ([(1, 2), (0, 4)], Level.SEE_A_DOCTOR_NOW, "growing-pain"),
        ([(4, 3), (3, 2), (0, 4)], Level.SEE_A_DOCTOR_NOW, "growing-pain"),
        ([(2, 8), (0, 3)], Level.SEE_A_DOCTOR, "severe-before"),
        ([(3, 2), (2, 5), (0, 3)], Level.SEE_A_DOCTOR, "grown-before"),
        ([(4, 2), (0, 2)], Level.LIGHT_DAY, "open-pain"),
        ([(5, 2), (0, 2)], Level.SEE_A_DOCTOR, "lasting-pain"),
    ],
)
def test_what_the_course_of_a_pain_means(
    levels: list[tuple[float, int]], level: Level, code: str
) -> None:
    found = of(pain(*levels))
    assert (found.level, code in codes(found)) == (level, True)


def test_pain_in_the_neck_and_an_arm_is_for_a_doctor_now() -> None:
    assert of(pain((0, 2)), pain((0, 1), where="Left arm")).level is Level.SEE_A_DOCTOR_NOW
    assert of(pain((0, 2), where="neck and right hand")).level is Level.SEE_A_DOCTOR_NOW
    assert of(pain((0, 2), where="elbow")).level is Level.LIGHT_DAY
    assert of(pain((0, 2)), pain((0, 1), where="shoulder")).level is Level.LIGHT_DAY
    seen = of(pain((3, 2)), pain((2, 1), where="arm"), clearances=(cleared(1),))
    assert seen.level is Level.LIGHT_DAY


def test_a_place_is_read_from_words() -> None:
    places = {"Neck": "neck", "arms": "arm", "neck, arm": "both", "farm": "other", "knee": "other"}
    for where, place in places.items():
        assert pain((0, 1), where=where).place is Place(place)


def test_a_pain_that_is_gone_says_nothing_and_its_flags_stay() -> None:
    assert of(pain((1, 9), closed=TODAY)) == Triage()
    assert of(pain((1, 2), closed=TODAY), screens=(screen(1, "numb"),)).level > Level.SEE_A_DOCTOR


def test_a_doctor_clears_what_was_said_before() -> None:
    severe = pain((2, 8))
    assert of(severe, clearances=(cleared(3),)).level is Level.SEE_A_DOCTOR_NOW
    assert of(severe, clearances=(cleared(2),)).level is Level.LIGHT_DAY
    worse = pain((2, 4), (0, 6))
    assert codes(of(worse, clearances=(cleared(1),))) == ["growing-pain"]
    assert of(pain((9, 2), (0, 2)), clearances=(cleared(2),)).coaches
    assert not of(pain((9, 2), (0, 2)), clearances=(cleared(8),)).coaches
    flag = screen(2, "numb")
    assert not of(clearances=(cleared(3),), screens=(flag,)).coaches
    assert of(clearances=(cleared(1),), screens=(flag,)) == Triage()


def test_new_pain_with_a_known_condition_is_for_a_doctor_again() -> None:
    known = Screen(at(30), at(30).date(), {"discs": True})
    may = {"clearances": (cleared(20),), "screens": (known,)}
    assert of(**may) == Triage()  # type: ignore[arg-type]  # by name
    assert codes(of(pain((1, 2)), **may)) == ["neck-condition"]  # type: ignore[arg-type]  # by name


def test_an_unanswered_question_is_no_no() -> None:
    unasked = Pain("neck", TODAY, (entry(0, 2),))
    assert codes(of(unasked)) == ["unanswered"]
    assert screen_due(unasked)


def test_the_sentences_say_what_was_answered_why_and_what_to_do() -> None:
    assert judge({"stiff", "fever"}).sentences == (
        "You said: a very stiff neck, a fever. "
        "Together they can mean an illness in or around the brain.",
        "Seek emergency care now. Don't train until a doctor has cleared you.",
    )
    assert of(pain((6, 2), (0, 2))).sentences == (
        "Neck: pain since Tue 17 Nov, today is day 7. Soreness is usually gone by now.",
        "See a doctor before you train your neck, even if it gets better.",
    )
    assert Triage().sentences == ()


def test_follow_up_questions_are_asked_only_after_a_yes() -> None:
    asked, answers = [], {}
    while question := next_question(answers):
        asked.append(question.code)
        answers[question.code] = question.code == "constant"
    followed = [one.code for one in PAIN_QUESTIONS if not one.after] + ["unrelieved"]
    assert sorted(asked) == sorted(followed)
    assert next_question({"chest": True}) is None


def asked(*yes: str, days: float = 3) -> tuple[Screen, ...]:
    return (screen(days, *yes),)


def with_screens(screens: tuple[Screen, ...], *levels: tuple[float, int]) -> Pain:
    return Pain("neck", TODAY - timedelta(3), tuple(entry(*one) for one in levels), screens=screens)


def test_the_questions_are_asked_at_first_and_when_pain_grows() -> None:
    assert screen_due(with_screens((), (3, 2)))
    assert not screen_due(with_screens(asked(), (3, 2)))
    assert not screen_due(with_screens(asked(), (3, 4), (2, 4), (1, 2)))
    assert screen_due(with_screens(asked(), (3, 2), (1, 3)))
    assert not screen_due(with_screens((*asked(), *asked(days=1)), (3, 2), (1, 3)))
    assert not screen_due(replace(with_screens((), (3, 2)), closed=TODAY))


def test_questions_broken_off_are_asked_again_but_not_after_an_emergency() -> None:
    part = Screen(at(3), at(3).date(), {"numb": False})
    assert screen_due(with_screens((part,), (3, 2)))
    emergency = Screen(at(3), at(3).date(), {"chest": True})
    assert not screen_due(with_screens((emergency,), (3, 2)))


def test_whoever_answered_the_questions_of_earlier_versions_is_not_asked_again() -> None:
    earlier = dict.fromkeys(EARLIER_SCREEN, False)
    assert len(earlier) == 13
    done = Screen(at(3), at(3).date(), earlier)
    assert not screen_due(with_screens((done,), (3, 2)))
    emergency = Screen(at(3), at(3).date(), {"stiff-neck-fever": True})
    assert not screen_due(with_screens((emergency,), (3, 2)))


def test_levels_are_told_in_words() -> None:
    words = ["train", "light day", "see a doctor", "see a doctor now", "emergency"]
    assert [level.words for level in Level] == words


def test_what_soreness_is_said_to_do_is_what_the_limits_say() -> None:
    limits = Limits().soreness
    (told,) = (rule.sentence for rule in RULES if rule.code == "soreness")
    assert f"{limits.onset_from_h:g} to {limits.onset_to_h:g} hours" in told
    assert f"worst after {limits.peak_from_h:g} to {limits.peak_to_h:g}" in told
    assert (limits.gone_from_days, limits.gone_to_days) == (3, 5)
    assert "in three to five days" in told
    assert f"grows by {GROWTH} or gets to {SEVERE} of 10" in told


def test_a_stop_says_what_to_do_over_the_whole_set_and_gives_no_reason_away() -> None:
    stop = judge({"numb"}).stop(1.0, 9.0)
    assert (stop.code, stop.severity) == ("referral.see-a-doctor-now", "stop")
    assert (stop.start_s, stop.end_s, stop.message) == (1.0, 9.0, "See a doctor now.")
    assert stop.advice == ("Don't train until a doctor has cleared you. Measured, but not judged.")
    assert "numb" not in stop.message + stop.advice
