"""annotated.mp4: the video as a coach wants to see it, at its own times and with its sound."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from formcheck.core.analysis.told_now import told_at
from formcheck.core.readings import FormWarning, Reading
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import Triage
from formcheck.frame import Frame
from formcheck.outputs.job import Job
from formcheck.outputs.video_file import MOOV_FIRST, VideoFile
from formcheck.overlay import draw


class AnnotatedVideo(VideoFile):
    """Writes frames with their readings drawn on them, in an MP4 that browsers play.

    ``warnings`` are those of the whole set: each is told from its start with its last figures.
    Where the ``triage`` does not coach, every frame says so instead.

    Sizes, times and sound as in a VideoFile; frames are encoded in a thread of their own.
    Raises FormcheckError as it does, also from ``write``.
    """

    def __init__(
        self,
        path: Path,
        *,
        width: int,
        height: int,
        limits: Limits,
        warnings: Sequence[FormWarning] = (),
        triage: Triage | None = None,
        sound_from: Path | None,
        start_s: float = 0.0,
        end_s: float = math.inf,
        origin_s: float = 0.0,
    ) -> None:
        super().__init__(
            path,
            width=width,
            height=height,
            muxing=MOOV_FIRST,
            sound_from=sound_from,
            start_s=start_s,
            end_s=end_s,
            origin_s=origin_s,
        )
        self._limits, self._warnings = limits, warnings
        self._triage = triage or Triage()

    def write(self, frame: Frame, reading: Reading) -> None:
        """Draw one frame, and encode it soon. Raises what went wrong with an earlier one."""
        self._raise_error()
        told = told_at(self._warnings, frame.time_s, reading.number)
        if not self._triage.coaches:
            told = (self._triage.stop(frame.time_s, frame.time_s),)
        reading = replace(reading, active=told)
        self.put(frame.time_s, draw(frame.image, reading, self._limits))


def open_output(path: Path, job: Job) -> AnnotatedVideo:
    """The annotated video of a set."""
    return AnnotatedVideo(
        path,
        width=job.source.width,
        height=job.source.height,
        limits=job.limits,
        warnings=job.warnings,
        triage=job.triage,
        sound_from=job.sound_from,
        start_s=job.start_s,
        end_s=job.end_s,
        origin_s=job.origin_s,
    )
