from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from formcheck.system.workers import side_by_side

Tell = Callable[[float], None]


def square(task: int, tell: Tell) -> int:
    tell(0.5)
    return task**2


def process(task: int, tell: Tell) -> int:
    del task, tell
    return os.getpid()


def meet(task: Path, tell: Tell) -> bool:
    """Whether another task was under way at the same time."""
    del tell
    task.touch()
    until_s = time.monotonic() + 20
    while len(list(task.parent.iterdir())) < 2 and time.monotonic() < until_s:
        time.sleep(0.01)
    return len(list(task.parent.iterdir())) == 2


def die(task: int, tell: Tell) -> int:
    if task == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 2:
        os._exit(7)
    return square(task, tell)


def linger(task: Path, tell: Tell) -> None:
    try:
        tell(0.5)
        time.sleep(60)
    finally:
        (task / "cleared up").touch()


def lost(task: int, end: str) -> str:
    return f"{task}: {end}"


def silent(place: int, share: float) -> None:
    del place, share


def answers(work: Callable[[int, Tell], int], jobs: int = 2) -> list[int | str]:
    return list(side_by_side(range(5), work, jobs=jobs, watch=silent, lost=lost))


def test_every_task_is_answered_once() -> None:
    assert sorted(answers(square)) == [0, 1, 4, 9, 16]


def test_no_more_processes_are_used_than_jobs_and_none_is_this_one() -> None:
    used = set(answers(process))
    assert 1 <= len(used) <= 2
    assert os.getpid() not in used


def test_tasks_are_under_way_at_the_same_time(tmp_path: Path) -> None:
    tasks = [tmp_path / "one", tmp_path / "other"]
    assert list(side_by_side(tasks, meet, jobs=2, watch=silent, lost=lost)) == [True, True]


def test_progress_is_told_by_the_tasks_place() -> None:
    told: list[tuple[int, float]] = []
    watch = lambda place, share: told.append((place, share))  # noqa: E731  # said in one line
    list(side_by_side([5, 6, 7], square, jobs=2, watch=watch, lost=lost))
    assert sorted(told) == [(0, 0.5), (1, 0.5), (2, 0.5)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to die of")
def test_a_process_that_dies_costs_its_own_task_only() -> None:
    assert sorted(map(str, answers(die))) == ["0", "16", "1: SIGKILL", "2: exit code 7", "9"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a word")
def test_whoever_leaves_stops_the_workers_which_clear_up(tmp_path: Path) -> None:
    def leave(place: int, share: float) -> None:
        del place, share
        raise KeyboardInterrupt

    running = side_by_side([tmp_path] * 3, linger, jobs=2, watch=leave, lost=lost)
    start_s = time.monotonic()
    with pytest.raises(KeyboardInterrupt), closing(running):
        next(running)
    assert time.monotonic() - start_s < 10
    assert (tmp_path / "cleared up").exists()
    assert not multiprocessing.active_children()


def test_no_process_is_left_at_the_end() -> None:
    answers(square)
    assert not multiprocessing.active_children()


def test_ctrl_c_is_still_answered_here() -> None:
    before = signal.getsignal(signal.SIGINT)
    answers(square)
    assert signal.getsignal(signal.SIGINT) is before
