"""The cameras of this machine, and what each gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import cv2

from formcheck.sources.capture import quieten

TRIED = 4  # numbers that are tried where the system doesn't list its cameras


@dataclass(frozen=True, slots=True)
class CameraFacts:
    """A camera with the picture that it gives unasked; ``busy`` where others use it."""

    name: str
    width_px: int = 0
    height_px: int = 0
    rate_hz: float = 0.0
    busy: bool = False

    def __str__(self) -> str:
        if self.busy:
            return f"{self.name} (in use by another program)"
        rate = f", {self.rate_hz:.0f} pictures a second" if self.rate_hz > 0.0 else ""
        return f"{self.name} ({self.width_px}x{self.height_px}{rate})"


def list_cameras(
    devices: Path = Path("/dev"), processes: Path = Path("/proc")
) -> list[CameraFacts]:
    """Every camera that can be opened or is in use; none is opened that is in use."""
    if sys.platform == "linux":
        nodes = sorted(devices.glob("video*"), key=lambda node: (len(node.name), node.name))
        taken = set(_open_files(processes)) if nodes else set()
        names = [str(node) for node in nodes]
    else:
        names, taken = [str(number) for number in range(TRIED)], set()
    found = []
    for name in names:
        facts = CameraFacts(name, busy=True) if name in taken else _asked(name)
        if facts is not None:
            found.append(facts)
    return found


def _asked(name: str) -> CameraFacts | None:
    """What a camera says of itself; None where it is none, as a webcam's second node."""
    quieten()
    camera = cv2.VideoCapture(int(name) if name.isdecimal() else name)
    if not camera.isOpened():
        return None
    asked = (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS)
    width, height, rate_hz = (camera.get(what) for what in asked)
    camera.release()
    return CameraFacts(name, round(width), round(height), rate_hz)


def _open_files(processes: Path) -> Iterator[str]:
    """What other processes have open, as far as we may know."""
    for process in _entries(processes):
        if process.name.isdecimal() and int(process.name) != os.getpid():
            for file in _entries(process / "fd"):
                with suppress(OSError):
                    yield str(file.readlink())


def _entries(folder: Path) -> Iterable[Path]:
    """What lies in a folder, none of it where we may not look or it is gone by now."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []
