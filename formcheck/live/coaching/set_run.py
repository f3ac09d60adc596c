"""One set: from the rest in which its neutral is learnt to its end, on a clock of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from formcheck.core.analysis.analyzer import Analyzer, analyzer_for
from formcheck.core.analysis.set_summary import Session, SetSummary
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import UNKNOWN, Hold, Reading
from formcheck.core.risks.limits import Limits

TICKS_HZ = 90_000  # the clock of recorded video: a pose and its picture have the same time


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """What of one instant belongs to a set's record: its pose as found, in the set's time.

    ``number`` counts the takes of a run; a set that never began keeps its number.
    """

    number: int
    exercise: str
    pose: Pose


@dataclass(frozen=True, slots=True, eq=False)
class EndedSet:
    """A set that is over; ``began`` is False where its neutral was never learnt."""

    number: int
    exercise: str
    baseline: Baseline
    summary: SetSummary
    notes: tuple[str, ...]
    began: bool

    @property
    def done(self) -> bool:
        """Whether anything was done in it."""
        return bool(self.summary.reps or self.summary.holds)


class SetRun:
    """Poses of a set to readings. They come before ``begin`` too: the rest belongs to the set."""

    def __init__(
        self,
        number: int,
        exercise: str,
        limits: Limits,
        neck: NeckModels,
        *,
        width_px: int,
        height_px: int,
    ) -> None:
        self.number, self.exercise = number, exercise
        self.baseline = Baseline.unknown()
        self._limits, self._neck = limits, neck
        self._size = {"width_px": width_px, "height_px": height_px}
        self._session = Session(limits)
        self._analyzer: Analyzer | None = None
        self._waiting: list[Pose] = []
        self._zero_s = self._last_s = math.nan
        self.rest_until_s = -math.inf

    def take(self, pose: Pose) -> Take:
        """The pose as it goes into the set's record."""
        if math.isnan(self._zero_s):
            self._zero_s = pose.time_s
        ticks = round((pose.time_s - self._zero_s) * TICKS_HZ)
        if ticks / TICKS_HZ <= self._last_s:
            ticks = round(self._last_s * TICKS_HZ) + 1
        self._last_s = ticks / TICKS_HZ
        return Take(self.number, self.exercise, replace(pose, time_s=self._last_s))

    def begin(self, baseline: Baseline) -> None:
        """Measure against this neutral from now on, and what came before it too."""
        self.baseline = baseline
        self._analyzer = analyzer_for(
            self.exercise, self._limits, baseline, self._neck, **self._size
        )
        for pose in self._waiting:
            self._session.add(self._analyzer.update(pose))
        self._waiting.clear()

    def update(self, take: Take) -> Reading:
        """The reading of a take; before ``begin`` there is only the pose in it."""
        if self._analyzer is None:
            self._waiting.append(take.pose)
            return Reading(take.pose)
        reading = self._analyzer.update(take.pose)
        self._session.add(reading)
        for event in reading.events:
            if isinstance(event, Hold):
                self._rest_after(event)
        return reading

    def rest_left_s(self, take_s: float) -> float:
        """What is left of the rest after a hold past its limit; NaN where there is none."""
        left_s = self.rest_until_s - take_s
        return left_s if left_s > 0.0 else math.nan

    def end(self, notes: tuple[str, ...] = ()) -> EndedSet:
        """What the set came to."""
        return EndedSet(
            self.number,
            self.exercise,
            self.baseline,
            self._session.summary(),
            notes,
            began=self._analyzer is not None,
        )

    def _rest_after(self, hold: Hold) -> None:
        """A rest as long as the limit, as the warning's advice says."""
        limit_s, held_s = (
            hold.measures.get(name, UNKNOWN).value for name in ("limit_s", "duration_s")
        )
        if held_s >= limit_s:
            self.rest_until_s = hold.end_s + limit_s
