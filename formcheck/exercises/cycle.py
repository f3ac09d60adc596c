"""Reps in a rising and falling value: leaves rest, reaches a top, comes back."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Cycle:
    """One rise and fall: when it started, was highest and ended, and how far above rest it came."""

    start_s: float
    top_s: float
    end_s: float
    top_deg: float


class CycleFinder:
    """Finds cycles as they happen, with no knowledge of the frame rate.

    Values count from rest. A cycle begins there or where the one before came back to.
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

    @property
    def start_s(self) -> float:
        """When the rise under way began; NaN at rest."""
        return self._start_s

    def drop(self) -> None:
        """Forget the rise under way: it is not a rep."""
        self._rest(math.nan)

    def update(self, time_s: float, rise_deg: float) -> Cycle | None:
        """The cycle that ends at this instant, if one does."""
        if math.isnan(rise_deg):
            return None
        if self.phase == "rest":
            self._wait(time_s, rise_deg)
            return None
        return self._follow(time_s, rise_deg)

    def _wait(self, time_s: float, rise_deg: float) -> None:
        self._past.append((time_s, rise_deg))
        while time_s - self._past[0][0] > MEMORY_S:
            self._past.popleft()
        self._floor = min(level for _, level in self._past)
        if rise_deg < self._floor + LEAVE_DEG:
            return
        settled = [at for at, level in self._past if level <= self._floor + SETTLE_DEG]
        self._start_s = settled[-1]
        self._from_rest = self._floor < max(FROM_MAX_DEG, TURN_SHARE * self._last_top)
        self._past.clear()
        self.phase = "up"
        self._crest(time_s, rise_deg)

    def _crest(self, time_s: float, rise_deg: float) -> None:
        self._top_s, self._top = time_s, rise_deg
        self._valley_s, self._valley = time_s, rise_deg

    def _follow(self, time_s: float, rise_deg: float) -> Cycle | None:
        span = self._top - self._floor
        if time_s - self._start_s > REP_MAX_S:
            self._rest(math.nan)
            return None
        if rise_deg > self._top and self.phase != "down":
            self._crest(time_s, rise_deg)
            return None
        if rise_deg < self._valley:
            self._valley_s, self._valley = time_s, rise_deg
        share = (rise_deg - self._floor) / span
        self.phase = "top" if share > TOP_SHARE and self.phase != "down" else "down"
        back = rise_deg <= self._floor + max(SETTLE_DEG, BACK_SHARE * span)
        low = self._valley < self._floor + TURN_SHARE * span
        if back or (low and rise_deg > self._valley + max(TURN_DEG, BACK_SHARE * span)):
            return self._finish(span)
        if rise_deg > self._top:
            self.phase = "up"
            self._crest(time_s, rise_deg)
        return None

    def _finish(self, span: float) -> Cycle | None:
        start_s, top_s, top = self._start_s, self._top_s, self._top
        end_s, valley = self._valley_s, self._valley
        self._rest(valley)
        self._past.append((end_s, valley))
        if span < RANGE_MIN_DEG or end_s - start_s < REP_MIN_S or not self._from_rest:
            return None
        self._last_top = top
        return Cycle(start_s, top_s, end_s, top)

    def _rest(self, floor: float) -> None:
        self.phase = "rest"
        self._floor = floor
        self._past.clear()
        self._start_s = math.nan
        self._top = -math.inf
