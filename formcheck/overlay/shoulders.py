"""Raised shoulders against their level at rest."""

from __future__ import annotations

import math

from formcheck.core.pose import Landmark
from formcheck.core.readings import UNKNOWN, Reading
from formcheck.core.risks.cramp import CrampLimits
from formcheck.overlay.pen import Pen, Point
from formcheck.overlay.verdicts import WHITE, hold_verdict

OVERHANG = 0.35  # how far the lines reach beyond the shoulders, over their distance


def draw_shoulders(pen: Pen, reading: Reading, cramp: CrampLimits) -> None:
    """The shoulder line in the verdict's colour, and dashed below it its level at rest."""
    points = reading.pose.points
    left, right = points[Landmark.LEFT_SHOULDER], points[Landmark.RIGHT_SHOULDER]
    hips = (points[Landmark.LEFT_HIP] + points[Landmark.RIGHT_HIP]) / 2
    across = (right - left) * OVERHANG
    down = hips - (left + right) / 2
    elevation = reading.measures.get("shoulder_elevation", UNKNOWN).value
    if not math.isfinite(elevation) or elevation <= -1.0:
        return
    rest = down * elevation / (1.0 + elevation)  # down is the trunk as raised, not as at rest
    pen.dashes(_point(left + rest - across), _point(right + rest + across), WHITE, 2.0)
    held = reading.measures.get("hold_s", UNKNOWN)
    limit_s = reading.measures.get("hold_limit_s", UNKNOWN).value
    verdict = hold_verdict(held, limit_s, cramp, judged=reading.judged)
    colour = verdict.colour if held.known else WHITE
    pen.line((_point(left), _point(right)), colour, 4.0)
    for shoulder in (left, right):
        pen.dot(_point(shoulder), colour, 5.0)


def _point(place: object) -> Point:
    x, y = place.tolist()  # type: ignore[attr-defined]
    return (x, y)
