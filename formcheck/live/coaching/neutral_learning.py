"""The neutral pose, learnt as it goes: the first quiet rest that lasts."""

from __future__ import annotations

from collections import deque

import numpy as np

from formcheck.core.baseline.estimate import Baseline, estimate_baseline
from formcheck.core.exercises import spec_of
from formcheck.core.pose import Pose
from formcheck.core.readings import UNKNOWN, Reading
from formcheck.live.coaching.debounce import Lasting

LOOK_S = 1.5  # how much of the past is looked at; two thirds of it must be one quiet rest
EVERY_S = 0.1  # how often
FLOORS = {"shoulder_elevation": -0.05, "trunk_deg": -5.0}
"""What the whole interval of a measure never lies below if its zero was learnt at rest; a
trunk at rest lies at 5 deg, known to 6."""
BELOW_S = 0.7


class Learning:
    """Looks for somebody's own neutral in the last ``look_s`` seconds.

    At least a second of them must be quiet rest. Poses count time from zero. As in a recorded
    clip, a head that the picture, of ``picture_px``, cuts off is not taken for the neutral.
    """

    def __init__(self, exercise: str, picture_px: tuple[int, int], look_s: float = LOOK_S) -> None:
        self._lying, self._picture_px = spec_of(exercise).posture.lying, picture_px
        self._look_s = look_s
        self._tried_s = 0.0
        self._past: deque[Pose] = deque()

    def update(self, pose: Pose) -> Baseline | None:
        """The neutral, at the instant at which it is known."""
        self._past.append(pose)
        while pose.time_s - self._past[0].time_s > self._look_s:
            self._past.popleft()
        if pose.time_s < self._look_s or pose.time_s - self._tried_s < EVERY_S:
            return None
        self._tried_s = pose.time_s
        found = estimate_baseline(
            np.array([past.time_s for past in self._past]),
            np.stack([past.points for past in self._past]),
            np.stack([past.world for past in self._past]),
            lying=self._lying,
            spots=np.stack([past.spots for past in self._past]),
            picture_px=self._picture_px,
        )
        return found if found.rested else None


class Doubt:
    """Whether what was learnt was no rest: somebody who lies lower, or lets the shoulders sink.

    Nobody sinks below rest for long; a shrug under way while it was learnt looks just so.
    """

    def __init__(self) -> None:
        self._below = Lasting()

    def update(self, reading: Reading) -> bool:
        """Whether the neutral must be learnt anew."""
        below = any(
            reading.measures.get(name, UNKNOWN).high < floor for name, floor in FLOORS.items()
        )
        return self._below.update(reading.pose.time_s, below) >= BELOW_S
