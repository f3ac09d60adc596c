"""Which part of a lying body rises: in a sit-up the shoulders do, while hips and knees stay.

A trunk turns in the picture whichever of its ends moves. In a bridge the hips come up, in a V-up
the legs come too, in a press the arms move and the trunk only seems to.
"""

from __future__ import annotations

import math
from collections import deque

from formcheck.core.pose import HIPS, KNEES, SHOULDERS, Floats, Landmark

SHOULDERS_MIN = 0.09
"""Trunk lengths that the shoulders rise in a sit-up; of a turn that is one, they do at least ...

In 39 reps of six real clips they rose by 0.13 or more and made 0.55 or more of the turn, in 37
rendered ones by 0.77 and 0.87. In a bridge, a floor press and a lifted leg that were taken for
sit-ups they rose by 0.08 at most.
"""
SHOULDERS_SHARE = 0.45
KNEES_MAX = 0.35  # trunk lengths; in those reps they rose by 0.12 at most, in a V-up much further
NEAR_S = 0.3  # a pose further from a time doesn't tell where the body was then
MEMORY_S = 15.0  # longer than any rep

Heights = tuple[float, float, float]


class Lift:
    """Follows how high hips, shoulders and knees are, in trunk lengths of ``trunk_px`` pixels."""

    def __init__(self, trunk_px: float) -> None:
        self._trunk_px = trunk_px
        self._past: deque[tuple[float, Heights]] = deque()

    def update(self, time_s: float, points: Floats) -> None:
        """Take the next pose, ``points`` (33, 2) in pixels."""
        hips, shoulders, knees = (self._height(points, pair) for pair in (HIPS, SHOULDERS, KNEES))
        self._past.append((time_s, (hips, shoulders, knees)))
        while time_s - self._past[0][0] > MEMORY_S:
            self._past.popleft()

    def is_sit_up(self, start_s: float, top_s: float, end_s: float) -> bool:
        """Whether the shoulders rose to the top, and neither hips nor knees made the turn.

        From where the body lay before or after: at one end of it the pose may be seen wrong.
        What was not seen raises no doubt.
        """
        top, lows = self._at(top_s), (self._at(start_s), self._at(end_s))
        known = [low for low in lows if not math.isnan(low[0])]
        return not known or any(_shoulders_rose(low, top) for low in known)

    def _height(self, points: Floats, pair: tuple[Landmark, Landmark]) -> float:
        return -float(points[pair[0], 1] + points[pair[1], 1]) / 2.0 / self._trunk_px

    def _at(self, time_s: float) -> Heights:
        """The heights seen next to a time; NaN where nobody was seen near it."""
        near_s, heights = min(self._past, key=lambda seen: abs(seen[0] - time_s))
        return heights if abs(near_s - time_s) <= NEAR_S else (math.nan,) * 3


def _shoulders_rose(low: Heights, top: Heights) -> bool:
    hips, shoulders, knees = (after - before for before, after in zip(low, top, strict=True))
    if shoulders < SHOULDERS_MIN or shoulders < SHOULDERS_SHARE * (shoulders - hips):
        return False
    return not knees > KNEES_MAX
