"""Which camera is meant: a device by number or path, or a video file in its place."""

from __future__ import annotations

import time
from pathlib import Path

from formcheck.sources.camera import Camera
from formcheck.sources.capture import Device, Playback, Wanted, is_device
from formcheck.sources.video import VideoSource


def choose_camera(name: str, wanted: Wanted) -> Camera:
    """The camera called ``name``, not started yet.

    Raises FormcheckError where it is a file that can't be read as a video.
    """
    if is_device(name):
        return Camera(name, lambda: Device(name, wanted))
    source = VideoSource(Path(name))
    return Camera(name, lambda: Playback(source, time.monotonic), moves=False)
