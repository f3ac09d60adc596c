"""Whether a set is over, because the person got up, walked off or left the picture."""

from __future__ import annotations

import math

import numpy as np

from formcheck.core.exercises.specs import Posture
from formcheck.core.kinematics.geometry import Line, body_lines
from formcheck.core.pose import HIPS, Pose
from formcheck.live.coaching.debounce import Lasting
from formcheck.live.coaching.seen_posture import SeenPosture, seen_posture

GONE_S = 3.0
ABSENT_S = 0.5  # longer than the pose model loses somebody who is there
STANDING_S = 1.5  # nobody stands within a sit-up
SITTING_S = 6.0  # the top of a sit-up is over sooner
BENT_S = 3.0  # longer than it takes to set a weight down
AWAY_S = 2.0
AWAY = 1.2  # trunk lengths that hips move in walking off, and not in a shrug


class Ending:
    """Follows the person through a set that began in a posture; call ``resume`` after a pause.

    ``absent`` is True while nobody is there: those moments are no part of the set.
    """

    def __init__(self, posture: Posture) -> None:
        self.absent = False
        self._lying = posture.lying
        self._home = (math.nan, math.nan, math.nan)
        self.resume()

    def resume(self) -> None:
        """What was there before a gap tells nothing any more."""
        self._gone, self._standing, self._sitting = Lasting(), Lasting(), Lasting()
        self._bent, self._away = Lasting(), Lasting()

    def update(self, pose: Pose) -> bool:
        """Whether the set is over by now."""
        held, time_s = seen_posture(pose), pose.time_s
        gone_s = self._gone.update(time_s, held is SeenPosture.UNSEEN)
        self.absent = gone_s >= ABSENT_S
        if gone_s >= GONE_S:
            return True
        if held is SeenPosture.UNSEEN:
            return False
        if self._lying:
            standing_s = self._standing.update(time_s, held is SeenPosture.STANDING)
            sitting_s = self._sitting.update(time_s, held.upright)
            return standing_s >= STANDING_S or sitting_s >= SITTING_S
        bent_s = self._bent.update(time_s, not held.upright)
        away_s = self._away.update(time_s, self._walked_off(pose))
        return bent_s >= BENT_S or away_s >= AWAY_S

    def _walked_off(self, pose: Pose) -> bool:
        hips = np.asarray(pose.points[list(HIPS)].mean(axis=0)).tolist()
        if math.isnan(self._home[0]):
            trunk_px = math.hypot(*body_lines(pose.points)[Line.TRUNK].tolist())
            self._home = (hips[0], hips[1], trunk_px)
        return math.dist(hips, self._home[:2]) > AWAY * self._home[2]
