"""One hold: how long, how high, whether the shoulders sag or one side gives way."""

from __future__ import annotations

import math
from itertools import pairwise, takewhile
from statistics import fmean

from formcheck.core.kinematics.filters import Sustained, crossing_s
from formcheck.core.readings import UNKNOWN, FormWarning, Measure, with_interval
from formcheck.core.risks.cramp import (
    SAG,
    SIDE_SAG,
    CrampLimits,
    fatigue,
    hold_near_limit,
    hold_over_limit,
)

END_SHARE = 0.4  # of its peak; a hold that sinks below is over
EDGE_SHARE = 0.5  # of its peak; a hold lasts while it is above
EARLY_S = 1.0  # how much of a hold shows how it began
LEVEL_S = 1.0  # a sag that lasts this long is no release
TOP_S = 0.3  # a top that lasts this long is no tremor
DURATION_HALF_S = 0.05
SURE_SHARE = 0.5
"""Shoulders are told to sag that surely sink by so much of the limit, and by all of it as read.

Whole intervals past the limit found 15 of 23 rendered sags, this 21, and neither any of 61 below a
tenth of the rise; of 16 between a tenth and a fifth this tells of one.
"""
EDGE_HALF_MAX = 0.1  # of the peak; below EDGE_SHARE by more the hold is over

Sample = tuple[float, float, float]
"""Time in seconds, elevation, and how much higher the left side is, in trunk lengths."""


class HoldMonitor:
    """Follows the shoulders from the first rise to the end of the hold.

    ``level_half`` is how uncertain a rise is against another, in trunk lengths; ``hold_for`` says
    what load the limit is for.
    """

    def __init__(
        self,
        number: int,
        past: list[Sample],
        limits: CrampLimits,
        limit_s: float,
        level_half: float,
        hold_for: str = "",
    ) -> None:
        self._level_half, self._hold_for = level_half, hold_for
        self._number, self._limits, self._limit_s = number, limits, limit_s
        self._trace = list(past)
        self._lowest_top, self._high = Sustained(LEVEL_S), Sustained(TOP_S)
        self._top = 0.0
        self._fired: set[str] = set()
        self.peak = max(elevation for _, elevation, _ in past)
        self._sag = UNKNOWN
        self._side = UNKNOWN

    @property
    def over(self) -> bool:
        """Whether the shoulders have come down again."""
        return self._trace[-1][1] < END_SHARE * self.peak

    @property
    def start_s(self) -> float:
        """When the shoulders first passed half of the hold's peak."""
        return _crossing_s(self._trace, EDGE_SHARE * self.peak)

    @property
    def end_s(self) -> float:
        """When the shoulders last fell below half of the hold's peak."""
        return _crossing_s(self._trace[::-1], EDGE_SHARE * self.peak)

    def update(self, sample: Sample) -> tuple[FormWarning, ...]:
        """The warnings that this instant gives cause for, each code once."""
        self._trace.append(sample)
        time_s, elevation, _ = sample
        self.peak = max(self.peak, elevation)
        level = -self._lowest_top.update(time_s, -elevation)
        high = self._high.update(time_s, elevation)
        self._top = high if high > self._top else self._top
        held_s = time_s - self.start_s
        span = (time_s, time_s)  # a warning stands where it became true
        held = (self._number, held_s, self._limit_s)
        found = []
        if held_s >= self._limits.fatigue_from_s:
            found += self._tired(level, span)
        if held_s >= self._limit_s:
            found.append(hold_over_limit(*held, span, self._hold_for))
        elif held_s >= self._limits.near_share * self._limit_s:
            found.append(hold_near_limit(*held, span, self._hold_for))
        fresh = tuple(warning for warning in found if warning.code not in self._fired)
        self._fired.update(warning.code for warning in fresh)
        return fresh

    def _tired(self, level: float, span: tuple[float, float]) -> list[FormWarning]:
        half = self._level_half / self.peak
        if not math.isnan(level):
            sag = 1.0 - level / (self._top or self.peak)
            if not self._sag.value >= sag:
                self._sag = with_interval(max(sag, 0.0), half)
        side = self._side_change()
        if not self._side.value >= side:
            self._side = with_interval(side, 1.5 * half)
        sag_share = self._limits.sag_share
        if self._sag.value > sag_share and self._sag.exceeds(SURE_SHARE * sag_share):
            return [fatigue(self._number, SAG, self._sag, span)]
        if self._side.exceeds(self._limits.side_share):
            return [fatigue(self._number, SIDE_SAG, self._side, span)]
        return []

    def _side_change(self) -> float:
        """How far one side sank against the other since the hold began, over the peak."""
        start_s, now_s = self.start_s, self._trace[-1][0]
        first = takewhile(lambda sample: sample[0] <= start_s + EARLY_S, self._trace)
        last = takewhile(lambda sample: sample[0] >= now_s - LEVEL_S, reversed(self._trace))
        early = [side for at, _, side in first if at >= start_s]
        late = [side for _, _, side in last]
        return abs(fmean(late) - fmean(early)) / self.peak if early else 0.0

    def _duration_s(self) -> Measure:
        """How long it lasted, and how long if the edges lay a bit higher or lower.

        A hold that sags towards half of its peak ends nobody knows exactly when.
        """
        half = min(self._level_half / self.peak, EDGE_HALF_MAX)
        shorter, value, longer = (
            _crossing_s(self._trace[::-1], share * self.peak)
            - _crossing_s(self._trace, share * self.peak)
            for share in (EDGE_SHARE + half, EDGE_SHARE, EDGE_SHARE - half)
        )
        return Measure(value, shorter - DURATION_HALF_S, longer + DURATION_HALF_S)

    def measures(self) -> dict[str, Measure]:
        """What is kept of the finished hold."""
        sides = [side for _, elevation, side in self._trace if elevation > EDGE_SHARE * self.peak]
        return {
            "duration_s": self._duration_s(),
            "sag": self._sag,
            "left_minus_right": with_interval(fmean(sides), self._level_half),
            "limit_s": with_interval(self._limit_s, 0.0),
        }


def _crossing_s(trace: list[Sample], level: float) -> float:
    """When a trace first passes a level upwards, between its samples."""
    for (then_s, then, _), (now_s, now, _) in pairwise(trace):
        if now >= level > then:
            return crossing_s((then_s, then), (now_s, now), level)
    return trace[0][0]
