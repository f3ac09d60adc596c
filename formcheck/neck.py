"""Neck flexion from the lines of the body: a linear estimate with its 90 % interval.

No landmark lies on the neck's joints. The neck line alone sees half to two thirds of their
flexion and takes a curled back for a bent neck; head lines see nearly all of it but suffer
when hands cover the ears. The estimate weighs them together, corrected for the trunk's speed.
The weights were fitted to rendered sit-ups with exact truth by benchmarks/fit_neck.py;
models/neck_flexion.md tells the data, the errors and what they mean.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence

from formcheck.geometry import Line, Vector, turn_deg, wrap_deg
from formcheck.readings import UNKNOWN, Measure, around

WEIGHTS = {
    "neck": 0.127,
    "eye": 0.187,
    "nose": 0.068,
    "mouth": 0.180,
    "face": 0.567,
    "throat": 0.176,
    "rising": -0.034,
    "sinking": -0.060,
}
"""Degrees of flexion for a degree of each line's turn, and so on: see ``features``."""

SPREAD = {"rest": 5.0, "speed": 0.1, "flexion": 0.1, "yaw": 3.2}
"""Half-widths of the 90 % interval in degrees, added as squares: at rest, for each deg/s of
the trunk, for each degree of flexion, and filmed 20 deg off the side (growing as the cube)."""

UNRESTED = 1.5  # how much wider the interval is where the person was never seen at rest

_WEIGHTS = tuple(WEIGHTS.values())

Row = Sequence[float]


def features(
    lines: Sequence[Vector], neutral: Sequence[Vector], facing: float, speed_deg_s: float
) -> Row:
    """What the estimate is made of, in the order of ``WEIGHTS``, from lines now and at rest.

    ``facing`` is +1 where flexion turns clockwise in the picture and -1 where it turns the
    other way; ``speed_deg_s`` is how fast the trunk rises. All turns count from neutral.
    """
    trunk, rest = lines[Line.TRUNK], neutral[Line.TRUNK]
    turns = [
        wrap_deg(facing * (turn_deg(trunk, line) - turn_deg(rest, still)))
        for line, still in zip(lines[1:], neutral[1:], strict=True)
    ]
    return [*turns, max(speed_deg_s, 0.0), min(speed_deg_s, 0.0)]


def half_width_deg(row: Row, flexion_deg: float, yaw_deg: float) -> float:
    """Half the width of the 90 % interval around an estimate made from ``features``."""
    rising, sinking = row[-2:]
    return math.hypot(
        SPREAD["rest"],
        SPREAD["speed"] * (rising - sinking),
        SPREAD["flexion"] * flexion_deg,
        SPREAD["yaw"] * (yaw_deg / 20.0) ** 3,
    )


def neck_flexion(row: Row, yaw_deg: float, *, rested: bool) -> Measure:
    """Flexion of the neck's joints against the person's own neutral, + chin to chest.

    From a row of ``features``; ``yaw_deg`` is how far the camera stands off the side.
    """
    value = sum(map(operator.mul, _WEIGHTS, row))
    if not math.isfinite(value):
        return UNKNOWN
    return around(value, half_width_deg(row, value, yaw_deg) * (1.0 if rested else UNRESTED))
