"""A result as it is read back: what was analysed, by what, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from formcheck.core.analysis.set_summary import NECK_VERDICTS, NOT_JUDGED, NeckVerdict
from formcheck.core.exercises import spec_of
from formcheck.core.exercises.specs import ExerciseSpec
from formcheck.core.readings import FormWarning, Hold, Rep
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import Triage
from formcheck.outputs.job import Asked, SourceFacts, ToolFacts
from formcheck.system.json_files import instant


@dataclass(frozen=True, slots=True)
class JudgedRep(Rep):
    """A rep with what was said of its neck."""

    neck: NeckVerdict = NECK_VERDICTS[None]


@dataclass(frozen=True, slots=True)
class Neutral:
    """The person's neutral: the neck's angle in degrees, NaN where it has none.

    ``origin`` says in words where it was found. ``rested`` is False where nobody was seen to
    rest, so that the calmest moments had to do, or nothing.
    """

    neck_deg: float
    origin: str
    rested: bool


@dataclass(frozen=True, slots=True)
class SetResult:
    """All that result.json holds; NaN is what isn't known.

    ``coverage`` is the share of the frames that could be measured, ``view_yaw_deg`` how far the
    camera stood off the right view. A measure that the file keeps without its interval has ends of
    NaN. ``notes`` are sentences without their full stop.
    """

    source: SourceFacts
    tool: ToolFacts
    limits_sha256: str
    asked: Asked
    exercise: str
    limits: Limits
    view_yaw_deg: float
    coverage: float
    neutral: Neutral
    reps: tuple[JudgedRep, ...]
    holds: tuple[Hold, ...]
    warnings: tuple[FormWarning, ...]
    notes: tuple[str, ...]
    triage: Triage = field(default_factory=Triage)

    def under(self, triage: Triage) -> SetResult:
        """The result as it may be shown to somebody of that triage today.

        It may have been analysed on a day when nothing was for a doctor.
        """
        if triage.coaches:
            return self
        reps = tuple(replace(rep, neck=NOT_JUDGED) for rep in self.reps)
        return replace(self, triage=triage, warnings=(), reps=reps)

    @property
    def judged(self) -> bool:
        """Whether form may be judged and advice be given."""
        return self.triage.coaches

    @property
    def spec(self) -> ExerciseSpec:
        """What there is to know of the exercise besides."""
        return spec_of(self.exercise)

    @property
    def events(self) -> Sequence[JudgedRep | Hold]:
        """What is compared and drawn over each other: the reps, or without any the holds."""
        return self.reps or self.holds

    @property
    def recorded(self) -> datetime | None:
        """When the video was recorded, in UTC; None where its file doesn't tell."""
        return instant(self.source.recorded) if self.source.recorded else None

    @property
    def origin(self) -> tuple[str, ToolFacts, str, Asked, bool]:
        """All that decides what a result says: equal for two that must be the same."""
        coached = self.triage.coaches
        return self.source.sha256, self.tool, self.limits_sha256, self.asked, coached
