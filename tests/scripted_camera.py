"""Cameras that do as a script says, on a clock that the script turns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event

import numpy as np
from numpy.typing import NDArray

from formcheck.sources.camera import Camera
from formcheck.sources.capture import Capture, CaptureError, Shot
from formcheck.sources.trouble import NO_PICTURE

Image = NDArray[np.uint8]
SHAPE = (48, 64, 3)
PATIENCE_S = 10.0  # a test that waits longer has failed


def noise(i: int, shape: tuple[int, int, int] = SHAPE) -> Image:
    """Another picture for each ``i``."""
    return np.random.default_rng(i).integers(40, 256, shape, np.uint8)


class Clock:
    """Tells the time that was set last."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Scripted:
    """A capture: each entry of the script is a picture at a time, or what is raised.

    It hands out one picture after the other, each once the one before it was taken.
    """

    def __init__(self, room: Room, script: Sequence[tuple[float, Image] | Exception]) -> None:
        self._room, self._script = room, iter(script)
        self.closed = False

    def read(self) -> Shot:
        assert self._room.free.wait(PATIENCE_S)
        entry = next(self._script, EOFError())
        if isinstance(entry, Exception):
            raise entry
        self._room.free.clear()
        self._room.clock.now_s, image = entry
        return Shot(image)

    def close(self) -> None:
        self.closed = True


class Room:
    """Where scripted cameras stand: what happens whenever one is opened, in order."""

    def __init__(self, *openings: Callable[[Room], Capture]) -> None:
        self.clock, self.free = Clock(), Event()
        self.free.set()
        self.opened = 0
        self._openings = openings

    def open(self) -> Capture:
        self.opened += 1
        return self._openings[min(self.opened, len(self._openings)) - 1](self)

    def camera(self, **how: object) -> Camera:
        """A camera that stands in this room and waits little."""
        usual = {"clock": self.clock, "start_s": 5.0, "late_s": 0.05, "backoff_s": (0.001, 0.002)}
        return Camera("7", self.open, **usual | how)  # type: ignore[arg-type]


def shows(*script: tuple[float, Image] | Exception) -> Callable[[Room], Capture]:
    """An opening that succeeds."""
    return lambda room: Scripted(room, script)


def fails(error: Exception | None = None) -> Callable[[Room], Capture]:
    """An opening that doesn't."""

    def fail(room: Room) -> Capture:
        del room
        raise error or CaptureError(NO_PICTURE)

    return fail
