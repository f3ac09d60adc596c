from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest

from formcheck.core.risks.questions import PAIN_QUESTIONS
from tests.fixtures.journal_command import NO, Diary, a_diary

CODES = [question.code for question in PAIN_QUESTIONS]
ALWAYS = [question for question in PAIN_QUESTIONS if not question.after]
ALL_NO = NO * len(ALWAYS)


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    yield from a_diary(tmp_path, monkeypatch, capfd)


def stops(diary: Diary, *command: object) -> list[str]:
    """The rules that send to a doctor; none where there is nothing but a light day."""
    told = diary.json(*(command or ("week",)))
    if told["triage"]["coaches"]:
        return []
    assert (told["warnings"], told["advice"]) == ([], "")
    return [reason["code"] for reason in told["triage"]["reasons"]]


def test_the_questions_are_asked_one_at_a_time_each_with_its_reason(diary: Diary) -> None:
    diary.types("yesterday\n3\n" + ALL_NO)
    ran = diary("pain", "--words", "stiff")
    assert ran.code == 0
    asked = " ".join(ran.err.split())
    assert asked.count("yes or no?") == len(ALWAYS)
    for question in ALWAYS:
        assert f"{question.text} Why: {question.reason} yes or no?" in asked
    told = " ".join(ran.out.split())
    assert "Neck: pain since Sun 22 Nov, 3 of 10 when last logged." in told
    assert "worst after 24 to 72, and goes in three to five days" in told
    assert "Still there on Fri 27 Nov: see a doctor." in told
    assert "None of your answers asks for a doctor first." in told


def test_only_yes_and_no_are_answers_and_only_0_to_10_a_level(diary: Diary) -> None:
    diary.types("today\nbad\n11\n-1\n4\n" + "maybe\n" + ALL_NO)
    ran = diary("pain")
    assert ran.err.count("Please give a whole number from 0 to 10.") == 3
    assert ran.err.count("Please answer yes or no.") == 1
    assert diary.json("list")["pains"][0]["entries"][0]["level"] == 4


def test_an_emergency_ends_the_questions(diary: Diary) -> None:
    diary.types("today\nyes\n")
    ran = diary("pain", 5)
    assert ran.err.count("yes or no?") == 1
    assert "Seek emergency care now." in ran.out
    assert stops(diary) == ["heart"]


def test_answers_broken_off_are_kept_and_asked_again(diary: Diary) -> None:
    yes_to_numb = NO * [one.code for one in ALWAYS].index("numb") + "yes\n"
    diary.types("today\n" + yes_to_numb)
    assert diary("pain", 5).code == 2
    diary.leaves()
    assert stops(diary) == ["nerve"]
    diary.types(ALL_NO)
    assert diary("pain", 5).err.count("yes or no?") == len(ALWAYS)
    assert stops(diary) == ["nerve"]  # a later no takes no yes back


def test_while_the_questions_are_unanswered_nothing_is_advised(diary: Diary) -> None:
    diary.types("today\nno\n")
    diary("pain", 3)
    diary.leaves()
    assert stops(diary, "add", "situp", "--reps", 30) == ["unanswered"]


def test_without_a_terminal_the_pain_is_kept_and_the_flags_that_answer_are_told(
    diary: Diary,
) -> None:
    assert "journal pain 3" in diary("pain", "--red-flags", "none").complaint
    assert diary.json("list")["pains"] == []
    told = diary("pain", 3).complaint
    assert told.startswith("the pain is logged") and "--red-flags none" in told
    assert all(code in told for code in CODES)
    assert stops(diary, "add", "situp", "--reps", 30) == ["unanswered"]
    diary("pain", 3, "--red-flags", "none")
    assert diary("pain", 2).code == 0  # no more than before: nothing to ask
    assert "--red-flags" in diary("pain", 4).complaint
    assert [one["level"] for one in diary.json("list")["pains"][0]["entries"]] == [3, 3, 2, 4]


def test_a_severe_pain_stops_though_nobody_answers(diary: Diary) -> None:
    diary("pain", 9)
    assert "severe-pain" in stops(diary, "add", "situp", "--reps", 30)


def test_a_pain_is_not_over_before_it_began(diary: Diary) -> None:
    diary("pain", 3, "--red-flags", "none")
    told = diary("close", "--date", "2020-01-01").complaint
    assert "before the pain began" in told
    assert diary.json("list")["pains"][0]["closed"] is None


def test_when_pain_grows_the_questions_are_asked_again(diary: Diary) -> None:
    diary("pain", 3, "--red-flags", "none")
    diary.sleep()
    diary.types(ALL_NO)
    assert diary("pain", 4).err.count("yes or no?") == len(ALWAYS)
    assert diary("pain", 4).err == ""


@pytest.mark.parametrize(
    ("flags", "rules"),
    [
        ("numb", ["nerve"]),
        ("arm", ["earlier-nerve"]),
        ("jaw-wound", ["earlier-emergency"]),
        ("fever,stiff,weight-loss", ["stiff-neck"]),
        ("constant,unrelieved,night", ["unrelieved"]),
    ],
)
def test_a_red_flag_outranks_everything_until_a_doctor_cleared_it(
    diary: Diary, flags: str, rules: list[str]
) -> None:
    diary("add", "situp", "--reps", 50)
    diary("pain", 3, "--red-flags", flags)
    for command in (("week",), ("list",), ("add", "situp", "--reps", 99), ("close",)):
        assert stops(diary, *command) == rules, command
    diary.sleep(40)
    assert stops(diary) == rules
    diary.json("cleared")
    assert stops(diary) == []


