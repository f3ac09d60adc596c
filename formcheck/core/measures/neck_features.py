"""Neck flexion from the landmarks of head and trunk: a trained estimate with its 90 % interval.

No landmark lies on the neck's joints. The neck line alone sees half to two thirds of their
flexion and takes a curled back for a bent neck; head lines see nearly all of it, but the pose
model draws them 6 to 10 degrees wrong in a bent neck, each person's in a way of its own. So the
head's keypoints come from the head refiner, wherever it saw the head. A small network
weighs where they have gone against the trunk since rest, another the pose model's landmarks
where there is nothing better. Both were trained on rendered sit-ups with exact truth by
benchmarks/training/fit_neck.py; models/neck_flexion.md has the data and the errors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.filters import Slope
from formcheck.core.kinematics.geometry import Line, Vector
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import (
    HEAD,
    SHOULDERS,
    SPOT_OF,
    Landmark,
    Pose,
)

_OTHER_HEAD = tuple(HEAD[at] for at in (0, 2, 1, 4, 3, 6, 5))
SPOTS = (Landmark.NOSE, Landmark.LEFT_EYE, Landmark.LEFT_EAR, Landmark.MOUTH_LEFT)
"""The head's landmarks as the refiner finds them: midway between the sides."""

CONDITIONS = (
    "always", "away", "speed", "yaw", "apart", "doubt", "hands", "small", "gap", "unrested",
    "refined", "refined away",
)  # fmt: skip
"""What the interval widens with: see ``NeckFeatures.conditions``."""
NEAR_YAW_DEG = 20.0
SMALL_PX = 100.0
AWAY_RISE_DEG, AWAY_FLEXION_DEG = 20.0, 10.0  # as far from rest as errors go on growing
SPEED_WINDOW_S = 0.15
GAP_MAX_S = 0.5
HANDS_AT_HEAD = 0.05  # trunk lengths that elbows point to the head: see StrainLimits
HEAD_LINES = slice(Line.EYE - 1, Line.FACE)  # of the turns: those that lie within the head


@dataclass(frozen=True, slots=True)
class NeckFeatures:
    """What the neck looks like at one instant, and how well it is seen.

    ``turns_deg`` is how far each line of neck and head has turned against the trunk since rest,
    ``places`` where the head's landmarks have gone, ``rise_deg`` and ``stretch`` what the trunk
    did. ``gap_s`` is the time since the pose before. A refined pose has ``chest_deg``, how much
    further than the trunk the chest has turned, (1,); ``beside_deg``, the flexion by landmarks;
    and ``refined_error_deg``, by the refiner's own account. Else they are empty or NaN.
    """

    turns_deg: Sequence[float]
    speed_deg_s: float
    places: Sequence[float]
    rise_deg: float
    stretch: float
    yaw_deg: float
    hands_at_head: bool
    trunk_px: float
    gap_s: float
    rested: bool
    chest_deg: Sequence[float] = ()
    beside_deg: float = math.nan
    refined_error_deg: float = math.nan

    @property
    def row(self) -> list[float]:
        """The network's inputs."""
        rising, sinking = max(self.speed_deg_s, 0.0), min(self.speed_deg_s, 0.0)
        trunk = (self.rise_deg, self.stretch)
        return [*self.turns_deg, rising, sinking, *self.places, *trunk, *self.chest_deg]

    def conditions(self, flexion_deg: float) -> list[float]:
        """How much of each of ``CONDITIONS`` there is: what an error grows with.

        Errors are small at rest, which everything is measured against, and grow until the body
        is "away" from it. "apart" is how far the estimate lies from the one beside it, or else
        from plain geometry, the mean turn of the lines; "doubt" how much the lines within the
        head disagree; "refined" what the head refiner says that it may be off by.
        """
        plain_deg = self.beside_deg
        if math.isnan(plain_deg):
            plain_deg = sum(self.turns_deg) / len(self.turns_deg)
        head = self.turns_deg[HEAD_LINES]
        middle = sum(head) / len(head)
        refined_error_deg = 0.0 if math.isnan(self.refined_error_deg) else self.refined_error_deg
        away = min(1.0, math.hypot(self.rise_deg / AWAY_RISE_DEG, flexion_deg / AWAY_FLEXION_DEG))
        return [
            1.0,
            away,
            abs(self.speed_deg_s) / 60.0,
            away * (self.yaw_deg / NEAR_YAW_DEG) ** 2,
            away * abs(flexion_deg - plain_deg) / 10.0,
            away * math.sqrt(sum((turn - middle) ** 2 for turn in head) / len(head)) / 10.0,
            away * self.hands_at_head,
            SMALL_PX / self.trunk_px,
            10.0 * self.gap_s,
            float(not self.rested),
            refined_error_deg,
            away * refined_error_deg,
        ]


