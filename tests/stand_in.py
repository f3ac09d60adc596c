"""A clip of recorded people, and a detector that knows their poses, in place of the model."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from clips import write_video
from recorded import HEIGHT, WIDTH, clip

import formcheck.batch
from formcheck.frame import Frame
from formcheck.pose import Pose

RATE_HZ = 10  # enough for reps and holds
SIZE_PX = (240, 426)  # half of what was recorded: quicker to decode
LEVELS = {"situp": 128, "shrug": 60}  # how bright the pictures of a clip are
MODEL = "blazepose-full"


class StandIn:
    """Finds recorded poses at each frame's time, of the exercise that its brightness tells.

    ``wait_s`` is how long it takes over each.
    """

    model_sha256 = "1" * 64

    def __init__(self, name: str = MODEL, wait_s: float = 0.0) -> None:
        self.name = name
        self._wait_s = wait_s

    def detect(self, frame: Frame) -> Pose:
        time.sleep(self._wait_s)
        bright = int(frame.image[0, 0, 0]) > 100
        poses = clip("situp" if bright else "shrug")
        pose = poses.pose(int(np.abs(poses.time_s - frame.time_s).argmin()))
        shrink = np.array([frame.width_px / WIDTH, frame.height_px / HEIGHT])
        spots = pose.spots * shrink
        return replace(pose, time_s=frame.time_s, points=pose.points * shrink, spots=spots)

    def close(self) -> None:
        pass


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let checks in this process use recorded poses."""
    monkeypatch.setattr(formcheck.batch, "open_detector", StandIn)


def write_clip(path: Path, exercise: str = "situp") -> Path:
    """A video as long as the recorded clip of an exercise, in which nothing is to be seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_clip(exercise))
    return path


@cache
def _clip(exercise: str) -> bytes:
    picture = np.full((*SIZE_PX, 3), LEVELS[exercise], np.uint8)
    times_s = np.arange(0.0, float(clip(exercise).time_s[-1]), 1 / RATE_HZ).tolist()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        write_video(path, times_s, lambda _: picture, coding={"preset": "ultrafast"})
        return path.read_bytes()
