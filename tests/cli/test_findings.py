from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType

from formcheck.cli.findings import findings, summary_table
from formcheck.core.readings import UNKNOWN, Measure
from formcheck.results.sentences import with_ends
from formcheck.system.console import show
from formcheck.system.safe_text import plain
from tests.fixtures.stand_in import write_clip
from tests.fixtures.told import hold, outcome, rep, result, warning

LONG = "situps_" * 14 + ".mp4"
PROGRAM = """
import sys
from tests.fixtures.stand_in import StandIn
import formcheck.jobs.batch
from formcheck.cli import main
formcheck.jobs.batch.open_detector = lambda name: StandIn(name, wait_s=0.01)
main()
"""


def shown(capsys: pytest.CaptureFixture[str], *parts: RenderableType) -> list[str]:
    """The lines that are printed where there is no terminal."""
    show(*parts)
    return capsys.readouterr().out.splitlines()


def test_warnings_are_told_with_time_severity_message_and_advice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    warnings = [
        warning(5.16, "stop", "Rep 2: bent 52 deg.", "Stop here."),
        warning(65.0, "notice", "Hold 1: up for 9 s.", "Get ready."),
    ]
    lines = shown(capsys, findings(outcome("in/a.mp4", result(warnings=warnings))))
    assert lines == [
        "in/a.mp4",
        "  No finished sit-ups were found.",
        "  0:05.2  STOP    Rep 2: bent 52 deg.",
        "                  Stop here.",
        "  1:05.0  NOTICE  Hold 1: up for 9 s.",
        "                  Get ready.",
        "  Results: in/a.formcheck",
        "",
    ]


def test_advice_that_several_warnings_share_is_given_once_after_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    warnings = [warning(at, "caution", f"Rep {at}: bent.", "Eyes up.") for at in (1, 2)]
    lines = shown(capsys, findings(outcome("a.mp4", result(warnings=warnings))))
    assert [re.split(r"\s{2,}", line)[-1] for line in lines[2:5]] == [
        "Rep 1: bent.",
        "Rep 2: bent.",
        "Eyes up.",
    ]


def test_every_video_has_a_row_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    reps = [rep(1, "too far", 48, 41, 55), rep(2, "can't tell")]
    warnings = [
        *[warning(1, "caution", "", "")] * 2,
        warning(1, "notice", "", "", "camera"),
    ]
    outcomes = [
        outcome("a.mp4", result(reps=reps, warnings=warnings)),
        outcome("b.mp4", result("shrug", holds=[hold(1, 3.14)]), kept=True),
        outcome("c.mp4", result("none")),
        outcome("d.mp4", None, error="d.mp4 is empty"),
    ]
    text = [re.split(r"\s{2,}", line) for line in shown(capsys, summary_table(outcomes))[3:]]
    assert text == [
        ["a.mp4", "sit-ups", "2", "48 (41 to 55)", "2 strain", "1"],
        ["", "1 camera"],
        ["b.mp4 (kept)", "shrugs", "1", "3.1"],
        ["c.mp4", "none", "0"],
        ["d.mp4", "failed"],
    ]


def test_videos_of_the_same_name_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [outcome(f"{day}/set.mp4", result()) for day in ("monday", "friday")]
    text = "\n".join(shown(capsys, summary_table(outcomes)))
    assert "monday/set.mp4" in text
    assert "friday/set.mp4" in text


def test_long_names_fold_in_the_table_and_stay_whole_where_they_are_copied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = result(reps=[rep(1, "too far", 120, 110, 130)])
    lines = shown(capsys, summary_table([outcome(LONG, found)]))
    assert max(map(len, lines)) <= 80
    assert "".join(re.split(r"\s{2,}", line)[0] for line in lines[3:]) == LONG
    assert shown(capsys, findings(outcome(LONG, found)))[0] == LONG


def test_an_angle_is_told_with_its_interval() -> None:
    assert with_ends(Measure(33.6, 28.4, -0.2)) == "34 (28 to 0)"
    assert with_ends(UNKNOWN) == ""


def test_what_a_terminal_would_obey_is_spelt_out() -> None:
    assert plain("größe 東京 [b].mp4") == "größe 東京 [b].mp4"
    assert plain("a\x1b[31m\n\udcff\u202e") == r"a\x1b[31m\n\udcff\u202e"
    assert plain(Path("a\tb")) == r"a\tb"


def on_a_terminal(*arguments: object, **more: Any) -> tuple[bytes, bytes]:
    """What a run writes to standard output, piped, and to a terminal on standard error."""
    ours, theirs = pty.openpty()
    paths = os.pathsep.join(sys.path)
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": paths, "TERM": "xterm", "COLUMNS": "80", **more},
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        assert process.stdout is not None
        err = b"".join(iter(lambda: _read(ours), b""))
        return process.stdout.read(), err


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # so Linux tells that the other side is closed
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.slow
def test_a_terminal_shows_a_bar_with_the_time_left_that_vanishes(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    out, err = on_a_terminal("check", video, "--write", "result")
    assert b"\x1b" not in out
    assert b"3 sit-ups" in out
    assert b"0 of 1 video done" in err
    assert re.search(rb"\d+%", err)
    assert re.search(rb"0:00:\d\d", err)
    assert err.rstrip().endswith(b"\x1b[2K")  # the line is wiped
