"""How heavy the weights are is asked once, where it matters, and remembered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.core.risks.questions import HEALTH_QUESTIONS
from tests.fixtures.journal_command import NO, Diary, a_diary
from tests.fixtures.stand_in import stand_in, write_clip

HEALTHY = NO * len(HEALTH_QUESTIONS)  # asked before the first set


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    stand_in(monkeypatch)
    yield from a_diary(tmp_path, monkeypatch, capfd)


@pytest.fixture
def shrug(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "shrug.mp4", "shrug")


def check(diary: Diary, clip: Path, *how: object) -> tuple[str, str]:
    """The load that a check used, and what it asked or said of it."""
    ran = diary.run("check", clip, "--write", "result", "--jobs", 1, *how)
    assert ran.code == 0, ran.err
    load: str = json.loads((clip.with_suffix(".formcheck") / "result.json").read_text())["load"]
    return load, ran.err


@pytest.mark.parametrize("how", [(), ("--exercise", "shrug")], ids=["auto", "shrug"])
def test_the_first_shrug_asks_once_and_later_ones_go_by_the_answer(
    diary: Diary, shrug: Path, how: tuple[str, ...]
) -> None:
    diary.types(HEALTHY + "a lot\nheavy\n")
    load, asked = check(diary, shrug, *how)
    assert load == "heavy"
    assert asked.count("How heavy are the weights in your hands") == 2  # once more: no class
    diary.types("")
    load, asked = check(diary, shrug, *how)
    assert load == "heavy"
    assert "Weights: heavy, as you said before." in asked
    assert "How heavy" not in asked


def test_a_sit_up_asks_for_no_weight(diary: Diary, tmp_path: Path) -> None:
    diary.types(HEALTHY)
    load, asked = check(diary, write_clip(tmp_path / "situp.mp4"))
    assert load == "none"
    assert "How heavy" not in asked


def test_what_is_stated_is_not_asked_for_and_remembered(diary: Diary, shrug: Path) -> None:
    diary.types(HEALTHY)
    assert check(diary, shrug, "--load", "light")[0] == "light"
    diary.leaves()
    assert check(diary, shrug)[0] == "light"
    assert check(diary, shrug, "--load", "none")[0] == "none"
    assert check(diary, shrug)[0] == "none"


def test_a_file_of_limits_goes_before_what_is_remembered(
    diary: Diary, shrug: Path, tmp_path: Path
) -> None:
    diary.types(HEALTHY)
    check(diary, shrug, "--load", "light")
    (tmp_path / "own.toml").write_text('[cramp]\nload = "maximal"\n')
    assert check(diary, shrug, "--config", tmp_path / "own.toml")[0] == "maximal"
    assert check(diary, shrug)[0] == "light"


def test_nobody_is_asked_where_nobody_is_there_or_the_video_is_of_somebody_else(
    diary: Diary, shrug: Path
) -> None:
    assert check(diary, shrug) == ("none", "")
    assert not diary.path.exists()
    diary.types("")
    assert check(diary, shrug, "--no-person") == ("none", "")
