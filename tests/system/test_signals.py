from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixtures.stand_in import write_clip

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")

QUICK_S = 10.0  # generous: it takes a tenth on a machine with nothing else to do
SLOW = """
import formcheck.jobs.batch
from formcheck.cli import main
from tests.fixtures.stand_in import StandIn
formcheck.jobs.batch.open_detector = lambda name: StandIn(name, wait_s=0.6)
main()
"""
REAL = "from formcheck.cli import main; main()"
IGNORING = """
import signal, sys, time
from formcheck.system.signals import leave_on_signals
signal.signal(signal.SIGHUP, signal.SIG_IGN)
leave_on_signals()
print("ready", flush=True)
time.sleep(60)
"""


@contextmanager
def running(program: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own, as a terminal would start it."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(  # noqa: S603  # our own programs
        [sys.executable, "-c", program, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for_work(folder: Path) -> None:
    """Until a run has begun to write."""
    until_s = time.monotonic() + 60
    while not list(folder.glob(".*.partial/files")):
        assert time.monotonic() < until_s
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_stopped_leaves_in_good_order(tmp_path: Path, number: signal.Signals) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    with running(SLOW, "check", video) as process:
        wait_for_work(tmp_path)
        start_s = time.monotonic()
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        assert time.monotonic() - start_s < QUICK_S
    assert (process.returncode, out, err) == (128 + number, "", "formcheck: stopped\n")
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


@pytest.mark.model
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_several_workers_that_are_stopped_leave_in_good_order(
    tmp_path: Path, number: signal.Signals
) -> None:
    videos = [write_clip(tmp_path / f"{name}.mp4") for name in "abc"]
    with running(REAL, "check", *videos, "--jobs", 2) as process:
        wait_for_work(tmp_path)
        start_s = time.monotonic()
        if number == signal.SIGINT:
            os.killpg(process.pid, number)  # Ctrl-C reaches every process of the terminal
        else:
            process.send_signal(number)
        out, err = process.communicate(timeout=60)
        assert time.monotonic() - start_s < QUICK_S
    assert (process.returncode, out, err) == (128 + number, "", "formcheck: stopped\n")
    assert {path.name for path in tmp_path.iterdir()} == {"a.mp4", "b.mp4", "c.mp4"}


@pytest.mark.slow
def test_what_a_killed_run_leaves_is_hidden_and_gone_after_the_next(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    with running(SLOW, "check", video) as process:
        wait_for_work(tmp_path)
        process.kill()
        process.wait()
    left = {path.name for path in tmp_path.iterdir()} - {"clip.mp4"}
    assert len(left) == 1
    assert left.pop().startswith(".")
    with running(SLOW, "check", video, "--end", 1, "--write", "result") as process:
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"clip.mp4", "clip.formcheck"}


def test_a_signal_that_is_ignored_stays_ignored() -> None:
    with running(IGNORING) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait() == 128 + signal.SIGTERM
