"""A set's summary: a pure fold over its readings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from formcheck.core.exercises import NONE, spec_of
from formcheck.core.readings import UNKNOWN, FormWarning, Hold, Measure, Reading, Rep
from formcheck.core.risks import cramp, strain
from formcheck.core.risks.limits import Limits

NeckVerdict = Literal["fine", "too far", "can't tell", "not judged"]
HoldVerdict = Literal["within the limit", "too long", "can't tell", "not judged"]
NOT_JUDGED: Literal["not judged"] = "not judged"
"""What is said of the reps and holds of somebody who is to see a doctor first."""
NECK_VERDICTS: Mapping[bool | None, NeckVerdict] = {
    False: "fine",
    True: "too far",
    None: "can't tell",
}
HOLD_VERDICTS: Mapping[bool | None, HoldVerdict] = {
    False: "within the limit",
    True: "too long",
    None: "can't tell",
}
"""What is said of a rep's neck and of a hold's length, by whether they exceed the limit."""


@dataclass(frozen=True, slots=True)
class SetSummary:
    """What a set came to.

    ``coverage`` is the share of its frames in which the exercise's key measure is known; where
    no exercise was found, in which somebody was seen.
    """

    exercise: str
    reps: tuple[Rep, ...]
    holds: tuple[Hold, ...]
    warnings: tuple[FormWarning, ...]
    coverage: float
    view_yaw_deg: float
    frames: int

    def worst_peak(self) -> Measure:
        """The highest neck flexion of any rep; NaN where none is known."""
        return worst_peak(self.reps)


class Session:
    """Folds readings into a summary."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._exercises: Counter[str] = Counter()
        self._covered = 0
        self._frames = 0
        self._yaw_deg = math.nan
        self._reps: list[Rep] = []
        self._holds: list[Hold] = []
        self._warnings: list[FormWarning] = []
        self._open: list[FormWarning] = []  # of the rep or hold under way

    def add(self, reading: Reading) -> None:
        """Take the next reading."""
        self._frames += 1
        exercise = reading.exercise or NONE
        self._exercises[exercise] += 1
        key = spec_of(exercise).key_measure
        self._covered += reading.measures.get(key, UNKNOWN).known if key else reading.pose.seen
        yaw_deg = reading.measures.get("view_yaw_deg", UNKNOWN).value
        self._yaw_deg = self._yaw_deg if math.isnan(yaw_deg) else yaw_deg
        for event in reading.events:
            if isinstance(event, FormWarning):
                self._warn(event)
                continue
            if isinstance(event, Rep):
                self._reps.append(event)
            else:
                self._holds.append(event)
            self._settle(event, spec_of(exercise).hold_for(self._limits.cramp))
        if not reading.number:
            self._warnings += self._lasting()
            self._open.clear()

    def _warn(self, warning: FormWarning) -> None:
        """Take a warning; what was a caution and has become a stop is one warning."""
        if not warning.number:
            self._warnings.append(warning)
            return
        known = {(one.code, one.number): one for one in self._open}
        before = known.get((warning.code, warning.number), warning)
        known[warning.code, warning.number] = replace(warning, start_s=before.start_s)
        self._open = list(known.values())

    def _settle(self, event: Rep | Hold, hold_for: str) -> None:
        """Give the warnings of a finished rep or hold its last figures and its whole span."""
        for warning in self._open:
            if isinstance(event, Hold) and warning.cause == "cramp":
                self._warnings.append(cramp.finalize_warning(warning, event, hold_for))
            elif isinstance(event, Rep) and warning.cause != "cramp":
                self._warnings.append(strain.finalize_warning(warning, event, self._limits.strain))
        holding = isinstance(event, Hold)
        self._open = [one for one in self._open if (one.cause == "cramp") is not holding]

    def _lasting(self) -> list[FormWarning]:
        """The warnings of a rep or hold that never finished which are true all the same.

        A rise that came to no rep was no sit-up; a muscle that was held too long was.
        """
        return [warning for warning in self._open if warning.cause == "cramp"]

    def summary(self) -> SetSummary:
        """The summary of all readings so far."""
        exercise = self._exercises.most_common(1)[0][0] if self._exercises else NONE
        warnings = self._warnings + self._lasting()
        return SetSummary(
            exercise=exercise,
            reps=tuple(self._reps),
            holds=tuple(self._holds),
            warnings=tuple(sorted(warnings, key=lambda warning: warning.start_s)),
            coverage=self._covered / self._frames if self._frames else math.nan,
            view_yaw_deg=self._yaw_deg,
            frames=self._frames,
        )


def worst_peak(reps: Iterable[Rep]) -> Measure:
    """The highest neck flexion of any rep, in degrees; NaN where none is known."""
    peaks = (rep.measures.get("neck_flexion_peak_deg", UNKNOWN) for rep in reps)
    return max((peak for peak in peaks if peak.known), key=lambda peak: peak.value, default=UNKNOWN)


def verdict(rep: Rep, limits: Limits) -> NeckVerdict:
    """What is known of a rep's neck: "fine", "too far" or "can't tell"."""
    peak = rep.measures.get("neck_flexion_peak_deg", UNKNOWN)
    return NECK_VERDICTS[peak.exceeds(limits.strain.neck_flexed_deg) if peak.known else None]


def hold_verdict(hold: Hold) -> HoldVerdict:
    """Whether a hold was longer than its limit."""
    held, limit = (hold.measures.get(name, UNKNOWN) for name in ("duration_s", "limit_s"))
    return HOLD_VERDICTS[held.value >= limit.value if held.known and limit.known else None]
