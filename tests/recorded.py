"""Recorded clips, analysed as formcheck analyses them, with all outputs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.analyzer import Analyzer
from formcheck.baseline import Baseline, estimate_baseline
from formcheck.exercises import EXERCISES
from formcheck.frame import Frame
from formcheck.limits import Limits
from formcheck.outputs import Output
from formcheck.outputs.captions import Captions
from formcheck.outputs.result import Result, SourceFacts, ToolFacts
from formcheck.outputs.table import Table
from formcheck.pose import Pose
from formcheck.readings import Reading
from formcheck.recognise import recognise
from formcheck.risks.cramp import CrampLimits
from formcheck.risks.strain import StrainLimits
from formcheck.sources.replay import RecordedPoses, load_poses, save_poses
from formcheck.trained import neck_models

DATA = Path(__file__).parent / "data"
WIDTH, HEIGHT = 854, 480
STANDING_S = 2.2  # the shrug clip begins with somebody who stands and waits

USUAL = Limits()
TOUCHY = Limits(
    strain=StrainLimits(neck_flexed_deg=-90.0, neck_stop_deg=90.0),
    cramp=CrampLimits(load="maximal", near_share=0.5),
)
"""Any neck is bent too far, and a hold of three seconds is too long."""

SHA = "0" * 64
ASKED: dict[str, str | float | None] = {"exercise": "auto", "start_s": 0.0, "end_s": None}
NOTES = ["the file breaks off at 4.3 s; analysed up to there"]
TOOL = ToolFacts("0.1.0", "blazepose-full", SHA, "3" * 64, "2" * 64)


@dataclass(frozen=True, eq=False)
class Played:
    """A clip's poses and what was read from them."""

    poses: RecordedPoses
    exercise: str
    baseline: Baseline
    limits: Limits
    readings: tuple[Reading, ...]


@cache
def clip(name: str) -> RecordedPoses:
    """The poses of "situp" or "shrug", of somebody "standing", of "nobody", or none: "empty"."""
    if name == "standing":
        return part(clip("shrug"), clip("shrug").time_s < STANDING_S)
    if name == "nobody":
        return of([Pose.missing(i / 30) for i in range(60)])
    if name == "empty":
        return part(clip("situp"), np.zeros(len(clip("situp")), bool))
    return load_poses(DATA / f"{name}.npz")


CLIPS = ("situp", "shrug", "standing", "nobody", "empty")


def part(poses: RecordedPoses, chosen: NDArray[np.bool_]) -> RecordedPoses:
    """Some of the poses."""
    return RecordedPoses(
        poses.time_s[chosen],
        poses.points[chosen],
        poses.world[chosen],
        poses.visibility[chosen],
        WIDTH,
        HEIGHT,
    )


def of(poses: list[Pose]) -> RecordedPoses:
    """A clip of these poses."""
    return RecordedPoses.of(poses, WIDTH, HEIGHT)


@cache
def played(name: str, limits: Limits = USUAL) -> Played:
    """A clip of ``CLIPS``, analysed."""
    return play(clip(name), limits)


def play(poses: RecordedPoses, limits: Limits = USUAL) -> Played:
    """Recognise the exercise, find the baseline and read every pose."""
    size = {"width_px": poses.width, "height_px": poses.height}
    baselines = {
        name: estimate_baseline(
            *(poses.time_s, poses.points, poses.world),
            lying=exercise.lying,
            spots=poses.spots,
            picture_px=(poses.width, poses.height),
        )
        for name, exercise in EXERCISES.items()
        if name != "none"
    }
    name = recognise(poses, baselines, limits, neck_models(), **size)
    baseline = baselines.get(name, Baseline.unknown())
    analyzer = Analyzer(EXERCISES[name](limits, baseline, neck_models()), limits, **size)
    return Played(poses, name, baseline, limits, tuple(map(analyzer.update, poses)))


def outputs_for(folder: Path, play: Played) -> list[Output]:
    """The table, the result and the captions of a clip, each ready to write."""
    duration_s = float(play.poses.time_s[-1]) if len(play.poses) else float("nan")
    source = SourceFacts("clip.mp4", SHA, duration_s, len(play.poses), WIDTH, HEIGHT)
    return [
        Table(folder / "frames.csv", EXERCISES[play.exercise].measures),
        Result(
            folder / "result.json",
            source=source,
            tool=TOOL,
            baseline=play.baseline,
            limits=play.limits,
            limits_sha256=SHA,
            asked=ASKED,
            notes=NOTES,
        ),
        Captions(folder / "warnings.vtt", play.limits),
    ]


def frame_at(time_s: float) -> Frame:
    """A frame without a picture."""
    return Frame(time_s, np.empty((0, 0, 3), np.uint8))


def feed(outputs: Sequence[Output], readings: Iterable[Reading]) -> None:
    """Write the readings and close."""
    for reading in readings:
        for output in outputs:
            output.write(frame_at(reading.pose.time_s), reading)
    for output in outputs:
        output.close()


def write_all(folder: Path, play: Played) -> Path:
    """Every file of a clip's folder that needs no picture."""
    folder.mkdir(exist_ok=True)
    feed(outputs_for(folder, play), play.readings)
    save_poses(folder / "poses.npz", play.poses)
    return folder


def read_result(path: Path) -> dict[str, Any]:
    """Strict JSON: the names that JavaScript alone knows are refused."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_constant=refuse)
    return loaded
