"""Produce items in a thread of their own, a few ahead of whoever takes them."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import closing
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class _End:
    """The last thing that the thread hands over, with what went wrong there, if anything."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def read_ahead(items: Generator[T, None, None], size: int) -> Generator[T, None, None]:
    """Yield ``items`` as they are, made in a thread of their own and at most ``size`` ahead.

    ``size`` is at least 1. Closing it, or leaving its loop, stops the thread and closes
    ``items``. Raises whatever ``items`` raises, at the same place.
    """
    ready: SimpleQueue[T | _End] = SimpleQueue()
    room = threading.Semaphore(size)
    stopped = threading.Event()

    def produce() -> None:
        error: BaseException | None = None
        try:
            with closing(items):
                for item in items:
                    room.acquire()
                    if stopped.is_set():
                        return
                    ready.put(item)
        except BaseException as raised:
            error = raised
        ready.put(_End(error))

    # A daemon, so that a loop that was left but is still referenced can't keep Python alive.
    thread = threading.Thread(target=produce, name="formcheck read ahead", daemon=True)
    thread.start()
    try:
        yield from _taken(ready, room)
    finally:
        stopped.set()
        room.release()
        if thread is not threading.current_thread():  # garbage is collected in any thread
            thread.join()


def _taken(ready: SimpleQueue[T | _End], room: threading.Semaphore) -> Generator[T, None, None]:
    while True:
        item = ready.get()
        if isinstance(item, _End):
            if item.error is not None:
                raise item.error
            return
        room.release()
        yield item
