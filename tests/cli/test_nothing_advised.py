"""While a set's person is to see a doctor first, no command writes or prints advice on form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.fixtures.advice_in_code import advice_sentences
from tests.fixtures.journal_command import Diary, a_diary
from tests.fixtures.stand_in import stand_in, write_clip

pytestmark = pytest.mark.slow

SENTENCES = sorted(advice_sentences())
TEXTS = ("*.json", "*.html", "*.vtt", "*.csv")
STOP = "See a doctor now."


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    stand_in(monkeypatch)
    monkeypatch.chdir(tmp_path)
    yield from a_diary(tmp_path, monkeypatch, capfd)


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    for name in ("situp", "shrug"):
        write_clip(folder / f"{name}.mp4", name)
    other = write_clip(folder / "other.mp4", "situp")
    other.write_bytes(other.read_bytes() + b"other")  # another clip, with another hash
    return folder


def advised(text: str) -> list[str]:
    in_a_row = " ".join(unescape(text).split())
    return [one for one in SENTENCES if " ".join(one.split()) in in_a_row]


def said(folder: Path) -> dict[str, list[str]]:
    """The advice in each file that people read, by its name."""
    files = sorted({path for form in TEXTS for path in folder.rglob(form)})
    found = {str(path.relative_to(folder)): advised(path.read_text("utf-8")) for path in files}
    return {name: told for name, told in found.items() if told}


def flag(diary: Diary) -> None:
    assert diary("pain", 3, "--red-flags", "numb").code == 0


def test_the_sentences_are_those_that_formcheck_says(diary: Diary, clips: Path) -> None:
    assert len(SENTENCES) > 25
    ran = diary.run("check", clips, "--jobs", 1)
    assert advised(ran.out)
    assert {Path(name).name for name in said(clips)} >= {
        *("result.json", "warnings.vtt", "report.html")
    }


WRITES = (
    ("--write", "result,frames,video,captions,poses,report"),
    ("--write", "captions"),
    ("--write", "report", "--log"),
    ("--exercise", "situp", "--write", "report,captions"),
    ("--load", "maximal", "--write", "report,captions"),
)


@pytest.mark.parametrize("how", WRITES, ids=" ".join)
def test_a_check_says_nothing_of_form(diary: Diary, clips: Path, how: tuple[str, ...]) -> None:
    flag(diary)
    ran = diary.run("check", clips, "--jobs", 1, *how)
    assert ran.code == 0
    assert STOP in ran.out
    assert advised(ran.out) == []
    assert said(clips) == {}


def test_what_was_analysed_before_is_shown_without_advice(diary: Diary, clips: Path) -> None:
    diary.run("check", clips, "--jobs", 1)
    situp, other = (clips / f"{name}.formcheck" for name in ("situp", "other"))
    before = said(situp)
    flag(diary)
    for embed in ((), ("--embed",)):
        for command in (("report", clips), ("compare", situp, other, "--out", clips / "two.html")):
            ran = diary.run(*command, *embed)
            assert ran.code == 0
            assert STOP in ran.out
            assert advised(ran.out) == []
    left = {Path(name).name for name in said(clips)}
    assert left == {"result.json", "warnings.vtt"}  # as they were: nothing is taken from the past
    assert "report.html" in before
    reports = [clips / f"{name}.formcheck" / "report.html" for name in ("situp", "shrug")]
    for page in (*reports, clips / "index.html", clips / "two.html"):
        html = page.read_text("utf-8")
        assert STOP in html.partition("<main")[2][:400]
        assert "annotated.mp4" not in html
        assert 'class="tag fine"' not in html
        assert 'class="tag too-far"' not in html


def test_a_replay_and_a_second_run_say_nothing_of_form(diary: Diary, clips: Path) -> None:
    diary.run("check", clips, "--jobs", 1)
    flag(diary)
    poses = clips / "situp.formcheck" / "poses.npz"
    for command in (
        ("check", clips, "--jobs", 1, "--resume"),
        ("replay", poses, "--write", "captions,report"),
    ):
        ran = diary.run(*command)
        assert ran.code == 0
        assert STOP in ran.out
        assert advised(ran.out) == []
    assert said(clips) == {}
    for path in clips.rglob("result.json"):
        result = json.loads(path.read_text("utf-8"))
        assert result["triage"]["coaches"] is False
        assert {rep["neck"] for rep in result["reps"]} <= {"not judged"}
        assert result["warnings"] == []


def test_live_does_not_begin(diary: Diary, clips: Path) -> None:
    flag(diary)
    ran = diary.run("live", "--camera", clips / "situp.mp4", "--no-window", "--quiet")
    assert ran.code == 1
    assert STOP in ran.out + ran.err
    assert advised(ran.out + ran.err) == []
