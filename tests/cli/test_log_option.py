from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.core.risks.questions import HEALTH_QUESTIONS, PAIN_QUESTIONS
from formcheck.journal import service
from tests.fixtures.command import Ran
from tests.fixtures.journal_command import NO, Diary, a_diary
from tests.fixtures.stand_in import stand_in, write_clip


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    stand_in(monkeypatch)
    yield from a_diary(tmp_path, monkeypatch, capfd)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4")


def check(diary: Diary, *arguments: object) -> Ran:
    return diary.run("check", *arguments, "--write", "result", "--jobs", 1)


def test_a_set_is_logged_with_what_was_found(diary: Diary, clip: Path) -> None:
    ran = check(diary, clip, "--log", "--kilograms", 5)
    assert (ran.code, ran.err) == (0, "")
    told = " ".join(ran.out.split())
    assert "clip.mp4: logged as set 1 of Mon 23 Nov 2026, today: the video doesn't tell" in told
    assert "NOTICE Sit-ups are new to your neck: not logged before." in told
    assert "gone in 3 to 5 days" in told
    result = json.loads((clip.with_suffix(".formcheck") / "result.json").read_text())
    one = diary.json("show", 1)
    assert (one["exercise"], one["reps"], one["weight_kg"]) == ("situp", 3, 5.0)
    assert one["too_far"] == 2
    peaks = [rep["neck_flexion_peak_deg"]["value"] for rep in result["reps"]]
    assert one["worst_peak_deg"] == max(peaks)
    doses = [rep["neck_dose_deg_s"]["value"] for rep in result["reps"]]
    assert one["dose_deg_s"] == pytest.approx(sum(doses))
    assert [w["code"] for w in one["warnings"]] == [w["code"] for w in result["warnings"]]
    assert one["coverage"] == result["coverage"]
    assert one["limits_sha256"] == result["tool"]["limits_sha256"]
    assert (one["model"], one["neck_limit_deg"]) == ("blazepose-full", 25.0)
    assert one["source_sha256"] == result["source"]["sha256"]


def test_a_hold_is_logged_with_its_time_and_load(diary: Diary, tmp_path: Path) -> None:
    check(diary, write_clip(tmp_path / "shrug.mp4", "shrug"), "--log", "--load", "light")
    one = diary.json("show", 1)
    assert (one["exercise"], one["holds"], one["load"], one["hold_limit_s"]) == (
        *("shrug", 3, "light"),
        pytest.approx(56.5, abs=0.5),
    )
    assert one["held_s"] > 5


def test_the_same_clip_twice_is_one_set(diary: Diary, clip: Path) -> None:
    check(diary, clip, "--log", "--kilograms", 5)
    diary("edit", 1, "--words", "mine")
    copy = clip.with_name("copy.mp4")
    copy.write_bytes(clip.read_bytes())
    told = check(diary, copy, "--log").out
    assert "copy.mp4: in the journal already as set 1; its figures are up to date." in told
    (one,) = diary.json("list")["sets"]
    assert (one["words"], one["weight_kg"]) == ("mine", 5.0)
    check(diary, clip, "--log", "--end", 7)  # another part of it is another set
    assert len(diary.json("list")["sets"]) == 2


def test_what_was_kept_from_an_earlier_run_is_logged_too(diary: Diary, clip: Path) -> None:
    check(diary, clip)
    assert not diary.path.exists()
    assert "logged as set 1" in check(diary, clip, "--log", "--resume").out


def test_a_whole_folder_is_logged_and_news_of_each_exercise_told_once(
    diary: Diary, tmp_path: Path
) -> None:
    for name, exercise in (("a", "situp"), ("b", "shrug"), ("c", "situp")):
        write_clip(tmp_path / "in" / f"{name}.mp4", exercise)
    other = tmp_path / "in" / "a.mp4"
    other.write_bytes(other.read_bytes() + b"other")  # another clip than c
    (tmp_path / "in" / "bad.mp4").touch()
    ran = check(diary, tmp_path / "in", "--log")
    assert ran.code == 1  # for the one that could not be read
    assert len(diary.json("list")["sets"]) == 3
    assert ran.out.count("are new to your neck") == 2


