"""Filters over time. Each takes its time from the samples, never from a count of them."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from formcheck.core.pose import Floats

GAP_S = 0.5  # nothing is known of what a value did in a longer gap between two samples
ROUNDING_S = 1e-6  # timestamps are rounded


class OneEuro:
    """The One-Euro filter: smooth when slow, quick when fast (Casiez, Roussel, Vogel 2012).

    Works on arrays of any one shape. ``scale`` makes speeds comparable between pictures:
    pass the body's size in the samples' unit. After a gap of more than ``gap_s`` it starts anew.
    """

    def __init__(
        self, min_cutoff_hz: float, beta: float, speed_cutoff_hz: float = 1.0, gap_s: float = 0.3
    ) -> None:
        self._min_cutoff_hz = min_cutoff_hz
        self._beta = beta
        self._speed_cutoff_hz = speed_cutoff_hz
        self._gap_s = gap_s
        self._time_s = -math.inf
        self._value: Floats = np.empty(0)
        self._speed: Floats = np.empty(0)

    def update(self, time_s: float, sample: Floats, scale: Floats | float = 1.0) -> Floats:
        """The smoothed sample. NaN stays NaN, and the value after it starts anew."""
        step_s = time_s - self._time_s
        self._time_s = time_s
        if not 0 < step_s <= self._gap_s or self._value.shape != sample.shape:
            self._value, self._speed = sample, np.zeros_like(sample)
            return sample
        moved = sample - self._value
        speed = moved / (step_s * scale)
        speed = self._speed + _share(step_s, self._speed_cutoff_hz) * (speed - self._speed)
        cutoff_hz = self._min_cutoff_hz + self._beta * np.abs(speed)
        value = self._value + _share(step_s, cutoff_hz) * moved
        broken = np.isnan(value)  # missing now, or the first one after it was missing
        if broken.any():
            value, speed = np.where(broken, sample, value), np.where(broken, 0.0, speed)
        self._value, self._speed = value, speed
        return self._value


def _share(step_s: float, cutoff_hz: Floats | float) -> Floats | float:
    """How much of a new sample a first-order low-pass takes in ``step_s``."""
    turn = 2 * math.pi * cutoff_hz * step_s
    return turn / (turn + 1)


class Sustained:
    """The level that a value did not fall below for the last ``window_s``; dwell, as a number.

    A value "stays beyond a limit for 0.2 s" exactly when its sustained level over 0.2 s is
    beyond it, whatever the frame rate. Between two samples it counts as low as the lower one;
    nothing is known of a gap of more than ``gap_s``, so that after it the window starts anew.
    """

    def __init__(self, window_s: float, gap_s: float = GAP_S) -> None:
        self._window_s = window_s
        self._gap_s = gap_s
        self._start_s = math.nan
        self._last_s = -math.inf
        self._last = math.nan
        self._falling: deque[tuple[float, float]] = deque()  # steps: when each ended, its level

    def update(self, time_s: float, value: float) -> float:
        """The level held; NaN until the window is covered. A NaN value starts it anew."""
        if math.isnan(self._last) or time_s - self._last_s > self._gap_s:
            self._falling.clear()
            self._start_s, self._last = time_s, value
        level = min(self._last, value)
        self._last_s, self._last = time_s, value
        if math.isnan(value):
            return math.nan
        while self._falling and self._falling[-1][1] >= level:
            self._falling.pop()
        self._falling.append((time_s, level))
        from_s = time_s - self._window_s + ROUNDING_S
        if self._start_s > from_s:
            return math.nan
        while len(self._falling) > 1 and self._falling[0][0] <= from_s:
            self._falling.popleft()
        return self._falling[0][1]


class Slope:
    """The rate of change of a value over the last ``window_s``, per second."""

    def __init__(self, window_s: float) -> None:
        self._window_s = window_s
        self._past: deque[tuple[float, float]] = deque()

    def update(self, time_s: float, value: float) -> float:
        """The rate of change now; NaN until two samples are known."""
        if math.isnan(value):
            self._past.clear()
            return math.nan
        self._past.append((time_s, value))
        while len(self._past) > 2 and self._past[1][0] <= time_s - self._window_s:
            self._past.popleft()
        then_s, then = self._past[0]
        return (value - then) / (time_s - then_s) if time_s > then_s else math.nan


def crossing_s(before: tuple[float, float], after: tuple[float, float], level: float) -> float:
    """When a line between two samples, each a time and a value, passes a level."""
    share = (level - before[1]) / (after[1] - before[1])
    return before[0] + share * (after[0] - before[0])
