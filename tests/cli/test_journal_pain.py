from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from formcheck.core.risks.referral_texts import QUESTIONS
from tests.fixtures.journal_command import NO, Diary, a_diary

CODES = [question.code for question in QUESTIONS]


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    yield from a_diary(tmp_path, monkeypatch, capfd)


def codes(diary: Diary, *command: object) -> list[str]:
    return [warning["code"] for warning in diary.json(*(command or ("week",)))["warnings"]]


def test_the_questions_are_asked_one_at_a_time_each_with_its_reason(diary: Diary) -> None:
    diary.types("yesterday\n3\n" + NO * len(QUESTIONS))
    ran = diary("pain", "--words", "stiff")
    assert ran.code == 0
    asked = " ".join(ran.err.split())
    assert asked.count("yes or no?") == len(QUESTIONS)
    for question in QUESTIONS:
        assert f"{question.text} Why: {question.reason} yes or no?" in asked
    told = " ".join(ran.out.split())
    assert "Neck: pain since Sun 22 Nov, 3 of 10 when last logged." in told
    assert "Still there on Fri 27 Nov, or worse at any time: see a doctor." in told
    assert "No red flag among your answers." in told


def test_only_yes_and_no_are_answers_and_only_0_to_10_a_level(diary: Diary) -> None:
    diary.types("today\nbad\n11\n-1\n4\n" + "maybe\n" + NO * len(QUESTIONS))
    ran = diary("pain")
    assert ran.err.count("Please give a whole number from 0 to 10.") == 3
    assert ran.err.count("Please answer yes or no.") == 1
    assert diary.json("list")["pains"][0]["entries"][0]["level"] == 4


def test_an_emergency_ends_the_questions(diary: Diary) -> None:
    diary.types("today\nyes\n")
    ran = diary("pain", 5)
    assert ran.err.count("yes or no?") == 1
    assert "Seek emergency care now." in ran.out
    assert codes(diary) == ["referral.red-flag"]


def test_answers_broken_off_are_kept_and_asked_again(diary: Diary) -> None:
    yes_to_arm = NO * CODES.index("arm") + "yes\n"
    diary.types("today\n" + yes_to_arm)
    assert diary("pain", 5).code == 2
    diary.leaves()
    assert codes(diary) == ["referral.red-flag"]
    assert "unfinished" in diary.json("week")["unfinished"]
    diary.types(NO * len(QUESTIONS))
    assert diary("pain", 5).err.count("yes or no?") == len(QUESTIONS)
    assert codes(diary) == ["referral.red-flag"]  # a later no takes no yes back


def test_while_the_questions_are_unanswered_nothing_is_advised(diary: Diary) -> None:
    diary.types("today\nno\n")
    diary("pain", 3)
    diary.leaves()
    told = diary.json("add", "situp", "--reps", 30)
    assert told["unfinished"].startswith("The questions about red flags are unfinished")
    assert (told["warnings"], told["advice"]) == ([], "")


def test_without_a_terminal_the_flags_that_answer_are_told_and_nothing_is_written(
    diary: Diary,
) -> None:
    told = diary("pain", 3).complaint
    assert "--red-flags none" in told
    assert all(code in told for code in CODES)
    assert "journal pain 3" in diary("pain", "--red-flags", "none").complaint
    assert diary.json("list")["pains"] == []
    diary("pain", 3, "--red-flags", "none")
    assert diary("pain", 2).code == 0  # no more than before: nothing to ask
    assert "--red-flags" in diary("pain", 4).complaint
    assert len(diary.json("list")["pains"][0]["entries"]) == 2


def test_when_pain_grows_the_questions_are_asked_again(diary: Diary) -> None:
    diary("pain", 3, "--red-flags", "none")
    diary.sleep()
    diary.types(NO * len(QUESTIONS))
    assert diary("pain", 4).err.count("yes or no?") == len(QUESTIONS)
    assert diary("pain", 4).err == ""


@pytest.mark.parametrize("code", CODES)
def test_any_yes_outranks_everything_until_a_doctor_cleared_it(diary: Diary, code: str) -> None:
    diary("add", "situp", "--reps", 50)
    diary("pain", 3, "--since", "9 days ago", "--red-flags", code)
    for command in (("week",), ("list",), ("add", "situp", "--reps", 99), ("close",)):
        assert codes(diary, *command) == ["referral.red-flag"], command
    diary.sleep(40)
    assert codes(diary) == ["referral.red-flag"]
    diary.json("cleared")
    assert codes(diary) == []


def test_a_clearance_of_an_earlier_day_clears_nothing_later(diary: Diary) -> None:
    diary("pain", 3, "--red-flags", "arm")
    assert codes(diary, "cleared", "--date", "yesterday") == ["referral.red-flag"]
    assert codes(diary, "cleared") == []


