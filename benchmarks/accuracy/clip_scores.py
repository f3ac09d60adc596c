"""What one clip came to: its readings held against its truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.accuracy.analysis import LIMITS, Watched
from benchmarks.accuracy.clips import Flags, Floats, Truth
from benchmarks.accuracy.unmeasurable import MOST, frames_at, unmeasurable
from formcheck.core.analysis.set_summary import verdict
from formcheck.core.readings import UNKNOWN, FormWarning, Hold, Measure, Rep

FLEXED = "strain.neck-flexed"
FATIGUE = "cramp.fatigue"


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A measure beside its truth, each (T,); NaN where formcheck gave none."""

    true: Floats
    value: Floats
    low: Floats
    high: Floats

    @property
    def known(self) -> Flags:
        """Where formcheck gave a value."""
        known: Flags = np.isfinite(self.value)
        return known

    @property
    def off(self) -> Floats:
        """By how much the known values are too high."""
        off: Floats = (self.value - self.true)[self.known]
        return off

    @property
    def inside(self) -> Flags:
        """Whether the truth of each known value lies in its interval."""
        inside: Flags = ((self.low <= self.true) & (self.true <= self.high))[self.known]
        return inside

    @property
    def gain(self) -> float:
        """By how much the value rises when the truth rises by one; NaN where it never rises."""
        true, value = self.true[self.known], self.value[self.known]
        if len(true) < 2 or np.ptp(true) < 1e-6:
            return float("nan")
        return float(np.polyfit(true, value, 1)[0])

    def at(self, frames: Flags) -> Compared:
        """Some of the frames."""
        return Compared(*(each[frames] for each in (self.true, self.value, self.low, self.high)))


@dataclass(frozen=True, slots=True)
class RepScore:
    """One true rep. ``verdict`` is "not counted" where formcheck found none there.

    ``kind`` tells what the neck did, where that is known; ``strains`` counts the warnings of
    strain; ``delay_s`` is from the truth's passing the limit to the warning.
    """

    true_deg: float
    peak: Measure
    verdict: str
    warned: bool
    strains: int
    measurable: bool
    kind: str = ""
    delay_s: float = float("nan")


@dataclass(frozen=True, slots=True)
class HoldScore:
    """One true hold; ``read_s`` is NaN where formcheck found none there."""

    true_s: float
    read_s: float
    sag: float
    tired: bool


@dataclass(frozen=True, slots=True, eq=False)
class ClipScore:
    """One clip. ``stray`` counts warnings of a bent neck that belong to no true rep."""

    truth: Truth
    counted: int
    forms: int  # warnings of form, whatever they are about
    rep: Floats
    lost: Flags
    neck: Compared
    trunk: Compared
    elevation: Compared
    reps: tuple[RepScore, ...] = ()
    holds: tuple[HoldScore, ...] = ()
    stray: int = 0

    @property
    def exact(self) -> bool:
        """Whether all reps and holds were counted, and nothing else."""
        return self.counted == self.truth.count

    def during(self, kind: str) -> ClipScore:
        """The clip's reps in which the neck did ``kind``, and only their frames."""
        chosen = [n for n, rep in enumerate(self.reps, start=1) if rep.kind == kind]
        frames = np.isin(self.rep, chosen)
        return replace(
            self,
            reps=tuple(self.reps[n - 1] for n in chosen),
            neck=self.neck.at(frames),
            trunk=self.trunk.at(frames),
            lost=self.lost[frames],
            rep=self.rep[frames],
        )


def score(truth: Truth, watched: Watched) -> ClipScore:
    """Hold what was read from a clip against its truth."""
    at = frames_at(truth, watched.poses.time_s)
    summary = watched.summary
    names = {
        "neck_flexion_deg": truth.neck_deg,
        "trunk_deg": truth.trunk_deg,
        "shoulder_elevation": truth.elevation,
    }
    neck, trunk, elevation = (
        Compared(true[at], *(watched.column(name, end) for end in ("value", "low", "high")))
        for name, true in names.items()
    )
    result = ClipScore(
        truth=truth,
        counted=len(summary.reps) + len(summary.holds),
        forms=sum(warning.cause != "camera" for warning in summary.warnings),
        rep=truth.rep[at],
        lost=unmeasurable(truth, watched.poses),
        neck=neck,
        trunk=trunk,
        elevation=elevation,
    )
    if truth.exercise == "shrug":
        return replace(result, holds=_holds(truth, watched), stray=len(_flexed(watched)))
    owners = _owners([truth.rep_s(n) for n in range(1, truth.count + 1)], summary.reps)
    reps = tuple(
        _rep(truth, watched, result, number, owners) for number in range(1, truth.count + 1)
    )
    stray = sum(warning.number not in owners for warning in _flexed(watched))
    return replace(result, reps=reps, stray=stray)


def _flexed(watched: Watched) -> list[FormWarning]:
    return [warning for warning in watched.summary.warnings if warning.code == FLEXED]


def _owners(true_s: list[tuple[float, float]], found: tuple[Rep | Hold, ...]) -> dict[int, int]:
    """The number of the true rep that each found one overlaps most, for those that do."""
    owners = {}
    for rep in found:
        shared = [min(end, rep.end_s) - max(start, rep.start_s) for start, end in true_s]
        if shared and max(shared) > 0:
            owners[rep.number] = int(np.argmax(shared)) + 1
    return owners


def _rep(
    truth: Truth, watched: Watched, clip: ClipScore, number: int, owners: dict[int, int]
) -> RepScore:
    mine = [rep for rep in watched.summary.reps if owners.get(rep.number) == number]
    longest = max(mine, key=lambda rep: rep.end_s - rep.start_s, default=None)
    numbers = {rep.number for rep in mine}
    told = [at for n, at in watched.told_s(FLEXED).items() if n in numbers]
    strains = [
        warning
        for warning in watched.summary.warnings
        if warning.cause == "strain" and warning.number in numbers
    ]
    during = truth.rep == number
    past_s = truth.time_s[during & (truth.neck_deg > LIMITS.strain.neck_flexed_deg)]
    warned = any(warning.code == FLEXED for warning in strains)
    planned = truth.about.get("plan", {}).get("reps", [])
    return RepScore(
        true_deg=truth.lasting_peak_deg(number),
        peak=longest.measures["neck_flexion_peak_deg"] if longest else UNKNOWN,
        verdict=verdict(longest, LIMITS) if longest else "not counted",
        warned=warned,
        strains=len(strains),
        measurable=bool(clip.lost[clip.rep == number].mean() <= MOST),
        kind=planned[number - 1]["neck"]["kind"] if planned else "",
        delay_s=min(told) - float(past_s[0]) if warned and told and len(past_s) else float("nan"),
    )


def _holds(truth: Truth, watched: Watched) -> tuple[HoldScore, ...]:
    true_s = [truth.hold_s(number) for number in range(1, truth.count + 1)]
    owners = _owners(true_s, watched.summary.holds)
    tired = {w.number for w in watched.summary.warnings if w.code == FATIGUE}
    scores = []
    for number, (start_s, end_s) in enumerate(true_s, start=1):
        mine = [hold for hold in watched.summary.holds if owners.get(hold.number) == number]
        read_s = [hold.measures["duration_s"].value for hold in mine]
        fatigue = any(hold.number in tired for hold in mine)
        held_s = max(read_s, default=float("nan"))
        scores.append(HoldScore(end_s - start_s, held_s, truth.sag(number), fatigue))
    return tuple(scores)
