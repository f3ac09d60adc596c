"""Outputs write what the analyzer read. A new one is one file and one line in ``OUTPUTS``."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.risks.limits import Limits
from formcheck.outputs.result import Asked, Result, SourceFacts, ToolFacts
from formcheck.run import Output


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What outputs may need to know before the first frame.

    ``measures`` are the names that readings of the exercise carry; ``sound_from`` is the file
    whose sound goes into the annotated video, ``origin_s`` the time in it at which frames
    count zero.
    """

    source: SourceFacts
    tool: ToolFacts
    baseline: Baseline
    limits: Limits
    limits_sha256: str
    asked: Asked
    notes: tuple[str, ...]
    measures: tuple[str, ...]
    sound_from: Path | None = None
    origin_s: float = 0.0
    start_s: float = 0.0
    end_s: float = math.inf


def _result(path: Path, job: Job) -> Output:
    return Result(
        path,
        source=job.source,
        tool=job.tool,
        baseline=job.baseline,
        limits=job.limits,
        limits_sha256=job.limits_sha256,
        asked=job.asked,
        notes=job.notes,
    )


def _table(path: Path, job: Job) -> Output:
    from formcheck.outputs.table import Table

    return Table(path, job.measures)


def _annotated_video(path: Path, job: Job) -> Output:
    from formcheck.outputs.annotated_video import AnnotatedVideo

    return AnnotatedVideo(
        path,
        width=job.source.width,
        height=job.source.height,
        limits=job.limits,
        sound_from=job.sound_from,
        start_s=job.start_s,
        end_s=job.end_s,
        origin_s=job.origin_s,
    )


def _captions(path: Path, job: Job) -> Output:
    from formcheck.outputs.captions import Captions

    return Captions(path, job.limits)


OUTPUTS: Mapping[str, tuple[str, Callable[[Path, Job], Output]]] = {
    "result": ("result.json", _result),
    "frames": ("frames.csv", _table),
    "video": ("annotated.mp4", _annotated_video),
    "captions": ("warnings.vtt", _captions),
}
"""What ``--write`` takes, the file that it writes, and what opens it."""

FILES = {name: file for name, (file, _) in OUTPUTS.items()} | {
    "poses": "poses.npz",
    "report": "report.html",
}
"""What ``--write`` takes, and the file that each writes."""

WRITES = tuple(FILES)

NEEDS = {"report": {"frames"}}  # a report draws what the table holds
