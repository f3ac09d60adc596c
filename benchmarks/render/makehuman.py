"""Reads MakeHuman's data: the mesh of the body, its shapes, its bones and their weights."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.render.shape import Floats, Ints

PARTS = {"skin": ("body",), "tights": ("helper-tights",), "eyes": ("helper-l-eye", "helper-r-eye")}
METRES = 0.1  # the data counts in decimetres


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """The body: ``points`` (N, 3) metres, Y up, +Z its front, +X its left.

    ``faces`` are triangles for each of PARTS, ``uv`` (N, 2) where a vertex lies on the skin's
    textures, NaN for those off it, ``cubes`` the vertices around each joint, ``mirror`` (N,)
    each vertex's twin.
    """

    points: Floats
    faces: dict[str, Ints]
    uv: Floats
    cubes: dict[str, Ints]
    mirror: Ints


def read_mesh(data: Path) -> Mesh:
    """The mesh of ``data``, the folder mpfb2."""
    points, uvs, groups = _read_obj(data / "3dobjs/base.obj")
    uv = np.full((len(points), 2), np.nan)
    for polygon in groups["body"]:
        for vertex, texture in polygon:
            uv[vertex] = uvs[texture]
    mirror = np.zeros(len(points), np.int64)
    for line in (data / "mesh_metadata/hm08.mirror").read_text().splitlines():
        one, twin, _ = line.split()
        mirror[int(one)] = int(twin)
    return Mesh(
        points=np.array(points) * METRES,
        faces={
            part: _triangles([polygon for name in names for polygon in groups[name]])
            for part, names in PARTS.items()
        },
        uv=uv,
        cubes={
            name: np.unique([vertex for polygon in polygons for vertex, _ in polygon])
            for name, polygons in groups.items()
            if name.startswith("joint")
        },
        mirror=mirror,
    )


def read_target(data: Path, name: str, vertices: int) -> Floats:
    """How far a shape moves each vertex, (vertices, 3) metres."""
    moved = np.zeros((vertices, 3))
    with gzip.open(data / "targets/macrodetails" / f"{name}.target.gz", "rt") as lines:
        for line in lines:
            fields = line.split()
            if len(fields) == 4 and not line.startswith("#"):
                moved[int(fields[0])] = [float(field) for field in fields[1:]]
    return moved * METRES


@dataclass(frozen=True, slots=True, eq=False)
class Rig:
    """The bones, parents first: who carries whom, the vertices around their heads, weights.

    ``weights`` holds for each bone pairs of a vertex and its share.
    """

    parents: dict[str, str]
    heads: dict[str, Ints]
    weights: dict[str, list[tuple[int, float]]]


def read_rig(data: Path, mesh: Mesh) -> Rig:
    """The standard rig of ``data``."""
    rig = json.loads((data / "rigs/standard/rig.default.json").read_text())
    bones: dict[str, Any] = rig.get("bones", rig)
    weights = json.loads((data / "rigs/standard/weights.default.json").read_text())["weights"]
    ordered: dict[str, str] = {}
    while len(ordered) < len(bones):
        ordered |= {
            name: bone["parent"]
            for name, bone in bones.items()
            if not bone["parent"] or bone["parent"] in ordered
        }
    heads = {name: _vertices(bones[name]["head"], mesh) for name in ordered}
    return Rig(ordered, heads, {name: weights.get(name, []) for name in ordered})


def read_texture(data: Path, name: str, mesh: Mesh) -> Floats:
    """The brightness, 0 to 1, of a texture at each vertex of the skin, 0 for other vertices."""
    picture = cv2.imread(str(data / "textures" / f"mpfb_{name}.jpg"), cv2.IMREAD_GRAYSCALE)
    height, width = picture.shape
    shade = np.zeros(len(mesh.points))
    on = np.isfinite(mesh.uv[:, 0])
    column = np.clip(mesh.uv[on, 0] * width, 0, width - 1).astype(int)
    row = np.clip((1.0 - mesh.uv[on, 1]) * height, 0, height - 1).astype(int)
    shade[on] = picture[row, column] / 255.0
    return shade


def _vertices(place: dict[str, Any], mesh: Mesh) -> Ints:
    if place["strategy"] == "CUBE":
        return mesh.cubes[place["cube_name"]]
    if place["strategy"] == "VERTEX":
        return np.array([place["vertex_index"]])
    return np.array(place["vertex_indices"])


Polygon = list[tuple[int, int]]  # of a vertex and its place on the texture, for each corner


def _read_obj(
    path: Path,
) -> tuple[list[list[float]], list[list[float]], dict[str, list[Polygon]]]:
    points, uvs, groups = [], [], dict[str, list[Polygon]]()
    polygons: list[Polygon] = []
    for line in path.read_text().splitlines():
        kind, *fields = line.split() or [""]
        if kind == "v":
            points.append([float(field) for field in fields[:3]])
        elif kind == "vt":
            uvs.append([float(field) for field in fields[:2]])
        elif kind == "g":
            polygons = groups.setdefault(fields[0], [])
        elif kind == "f":
            polygons.append([_corner(field) for field in fields])
    return points, uvs, groups


def _corner(field: str) -> tuple[int, int]:
    vertex, texture = (*field.split("/"), "0")[:2]
    return int(vertex) - 1, int(texture or 0) - 1


def _triangles(polygons: Sequence[Polygon]) -> Ints:
    return np.array(
        [
            (polygon[0][0], polygon[i][0], polygon[i + 1][0])
            for polygon in polygons
            for i in range(1, len(polygon) - 1)
        ]
    )
