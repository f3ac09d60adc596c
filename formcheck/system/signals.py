"""Leave in good order when a signal says so: what is half done is cleared up on the way out."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl-C, kill, and a terminal that is closed
SIGNALLED = 128  # shells add a signal's number to it for the exit code


class Stopped(SystemExit):
    """A signal told the process to end."""


def leave_on_signals() -> None:
    """Let signals raise Stopped in the main thread, unless they are being ignored."""
    for number in _numbers():
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup asks for that
            signal.signal(number, _leave)


@contextmanager
def asked_to_end(end: Callable[[], None]) -> Iterator[None]:
    """Let the first signal call ``end``, so that a loop ends in its own time; a second leaves."""

    def ask(number: int, frame: FrameType | None) -> None:
        del number, frame
        leave_on_signals()
        end()

    before = {number: signal.getsignal(number) for number in _numbers()}
    for number, answer in before.items():
        if answer != signal.SIG_IGN:
            signal.signal(number, ask)
    try:
        yield
    finally:
        for number, answer in before.items():
            signal.signal(number, answer)


def _numbers() -> list[int]:
    """Those of the signals that this system has."""
    return [getattr(signal, name) for name in NAMES if hasattr(signal, name)]


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    for impatient in _numbers():
        signal.signal(impatient, signal.SIG_IGN)
    raise Stopped(SIGNALLED + number)