def test_a_red_flag_comes_first_and_last_and_form_is_not_judged(diary: Diary, clip: Path) -> None:
    diary("pain", 4, "--red-flags", "arm")
    told = check(diary, clip, "--log").out
    assert told.startswith("STOP     You said: numbness")
    assert told.rstrip().endswith("Don't train until a doctor has cleared you.")
    assert "Measured, but not judged: see a doctor first." in told
    for silent in ("CAUTION", "too far", "Eyes on the ceiling", "new to your neck"):
        assert silent not in told
    assert len(diary.json("list")["sets"]) == 1


def test_an_open_pain_is_asked_about_once_a_day(diary: Diary, clip: Path) -> None:
    diary("pain", 3, "--red-flags", "none")
    diary.sleep()
    diary.types("2\n" + NO * len(HEALTH_QUESTIONS))
    asked = "Neck: how bad is it today, from 0 (gone) to 10?"
    ran = check(diary, clip, "--log")
    assert asked in ran.err
    told = " ".join(ran.out.split())
    assert told.startswith("Neck: pain since Mon 23 Nov, 2 of 10 when last logged.")
    assert "Make it a light day." in told
    assert asked not in check(diary, clip, "--log").err
    diary.sleep()
    always = sum(not question.after for question in PAIN_QUESTIONS)
    diary.types("3\n" + NO * always)
    ran = check(diary, clip, "--log")
    assert ran.err.count("yes or no?") == always  # it has grown
    assert "STOP" not in ran.out


def test_with_nobody_at_the_terminal_nothing_is_asked(diary: Diary, clip: Path) -> None:
    diary("pain", 3, "--red-flags", "none")
    diary.sleep(8)
    ran = check(diary, clip, "--log")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("STOP     Neck: pain since Mon 23 Nov, today is day 9.")


@pytest.mark.parametrize("flags", [(), ("--log",)])
def test_a_journal_that_cant_tell_lets_nothing_be_judged_but_for_somebody_else(
    diary: Diary, clip: Path, flags: tuple[str, ...]
) -> None:
    diary("add", "situp", "--reps", 3)
    diary.path.write_bytes(b"ruin" * 5000)
    ran = check(diary, clip, *flags)
    assert ran.code == 1
    assert "set aside" in ran.err
    assert "--no-person" in ran.err
    assert not (clip.with_suffix(".formcheck") / "result.json").exists()
    assert check(diary, clip, "--no-person").code == 0


def test_a_journal_that_fails_after_the_analysis_loses_none(
    diary: Diary, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise FormcheckError("the disk is full")

    monkeypatch.setattr(service, "log_result", full)
    ran = check(diary, clip, "--log")
    assert ran.code == 1
    assert "clip.mp4 was analysed but not logged: the disk is full" in ran.err
    assert (clip.with_suffix(".formcheck") / "result.json").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--person", "Ana", "--no-person"), "which is right?"),
        (("--no-person", "--log"), "leave out --no-person"),
        (("--person", "Bne"), "--no-person"),
        (("--health", "gout"), "there is no gout"),
        (("--kilograms", 5), "add --log"),
        (("--log", "--kilograms", "inf"), "must be a number"),
        (("--log", "--person", "Bne"), "known are Ana"),
    ],
)
def test_whose_journal_is_meant_is_settled_before_any_work(
    diary: Diary, clip: Path, arguments: tuple[object, ...], told: str
) -> None:
    diary("new", "Ana")
    ran = check(diary, clip, *arguments)
    assert told in ran.complaint
    assert ran.code == 2
    assert not clip.with_suffix(".formcheck").exists()


def test_a_video_without_a_set_is_not_logged(diary: Diary, clip: Path) -> None:
    assert (
        "clip.mp4: not logged, because no rep or hold was finished."
        in check(diary, clip, "--log", "--end", 0.5).out
    )
    assert diary.json("list")["sets"] == []
