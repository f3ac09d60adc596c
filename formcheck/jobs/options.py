"""What was asked for: what to look for in a video, and what to write."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.errors import UsageError
from formcheck.core.exercises import AUTO
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import Triage
from formcheck.outputs import usual, with_needs, writable
from formcheck.outputs.job import Asked


@dataclass(frozen=True, slots=True)
class Options:
    """What to look for and what to write; times in seconds of the video.

    ``profile`` names the neutrals of earlier days that are used, in ``neutrals`` by exercise.
    ``triage`` is that of the person in the video; ``person_note`` says who was taken for that
    person, "" where nobody was named.
    """

    exercise: str = AUTO
    limits: Limits = field(default_factory=Limits)
    write: tuple[str, ...] = field(default_factory=usual)
    start_s: float = 0.0
    end_s: float = math.inf
    profile: str = ""
    neutrals: Mapping[str, Baseline] = field(default_factory=dict)
    triage: Triage = field(default_factory=Triage)
    person_note: str = ""

    def asked(self) -> Asked:
        """What changes what is found, apart from the limits, as a result keeps it."""
        return Asked(self.exercise, self.start_s, self.end_s, self.profile)


def writes(listed: str, *, from_poses: bool = False) -> tuple[str, ...]:
    """What to write, from a list with commas; the result always is.

    ``from_poses`` alone, without pictures, not all of it can be. Raises UsageError.
    """
    known = writable(from_poses=from_poses)
    wanted = {name.strip() for name in listed.split(",")} - {""} | {"result"}
    if unknown := sorted(wanted - set(known)):
        raise UsageError(f"--write {unknown[0]}: choose from {','.join(known)}")
    return with_needs(wanted)
