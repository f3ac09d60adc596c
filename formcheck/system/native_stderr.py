"""Keep log lines of native libraries off the user's terminal."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2
_one_at_a_time = threading.Lock()  # two threads that overlapped would restore the wrong stream


@contextmanager
def native_stderr_silenced() -> Iterator[None]:
    """Send the process's standard error to nowhere, and restore it however the block ends.

    LiteRT's and ALSA's logging has no switch: they don't know Python's ``sys.stderr``, and write
    to the file descriptor.
    """
    with _one_at_a_time:
        try:
            kept = os.dup(STDERR)
        except OSError:  # the process has no standard error, as under pythonw
            yield
            return
        if sys.stderr is not None:
            sys.stderr.flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, STDERR)
            yield
        finally:
            os.dup2(kept, STDERR)
            os.close(nowhere)
            os.close(kept)
