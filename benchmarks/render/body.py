"""The body that every person is made of: a mesh with bones, and the shapes that it can take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.shape import Floats, Ints, Shape, target_weights

ASSET = Path(__file__).with_name("body.npz")
STEP_M = 0.0001  # the unit of the mean body's whole numbers


@dataclass(frozen=True, slots=True, eq=False)
class BodyData:
    """What body.npz holds, mirrored to a whole body. N vertices, B bones, metres.

    ``mean`` (N, 3) is the body of no shape in particular: clothes are cut by it. ``basis``
    (K, N, 3) and ``mixture`` (targets, K) make shapes. ``movers`` and ``shares`` (N, 4) tell
    which bones move a vertex. ``faces`` are triangles of the parts skin, tights and eyes, and of
    the hull of the head; ``paint`` (N,) marks lips, nails and ears, 0 to 1; ``at`` the vertices
    of landmarks.
    """

    mean: Floats
    basis: NDArray[np.float32]
    mixture: Floats
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Floats
    head_targets: Floats
    movers: Ints
    shares: Floats
    faces: dict[str, Ints]
    paint: dict[str, Floats]
    at: dict[str, Ints]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """One person's body at rest: ``points`` (N, 3), ``normals`` (N, 3), ``heads`` (B, 3).

    It stands on y = 0, faces +Z, its left is +X; metres.
    """

    data: BodyData
    points: Floats
    normals: Floats
    heads: Floats

    def head_of(self, bone: str) -> Floats:
        """Where a bone begins, which is its joint."""
        found: Floats = self.heads[self.data.bones.index(bone)]
        return found

    def length(self, bone: str, end: str) -> float:
        """From one joint to another."""
        return float(np.linalg.norm(self.head_of(end) - self.head_of(bone)))


@cache
def body_data() -> BodyData:
    """The asset, read once."""
    with np.load(ASSET, allow_pickle=False) as file:
        kept = {name: file[name] for name in file.files}
    pairs = kept["lips_paint"].size - len(kept["mean"])
    bones = tuple(str(bone) for bone in kept["bones"])
    twin = np.array([bones.index(_other_side(bone)) for bone in bones])
    mirrored = np.array([-1.0, 1.0, 1.0])
    mean, basis = kept["mean"] * STEP_M, kept["basis"] * kept["scale"][:, None, None]
    movers, shares = kept["movers"].astype(int), kept["shares"] / 255.0
    shares = shares / shares.sum(axis=1, keepdims=True)
    return BodyData(
        mean=np.concatenate([mean, mean[-pairs:] * mirrored]),
        basis=np.concatenate([basis, basis[:, -pairs:] * mirrored], axis=1).astype(np.float32),
        mixture=kept["mixture"].astype(float),
        bones=bones,
        parents=tuple(kept["parents"].tolist()),
        heads=kept["heads"].astype(float),
        head_targets=kept["head_targets"].astype(float),
        movers=np.concatenate([movers, twin[movers[-pairs:]]]),
        shares=np.concatenate([shares, shares[-pairs:]]),
        faces={name: array.astype(int) for name, array in _named(kept, "_faces").items()},
        paint={name: array / 255.0 for name, array in _named(kept, "_paint").items()},
        at={name[3:]: array.astype(int) for name, array in kept.items() if name[:3] == "at_"},
    )


def make_body(shape: Shape) -> Body:
    """The body of a shape."""
    data = body_data()
    weights = target_weights(shape)
    points = data.mean + np.tensordot(weights @ data.mixture, data.basis, axes=1)
    heads = data.heads + np.tensordot(weights, data.head_targets, axes=1)
    floor = points[np.unique(data.faces["skin"]), 1].min()
    points, heads = points - [0.0, floor, 0.0], heads - [0.0, floor, 0.0]
    faces = np.concatenate([data.faces[part] for part in ("skin", "tights", "eyes")])
    return Body(data, points, normals_of(points, faces), heads)


def normals_of(points: Floats, faces: Ints) -> Floats:
    """The normal of a surface at each of its points, as the mean of the triangles around it."""
    first, second, third = (points[faces[:, corner]] for corner in range(3))
    across = np.cross(second - first, third - first)
    normals = np.stack(
        [
            np.bincount(faces.T.ravel(), np.tile(across[:, axis], 3), len(points))
            for axis in range(3)
        ],
        axis=1,
    )
    size = np.linalg.norm(normals, axis=1, keepdims=True)
    unit: Floats = normals / np.maximum(size, 1e-12)
    return unit


def _other_side(bone: str) -> str:
    return bone[:-1] + {"L": "R", "R": "L"}.get(bone[-1], bone[-1])


def _named(kept: dict[str, NDArray[Any]], ending: str) -> dict[str, NDArray[Any]]:
    return {
        name.removesuffix(ending): array for name, array in kept.items() if name.endswith(ending)
    }
