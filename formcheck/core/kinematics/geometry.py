"""Lines through the body and the angles between them, on pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from formcheck.core.pose import EARS, EYES, HIPS, MOUTH, NOSE, SHOULDERS, Floats


class Line(IntEnum):
    """Lines between the midpoints of landmark pairs; midpoints measure better than one side."""

    TRUNK = 0  # mid-hip to mid-shoulder
    NECK = 1  # mid-shoulder to mid-ear
    EYE = 2  # mid-ear to mid-eye: a head line
    NOSE = 3  # mid-ear to nose: a head line
    MOUTH = 4  # mid-ear to mid-mouth: a head line
    FACE = 5  # mid-mouth to mid-eye: a head line
    THROAT = 6  # mid-shoulder to nose


_ENDS = (  # in the order of Line
    (HIPS, SHOULDERS),
    (SHOULDERS, EARS),
    (EARS, EYES),
    (EARS, NOSE),
    (EARS, MOUTH),
    (MOUTH, EYES),
    (SHOULDERS, NOSE),
)
_FROM_LEFT, _FROM_RIGHT = ([start[side] for start, _ in _ENDS] for side in (0, -1))
_TO_LEFT, _TO_RIGHT = ([end[side] for _, end in _ENDS] for side in (0, -1))

Vector = Sequence[float]
"""x to the right and y down, in pixels."""


def body_lines(points: Floats) -> Floats:
    """All lines of ``Line``, as vectors (..., 7, 2), from ``points`` (..., 33, 2).

    A landmark that is missing makes only its own lines NaN.
    """
    start = points.take(_FROM_LEFT, axis=-2) + points.take(_FROM_RIGHT, axis=-2)
    end = points.take(_TO_LEFT, axis=-2) + points.take(_TO_RIGHT, axis=-2)
    lines: Floats = (end - start) / 2
    return lines


def turn_deg(start: Vector, end: Vector) -> float:
    """The signed angle from one vector to another, in [-180, 180].

    Positive is clockwise as seen in the picture, whose y grows downwards.
    """
    cross = start[0] * end[1] - start[1] * end[0]
    dot = start[0] * end[0] + start[1] * end[1]
    return math.degrees(math.atan2(cross, dot))


def turns_deg(start: Floats, end: Floats) -> Floats:
    """``turn_deg`` for arrays of vectors (..., 2)."""
    cross = start[..., 0] * end[..., 1] - start[..., 1] * end[..., 0]
    dot = start[..., 0] * end[..., 0] + start[..., 1] * end[..., 1]
    angles: Floats = np.degrees(np.arctan2(cross, dot))
    return angles


def wrap_deg(angle_deg: float) -> float:
    """The same angle in [-180, 180)."""
    return (angle_deg + 180.0) % 360.0 - 180.0


def inclination_deg(line: Vector, head_side: float) -> float:
    """Inclination from the ground of a line: 0 lying, 90 upright, more when past upright.

    ``head_side`` is where the head lies: +1 right in the picture, -1 left.
    """
    return math.degrees(math.atan2(-line[1], line[0] * head_side))


def spots_turn_deg(spots: Floats, before: Floats) -> Floats:
    """By how much spots (..., N, 2) have turned against those ``before``, + clockwise.

    The turn that fits them best about their middles, by least squares (Arun et al. 1987).
    """
    spots, before = (at - at.mean(axis=-2, keepdims=True) for at in (spots, before))
    cross = (before[..., 0] * spots[..., 1] - before[..., 1] * spots[..., 0]).sum(axis=-1)
    turns: Floats = np.degrees(np.arctan2(cross, (spots * before).sum(axis=(-2, -1))))
    return turns
