from __future__ import annotations

import re
from pathlib import Path

import pytest

from formcheck import __version__
from formcheck.cli import flags
from formcheck.core.exercises import AUTO, EXERCISES, NONE
from formcheck.core.risks.cramp import LOADS
from tests.fixtures import fresh_process
from tests.fixtures.command import Command
from tests.fixtures.stand_in import stand_in, write_clip

HEAVY = {"ai_edge_litert", "av", "cv2", "numpy", "rich"}
COMMANDS = ["check", "replay", "live", "calibrate", "limits", "doctor", "models", "models get"]


@pytest.fixture
def formcheck_(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    stand_in(monkeypatch)
    return Command(monkeypatch, capfd)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--write", "page"], f"--write page: choose from {flags.USUAL}"),
        (["--model", "openpose"], "--model openpose: choose from blazepose-lite, blazepose-full"),
        (["--start", "3", "--end", "2"], "--end 2 must be later than --start 3"),
        (["--start", "2", "--end", "2"], "--end 2 must be later than --start 2"),
        (["--end", "nan"], "--end nan must be later than --start 0"),
        (["--config", "gone.toml"], "--config gone.toml: No such file or directory"),
    ],
)
def test_wrong_usage_is_told_in_one_line(
    tmp_path: Path, formcheck_: Command, arguments: list[str], told: str
) -> None:
    ran = formcheck_("check", write_clip(tmp_path / "clip.mp4"), *arguments)
    assert ran.code == 2
    assert ran.complaint.startswith(told)
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check"], "VIDEO"),
        (["check", "clip.mp4", "--exercise", "squat"], "'--exercise'"),
        (["check", "clip.mp4", "--load", "huge"], "'--load'"),
        (["check", "clip.mp4", "--jobs", "-1"], "'--jobs'"),
        (["check", "clip.mp4", "--start", "-1"], "'--start'"),
        (["check", "clip.mp4", "--loud"], "--loud"),
        (["watch"], "watch"),
    ],
)
def test_flags_that_cannot_be_are_named(
    formcheck_: Command, arguments: list[str], told: str
) -> None:
    ran = formcheck_(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_fault_of_the_config_names_file_and_key(tmp_path: Path, formcheck_: Command) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[strain]\nneck_flexed_deg = nan")
    ran = formcheck_("limits", "--config", config)
    assert ran.code == 2
    assert ran.complaint.startswith(f"--config {config}: strain.neck_flexed_deg must be finite")


def test_poses_have_no_pictures_to_draw_on(tmp_path: Path, formcheck_: Command) -> None:
    ran = formcheck_("replay", tmp_path / "poses.npz", "--write", "video")
    assert ran.code == 2
    assert ran.complaint == "--write video: choose from result,frames,captions,poses,report"


def test_an_unknown_model_is_answered_with_those_that_there_are(formcheck_: Command) -> None:
    ran = formcheck_("models", "get", "nonsense")
    assert ran.code == 2
    assert "choose from blazepose-lite, blazepose-full, blazepose-heavy" in ran.complaint


def test_the_version_is_told(formcheck_: Command) -> None:
    assert formcheck_("--version").out == f"formcheck {__version__}\n"


def test_flags_offer_what_there_is() -> None:
    assert flags.USUAL == "result,frames,video,captions,poses,report"
    assert flags.USUAL_IN_REPLAY == "result,frames,captions,report"
    assert [load.value for load in flags.Load] == list(LOADS)
    assert set(flags.exercise_names_or_auto()) == {AUTO, *EXERCISES} - {NONE}
    assert flags.AUTO == AUTO


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_readable_at_80_columns(
    formcheck_: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = formcheck_(*command.split(), "--help")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert lines[0].startswith(f"Usage: formcheck {command}".rstrip())
    assert max(map(len, lines)) <= 80
    assert not re.search(r"[ \t]$|\x1b|…|\.\.\.$", "\n".join(lines[1:]), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_what_every_flag_does_and_its_default(formcheck_: Command, command: str) -> None:
    told = re.sub(r"\s+", " ", formcheck_(*command.split(), "--help").out)
    for flag in re.findall(r" (--[a-z]+) (?:<|[A-Z]+ )", told):
        about = told.partition(f" {flag} ")[2].partition(" --")[0]
        assert re.search(r"^\S+ (?:\S+ ){3,}\[(?:env var: \w+; )?default: ", about), (
            f"{flag}: {about}"
        )
    assert "inf" not in told.lower().replace("info", "")


def test_help_comes_quickly_because_nothing_heavy_is_imported() -> None:
    program = """
import sys
from formcheck.cli import app
try:
    app(["--help"])
finally:
    print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
"""
    with fresh_process.start(program) as process:
        out, err = process.communicate()
    assert "check" in out
    assert not HEAVY & set(err.split())
