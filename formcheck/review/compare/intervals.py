"""How one set differs from another, and how surely.

The error of a measure is mostly a bias that all reps of a clip share (models/neck_flexion.md),
so it does not shrink with the number of reps; the scatter between reps does. Both go into every
difference, and "less" or "more" is said only where zero lies outside its 90 % interval.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.core.readings import UNKNOWN, Measure
from formcheck.results.sentences import with_ends
from formcheck.review.student import student_quantile
from formcheck.review.wilson import wilson

Floats = NDArray[np.float64]

LEVEL = 0.9  # of every interval here
TAIL = (1 + LEVEL) / 2  # of a distribution lies below the upper end of such an interval
NORMAL = student_quantile(math.inf, TAIL)  # standard deviations to that end, about 1.645


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """A measure of each rep of a set in which it is known; (n,) each.

    ``down`` and ``up`` are how far its own 90 % interval reaches below and above the value.
    """

    values: Floats
    down: Floats
    up: Floats

    @classmethod
    def of(cls, measures: Sequence[Measure]) -> Samples:
        """The measures that are known."""
        known = [measure for measure in measures if measure.known]
        values, low, high = (
            np.array([(measure.value, measure.low, measure.high) for measure in known])
            .reshape(-1, 3)
            .T
        )
        return cls(values, values - low, high - values)

    @property
    def mean(self) -> float:
        """The mean over reps; NaN without any."""
        return float(self.values.mean()) if self.values.size else math.nan

    @property
    def variance(self) -> float:
        """Of the mean, by the scatter between reps; NaN where there are less than two."""
        count = self.values.size
        return float(self.values.var(ddof=1)) / count if count > 1 else math.nan

    @property
    def freedom(self) -> int:
        """The degrees of freedom of the variance."""
        return self.values.size - 1

    def reach(self) -> tuple[float, float]:
        """How far the measure's own interval reaches down and up, on average over reps."""
        return (float(self.down.mean()), float(self.up.mean())) if self.values.size else (0.0, 0.0)


def mean_of(samples: Samples) -> Measure:
    """The mean over reps with its 90 % interval, which is unknown for a single rep."""
    down, up = samples.reach()
    low, high = _half([down], [samples]), _half([up], [samples])
    return Measure(samples.mean, samples.mean - low, samples.mean + high)


def difference(first: Samples, other: Samples) -> Measure:
    """By how much the mean of ``other`` lies above that of ``first``, with its 90 % interval."""
    value = other.mean - first.mean
    (first_down, first_up), (other_down, other_up) = first.reach(), other.reach()
    both = [first, other]
    low, high = _half([other_down, first_up], both), _half([other_up, first_down], both)
    return Measure(value, value - low, value + high)


def _half(reaches: Sequence[float], sets: Sequence[Samples]) -> float:
    """The half-width of a 90 % interval: shared errors and scatter in quadrature.

    The quantile is Student's t with the degrees of freedom of Welch and Satterthwaite (JCGM
    100:2008, G.4.1); the shared errors are taken for normal and well known. NaN where the
    scatter of a set is unknown.
    """
    scatter = [samples.variance for samples in sets]
    shared = math.fsum((reach / NORMAL) ** 2 for reach in reaches)
    total = shared + math.fsum(scatter)
    if math.isnan(total):
        return math.nan
    loose = math.fsum(
        variance**2 / samples.freedom for variance, samples in zip(scatter, sets, strict=True)
    )
    freedom = total**2 / loose if loose > 0 else math.inf
    return student_quantile(freedom, TAIL) * math.sqrt(total)


def share(verdicts: Sequence[str]) -> Measure:
    """The share of reps that bent the neck too far, in per cent, with its 90 % interval.

    It reaches from Wilson's (1927) lower end with every "can't tell" taken for fine to his
    upper end with every one taken for too far.
    """
    count = len(verdicts)
    if not count:
        return UNKNOWN
    far = sum(word == "too far" for word in verdicts)
    unsure = sum(word == "can't tell" for word in verdicts)
    low, high = wilson(far, count, LEVEL)[0], wilson(far + unsure, count, LEVEL)[1]
    return Measure(100.0 * far / count, 100.0 * low, 100.0 * high)


def share_difference(first: Measure, other: Measure) -> Measure:
    """By how much a share lies above another: Newcombe's (1998) hybrid score interval."""
    value = other.value - first.value
    low = value - math.hypot(other.value - other.low, first.high - first.value)
    high = value + math.hypot(other.high - other.value, first.value - first.low)
    return Measure(value, low, high)


def word(difference: Measure) -> str:
    """What a difference says: "less", "more" or "can't tell"."""
    if difference.exceeds(0.0):
        return "more"
    return "less" if difference.high < 0.0 else "can't tell"


def told(measure: Measure, places: int, sign: str = "") -> str:
    """A measure with its interval, as "34 (28 to 40)"; "unknown" where it can't be had."""
    alone = " (one only)" if measure.known and math.isnan(measure.low) else ""
    return (with_ends(measure, places, sign) or "unknown") + alone
