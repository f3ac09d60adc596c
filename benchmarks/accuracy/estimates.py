"""Figures with a target and an interval: each is a ratio of sums over clips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.clip_scores import ClipScore
from benchmarks.accuracy.clips import Floats

RESAMPLES = 2000
SEED = 20
OUTER = (2.5, 97.5)  # per cent: between them lie 95 % of the resampled figures

Parts = tuple[float, float]
"""A clip's share in the numerator and in the denominator."""

Cases = tuple[str, Callable[[ClipScore], int]]
"""What is counted beside clips and people, such as "frames", and how many a clip has."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be: within these bounds, both included."""

    low: float = -np.inf
    high: float = np.inf

    def met(self, value: float) -> bool:
        """Whether a figure is where it should be."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval, and how many clips, people and ``cases`` it rests on.

    It is shown in ``unit`` with ``places`` after the point; a share in "%" is kept as 0 to 1.
    """

    name: str
    value: float
    low: float
    high: float
    clips: int
    bodies: int
    cases: int
    case: str
    unit: str = "%"
    places: int = 0
    target: Target | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without a target, or with nothing to measure."""
        if self.target is None or not np.isfinite(self.value):
            return None
        return self.target.met(self.value)


@dataclass(frozen=True, slots=True)
class Sums:
    """What each clip brings to a figure; clips that bring nothing are left out."""

    above: Floats
    below: Floats

    @property
    def value(self) -> float:
        """The figure."""
        below = self.below.sum()
        return float(self.above.sum() / below) if below else float("nan")

    def interval(self) -> tuple[float, float]:
        """Where 95 % of the figures of resampled clips lie (Efron 1979); NaN for one clip."""
        if len(self.below) < 2:
            return float("nan"), float("nan")
        rng = np.random.default_rng(SEED)
        drawn = rng.integers(0, len(self.below), (RESAMPLES, len(self.below)))
        above, below = self.above[drawn].sum(axis=1), self.below[drawn].sum(axis=1)
        low, high = np.percentile(above[below > 0] / below[below > 0], OUTER)
        return float(low), float(high)


def sums(clips: Sequence[ClipScore], parts: Callable[[ClipScore], Parts]) -> Sums:
    """The sums of a figure over clips."""
    pairs = np.array([parts(clip) for clip in clips], float).reshape(-1, 2)
    some = pairs[:, 1] > 0
    return Sums(pairs[some, 0], pairs[some, 1])


def figure(
    name: str,
    clips: Sequence[ClipScore],
    parts: Callable[[ClipScore], Parts],
    *,
    cases: Cases | str,
    unit: str = "%",
    places: int = 0,
    target: Target | None = None,
) -> Figure:
    """A figure of clips: the sum of what ``parts`` gives first over the sum of the second.

    ``cases`` may be the plain name of what the second counts.
    """
    brought = [clip for clip in clips if parts(clip)[1] > 0]
    ratio = sums(brought, parts)
    if isinstance(cases, str):
        case, count = cases, round(ratio.below.sum())
    else:
        case, count = cases[0], sum(cases[1](clip) for clip in brought)
    return Figure(
        name,
        ratio.value,
        *ratio.interval(),
        clips=len(brought),
        bodies=len({body(clip) for clip in brought}),
        cases=count,
        case=case,
        unit=unit,
        places=places,
        target=target,
    )


def body(clip: ClipScore) -> str:
    """Who is in a clip: everything that shapes the person, or the name of their preset."""
    about = clip.truth.about
    person = about.get("person", {}).get("shape")
    return str(person or about["args"].get("preset", clip.truth.name))
