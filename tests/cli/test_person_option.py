"""Every way in asks the journal of the person first, with --log or without."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from formcheck.cli.person_option import NOT_ASKED
from formcheck.core.risks.questions import HEALTH_QUESTIONS
from tests.fixtures.command import Ran
from tests.fixtures.journal_command import NO, Diary, a_diary
from tests.fixtures.stand_in import stand_in, write_clip

SEVERE = ("pain", 9, "--red-flags", "none")


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    stand_in(monkeypatch)
    yield from a_diary(tmp_path, monkeypatch, capfd)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4")


@pytest.fixture
def clip(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "clip.mp4"))


def check(diary: Diary, clip: Path, *flags: object, write: str = "result") -> Ran:
    return diary.run("check", clip, "--write", write, "--jobs", 1, *flags)


def result(clip: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((clip.with_suffix(".formcheck") / "result.json").read_text())
    return told


def test_without_a_journal_nothing_is_said_and_the_result_is_as_it_was(
    diary: Diary, clip: Path
) -> None:
    ran = check(diary, clip)
    assert (ran.code, ran.err) == (0, "")
    assert "CAUTION" in ran.out
    assert not {"triage"} & result(clip).keys()
    assert not diary.path.exists()


@pytest.mark.parametrize("flags", [(), ("--log",), ("--person", "me")])
def test_what_is_for_a_doctor_is_said_with_or_without_a_log(
    diary: Diary, clip: Path, flags: tuple[str, ...]
) -> None:
    diary(*SEVERE)
    ran = check(diary, clip, *flags, write="result,captions")
    told = " ".join(ran.out.split())
    assert told.startswith("STOP Neck: 9 of 10 is severe pain. See a doctor now.")
    assert "CAUTION" not in told
    assert result(clip)["warnings"] == []
    assert result(clip)["triage"]["level"] == "see a doctor now"
    captions = (clip.with_suffix(".formcheck") / "warnings.vtt").read_text()
    assert "CAUTION" not in captions.upper()


def test_a_replay_asks_too(diary: Diary, clip: Path) -> None:
    check(diary, clip, write="result,poses")
    poses = clip.with_suffix(".formcheck") / "poses.npz"
    diary(*SEVERE)
    ran = diary.run("replay", poses, "--write", "result")
    assert ran.out.startswith("STOP")
    folder = clip.with_name("clip.replay.formcheck")
    assert json.loads((folder / "result.json").read_text())["warnings"] == []
    again = diary.run("replay", poses, "--write", "result", "--no-person")
    assert "CAUTION" in again.out


def test_pages_of_sets_analysed_before_hold_no_warning_any_more(
    diary: Diary, clip: Path, tmp_path: Path
) -> None:
    check(diary, clip, write="result,frames")
    advice = result(clip)["warnings"][0]["advice"]
    folder = clip.with_suffix(".formcheck")
    other = tmp_path / "other.formcheck"
    shutil.copytree(folder, other)
    pages = {
        ("report", tmp_path): folder / "report.html",
        ("report", tmp_path, "--embed"): tmp_path / "index.html",
        ("compare", folder, other, "--out", tmp_path / "both.html"): tmp_path / "both.html",
    }
    assert diary.run("report", tmp_path).code == 0
    assert advice in (folder / "report.html").read_text()
    diary(*SEVERE)
    for command, page in pages.items():
        ran = diary.run(*command)
        assert (ran.code, ran.out[:4]) == (0, "STOP"), command
        assert advice not in page.read_text(), command
        assert diary.run(*command, "--no-person").out[:4] != "STOP"


def test_somebody_else_s_video_is_judged_and_the_result_says_so(diary: Diary, clip: Path) -> None:
    diary(*SEVERE)
    diary("new", "Ben")
    assert "--no-person" in check(diary, clip).complaint
    ran = check(diary, clip, "--no-person")
    assert "CAUTION" in ran.out
    assert NOT_ASKED in result(clip)["notes"]
    assert "CAUTION" in check(diary, clip, "--person", "Ben").out
    assert "pain and health as in the journal of Ben" in result(clip)["notes"]
    assert "CAUTION" not in check(diary, clip, "--person", "me").out


def test_health_is_asked_once_before_the_first_set(diary: Diary, clip: Path) -> None:
    diary.types(NO * len(HEALTH_QUESTIONS))
    ran = check(diary, clip)
    assert ran.err.count("yes or no?") == len(HEALTH_QUESTIONS)
    assert "Before your first set" in ran.err
    diary.types("")
    assert check(diary, clip).err == ""


def test_a_yes_to_health_is_for_a_doctor_before_the_first_set(diary: Diary, clip: Path) -> None:
    diary.types(NO + "yes\n" + NO * (len(HEALTH_QUESTIONS) - 2))
    ran = check(diary, clip)
    told = " ".join(ran.out.split())
    assert told.startswith("STOP You said: worn discs in the neck. Ask a doctor")
    assert "See a doctor before you train your neck" in told
    assert result(clip)["warnings"] == []
    diary.leaves()
    diary("cleared")
    assert "CAUTION" in check(diary, clip).out


def test_health_can_be_answered_without_a_terminal(
    diary: Diary, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(diary, clip, "--health", "none").code == 0
    diary.types("")
    assert check(diary, clip).err == ""
    assert "STOP" in check(diary, clip, "--health", "osteoporosis").out
    diary("cleared")
    diary.sleep()
    monkeypatch.setenv("FORMCHECK_HEALTH", "osteoporosis")
    assert "STOP" not in check(diary, clip).out  # known, and a doctor has cleared it
    monkeypatch.setenv("FORMCHECK_HEALTH", "discs,osteoporosis")
    assert "STOP" in check(diary, clip).out  # that is new
    assert "STOP" not in check(diary, clip, "--no-person").out


def test_health_is_asked_again_when_something_has_changed(diary: Diary) -> None:
    none = diary.json("health", "--health", "none")
    assert set(none["health"].values()) == {False}
    assert none["triage"]["coaches"]
    diary.sleep()
    told = diary.json("health", "--health", "rheumatoid")
    assert told["health"]["rheumatoid"]
    assert told["triage"]["level"] == "see a doctor"
    assert "--health none" in diary("health").complaint
    diary.types(NO * len(HEALTH_QUESTIONS))
    assert diary("health").err.count("yes or no?") == len(HEALTH_QUESTIONS)
    diary.leaves()
    assert not diary.json("week")["triage"]["coaches"]  # a later no takes no yes back
