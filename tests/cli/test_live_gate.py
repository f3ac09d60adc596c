"""`formcheck live` and the journal: who may be coached, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.cli import live
from formcheck.core.risks.questions import HEALTH_QUESTIONS
from formcheck.jobs.batch import Outcome
from formcheck.results.load import load_result
from formcheck.results.model import SetResult
from formcheck.results.paths import Task
from tests.fixtures.command import Ran
from tests.fixtures.journal_command import NO, Diary, a_diary
from tests.fixtures.recorded import TOUCHY, played, write_all

Json = dict[str, Any]

FLAG = "numb"
PAIN = ("4", "--where", "neck", "--since", "yesterday")


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    yield from a_diary(tmp_path, monkeypatch, capfd)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SetResult:
    return load_result(write_all(tmp_path_factory.mktemp("set"), played("situp", TOUCHY)))


@pytest.fixture(autouse=True)
def trained(monkeypatch: pytest.MonkeyPatch, result: SetResult) -> list[str]:
    """The exercises that somebody was coached in, in front of no camera."""
    coached: list[str] = []

    def train(training: Any, *_: object, **__: object) -> list[Outcome]:
        coached.append(training.exercise)
        return [Outcome(Task(Path("set"), Path("set.formcheck")), result)]

    monkeypatch.setattr(live, "_train", train)
    return coached


def go(diary: Diary, *flags: str) -> Ran:
    return diary.run("live", *flags)


def numbers(diary: Diary) -> list[int]:
    return [one["number"] for one in diary.json("list")["sets"]]


def test_nobody_who_keeps_no_journal_is_asked_or_told_anything(
    diary: Diary, trained: list[str]
) -> None:
    ran = go(diary)
    assert (ran.code, trained) == (0, ["auto"])
    assert "journal" not in ran.out + ran.err
    assert not diary.path.exists()


def test_a_set_is_logged_where_that_is_wanted(diary: Diary) -> None:
    ran = go(diary, "--log")
    assert ran.code == 0
    assert "logged as set 1" in ran.out
    assert numbers(diary) == [1]


def test_whether_to_log_is_asked_once(diary: Diary) -> None:
    diary.types(NO * len(HEALTH_QUESTIONS) + "none\nyes\n")  # the second: no weights
    assert "Keep your sets in your journal?" in go(diary).err
    assert numbers(diary) == [1]
    diary.types("")
    ran = go(diary)
    assert "Keep your sets" not in ran.err
    assert "in the journal already as set 1" in ran.out


def test_no_log_keeps_nothing_and_asks_nothing(diary: Diary) -> None:
    assert go(diary, "--no-log").code == 0
    diary.types("")
    assert go(diary, "--no-log", "--no-person").code == 0
    assert not diary.path.exists()


@pytest.mark.parametrize("flags", [(), ("--json",), ("--no-log",), ("--log",)])
def test_a_red_flag_turns_coaching_off_until_a_doctor_cleared_it(
    diary: Diary, trained: list[str], flags: tuple[str, ...]
) -> None:
    assert diary("pain", *PAIN, "--red-flags", FLAG).code == 0
    ran = go(diary, *flags)
    assert (ran.code, trained) == (1, [])
    assert "Live coaching is off" in ran.err
    assert "formcheck journal cleared" in ran.err
    assert diary("cleared").code == 0
    assert (go(diary, *flags).code, trained) == (0, ["auto"])


def test_pain_past_five_days_is_for_a_doctor_before_coaching(
    diary: Diary, trained: list[str]
) -> None:
    assert diary("pain", *PAIN, "--red-flags", "none").code == 0
    assert go(diary).code == 0
    diary.sleep(30)
    ran = go(diary)
    assert (ran.code, trained) == (1, ["auto"])
    assert "See a doctor" in ran.out
    assert "coaching is off" in ran.err


def test_a_journal_that_cant_be_read_keeps_coaching_off(diary: Diary, trained: list[str]) -> None:
    diary.path.parent.mkdir()
    diary.path.write_bytes(b"no database at all" * 99)
    ran = go(diary)
    assert (ran.code, trained) == (1, [])
    assert "damaged" in ran.err
