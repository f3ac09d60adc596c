"""What formcheck reads from a clip: its poses, recorded or found anew, and their readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.accuracy.clips import Floats, Truth
from formcheck.core.analysis.analyzer import analyzer_for
from formcheck.core.analysis.recognition import recognise
from formcheck.core.analysis.set_summary import Session, SetSummary
from formcheck.core.readings import FormWarning, Reading
from formcheck.core.risks.limits import Limits
from formcheck.detectors import open_detector
from formcheck.jobs.neck_weights import neck_models
from formcheck.sources.replay import RecordedPoses, load_poses
from formcheck.sources.video import VideoSource

LIMITS = Limits()


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What was read from a clip, with the exercise recognised."""

    poses: RecordedPoses
    readings: Sequence[Reading]
    summary: SetSummary

    def column(self, name: str, end: str = "value") -> Floats:
        """A measure over time, its ``value``, ``low`` or ``high``; NaN where it isn't known."""
        return np.array(
            [
                getattr(r.measures[name], end) if name in r.measures else np.nan
                for r in self.readings
            ]
        )

    def told_s(self, code: str) -> dict[int, float]:
        """When a warning was first given in each rep or hold."""
        told: dict[int, float] = {}
        for reading in self.readings:
            for event in reading.events:
                if isinstance(event, FormWarning) and event.code == code:
                    told.setdefault(event.number, reading.pose.time_s)
        return told


def poses_of(truth: Truth, model: str) -> RecordedPoses:
    """The poses of a clip: those recorded beside it, else those that the pose model finds."""
    recorded = truth.video.with_suffix(".poses.npz")
    return load_poses(recorded) if recorded.exists() else find_poses(truth.video, model)


def find_poses(video: Path, model: str) -> RecordedPoses:
    """The poses of a video."""
    source, detector = VideoSource(video), open_detector(model)
    poses = [detector.detect(frame) for frame in source]
    detector.close()
    return RecordedPoses.of(poses, source.info.width, source.info.height)


def watch(poses: RecordedPoses) -> Watched:
    """What `formcheck check` would read from recorded poses."""
    name, baseline = recognise(poses, LIMITS, neck_models())
    size = {"width_px": poses.width, "height_px": poses.height}
    analyzer = analyzer_for(name, LIMITS, baseline, neck_models(), **size)
    session = Session(LIMITS)
    readings = [analyzer.update(pose) for pose in poses]
    for reading in readings:
        session.add(reading)
    return Watched(poses, readings, session.summary())
