"""Cameras for benchmarks: one that never tires, and poses on a clock that doesn't wait."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.core.pose import Pose
from formcheck.detectors import open_detector
from formcheck.frame import Frame
from formcheck.sources.capture import Shot
from formcheck.sources.video import VideoSource

CLIP = Path(__file__).parents[2] / "sample_videos" / "situp_behind.mp4"
SIZE, RATE_HZ = (640, 480), 30.0
STILL_S, REST_S = 1.0, 6.0
MODEL = "blazepose-full"

Image = NDArray[np.uint8]


def pictures(clip: Path = CLIP) -> list[Image]:
    """The pictures of a clip as a webcam of ``SIZE`` would show them."""
    shown = []
    for frame in VideoSource(clip):
        image = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
        scale = SIZE[0] / frame.width_px
        small = cv2.resize(frame.image, (SIZE[0], round(frame.height_px * scale)))
        image[: small.shape[0]] = small
        shown.append(image)
    return shown


class Steadycam:
    """A camera that shows pictures over and over at an even rate, for a while."""

    def __init__(self, shown: Sequence[Image], seconds: float) -> None:
        self._shown, self._seconds = shown, seconds
        self._start_s, self._count = time.monotonic(), 0

    def read(self) -> Shot:
        """The next picture, when it is due."""
        due_s = self._start_s + self._count / RATE_HZ
        if self._count / RATE_HZ > self._seconds:
            raise EOFError
        time.sleep(max(0.0, due_s - time.monotonic()))
        self._count += 1
        return Shot(self._shown[self._count % len(self._shown)].copy())

    def close(self) -> None:
        """Nothing to let go of."""


class Simulated:
    """Poses of a clip over and over, its rest first, on a clock that doesn't wait."""

    def __init__(self, poses: Sequence[Pose], minutes: float) -> None:
        self._poses, self._minutes = poses, minutes
        self._lap_s = poses[-1].time_s - poses[0].time_s + 1.0 / RATE_HZ
        self._now: Pose = poses[0]
        self.memory_mb: list[float] = []

    def __iter__(self) -> Iterator[Frame]:
        picture = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
        lap, minute = 0, 1
        while True:
            for pose in self._poses:
                time_s = pose.time_s + lap * self._lap_s
                if time_s >= 60.0 * minute:
                    self.memory_mb.append(memory_mb())
                    minute += 1
                if time_s >= 60.0 * self._minutes:
                    return
                self._now = replace(pose, time_s=time_s)
                yield Frame(time_s, picture)
            lap += 1

    def detect(self, frame: Frame) -> Pose:
        """The pose of the frame that was yielded last."""
        del frame
        return self._now


def rested(clip: Path) -> list[Pose]:
    """The poses of a clip behind ``REST_S`` seconds of its own rest, to and fro."""
    with closing(open_detector(MODEL)) as detector:
        poses = [detector.detect(frame) for frame in VideoSource(clip)]
    still = [pose for pose in poses if pose.time_s < STILL_S]
    turns = [*still, *still[-2:0:-1]]
    step_s = still[1].time_s - still[0].time_s
    count = round(REST_S / step_s)
    before = [turns[i % len(turns)] for i in range(count)]
    return [
        replace(pose, time_s=i * step_s if i < count else pose.time_s + count * step_s)
        for i, pose in enumerate([*before, *poses])
    ]


def memory_mb() -> float:
    """What the process holds; Linux alone tells."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
