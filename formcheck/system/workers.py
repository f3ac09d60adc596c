"""Several tasks at once, each worker a process of its own that shares nothing."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar, cast

from formcheck.system.signals import leave_on_signals

Task = TypeVar("Task")
Answer = TypeVar("Answer")

GRACE_S = 5.0  # for a worker that was told to stop to clear up after itself

_CONTEXT = get_context("spawn")  # MediaPipe's threads don't survive a fork


def side_by_side(
    tasks: Sequence[Task],
    work: Callable[[Task, Callable[[float], None]], Answer],
    *,
    jobs: int,
    watch: Callable[[int, float], None],
    lost: Callable[[Task, str], Answer],
) -> Generator[Answer, None, None]:
    """The answers of ``work`` to every task, as they are ready, ``jobs`` of them at a time.

    ``work`` tells the share that is done, as a float, to its second argument, which reaches
    ``watch`` with the task's place. ``lost`` makes the answer where a process died over its
    task. Closing it, or leaving its loop, stops all workers.
    """
    waiting = deque(enumerate(tasks))
    busy: dict[Connection, _Worker[Task, Answer]] = {}
    dismissed: list[_Worker[Task, Answer]] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < jobs:
                worker = _Worker(work)
                busy[worker.pipe] = worker
                worker.take(*waiting.popleft())
            for pipe in cast("list[Connection]", wait(list(busy))):
                worker = busy[pipe]
                try:
                    news = pipe.recv()
                except (EOFError, OSError):
                    del busy[pipe]
                    yield lost(worker.task, worker.stop())
                    continue
                if isinstance(news, float):
                    watch(worker.place, news)
                    continue
                if waiting:
                    worker.take(*waiting.popleft())
                else:
                    dismissed.append(busy.pop(pipe))
                    pipe.close()
                yield news
    finally:
        for worker in busy.values():
            worker.process.terminate()
        for worker in (*busy.values(), *dismissed):
            worker.stop()


class _Worker(Generic[Task, Answer]):
    """A process, our end of the pipe to it, and the task that it was given last."""

    task: Task
    place: int

    def __init__(self, work: Callable[[Task, Callable[[float], None]], Answer]) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs, work), daemon=True)
        # What is ignored now, a new process ignores too: Ctrl-C is the first process's to answer.
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            self.process.start()
        finally:
            signal.signal(signal.SIGINT, before)
        theirs.close()

    def take(self, place: int, task: Task) -> None:
        """Give it a task."""
        self.place, self.task = place, task
        with suppress(OSError):  # a process that is dead is noticed by its silence
            self.pipe.send(task)

    def stop(self) -> str:
        """Wait for its end, or end it; how it ended."""
        self.process.join(GRACE_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()
        code = self.process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _serve(pipe: Connection, work: Callable[[Any, Callable[[float], None]], Any]) -> None:
    """Do what comes through the pipe, until it closes or the first process is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_on_signals()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv(), pipe.send))
