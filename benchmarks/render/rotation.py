"""Rotations and reaches in space, for many instants at once.

Shapes end in (3,) for points and (3, 3) for rotations; what stands before is the instants.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.render.shape import Floats

Angle = float | Floats


def unit(vector: Any) -> Floats:
    """A vector of length one in the same direction."""
    array = np.asarray(vector, float)
    length = np.linalg.norm(array, axis=-1, keepdims=True)
    found: Floats = array / np.maximum(length, 1e-12)
    return found


def about(axis: Any, angle_deg: Any) -> Floats:
    """The rotation about an axis through the origin (Rodrigues 1840)."""
    x, y, z = np.moveaxis(unit(axis), -1, 0)
    angle = np.radians(np.asarray(angle_deg, float))
    cos, sin = np.cos(angle), np.sin(angle)
    rest = 1.0 - cos
    rows = [
        [cos + x * x * rest, x * y * rest - z * sin, x * z * rest + y * sin],
        [y * x * rest + z * sin, cos + y * y * rest, y * z * rest - x * sin],
        [z * x * rest - y * sin, z * y * rest + x * sin, cos + z * z * rest],
    ]
    return np.stack([np.stack(np.broadcast_arrays(*row), axis=-1) for row in rows], axis=-2)


def about_x(angle_deg: Any) -> Floats:
    """Forward for somebody who faces +Z: a nod is positive."""
    return about((1.0, 0.0, 0.0), angle_deg)


def about_y(angle_deg: Any) -> Floats:
    """A turn to the left for somebody who faces +Z."""
    return about((0.0, 1.0, 0.0), angle_deg)


def about_z(angle_deg: Any) -> Floats:
    """Sideways: what points to the left (+X) rises."""
    return about((0.0, 0.0, 1.0), angle_deg)


def turned(rotation: Floats, vector: Any) -> Floats:
    """The vector after the rotation."""
    found: Floats = np.einsum("...ij,...j->...i", rotation, np.asarray(vector, float))
    return found


def undone(rotation: Floats) -> Floats:
    """The rotation back."""
    return np.swapaxes(rotation, -1, -2)


def axes_of(along: Any, beside: Any) -> Floats:
    """The rotation whose first column points along, its second as nearly beside as it can."""
    first = unit(along)
    side = np.asarray(beside, float)
    second = unit(side - first * (first * side).sum(axis=-1, keepdims=True))
    first, second = np.broadcast_arrays(first, second)
    return np.stack([first, second, np.cross(first, second)], axis=-1)


def swung(rotation: Floats, direction: Any, target: Any) -> Floats:
    """``rotation`` followed by the smallest one that takes ``direction`` to ``target``."""
    start, end = unit(turned(rotation, direction)), unit(target)
    axis = np.cross(start, end)
    sine = np.linalg.norm(axis, axis=-1)
    angle = np.degrees(np.arctan2(sine, (start * end).sum(axis=-1)))
    safe = np.where(sine[..., None] > 1e-6, axis, [1.0, 0.0, 0.0])
    found: Floats = about(safe, np.where(sine > 1e-6, angle, 0.0)) @ rotation
    return found


def reach(
    start: Any, target: Any, upper_m: float, lower_m: float, pole: Any
) -> tuple[Floats, Floats]:
    """Where the middle and the end of two bones lie that reach for a target.

    The middle bends towards ``pole``. A target out of reach is reached for.
    """
    begin = np.asarray(start, float)
    across = np.asarray(target, float) - begin
    far = np.linalg.norm(across, axis=-1, keepdims=True)
    far = np.clip(far, abs(upper_m - lower_m) + 1e-3, (upper_m + lower_m) * 0.995)
    along = unit(across)
    share = (upper_m**2 - lower_m**2 + far**2) / (2.0 * far)
    height = np.sqrt(np.maximum(upper_m**2 - share**2, 0.0))
    side = np.asarray(pole, float)
    bend = unit(side - along * (along * side).sum(axis=-1, keepdims=True))
    return begin + along * share + bend * height, begin + along * far


def forward_deg(vector: Any) -> Floats:
    """How far a direction leans forward from straight up, as ``about_x`` turns it."""
    array = np.asarray(vector, float)
    found: Floats = np.degrees(np.arctan2(array[..., 2], array[..., 1]))
    return found