@pytest.mark.parametrize("flags", ["age", "night", "constant", "age,night"])
def test_age_and_a_night_awake_alone_stop_nobody(diary: Diary, flags: str) -> None:
    diary("pain", 1, "--red-flags", flags)
    assert stops(diary) == []
    assert diary.json("week")["triage"]["level"] == "light day"


def test_severe_pain_and_growth_are_for_a_doctor_now(diary: Diary) -> None:
    diary("pain", 9, "--red-flags", "none")
    assert stops(diary) == ["severe-pain"]
    diary.sleep(2)
    told = diary("pain", 10, "--red-flags", "none").out
    assert "See a doctor now." in told
    assert "light day" not in told
    assert stops(diary) == ["severe-pain"]
    diary("pain", 2, "--where", "back", "--red-flags", "none")
    diary.sleep()
    diary("pain", 4, "--where", "back", "--red-flags", "none")
    assert stops(diary) == ["severe-pain", "growing-pain"]


def test_a_clearance_of_an_earlier_day_clears_nothing_later(diary: Diary) -> None:
    diary("pain", 3, "--red-flags", "arm")
    assert stops(diary, "cleared", "--date", "yesterday") == ["earlier-nerve"]
    assert stops(diary, "cleared") == []


def test_pain_on_day_six_is_for_a_doctor_every_time_until_it_is_closed(diary: Diary) -> None:
    diary("pain", 2, "--red-flags", "none")
    for day in range(2, 6):
        diary.sleep()
        assert stops(diary) == [], day
    for _ in range(3):
        diary.sleep()
        assert stops(diary) == ["lasting-pain"]
        assert stops(diary, "pain", 1) == ["lasting-pain"]
    assert stops(diary, "close") == []


def test_a_pain_that_a_doctor_has_seen_may_last(diary: Diary) -> None:
    diary("pain", 2, "--since", "9 days ago", "--red-flags", "none")
    assert stops(diary, "cleared") == []
    diary.sleep(30)
    assert stops(diary, "pain", 2) == []
    diary.sleep()
    assert stops(diary, "pain", 4, "--red-flags", "none") == ["growing-pain"]


def test_a_late_entry_counts_from_the_day_it_tells_of(diary: Diary) -> None:
    diary("pain", 2, "--red-flags", "none")
    assert stops(diary, "pain", 1, "--date", "5 days ago") == ["lasting-pain"]


def test_growth_that_is_told_late_is_growth(diary: Diary) -> None:
    diary("pain", 2, "--date", "yesterday", "--red-flags", "none")
    assert "--red-flags" in diary("pain", 8, "--date", "yesterday").complaint
    diary("pain", 8, "--date", "yesterday", "--red-flags", "none")
    assert stops(diary) == ["severe-pain"]


def test_a_pain_of_long_ago_is_told_at_once(diary: Diary) -> None:
    assert stops(diary, "pain", 2, "--since", "2026-11-18", "--red-flags", "none") == [
        "lasting-pain"
    ]


def test_days_are_those_of_the_calendar_here_over_a_change_of_clocks(diary: Diary) -> None:
    import time

    diary.monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    diary.now = datetime(2026, 10, 22, 22, 30, tzinfo=timezone.utc)  # half past midnight, the 23rd
    diary("pain", 2, "--red-flags", "none")
    assert diary.json("list")["pains"][0]["since"] == "2026-10-23"
    diary.now = datetime(2026, 10, 27, 22, 58, tzinfo=timezone.utc)  # two minutes left of the 27th
    assert stops(diary) == []
    diary.now = datetime(2026, 10, 27, 23, 0, tzinfo=timezone.utc)
    assert stops(diary) == ["lasting-pain"]


def test_pains_in_two_places_are_kept_apart(diary: Diary) -> None:
    diary("pain", 2, "--red-flags", "none")
    diary("pain", 5, "--where", "Left shoulder", "--red-flags", "none")
    assert "--where is needed: pain is open in neck, Left shoulder" in diary("pain", 3).complaint
    diary("pain", 4, "--where", "left shoulder")
    pains = diary.json("list")["pains"]
    assert [[entry["level"] for entry in pain["entries"]] for pain in pains] == [[2], [5, 4]]
    told = " ".join(diary("close", "--where", "neck").out.split())
    assert told.startswith(
        "Neck: noted as gone. Left shoulder: pain since Mon 23 Nov, 4 of 10 when last logged. "
        "Left shoulder: rest it today if you can."
    )
    assert "Still there on Sat 28 Nov: see a doctor." in told


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
    assert stops(diary) == ["earlier-nerve"]
    diary("delete", 1, "--kind", "screen", "--yes")
    assert stops(diary) == []


def test_what_is_asked_and_told_is_apart(diary: Diary) -> None:
    diary.types("today\n3\n" + ALL_NO)
    assert json.loads(diary("pain", "--json").out)["pain"]["entries"][0]["level"] == 3
