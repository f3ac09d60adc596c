"""Many videos: which ones, where their results go, one after the other or several at once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from formcheck.check import Progress, check_video
from formcheck.detectors import open_detector
from formcheck.earlier import is_done, load_result
from formcheck.errors import FormcheckError, UsageError
from formcheck.options import Options
from formcheck.side_by_side import side_by_side
from formcheck.staging import sweep

RESULTS = ".formcheck"
VIDEO_SUFFIXES = frozenset(
    f".{ending}"
    for ending in (
        *("3gp", "avi", "flv", "gif", "m2ts", "m4v", "mkv", "mov"),
        *("mp4", "mpeg", "mpg", "mts", "ogv", "ts", "webm", "wmv"),
    )
)
"""What is taken for a video in a folder; a file that is named is tried whatever its ending."""


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
    kept: bool = False


Watch = Callable[[int, float], None]
"""Told a task's place in the list and the share of it that is done."""


def find_videos(paths: Sequence[Path], out: Path | None) -> list[Task]:
    """The videos that the paths name, folders searched through, each with its results' folder.

    Folders of results are passed over. A folder without videos, or one that can't be read,
    stands for itself: checking it tells so. Raises UsageError for two videos with one folder.
    """
    found: dict[Path, tuple[Path, Path]] = {}  # each video once, with where its folder goes
    for path in paths:
        if path.name.endswith(RESULTS) and is_folder(path):
            continue
        for video in _in_folder(path) if is_folder(path) else [path]:
            inside = video.parent.relative_to(path) if path in video.parents else Path()
            found.setdefault(video.absolute(), (video, out / inside if out else video.parent))
    names = Counter((place, video.stem) for video, place in found.values())
    tasks: dict[Path, Task] = {}
    for video, place in found.values():
        name = video.stem if names[place, video.stem] == 1 else video.name
        folder = place / (name + RESULTS)
        other = tasks.setdefault(folder, Task(video, folder)).video
        if other != video:
            raise UsageError(
                f"{other} and {video} would both write {folder}: check them one at a time"
            )
    if not tasks:
        raise FormcheckError(f"{paths[0]} holds results: name a video or another folder")
    return list(tasks.values())


def results_folder(poses: Path, out: Path | None) -> Path:
    """The folder for the results of a poses file, beside those of the check that wrote it."""
    inside = poses.absolute().parent
    if inside.name.endswith(RESULTS):
        return (out or inside.parent) / f"{inside.stem}.replay{RESULTS}"
    return (out or poses.parent) / (poses.stem + RESULTS)


def is_folder(path: Path) -> bool:
    """Whether it is a folder; not where nobody can tell."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _in_folder(folder: Path) -> list[Path]:
    """The videos in a folder, and every folder in it that can't be read; else the folder."""
    found: list[Path] = []

    def note(error: OSError) -> None:
        found.append(Path(error.filename))

    for root, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith(RESULTS)
        )
        found += [
            Path(root) / name
            for name in sorted(files)
            if Path(name).suffix.lower() in VIDEO_SUFFIXES and not name.startswith(".")
        ]
    return found or [folder]


def check_all(
    tasks: Sequence[Task], options: Options, model: str, *, jobs: int, resume: bool, watch: Watch
) -> Generator[Outcome, None, None]:
    """Check every video; a bad one never stops the others. Outcomes come as they are ready."""
    check = partial(_check_one, options=options, model=model, resume=resume)
    if jobs == 1 or len(tasks) == 1:
        for place, task in enumerate(tasks):
            yield check(task, partial(watch, place))
        return
    undone = set(tasks)
    try:
        for outcome in side_by_side(tasks, check, jobs=jobs, watch=watch, lost=_lost):
            undone.discard(outcome.task)
            yield outcome
    finally:
        for task in undone:
            sweep(task.folder)


def _check_one(
    task: Task, progress: Progress, *, options: Options, model: str, resume: bool
) -> Outcome:
    try:
        if is_folder(task.video):
            raise FormcheckError(
                f"{task.video} holds no video that can be read: name a video or another folder"
            )
        if resume and is_done(task.video, task.folder, options, model):
            sweep(task.folder)
            return Outcome(task, load_result(task.folder), kept=True)
        with closing(open_detector(model)) as detector:
            return Outcome(task, check_video(task.video, task.folder, options, detector, progress))
    except FormcheckError as error:
        return Outcome(task, error=str(error))
    except ImportError as error:
        return Outcome(task, error=f"{error}: run `formcheck doctor`")
    except Exception as error:  # one bad video never stops a batch
        return Outcome(task, error=f"{task.video}: {type(error).__name__}: {error}")


def _lost(task: Task, end: str) -> Outcome:
    sweep(task.folder)
    return Outcome(
        task, error=f"{task.video}: its process died ({end}): check it alone, with --jobs 1"
    )
