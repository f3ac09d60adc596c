"""Caps, headphones and glasses: plain shapes that move with the head."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.render.avatars.avatar import EYE_REGION, Avatar, Floats
from benchmarks.render.avatars.materials import colour
from benchmarks.render.avatars.posture import Chance

Things = list[tuple[Floats, Any]]
"""Of each thing its colour and its triangles' corners, rows of the painter's vertex buffer."""

CAPS, HEADPHONES, GLASSES = 0.10, 0.06, 0.10  # shares of crops
ROUND = 14  # corners of a circle


def draw_things(avatar: Avatar, chance: Chance) -> Things:
    """What somebody wears on the head, if anything."""
    worn: Things = []
    if chance.random() < CAPS:
        worn.append((colour(chance), _cap(avatar, chance)))
    elif chance.random() < HEADPHONES:
        worn.append((colour(chance), _headphones(avatar, chance)))
    if chance.random() < GLASSES:
        worn.append((colour(chance) * 0.5, _glasses(avatar)))
    return worn


def _cap(avatar: Avatar, chance: Chance) -> Any:
    """The upper half of an egg around the skull, most with a peak."""
    middle, radii = _skull(avatar)
    up, around = np.linspace(0.0, math.pi / 2, 5), np.linspace(0.0, 2 * math.pi, ROUND + 1)
    grid = np.array([
        [middle + radii * [math.cos(u) * math.sin(a), math.sin(u), math.cos(u) * math.cos(a)]
         for a in around] for u in up
    ])  # fmt: skip
    triangles = _sheet(grid)
    if chance.random() < 0.75:
        out_m, sides = chance.uniform(0.04, 0.09), np.linspace(-1.1, 1.1, 8)
        back = -1.0 if chance.random() < 0.15 else 1.0
        rim = [middle + radii * [math.sin(a), 0.02, back * math.cos(a)] for a in sides]
        peak = [
            one + np.array([0.0, -0.02, back * out_m * math.cos(a)])
            for one, a in zip(rim, sides, strict=True)
        ]
        triangles += _sheet(np.array([rim, peak]))
    return _rows(avatar, triangles)


def _headphones(avatar: Avatar, chance: Chance) -> Any:
    """A cup over each ear, and a band over the skull."""
    middle, radii = _skull(avatar)
    size_m, triangles = chance.uniform(0.025, 0.045), []
    circle = np.linspace(0.0, 2 * math.pi, ROUND + 1)
    ears = avatar.face.ears + np.array([[0.008, 0.0, -0.012], [-0.008, 0.0, -0.012]])
    for ear, side in zip(ears, (1.0, -1.0), strict=True):
        rim = [ear + size_m * np.array([0.0, math.cos(a), math.sin(a)]) for a in circle]
        outer = [one + np.array([side * 0.022, 0.0, 0.0]) for one in rim]
        triangles += _sheet(
            np.array([rim, outer, [ear + np.array([side * 0.024, 0.0, 0.0])] * len(rim)])
        )
    arc, wide_m = np.linspace(-math.pi / 2, math.pi / 2, 12), chance.uniform(0.006, 0.016)
    over = [
        [ears.mean(axis=0) + np.array([math.sin(a) * (radii[0] + 0.012),
         math.cos(a) * (middle[1] + radii[1] - ears[0][1] + 0.01), z]) for a in arc]
        for z in (-wide_m, wide_m)
    ]  # fmt: skip
    return _rows(avatar, triangles + _sheet(np.array(over)))


def _glasses(avatar: Avatar) -> Any:
    """A rim around each eye, and a temple to each ear."""
    triangles = []
    circle = np.linspace(0.0, 2 * math.pi, ROUND + 1)
    for eye, ear, side in zip(avatar.face.eyes, avatar.face.ears, (1.0, -1.0), strict=True):
        middle = eye + np.array([-side * 0.014, 0.0, 0.014])
        rims = [
            [middle + np.array([r * math.cos(a), 0.8 * r * math.sin(a), 0.0]) for a in circle]
            for r in (0.025, 0.021)
        ]
        hinge, end = (
            middle + np.array([side * 0.026, 0.008, -0.004]),
            ear + np.array([side * 0.008, 0.022, -0.012]),
        )
        low = np.array([0.0, 0.005, 0.0])
        triangles += _sheet(np.array(rims)) + _sheet(
            np.array([[hinge, end], [hinge + low, end + low]])
        )
    return _rows(avatar, triangles)


def _skull(avatar: Avatar) -> tuple[Floats, Floats]:
    """The middle of the skull at the height of the brow, and how far it reaches, (3,) metres."""
    at = avatar.vertices["place"].astype(np.float64)
    brow = avatar.face.eyes[:, 1].mean() + 0.035
    high = at[(at[:, 1] > brow) & (avatar.vertices["region"] != EYE_REGION)]
    low, top = high.min(axis=0), high.max(axis=0)
    middle = np.array([0.0, brow, (low[2] + top[2]) / 2.0])
    return middle, np.array([top[0], top[1] - brow, (top[2] - low[2]) / 2.0]) * 1.04 + 0.004


def _sheet(grid: Floats) -> list[Floats]:
    """The triangles of a grid of corners (R, C, 3)."""
    found = []
    for upper, lower in pairwise(grid):
        for a, b, c, d in zip(upper[:-1], upper[1:], lower[:-1], lower[1:], strict=True):
            found += [np.array([a, b, c]), np.array([b, d, c])]
    return found


def _rows(avatar: Avatar, triangles: list[Floats]) -> Any:
    corners = np.array(triangles)
    rows = np.zeros(corners.shape[0] * 3, avatar.vertices.dtype)
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    rows["place"], rows["normal"] = corners.reshape(-1, 3), np.repeat(normals, 3, axis=0)
    rows["joints"] = avatar.skeleton.names.index("Head")
    rows["weights"][:, 0] = 1.0
    rows["region"] = EYE_REGION
    return rows
