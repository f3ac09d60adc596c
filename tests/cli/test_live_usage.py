"""`formcheck live` asked wrongly, and told to end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.command import Command, Ran

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "situp_behind.mp4"
NO_SCREEN = ("--no-window", "--quiet")


@pytest.fixture
def formcheck_command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Any:
    return Command(monkeypatch, capfd)


@pytest.mark.parametrize(
    ("flags", "named"),
    [
        (("--size", "7"), "--size 7"),
        (("--size", "0x0"), "--size 0x0"),
        (("--record", "set.avi"), "set.mp4"),
        (("--record", "nowhere/set.mp4"), "nowhere"),
        (("--model", "blazepose-tiny"), "--model"),
    ],
)
def test_wrong_usage_is_told_before_any_camera_is_opened(
    flags: tuple[str, str], named: str, formcheck_command: Callable[..., Ran]
) -> None:
    ran = formcheck_command("live", *flags, "--camera", "99", *NO_SCREEN)
    assert ran.code == 2
    assert named in ran.complaint


def test_a_recording_is_never_overwritten(
    tmp_path: Path, formcheck_command: Callable[..., Ran]
) -> None:
    (tmp_path / "set.mp4").write_text("dear")
    ran = formcheck_command("live", "--record", tmp_path / "set.mp4", *NO_SCREEN)
    assert ran.code == 2
    assert (tmp_path / "set.mp4").read_text() == "dear"


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_in_good_order(tmp_path: Path, number: int) -> None:
    command = [sys.executable, "-c", "from formcheck.cli import main; main()", "live"]
    command += ["--camera", str(SAMPLE), "--json", "--out", str(tmp_path / "sets"), *NO_SCREEN]
    with subprocess.Popen(  # noqa: S603  # our own Python and our own words
        command, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        process.send_signal(number)
        started_s = time.monotonic()
        rest = process.stdout.read()
        assert process.wait() == 0
    assert time.monotonic() - started_s < 20.0
    assert first["event"] == "stage"
    assert all(json.loads(line)["event"] for line in rest.splitlines())
    assert not (tmp_path / "sets").exists()