def with_refined_head(pose: Pose) -> Pose:
    """The pose with its head where the refiner found it; without a head where it found none.

    What was not believed of the head before stays missing.
    """
    points = pose.points.copy()
    face = points.take(HEAD, axis=0)
    points[HEAD, :] = np.where(np.isnan(face), np.nan, pose.spots.take(SPOT_OF, axis=0))
    return replace(pose, points=points)


class NeckFeatureExtractor:
    """Looks at the neck of somebody filmed from the side, against their own rest.

    ``spots`` are the landmarks of the head that it goes by: all, unless told which.
    """

    def __init__(
        self, baseline: Baseline, view: SideView, spots: Sequence[Landmark] | None = None
    ) -> None:
        self._view, self._rested = view, baseline.rested
        self._speed, self._last_s = Slope(SPEED_WINDOW_S), math.nan
        self._head = spots or (HEAD if view.head_side < 0 else _OTHER_HEAD)
        neutral = baseline.neutral
        self._rest = self._places(neutral.points.tolist(), view.lines(neutral)[Line.TRUNK])

    @property
    def has_neutral(self) -> bool:
        """Whether the head was seen at rest."""
        return not any(map(math.isnan, self._rest))

    def update(
        self, time_s: float, points: Sequence[Vector], lines: list[Vector], elbow_lift: float
    ) -> NeckFeatures:
        """What is seen in a pose whose lines the view has drawn; poses come in order of time."""
        view, trunk = self._view, lines[Line.TRUNK]
        rise_deg, places = view.rise_deg(lines), self._places(points, trunk)
        speed_deg_s = self._speed.update(time_s, rise_deg)
        gap_s = time_s - self._last_s
        self._last_s = time_s
        return NeckFeatures(
            turns_deg=view.turns_deg(lines),
            speed_deg_s=0.0 if math.isnan(speed_deg_s) else speed_deg_s,
            places=[now - rest for now, rest in zip(places, self._rest, strict=True)],
            rise_deg=rise_deg,
            stretch=math.hypot(*trunk) / view.trunk_px - 1.0,
            yaw_deg=view.off_side_deg,
            hands_at_head=elbow_lift > HANDS_AT_HEAD,
            trunk_px=view.trunk_px,
            gap_s=0.0 if math.isnan(gap_s) else min(gap_s, GAP_MAX_S),
            rested=self._rested,
        )

    def _places(self, points: Sequence[Vector], trunk: Vector) -> list[float]:
        """Where the head's landmarks lie: along the trunk and across it, from mid-shoulder.

        In trunk lengths at rest, of a body that is turned so that its head lies to the left.
        """
        left, right = (points[shoulder] for shoulder in SHOULDERS)
        middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
        flip, length_px = -self._view.head_side, math.hypot(*trunk) * self._view.trunk_px
        along, down = flip * trunk[0] / length_px, trunk[1] / length_px
        places = []
        for landmark in self._head:
            x = flip * self._view.widen * (points[landmark][0] - middle[0])
            y = points[landmark][1] - middle[1]
            places += [x * along + y * down, y * along - x * down]
        return places
