"""A neutral learnt earlier, as today's camera would see it.

What carries over is how head, neck and chest sit on the trunk: directions and lengths
against the trunk line. What doesn't is where and how large the trunk lies in the picture, on
which side the head lies, and how far the camera stands off the side: those are taken from a
moment of rest seen today.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.camera_yaw import MAX_YAW_DEG, view_yaw_deg
from formcheck.core.kinematics.geometry import Line, body_lines
from formcheck.core.pose import SHOULDER_SPOTS, Floats, Landmark, Pose

YAW_APART_DEG = 20.0  # views further apart show other necks; each is known to about 9 deg

_OTHER_SIDE = np.array(
    [
        Landmark[name.replace("LEFT", "?").replace("RIGHT", "LEFT").replace("?", "RIGHT")]
        for name in Landmark.__members__
    ]
)


class MisfitError(Exception):
    """An earlier neutral can't be used for what is seen today; the text says why."""


def refit(earlier: Baseline, today: Baseline, *, from_side: bool, lying: bool) -> Baseline:
    """The ``earlier`` neutral, moved onto the trunk that lies or stands there ``today``.

    ``from_side`` says whether the camera looks at the side, ``lying`` whether the trunk lies.

    Raises MisfitError where nobody was seen at rest today, or the camera looks from elsewhere.
    """
    if not (earlier.known and today.known):
        raise MisfitError("nobody was seen at rest")
    then_deg, now_deg = (
        view_yaw_deg(one.neutral, from_side=from_side, lying=lying).value
        for one in (earlier, today)
    )
    if abs(abs(then_deg) - abs(now_deg)) > YAW_APART_DEG:
        raise MisfitError(
            f"the camera stood {abs(then_deg):.0f} deg off when it was made, "
            f"and now stands {abs(now_deg):.0f} deg off: calibrate anew"
        )
    points, now, spots = earlier.neutral.points, today.neutral.points, earlier.neutral.spots
    if lying and _trunk(points)[0] * _trunk(now)[0] < 0.0:
        points, spots = points[_OTHER_SIDE] * [-1.0, 1.0], spots * [-1.0, 1.0]
    if from_side:
        narrower = [_narrowing(now_deg) / _narrowing(then_deg), 1.0]
        points, spots = points * narrower, spots * narrower
    if np.isnan(today.neutral.spots[SHOULDER_SPOTS]).any():
        spots = spots.copy()  # shoulders that nobody looks at today can't be told from then
        spots[SHOULDER_SPOTS] = np.nan
    ways = _trunk(points), _trunk(now)
    neutral = Pose(
        *(0.0, _turned(points, *ways), today.neutral.world, np.ones(33), _turned(spots, *ways))
    )
    return replace(earlier, neutral=neutral, origin=f"{earlier.origin}, fitted to {today.origin}")


def _trunk(points: Floats) -> Floats:
    return np.asarray(body_lines(points)[Line.TRUNK])


def _narrowing(yaw_deg: float) -> float:
    """How narrow widths look from off the side."""
    return math.cos(math.radians(min(abs(yaw_deg), MAX_YAW_DEG)))


def _turned(points: Floats, start: Floats, end: Floats) -> Floats:
    """Points turned and scaled about the hips, so that one trunk falls on the other."""
    factor = complex(*end.tolist()) / complex(*start.tolist())
    spots = (points[:, 0] + 1j * points[:, 1]) * factor
    return np.stack([spots.real, spots.imag], axis=-1)
