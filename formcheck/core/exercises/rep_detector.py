"""Reps in a rising and falling value: leaves rest, reaches a top, comes back."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from formcheck.core.kinematics.filters import crossing_s

LEAVE_DEG = 5.0  # above the floor a rise has begun; landmark noise at rest is below 1 deg
SETTLE_DEG = 1.5  # above the floor it is over; the start is looked for at this level too
FROM_MAX_DEG = 15.0  # a rise that begins higher is somebody sitting, or the clip came late
RANGE_MIN_DEG = 7.0  # smaller rises are not reps: crunches filmed for the tests rise 9 to 40
BACK_SHARE = 0.10  # of the range: the trunk has come back
TURN_SHARE = 0.45  # of the range: a new rise from below this ends the rep before
TURN_DEG = 4.0  # how much it must rise again to be a new rise
REP_MIN_S = 0.4  # a shorter one is the pose model finding its feet
REP_MAX_S = 12.0  # longer is sitting up to talk, not a rep
TOP_SHARE = 0.85
MEMORY_S = 1.5
EDGE = 1.7
"""How much longer a rise takes to a low level than from there to one 3.3 times as high.

So it is for movements without a jerk (Flash & Hogan 1985), where they begin and end.
"""
EDGE_MAX_S = 0.5  # small rises say little: no edge is put further from where it was seen
STILL_S = 0.4  # a level that stays within STILL_DEG of itself for so long is kept ...
STILL_DEG = 2.0
NEUTRAL_DEG = 3.0  # ... and so near the neutral it is rest, if what was seen before was none
LEAP_DEG = 45.0  # at once, and
LEAP_DEG_S = 500.0  # faster than any trunk turns: the pose model lost the body and found it anew
ONWARD_S = 0.5  # who is found anew and has risen so soon after was rising already


@dataclass(frozen=True, slots=True)
class RepCycle:
    """One rise and fall: when it started, was highest and ended, and how far above rest it came."""

    start_s: float
    top_s: float
    end_s: float
    top_deg: float


class RepDetector:
    """Finds cycles as they happen, with no knowledge of the frame rate.

    Values count from rest. A cycle begins there or where the one before came back to, or, if
    the body was lost at rest and found anew on its way up, where it was found.
    ``update`` takes NaN too: it waits. ``phase`` is "rest", "up", "top" or "down".
    """

    def __init__(self) -> None:
        self.phase = "rest"
        self._floor = math.nan
        self._past: deque[tuple[float, float]] = deque()
        self._start_s = math.nan
        self._top_s = math.nan
        self._top = -math.inf
        self._valley_s = math.nan
        self._valley = math.inf
        self._last_top = 0.0
        self._from_rest = True
        self._floor_rested = True
        self._still_s = math.nan
        self._still = math.inf
        self._last_s, self._last = math.nan, math.nan
        self._found_s = -math.inf  # when the body was found anew

    @property
    def start_s(self) -> float:
        """When the rise under way began; NaN at rest."""
        return self._start_s

    def drop(self) -> None:
        """Forget the rise under way: it is not a rep."""
        self._rest(math.nan)

    def update(self, time_s: float, rise_deg: float) -> RepCycle | None:
        """The cycle that ends at this instant, if one does."""
        if math.isnan(rise_deg):
            return None
        if abs(rise_deg - self._still) > STILL_DEG:
            self._still_s, self._still = time_s, rise_deg
        if self._leapt(time_s, rise_deg) and (self.phase == "rest" or not self._from_rest):
            self.drop()
            self._found_s = time_s
        if self.phase == "rest":
            self._wait(time_s, rise_deg)
            return None
        return self._follow(time_s, rise_deg)

    def _leapt(self, time_s: float, rise_deg: float) -> bool:
        """Whether the value changed from the last one as no trunk can move."""
        step_s, step_deg = time_s - self._last_s, abs(rise_deg - self._last)
        self._last_s, self._last = time_s, rise_deg
        return step_deg > max(LEAP_DEG, LEAP_DEG_S * step_s)

    def _wait(self, time_s: float, rise_deg: float) -> None:
        self._past.append((time_s, rise_deg))
        self._forget(time_s - MEMORY_S)
        if self._at_neutral(time_s) and not self._rested():
            self._forget(self._still_s)
        if rise_deg < self._floor + LEAVE_DEG:
            return
        self._floor_rested = self._floor > -FROM_MAX_DEG and self._rested()
        near_s = self._rising_s(self._floor + SETTLE_DEG)
        before_s = EDGE * (self._rising_s(self._floor + LEAVE_DEG) - near_s)
        self._start_s = max(self._past[0][0], near_s - min(before_s, EDGE_MAX_S))
        highest = max(FROM_MAX_DEG, TURN_SHARE * self._last_top)
        if time_s - self._found_s < ONWARD_S and self._floor >= highest:
            self._floor = 0.0
        self._from_rest = -FROM_MAX_DEG < self._floor < highest
        self.phase = "up"
        self._crest(time_s, rise_deg)

    def _forget(self, before_s: float) -> None:
        while self._past[0][0] < before_s:
            self._past.popleft()
        self._floor = min(level for _, level in self._past)

    def _at_neutral(self, time_s: float) -> bool:
        """Whether the value has been still near the neutral for a while."""
        return time_s - self._still_s >= STILL_S and abs(self._still) < NEUTRAL_DEG

    def _rested(self) -> bool:
        """Whether the floor was a rest, and no moment in which the pose was seen wrong."""
        settled = [at for at, level in self._past if level <= self._floor + SETTLE_DEG]
        return settled[-1] - settled[0] >= STILL_S

    def _rising_s(self, level_deg: float) -> float:
        """When the past rose past a level for the last time."""
        last = max(i for i, (_, level) in enumerate(self._past) if level <= level_deg)
        return crossing_s(self._past[last], self._past[last + 1], level_deg)

    def _crest(self, time_s: float, rise_deg: float) -> None:
        self._top_s, self._top = time_s, rise_deg
        self._valley_s, self._valley = time_s, rise_deg
        self._past.clear()
        self._past.append((time_s, rise_deg))

    def _follow(self, time_s: float, rise_deg: float) -> RepCycle | None:
        span = self._top - self._floor
        if time_s - self._start_s > REP_MAX_S:
            self._rest(math.nan)
            return None
        if rise_deg > self._top and self.phase != "down":
            self._crest(time_s, rise_deg)
            return None
        if rise_deg < self._valley:
            self._valley_s, self._valley = time_s, rise_deg
        self._past.append((time_s, rise_deg))
        share = (rise_deg - self._floor) / span
        self.phase = "top" if share > TOP_SHARE and self.phase != "down" else "down"
        near_deg = max(SETTLE_DEG, BACK_SHARE * span)
        if rise_deg <= self._floor + near_deg:
            return self._finish(span, self._falling_s(near_deg))
        if self._at_neutral(time_s) and not self._floor_rested:
            rest_deg = max(self._floor, min(self._still, 0.0))
            return self._finish(self._top - rest_deg, self._still_s)
        low = self._valley < self._floor + TURN_SHARE * span
        if low and rise_deg > self._valley + max(TURN_DEG, BACK_SHARE * span):
            return self._finish(span, self._valley_s)
        if rise_deg > self._top:
            self.phase = "up"
            self._crest(time_s, rise_deg)
        return None

    def _falling_s(self, near_deg: float) -> float:
        """When the fall that comes near the floor now ends; foreseen from how it slows down."""
        far_deg = near_deg * LEAVE_DEG / SETTLE_DEG
        near_s, far_s = (self._fell_s(self._floor + level) for level in (near_deg, far_deg))
        return near_s + min(EDGE * (near_s - far_s), EDGE_MAX_S)

    def _fell_s(self, level_deg: float) -> float:
        """When the past fell past a level for the last time; the top's time if it was lower."""
        crossings = (
            crossing_s(before, after, level_deg)
            for before, after in pairwise(self._past)
            if after[1] <= level_deg < before[1]
        )
        return max(crossings, default=self._top_s)

    def _finish(self, span: float, end_s: float) -> RepCycle | None:
        start_s, top_s, top, valley = self._start_s, self._top_s, self._top, self._valley
        since = [(at, level) for at, level in self._past if at >= self._valley_s]
        self._rest(valley)
        self._past.extend(since)  # a rise that ended this one has begun in them
        if span < RANGE_MIN_DEG or end_s - start_s < REP_MIN_S or not self._from_rest:
            return None
        self._last_top = top
        return RepCycle(start_s, top_s, end_s, top)

    def _rest(self, floor: float) -> None:
        self.phase = "rest"
        self._floor = floor
        self._past.clear()
        self._start_s = math.nan
        self._top = -math.inf
