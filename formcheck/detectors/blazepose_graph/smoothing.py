"""MediaPipe's smoothing of a person who is followed from frame to frame."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from formcheck.core.pose import Floats
from formcheck.detectors.blazepose_graph.landmark_finder import Found

SPEED_CUTOFF_HZ = 1.0
RATE_HZ = 30.0  # until two times are known
Cutoff = TypeVar("Cutoff", float, Floats)


@dataclass(slots=True)
class Exponential:
    """Each value is ``share`` of the new one and the rest of the last; the first as it comes."""

    share: float
    _last: Floats | None = None

    def smooth(self, values: Floats, share: float | Floats | None = None) -> Floats:
        """The smoothed values, of which this one has another ``share``, where it is given."""
        share = self.share if share is None else share
        self._last = values if self._last is None else share * values + (1.0 - share) * self._last
        return self._last


@dataclass(slots=True)
class OneEuro:
    """A low-pass filter that opens as values move faster (Casiez et al. 2012).

    It lets pass what is slower than ``still_hz``, and ``per_speed`` more for each unit a second.
    """

    still_hz: float
    per_speed: float
    _rate_hz: float = RATE_HZ
    _time_s: float = math.nan
    _raw: Floats | None = None
    _values: Exponential = field(default_factory=lambda: Exponential(1.0))
    _speeds: Exponential = field(default_factory=lambda: Exponential(1.0))

    def smooth(self, values: Floats, time_s: float, size: float = 1.0) -> Floats:
        """The smoothed values; speeds are counted in ``size`` a second."""
        if not math.isnan(self._time_s):
            self._rate_hz = 1.0 / (time_s - self._time_s)
        self._time_s = time_s
        moved = np.zeros_like(values) if self._raw is None else values - self._raw
        self._raw = values
        speeds = self._speeds.smooth(moved / size * self._rate_hz, self._share(SPEED_CUTOFF_HZ))
        cutoff_hz = self.still_hz + self.per_speed * np.abs(speeds)
        return self._values.smooth(values, self._share(cutoff_hz))

    def _share(self, cutoff_hz: Cutoff) -> Cutoff:
        """How much of a new value passes a filter that ends at ``cutoff_hz``."""
        turn = 2.0 * math.pi * cutoff_hz / self._rate_hz
        return turn / (1.0 + turn)


class PersonSmoother:
    """Smooths whoever is followed, as MediaPipe's VIDEO mode does for one person."""

    def __init__(self) -> None:
        self._points = self._new_points()
        self._world = OneEuro(still_hz=0.1, per_speed=40.0)
        self._visibility = Exponential(0.1)

    def smooth(self, found: Found, time_s: float) -> Found:
        """The person in the next frame, whose time is later than that of the last."""
        return replace(
            found,
            points=self._points.smooth(found.points, time_s, found.region.side_px),
            world=self._world.smooth(found.world, time_s),
            visibility=self._visibility.smooth(found.visibility),
        )

    def lose(self) -> None:
        """Nobody was seen: points begin anew; the rest goes on from where it was, as there."""
        self._points = self._new_points()

    @staticmethod
    def _new_points() -> OneEuro:
        return OneEuro(still_hz=0.05, per_speed=80.0)
