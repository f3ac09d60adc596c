"""The warnings as captions, for any player that shows a video."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest
from pathlib import Path

from formcheck.core.analysis.set_summary import Session
from formcheck.core.analysis.told_now import one_a_rep
from formcheck.core.readings import FormWarning, Reading
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import Triage
from formcheck.frame import Frame
from formcheck.outputs.job import FileOutput, Job

LEAST_S = 2.0  # a caption that goes sooner can't be read
HEAD = "WEBVTT\n\nNOTE Form warnings by formcheck: what was seen, then what to do about it.\n"


@dataclass(frozen=True, slots=True)
class Cue:
    """Warnings that are shown together, the most severe first."""

    start_s: float
    end_s: float
    warnings: tuple[FormWarning, ...]


class Captions(FileOutput):
    """Writes WebVTT when it is closed, for only then are the warnings' figures final.

    Where the ``triage`` does not coach, one caption says so from beginning to end.
    """

    def __init__(self, path: Path, limits: Limits, triage: Triage | None = None) -> None:
        self._path, self._triage = path, triage or Triage()
        self._session = Session(limits)
        self._last_s = 0.0

    def write(self, frame: Frame, reading: Reading) -> None:
        """Take the next reading."""
        self._last_s = frame.time_s
        self._session.add(reading)

    def close(self) -> None:
        """Write the file."""
        warnings = one_a_rep(self._session.summary().warnings)
        if not self._triage.coaches:
            warnings = [self._triage.stop(0.0, self._last_s)]
        cues = to_cues(warnings)
        text = "".join([HEAD, *map(_block, cues)])
        self._path.write_text(text, encoding="utf-8", newline="\n")


def open_output(path: Path, job: Job) -> Captions:
    """The captions of a set."""
    return Captions(path, job.limits, job.triage)


def to_cues(warnings: Sequence[FormWarning]) -> Iterator[Cue]:
    """Cues that never overlap and last ``LEAST_S`` at least, from warnings in order of start.

    A warning joins the cue before it where that one could not be read yet. Otherwise it
    opens the next, in which whatever is worse and still goes on is told again first.
    """
    groups: list[list[FormWarning]] = []
    for warning in warnings:
        if not groups or _start_s(warning) >= _start_s(groups[-1][0]) + LEAST_S:
            groups.append([])
        groups[-1].append(warning)
    going: list[FormWarning] = []
    for group, following in zip_longest(groups, groups[1:]):
        start_s = _start_s(group[0])
        next_s = _start_s(following[0]) if following else math.inf
        going = [earlier for earlier in going if earlier.end_s > start_s]
        worst = min(one.rank for one in group)
        told = sorted(
            [*(one for one in going if one.rank < worst), *group], key=lambda one: one.rank
        )
        end_s = max(start_s + LEAST_S, *(warning.end_s for warning in told))
        yield Cue(start_s, min(end_s, next_s), tuple(told))
        going += group


def _start_s(warning: FormWarning) -> float:
    return max(warning.start_s, 0.0)  # WebVTT knows no earlier time


def _block(cue: Cue) -> str:
    """A cue as WebVTT; each message and each advice on a line of its own, once."""
    lines = [text for warning in cue.warnings for text in (warning.message, warning.advice)]
    told = [escape(" ".join(line.split()), quote=False) for line in dict.fromkeys(lines)]
    return "\n".join(["", f"{_stamp(cue.start_s)} --> {_stamp(cue.end_s)}", *told, ""])


def _stamp(time_s: float) -> str:
    seconds, milliseconds = divmod(round(time_s * 1000), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
