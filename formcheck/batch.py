"""Many videos: which ones, where their results go, one after the other or several at once."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty
from typing import Any

from formcheck.check import Options, check_video, is_done, load_result
from formcheck.detectors import open_detector
from formcheck.errors import FormcheckError, UsageError
from formcheck.staging import staging_path

RESULTS = ".formcheck"
VIDEO_SUFFIXES = frozenset(
    f".{ending}"
    for ending in (
        *("3gp", "avi", "flv", "gif", "m2ts", "m4v", "mkv", "mov"),
        *("mp4", "mpeg", "mpg", "mts", "ogv", "ts", "webm", "wmv"),
    )
)
"""What is taken for a video in a folder; a file that is named is tried whatever its ending."""

POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class Task:
    """One video and the folder for its results."""

    video: Path
    folder: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a video: its result, or the error that stopped it."""

    task: Task
    result: dict[str, Any] | None = None
    error: str = ""
    skipped: bool = False


Watch = Callable[[int, float], None]
"""Told a task's place in the list and the share of it that is done."""


def find_videos(paths: Sequence[Path], out: Path | None) -> list[Task]:
    """The videos that the paths name, folders searched through, each with its results' folder.

    Raises FormcheckError for a folder without videos, UsageError for two videos with one folder.
    """
    tasks: dict[Path, Task] = {}
    for path in paths:
        found = _in_folder(path) if path.is_dir() else [path]
        if not found:
            raise FormcheckError(f"{path} holds no video: name a video or another folder")
        stems = [(video.parent, video.stem) for video in found]
        for video in found:
            alone = stems.count((video.parent, video.stem)) == 1
            name = (video.stem if alone else video.name) + RESULTS
            inside = video.parent.relative_to(path) if path.is_dir() else Path()
            folder = (out / inside if out else video.parent) / name
            other = tasks.setdefault(folder, Task(video, folder)).video
            if other != video:
                raise UsageError(
                    f"{other} and {video} would both write {folder}: check them one at a time"
                )
    return list(tasks.values())


def results_folder(path: Path, out: Path | None) -> Path:
    """The folder for the results of one file."""
    return (out or path.parent) / (path.stem + RESULTS)


def _in_folder(folder: Path) -> list[Path]:
    found = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith(RESULTS)
        )
        found += [
            Path(root) / name
            for name in sorted(files)
            if Path(name).suffix.lower() in VIDEO_SUFFIXES and not name.startswith(".")
        ]
    return found


def check_all(
    tasks: Sequence[Task], options: Options, model: str, *, jobs: int, resume: bool, watch: Watch
) -> Generator[Outcome, None, None]:
    """Check every video; a bad one never stops the others. Outcomes come as they are ready."""
    if jobs > 1 and len(tasks) > 1:
        yield from _side_by_side(tasks, options, model, jobs=jobs, resume=resume, watch=watch)
        return
    for place, task in enumerate(tasks):
        yield _check_one(task, options, model, resume=resume, progress=partial(watch, place))


def _check_one(
    task: Task, options: Options, model: str, *, resume: bool, progress: Callable[[float], None]
) -> Outcome:
    try:
        if resume and is_done(task.video, task.folder, options, model):
            return Outcome(task, load_result(task.folder), skipped=True)
        with closing(open_detector(model)) as detector:
            return Outcome(task, check_video(task.video, task.folder, options, detector, progress))
    except FormcheckError as error:
        return Outcome(task, error=str(error))
    except Exception as error:  # one bad video never stops a batch
        return Outcome(task, error=f"{task.video}: {type(error).__name__}: {error}")


def _side_by_side(
    tasks: Sequence[Task], options: Options, model: str, *, jobs: int, resume: bool, watch: Watch
) -> Generator[Outcome, None, None]:
    # MediaPipe's threads don't survive a fork, so every worker starts afresh.
    context = multiprocessing.get_context("spawn")
    news = context.Queue()
    with context.Pool(min(jobs, len(tasks)), _start_worker, (news,)) as pool:
        try:
            waiting = {
                pool.apply_async(_work, (place, task, options, model, resume))
                for place, task in enumerate(tasks)
            }
            while waiting:
                with suppress(Empty):
                    watch(*news.get(timeout=POLL_S))
                ready = {answer for answer in waiting if answer.ready()}
                waiting -= ready
                yield from (answer.get() for answer in ready)
        except BaseException:
            pool.terminate()
            pool.join()
            for task in tasks:
                shutil.rmtree(staging_path(task.folder), ignore_errors=True)
            raise


_news: Any = None


def _start_worker(news: Any) -> None:
    global _news  # a pool hands its queue to workers at their start only
    _news = news
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to answer


def _work(place: int, task: Task, options: Options, model: str, resume: bool) -> Outcome:
    def progress(share: float) -> None:
        _news.put((place, share))

    return _check_one(task, options, model, resume=resume, progress=progress)
