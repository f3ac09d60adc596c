"""Many videos: one after the other or several at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from formcheck.core.errors import FormcheckError
from formcheck.detectors import open_detector
from formcheck.jobs.options import Options
from formcheck.jobs.resume import is_done
from formcheck.jobs.video_job import Progress, check_video
from formcheck.results.load import load_result
from formcheck.results.model import SetResult
from formcheck.results.paths import Task, is_folder
from formcheck.system.atomic_write import sweep
from formcheck.system.workers import side_by_side


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a video: its result, or the error that stopped it."""

    task: Task
    result: SetResult | None = None
    error: str = ""
    kept: bool = False


Watch = Callable[[int, float], None]
"""Told a task's place in the list and the share of it that is done."""


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
