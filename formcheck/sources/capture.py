"""Where a camera's pictures come from: a device through OpenCV, or a video file in its place."""

from __future__ import annotations

import math
import os
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.sources.trouble import BUSY, MISSING, Trouble
from formcheck.sources.video import VideoSource

VGA_WIDTH_PX = 640  # USB cameras send larger pictures at full rate only when compressed


class CaptureError(Exception):
    """The camera can't be opened, or broke off; ``trouble`` says which."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.headline)
        self.trouble = trouble


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One picture as it was captured; ``time_s`` is NaN where only its arrival tells the time."""

    image: NDArray[np.uint8]
    time_s: float = math.nan


class Capture(Protocol):
    """An open camera; used by one thread only, but for ``close``."""

    def read(self) -> Shot:
        """Wait for the next picture. Raises CaptureError, and EOFError at the end of a file."""

    def close(self) -> None:
        """Let go of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a camera is asked for; it may give something else."""

    width_px: int = 640
    height_px: int = 480
    rate_hz: float = 30.0


class Device:
    """A camera of this machine, by number or path. Raises CaptureError where it can't be opened."""

    def __init__(self, name: str, wanted: Wanted) -> None:
        self._name = name
        quieten()
        self._video = cv2.VideoCapture(int(name) if name.isdecimal() else name)
        if not self._video.isOpened():
            raise CaptureError(BUSY if device_exists(name) else MISSING)
        if wanted.width_px > VGA_WIDTH_PX:
            self._video.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._video.set(cv2.CAP_PROP_FRAME_WIDTH, wanted.width_px)
        self._video.set(cv2.CAP_PROP_FRAME_HEIGHT, wanted.height_px)
        self._video.set(cv2.CAP_PROP_FPS, wanted.rate_hz)
        self._video.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def read(self) -> Shot:
        """The next picture."""
        good, image = self._video.read()
        if not good or image is None:
            raise CaptureError(BUSY if device_exists(self._name) else MISSING)
        return Shot(np.asarray(image, np.uint8))

    def close(self) -> None:
        """Let go of the camera."""
        self._video.release()


class Playback:
    """A video file in a camera's place: its pictures come at their own times, then it ends."""

    def __init__(self, source: VideoSource, clock: Callable[[], float]) -> None:
        self._source, self._clock = source, clock
        self._frames = iter(source)
        self._zero_s = math.nan
        self._closed = Event()

    def read(self) -> Shot:
        """The next picture, when it is due."""
        frame = next(self._frames, None)
        if frame is None:
            raise EOFError
        if math.isnan(self._zero_s):
            self._zero_s = self._clock() - frame.time_s
        early_s = frame.time_s - (self._clock() - self._zero_s)
        if early_s > 0:
            self._closed.wait(early_s)
        return Shot(frame.image, frame.time_s)

    def close(self) -> None:
        """Close the file."""
        self._closed.set()
        self._source.close()


def is_device(name: str) -> bool:
    """Whether a camera's name means a device, and not a video file."""
    if name.isdecimal() or name.startswith("/dev/"):
        return True
    try:
        return stat.S_ISCHR(Path(name).stat().st_mode)
    except OSError:
        return False


def device_exists(name: str) -> bool:
    """Whether the system knows the camera; only Linux tells without opening it."""
    path = f"/dev/video{name}" if name.isdecimal() else name
    return sys.platform != "linux" or os.path.exists(path)  # noqa: PTH110  # a name, not a path


def quieten() -> None:
    """Keep OpenCV from telling the terminal of every camera that it can't open."""
    module: Any = cv2  # whose log was moved between 4.11 and 4.14
    set_level = getattr(module, "setLogLevel", None) or module.utils.logging.setLogLevel
    set_level(0)
