"""What every output may need to know, and what each one is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.readings import FormWarning
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import Triage
from formcheck.run import Output


class FileOutput(Output, Protocol):
    """An output that writes one file of a set.

    ``note`` is a sentence on what only turned out when the file was finished, "" where there is
    nothing to say.
    """

    note: str = ""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What was analysed; ``frames`` counts the frames that were, ``duration_s`` may be NaN.

    ``recorded`` is the ISO 8601 time of the recording, None where the file doesn't tell.
    """

    name: str
    sha256: str
    duration_s: float
    frames: int
    width: int
    height: int
    recorded: str | None = None


@dataclass(frozen=True, slots=True)
class ToolFacts:
    """What analysed it; what found the poses has no hash where they were replayed.

    ``neck_sha256`` is of the trained neck estimate, ``shoulder_sha256`` of the shoulder refiner.
    """

    version: str
    detector: str
    model_sha256: str | None
    shoulder_sha256: str | None
    neck_sha256: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as far as it changes what is found.

    Times are in seconds of the video, ``end_s`` infinite where it was looked at to its end.
    ``profile`` is the profile whose neutral was used, with the start of its file's hash, or "".
    """

    exercise: str
    start_s: float = 0.0
    end_s: float = math.inf
    profile: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One set to be written, as it is known before the first frame.

    ``triage`` is that of the person: where it does not coach, no output may judge or advise.
    ``save_poses`` writes its poses to a file. ``sound_from`` is the file whose sound goes into
    the annotated video, ``origin_s`` the time in it at which frames count zero. ``warnings`` are
    those of the whole set with their last figures, known where pictures are drawn on.
    """

    source: SourceFacts
    tool: ToolFacts
    exercise: str
    baseline: Baseline
    limits: Limits
    limits_sha256: str
    asked: Asked
    triage: Triage
    notes: tuple[str, ...]
    save_poses: Callable[[Path], None]
    sound_from: Path | None = None
    origin_s: float = 0.0
    start_s: float = 0.0
    end_s: float = math.inf
    warnings: tuple[FormWarning, ...] = ()