def test_pain_on_day_six_is_for_a_doctor_every_time_until_it_is_closed(diary: Diary) -> None:
    diary("pain", 2, "--red-flags", "none")
    for day in range(2, 6):
        diary.sleep()
        assert codes(diary) == [], day
    for _ in range(3):
        diary.sleep()
        assert codes(diary) == ["referral.persistent"]
        assert codes(diary, "pain", 1) == ["referral.persistent"]
    assert codes(diary, "cleared") == ["referral.persistent"]
    assert codes(diary, "close") == []


def test_a_late_entry_counts_from_the_day_it_tells_of(diary: Diary) -> None:
    diary("pain", 2, "--red-flags", "none")
    assert codes(diary, "pain", 1, "--date", "5 days ago") == ["referral.persistent"]


def test_growth_that_is_told_late_is_growth(diary: Diary) -> None:
    diary("pain", 2, "--date", "yesterday", "--red-flags", "none")
    assert "--red-flags" in diary("pain", 8, "--date", "yesterday").complaint
    diary("pain", 8, "--date", "yesterday", "--red-flags", "night")
    assert codes(diary) == ["referral.red-flag"]


def test_a_pain_of_long_ago_is_told_at_once(diary: Diary) -> None:
    assert codes(diary, "pain", 2, "--since", "2026-11-18", "--red-flags", "none") == [
        "referral.persistent"
    ]


def test_days_are_those_of_the_calendar_here_over_a_change_of_clocks(diary: Diary) -> None:
    import time

    diary.monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    diary.now = datetime(2026, 10, 22, 22, 30, tzinfo=timezone.utc)  # half past midnight, the 23rd
    diary("pain", 2, "--red-flags", "none")
    assert diary.json("list")["pains"][0]["since"] == "2026-10-23"
    diary.now = datetime(2026, 10, 27, 22, 58, tzinfo=timezone.utc)  # two minutes left of the 27th
    assert codes(diary) == []
    diary.now = datetime(2026, 10, 27, 23, 0, tzinfo=timezone.utc)
    assert codes(diary) == ["referral.persistent"]


def test_pains_in_two_places_are_kept_apart(diary: Diary) -> None:
    diary("pain", 2, "--red-flags", "none")
    diary("pain", 5, "--where", "Left shoulder", "--red-flags", "none")
    assert "--where is needed: pain is open in neck, Left shoulder" in diary("pain", 3).complaint
    diary("pain", 4, "--where", "left shoulder")
    pains = diary.json("list")["pains"]
    assert [[entry["level"] for entry in pain["entries"]] for pain in pains] == [[2], [5, 4]]
    assert diary("close", "--where", "neck").out == (
        "Neck: noted as gone.\nLeft shoulder: pain since Mon 23 Nov, 4 of 10 when last logged. "
        "Still there on\nSat 28 Nov, or worse at any time: see a doctor.\n"
        "You logged soreness today (5 of 10): rest your neck today.\n"
    )


def test_zero_means_gone(diary: Diary) -> None:
    assert "no such pain is open" in diary("pain", 0).complaint
    diary("pain", 2, "--red-flags", "none")
    diary.sleep(9)
    assert diary("pain", 0).out == "Neck: noted as gone.\n"
    assert diary.json("list")["pains"][0]["closed"] == "2026-12-02"
    assert "no such pain is open" in diary("close").complaint


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((3, "--red-flags", "leg"), "--red-flags: there is no leg"),
        ((3, "--red-flags", ""), "--red-flags is empty"),
        ((3, "--where", " ", "--red-flags", "none"), "--where is empty"),
        (
            (3, "--since", "today", "--date", "yesterday", "--red-flags", "none"),
            "--since 2026-11-23 is after --date 2026-11-22",
        ),
        ((3, "--since", "someday", "--red-flags", "none"), "--since 'someday' is no day"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    diary: Diary, arguments: tuple[object, ...], told: str
) -> None:
    assert told in diary("pain", *arguments).complaint
    assert diary.json("list")["pains"] == []


def test_a_pain_that_never_was_can_be_deleted_its_red_flag_stays(diary: Diary) -> None:
    diary("pain", 2, "--red-flags", "arm")
    diary("delete", 1, "--kind", "pain", "--yes")
    assert diary.json("list")["pains"] == []
    assert codes(diary) == ["referral.red-flag"]
    diary("delete", 1, "--kind", "screen", "--yes")
    assert codes(diary) == []


def test_what_is_asked_and_told_is_apart(diary: Diary) -> None:
    diary.types("today\n3\n" + NO * len(QUESTIONS))
    assert json.loads(diary("pain", "--json").out)["pain"]["entries"][0]["level"] == 3
