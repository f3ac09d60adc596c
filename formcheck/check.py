"""The main job: one recorded video, or its recorded poses, to a folder of results."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from formcheck import __version__
from formcheck.analyzer import Analyzer
from formcheck.baseline import Baseline, estimate_baseline
from formcheck.config import limits_sha256
from formcheck.detectors import PoseDetector
from formcheck.errors import FormcheckError
from formcheck.exercises import EXERCISES
from formcheck.frame import Frame
from formcheck.limits import Limits
from formcheck.outputs import OUTPUTS, Job
from formcheck.outputs.result import SourceFacts, ToolFacts
from formcheck.recognise import recognise
from formcheck.run import run
from formcheck.sources.pose_log import PoseLog
from formcheck.sources.replay import RecordedPoses, Replay, save_poses
from formcheck.sources.video import VideoSource, file_sha256
from formcheck.staging import staged

AUTO = "auto"

POSES = "poses.npz"
FILES = {name: file for name, (file, _) in OUTPUTS.items()} | {"poses": POSES}
"""What ``--write`` takes, and the file that each writes."""

WRITES = tuple(FILES)

Progress = Callable[[float], None]
"""Told the share that is done, from 0 to 1."""


def _silent(share: float) -> None:
    """Tell nobody."""


DETECTING = 0.85  # of the time goes into finding poses


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for and what to write; times in seconds of the video."""

    exercise: str = AUTO
    limits: Limits = field(default_factory=Limits)
    write: tuple[str, ...] = WRITES
    start_s: float = 0.0
    end_s: float = math.inf


def check_video(
    path: Path,
    folder: Path,
    options: Options,
    detector: PoseDetector,
    progress: Progress = _silent,
) -> dict[str, Any]:
    """Analyse a video into ``folder`` and give back its result, as in result.json.

    Raises FormcheckError when the video can't be read or the folder can't be written.
    """
    source = VideoSource(path, start_s=options.start_s, end_s=options.end_s)
    info = source.info
    with PoseLog() as log, staged(folder) as staging:
        expected = _expected_frames(info.frames, info.duration_s, options)
        for count, frame in enumerate(source, start=1):
            log.append(detector.detect(frame))
            progress(DETECTING * min(1.0, count / expected))
        poses = log.poses(info.width, info.height)
        facts = SourceFacts(
            info.name, info.sha256, info.duration_s, len(poses), info.width, info.height
        )
        tool = ToolFacts(__version__, detector.name, detector.model_sha256)
        return _analyse(
            poses, staging, options, facts, tool, source.note, video=source, progress=progress
        )


def check_poses(path: Path, poses: RecordedPoses, folder: Path, options: Options) -> dict[str, Any]:
    """Analyse recorded poses into ``folder``, without a model and without pictures."""
    facts = SourceFacts(
        path.name,
        file_sha256(path),
        float(poses.time_s[-1] - poses.time_s[0]),
        len(poses),
        poses.width,
        poses.height,
    )
    with staged(folder) as staging:
        return _analyse(poses, staging, options, facts, ToolFacts(__version__, "replay", None), "")


def _analyse(
    poses: RecordedPoses,
    staging: Path,
    options: Options,
    facts: SourceFacts,
    tool: ToolFacts,
    note: str,
    *,
    video: VideoSource | None = None,
    progress: Progress = _silent,
) -> dict[str, Any]:
    """The one loop over poses that are all known, so the baseline is too."""
    exercise, baseline = _exercise(poses, options)
    job = Job(
        source=facts,
        tool=tool,
        baseline=baseline,
        limits=options.limits,
        limits_sha256=limits_sha256(options.limits),
        asked=_asked(options),
        notes=tuple(filter(None, [note, *_remarks(exercise, options)])),
        measures=EXERCISES[exercise].measures,
        sound_from=video.info.path if video and video.info.has_audio else None,
        origin_s=video.info.origin_s if video else 0.0,
        start_s=options.start_s,
        end_s=options.end_s,
    )
    wanted = [name for name in OUTPUTS if name in options.write]
    outputs = [
        open_output(staging / file, job) for file, open_output in (OUTPUTS[name] for name in wanted)
    ]
    replay = Replay(poses)
    analyzer = Analyzer(
        EXERCISES[exercise](options.limits, baseline),
        options.limits,
        width_px=poses.width,
        height_px=poses.height,
    )
    frames: Iterable[Frame] = video if video and "video" in wanted else replay
    run(_told(frames, len(poses), progress), replay, analyzer, outputs)
    if "poses" in options.write:
        save_poses(staging / POSES, poses)
    return load_result(staging)


def _asked(options: Options) -> dict[str, str | float | None]:
    """What was asked for, as far as it changes what is found."""
    return {
        "exercise": options.exercise,
        "start_s": options.start_s,
        "end_s": options.end_s if math.isfinite(options.end_s) else None,
    }


def _exercise(poses: RecordedPoses, options: Options) -> tuple[str, Baseline]:
    """The exercise that was asked for or is recognised, and the person's neutral for it."""
    names = [name for name in EXERCISES if options.exercise in (AUTO, name)]
    baselines = {
        name: estimate_baseline(
            poses.time_s, poses.points, poses.world, lying=EXERCISES[name].lying
        )
        for name in names
        if name != "none"
    }
    if options.exercise != AUTO:
        return options.exercise, baselines.get(options.exercise, Baseline.unknown())
    size = {"width_px": poses.width, "height_px": poses.height}
    name = recognise(poses, baselines, options.limits, **size)
    return name, baselines.get(name, Baseline.unknown())


def _remarks(exercise: str, options: Options) -> list[str]:
    if exercise == "none":
        return ["neither sit-ups nor shrugs were found: nothing is judged"]
    if exercise == "shrug" and options.limits.cramp.load == "none":
        return ["no load was stated: hold limits are for empty hands, see --load"]
    return []


def _told(frames: Iterable[Frame], expected: int, progress: Progress) -> Iterable[Frame]:
    for count, frame in enumerate(frames, start=1):
        yield frame
        progress(DETECTING + (1 - DETECTING) * min(1.0, count / expected))


def _expected_frames(frames: int, duration_s: float, options: Options) -> float:
    """About how many frames there are to go; only for a progress bar."""
    wanted_s = min(options.end_s, duration_s) - options.start_s
    share = wanted_s / duration_s if duration_s > 0 else 1.0
    return max(1.0, frames * share if math.isfinite(share) else frames)


def is_done(path: Path, folder: Path, options: Options, model: str) -> bool:
    """Whether ``folder`` already holds what a run over ``path`` would write, all unchanged."""
    try:
        result = load_result(folder)
    except FormcheckError:
        return False
    tool = result["tool"]
    return bool(
        all((folder / FILES[name]).exists() for name in options.write)
        and result["source"]["sha256"] == file_sha256(path)
        and (tool["version"], tool["detector"]) == (__version__, model)
        and tool["limits_sha256"] == limits_sha256(options.limits)
        and result["asked"] == _asked(options)
    )


def load_result(folder: Path) -> dict[str, Any]:
    """The result that a folder holds. Raises FormcheckError where it holds none."""
    path = folder / "result.json"
    try:
        result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormcheckError(f"{path} can't be read: analyse the video anew") from error
    return result
