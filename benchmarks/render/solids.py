"""Boxes, cylinders and balls: what rooms and dumbbells are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.render.rotation import axes_of, turned, unit
from benchmarks.render.shape import Floats, Ints

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Solid:
    """Triangles: ``points``, ``normals`` and ``colours`` (V, 3), ``faces`` (F, 3)."""

    points: Floats
    normals: Floats
    colours: Floats
    faces: Ints

    def moved(self, rotation: Floats, shift: Any) -> Solid:
        """Turned about the origin, then carried."""
        return replace(
            self,
            points=turned(rotation, self.points) + np.asarray(shift, float),
            normals=turned(rotation, self.normals),
        )


def joined(solids: Sequence[Solid]) -> Solid:
    """All of them as one."""
    starts = np.cumsum([0, *(len(solid.points) for solid in solids)])
    return Solid(
        np.concatenate([solid.points for solid in solids]),
        np.concatenate([solid.normals for solid in solids]),
        np.concatenate([solid.colours for solid in solids]),
        np.concatenate([s.faces + start for s, start in zip(solids, starts[:-1], strict=True)]),
    )


def box(centre: Any, size: Any, colour: Colour) -> Solid:
    """A box along the axes."""
    points, normals, faces = list[Floats](), list[Floats](), list[tuple[int, int, int]]()
    for axis in range(3):
        for sign in (-1.0, 1.0):
            normal, right, up = np.eye(3)[[axis, (axis + 1) % 3, (axis + 2) % 3]]
            first = len(points)
            for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                points.append((sign * normal + i * right + j * up) * np.asarray(size) / 2.0)
                normals.append(sign * normal)
            turn = (1, 2, 3) if sign > 0 else (3, 2, 1)  # anticlockwise from outside
            faces += [(first, first + turn[i], first + turn[i + 1]) for i in (0, 1)]
    return _solid(np.array(points) + centre, np.array(normals), colour, np.array(faces))


def quad(corners: Any, normal: Any, colour: Colour = (0.5, 0.5, 0.5)) -> Solid:
    """A flat sheet between four corners, seen from where they run anticlockwise."""
    faces = np.array([(0, 1, 2), (0, 2, 3)])
    return _solid(np.asarray(corners, float), np.tile(normal, (4, 1)), colour, faces)


def cylinder(
    centre: Any, axis: Any, radius: float, length: float, colour: Colour, segments: int = 16
) -> Solid:
    """A rod with flat ends."""
    along = unit(axis)
    frame = axes_of(along, np.array([0.3, 1.0, 0.2]))
    angle = np.linspace(0.0, 2.0 * np.pi, segments + 1)
    ring = np.cos(angle)[:, None] * frame[:, 1] + np.sin(angle)[:, None] * frame[:, 2]
    half, count = along * length / 2.0, segments + 1
    rims = [ring * radius - half, ring * radius + half]
    points = np.concatenate([*rims, *rims, [-half, half]])
    ends = [np.tile(-along, (count, 1)), np.tile(along, (count, 1))]
    normals = np.concatenate([ring, ring, *ends, [-along, along]])
    faces = []
    for i in range(segments):
        faces += [(i, i + 1, count + i), (i + 1, count + i + 1, count + i)]
        faces += [(2 * count + i, 2 * count + i + 1, 4 * count)]
        faces += [(3 * count + i, 3 * count + i + 1, 4 * count + 1)]
    return _solid(points + centre, normals, colour, np.array(faces))


def ball(centre: Any, size: Any, colour: Colour, segments: int = 16) -> Solid:
    """An ellipsoid with the half axes ``size``."""
    around, down = np.meshgrid(
        np.linspace(0.0, 2.0 * np.pi, segments + 1), np.linspace(0.0, np.pi, segments // 2 + 1)
    )
    normals = np.stack(
        [np.sin(down) * np.cos(around), np.cos(down), np.sin(down) * np.sin(around)], axis=-1
    ).reshape(-1, 3)
    faces, row = [], segments + 1
    for j in range(segments // 2):
        for i in range(segments):
            first = j * row + i
            faces += [(first, first + 1, first + row), (first + 1, first + row + 1, first + row)]
    points = normals * np.asarray(size) + centre
    return _solid(points, normals, colour, np.array(faces))


def _solid(points: Floats, normals: Floats, colour: Colour, faces: Ints) -> Solid:
    return Solid(points, normals, np.tile(colour, (len(points), 1)).astype(float), faces)
