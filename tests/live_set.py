"""Recorded sets as they come live: a longer rest before them, nobody after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from recorded import HEIGHT, WIDTH, clip

from formcheck.frame import Frame
from formcheck.limits import Limits
from formcheck.live.coach import Coach
from formcheck.live.keeping import Keeping, SetKeeper
from formcheck.options import Options
from formcheck.outputs.result import ToolFacts
from formcheck.pose import Pose
from formcheck.run import run
from formcheck.sources.trouble import NO_PICTURE, Trouble
from formcheck.trained import neck_models

STILL_S, REST_S, GONE_S = 1.0, 6.0, 4.0
STEP_S = 1 / 30
SHAPE = (HEIGHT, WIDTH, 3)
TOOL = ToolFacts("0.1.0", "blazepose-full", "1" * 64, "3" * 64, "2" * 64)

Gap = tuple[float, float]


def live_poses(name: str, gone_s: float = GONE_S) -> list[Pose]:
    """A recorded clip behind ``REST_S`` of its own rest, and nobody for a while after it."""
    poses = list(clip(name))
    still = [pose for pose in poses if pose.time_s < STILL_S]
    turns = [*still, *still[-2:0:-1]]
    count = round(REST_S / STEP_S)
    before = [later(turns[i % len(turns)], i * STEP_S) for i in range(count)]
    there = [later(pose, pose.time_s + count * STEP_S) for pose in poses]
    last_s = there[-1].time_s
    after = [Pose.missing(last_s + (i + 1) * STEP_S) for i in range(round(gone_s / STEP_S))]
    return [*before, *there, *after]


def later(pose: Pose, time_s: float) -> Pose:
    """The same pose at another time."""
    return replace(pose, time_s=time_s)


class PoseCamera:
    """A camera whose pictures are plain, and the detector that knows the pose in each.

    In the ``gaps`` the camera is lost: blank pictures come a few times a second.
    """

    name, model_sha256 = TOOL.detector, TOOL.model_sha256

    def __init__(self, poses: Sequence[Pose], gaps: Sequence[Gap] = ()) -> None:
        self.trouble: Trouble | None = None
        self._poses, self._gaps = poses, gaps
        self._now = poses[0]

    def __iter__(self) -> Iterator[Frame]:
        blank_s = -1.0
        for i, pose in enumerate(self._poses):
            lost = any(start <= pose.time_s < end for start, end in self._gaps)
            if lost and pose.time_s - blank_s < 0.2:
                continue
            self.trouble = NO_PICTURE if lost else None
            self._now = Pose.missing(pose.time_s) if lost else pose
            blank_s = pose.time_s if lost else -1.0
            shade = 0 if lost else 100 + i % 100
            yield Frame(pose.time_s, np.full(SHAPE, shade, np.uint8))

    def detect(self, frame: Frame) -> Pose:
        assert frame.time_s == self._now.time_s
        return self._now


def trained(
    out: Path,
    poses: Sequence[Pose],
    exercise: str = "situp",
    *,
    gaps: Sequence[Gap] = (),
    limits: Limits | None = None,
    recording: bool = False,
    record: Path | None = None,
) -> SetKeeper:
    """Run the loop over them and keep every set."""
    camera = PoseCamera(poses, gaps)
    limits = limits or Limits()
    coach = Coach(
        exercise,
        limits,
        neck_models(),
        width_px=WIDTH,
        height_px=HEIGHT,
        trouble=lambda: camera.trouble,
        recording=recording,
    )
    keeper = SetKeeper(coach, Keeping(out, "0", TOOL, Options(exercise, limits), record))
    run(camera, camera, coach, [keeper])
    return keeper
