"""A rep whose neck is told frame by frame, and what is warned of and kept of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from bodies import Path, eased, times

from formcheck.exercises.neck_watch import NeckWatch
from formcheck.limits import Limits
from formcheck.pose import Floats
from formcheck.readings import UNKNOWN, FormWarning, Rep, around
from formcheck.risks.strain import StrainLimits
from formcheck.session import verdict

LIMITS = StrainLimits()
TOP_DEG = around(65.0, 6.0)
RISE = eased((0, 0), (1, 60), (2, 0))


class Watched:
    """A rep of which everything is told: see what is warned of, and what is kept."""

    def __init__(
        self,
        neck_deg: Path,
        *,
        half_deg: float = 3.0,
        hand: float = 0.6,
        elbow: float = -0.4,
        rate_hz: float = 30.0,
        seen: Callable[[float], bool] = lambda _: True,
    ) -> None:
        self.watch = NeckWatch(1, LIMITS)
        self.warnings: list[FormWarning] = []
        time_s = times(2.0, rate_hz)
        for at, neck, rise in zip(time_s, neck_deg(time_s), RISE(time_s), strict=True):
            measures = {
                "neck_flexion_deg": around(neck, half_deg) if seen(at) else UNKNOWN,
                "hand_head": around(hand, 0.1),
                "elbow_lift": around(elbow, 0.1),
            }
            phase = "up" if at < 1.0 else "down"
            self.warnings += self.watch.update(float(at), phase, float(rise), measures)

    @property
    def codes(self) -> list[str]:
        return [warning.code for warning in self.warnings]

    @property
    def rep(self) -> Rep:
        measures = self.watch.measures(TOP_DEG)
        return Rep(1, 0.0, 1.0, 2.0, measures, self.watch.peak_phase)

    @property
    def verdict(self) -> str:
        return verdict(self.rep, Limits())


def plateau(level_deg: float, held_s: float, rate_hz: float = 30.0) -> Path:
    """A neck that is bent as told from one frame to the next, and held."""
    edge_s = 0.5 / rate_hz

    def path(time_s: Floats) -> Floats:
        return np.where((time_s > 0.5 - edge_s) & (time_s < 0.5 + held_s + edge_s), level_deg, 0.0)

    return path
