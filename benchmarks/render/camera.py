"""A camera: where it stands, what it looks at, and where the world falls in its picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.render.shape import Floats

NEAR_M, FAR_M = 0.1, 40.0


@dataclass(frozen=True, slots=True)
class Lens:
    """The size of the picture in pixels and the angle of view from its top to its bottom."""

    width_px: int
    height_px: int
    view_deg: float

    @property
    def focal_px(self) -> float:
        """The focal length, in pixels."""
        return self.height_px / 2.0 / float(np.tan(np.radians(self.view_deg) / 2.0))

    def projection(self) -> Floats:
        """To clip space, 4x4, as OpenGL has it."""
        scale, depth = 1.0 / np.tan(np.radians(self.view_deg) / 2.0), FAR_M - NEAR_M
        matrix = np.zeros((4, 4))
        matrix[0, 0], matrix[1, 1] = scale * self.height_px / self.width_px, scale
        matrix[2, 2], matrix[2, 3] = -(FAR_M + NEAR_M) / depth, -2.0 * FAR_M * NEAR_M / depth
        matrix[3, 2] = -1.0
        return matrix

    def pixels(self, seen: Floats) -> Floats:
        """Where points in camera coordinates (..., 3) fall: x right, y down, (..., 2)."""
        share = self.focal_px / -seen[..., 2:]
        middle = np.array([self.width_px, self.height_px]) / 2.0
        found: Floats = middle + seen[..., :2] * share * [1.0, -1.0]
        return found


def view(eye: Any, at: Any, up: Any = (0.0, 1.0, 0.0)) -> Floats:
    """From the world to a camera at ``eye`` (T, 3) that looks to ``at``: x right, y up; 4x4."""
    eye, at = np.broadcast_arrays(np.asarray(eye, float), np.asarray(at, float))
    forward = at - eye
    forward = forward / np.linalg.norm(forward, axis=-1, keepdims=True)
    right = np.cross(forward, np.asarray(up, float))
    right = right / np.linalg.norm(right, axis=-1, keepdims=True)
    axes = np.stack([right, np.cross(right, forward), -forward], axis=-2)
    matrix = np.zeros((*eye.shape[:-1], 4, 4))
    matrix[..., :3, :3] = axes
    matrix[..., :3, 3] = -np.einsum("...ij,...j->...i", axes, eye)
    matrix[..., 3, 3] = 1.0
    return matrix


def seen_from(views: Floats, points: Floats) -> Floats:
    """Points of the world (T, 3) in camera coordinates; ``views`` (T, 4, 4)."""
    found: Floats = np.einsum("tij,tj->ti", views[:, :3, :3], points) + views[:, :3, 3]
    return found


def lamp_view(way: Floats, centre: Floats, radius_m: float, far_m: float = 4.0) -> Floats:
    """From the world to the square that a lamp far away sees around ``centre``, 4x4."""
    matrix = np.eye(4)
    matrix[0, 0] = matrix[1, 1] = 1.0 / radius_m
    near, far = 0.1, 2.0 * far_m
    matrix[2, 2], matrix[2, 3] = -2.0 / (far - near), -(far + near) / (far - near)
    found: Floats = matrix @ view(centre + way * far_m, centre, (0.0, 1.0, 0.01))
    return found


def metres_away(depth: Floats) -> Floats:
    """What a depth buffer's values, 0 to 1, mean in metres along the view."""
    folded = 2.0 * depth - 1.0
    return 2.0 * FAR_M * NEAR_M / (FAR_M + NEAR_M - folded * (FAR_M - NEAR_M))
