"""A textured, rigged person: mesh, bones and where the face's points lie, read from one file.

The files are described in their folder's README. Space: metres, y up, the person faces +z and
spreads the arms; "rest" is that T-pose.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float64]

BODY = "H_DDS_HighRes"
UNSEEN = ("Teeth", "gland")  # parts inside the closed mouth and eyes
HEAD_REGION, CLOTHES_REGION, EYE_REGION, HAIR_REGION, ARM_REGION = range(5)
TEXTURE_PX = 512
SCALP = ("Head", "Neck", "LeftEye", "RightEye")


@dataclass(frozen=True, slots=True, eq=False)
class Skeleton:
    """Bones by ``names``; ``parents`` (J,), -1 for the root; ``rest`` (J, 4, 4) metres."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    rest: Floats

    def at(self, name: str) -> Floats:
        """Where a joint lies at rest, (3,)."""
        place: Floats = self.rest[self.names.index(name), :3, 3]
        return place


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Points of the head at rest, each (3,) metres; of both sides, left first, (2, 3).

    ``ears`` are the traguses, ``eyes`` the outer corners.
    """

    nose: Floats
    mouth: Floats
    eyes: Floats
    ears: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Avatar:
    """One person in one outfit. ``vertices`` as the painter wants them; ``skin`` is RGB, linear."""

    name: str
    skeleton: Skeleton
    face: Face
    vertices: Any
    body_faces: NDArray[np.uint32]
    hair_faces: NDArray[np.uint32]
    texture: NDArray[np.uint8]
    hair_texture: NDArray[np.uint8]
    skin: Floats

    @property
    def person(self) -> str:
        """Who it is, whatever the outfit."""
        return self.name.rpartition("_")[0]


def load_avatar(file: Path) -> Avatar:
    """Read the person in a file."""
    with np.load(file, allow_pickle=False) as opened:
        arrays = dict(opened)
    names = tuple(map(str, arrays["joint_names"]))
    skeleton = Skeleton(
        names,
        tuple(arrays["joint_parents"].astype(int).tolist()),
        arrays["joint_world"].astype(np.float64),
    )
    weights = arrays["weights"].astype(np.float64)
    weights /= weights.sum(axis=1, keepdims=True)
    moved_by = np.array(names)[arrays["joints"][np.arange(len(weights)), weights.argmax(axis=1)]]
    parts = _parts(arrays["parts"])
    face = _face(arrays["positions_m"].astype(np.float64), moved_by, parts, skeleton)
    texture = _picture(arrays["texture_jpeg"])
    hair = _picture(arrays["hair_texture_jpeg"]) if "hair_texture_jpeg" in arrays else texture
    body_faces, hair_faces = _faces(arrays, parts)
    region = _regions(moved_by, parts, hair_faces)
    skin = _skin(arrays["positions_m"], arrays["uv"], face, texture)
    return Avatar(
        file.stem, skeleton, face, _packed(arrays, weights, region), body_faces, hair_faces,
        texture, hair, skin,
    )  # fmt: skip


def _parts(told: Any) -> dict[str, slice]:
    """The vertices of each mesh."""
    found, start = {}, 0
    for one in map(str, told):
        name, count = one.split(":")
        found[name] = slice(start, start + int(count))
        start += int(count)
    return found


def _picture(jpeg: NDArray[np.uint8]) -> NDArray[np.uint8]:
    opened = Image.open(io.BytesIO(jpeg.tobytes())).convert("RGB")
    return np.asarray(opened.resize((TEXTURE_PX, TEXTURE_PX), Image.Resampling.BOX), np.uint8)


def _faces(arrays: Any, parts: dict[str, slice]) -> tuple[Any, Any]:
    """Triangles of the body and of hair that is a mesh of its own, without what is never seen."""
    faces = arrays["faces"].astype(np.uint32)
    hair = arrays["face_is_hair"] > 0 if "face_is_hair" in arrays else np.zeros(len(faces), bool)
    seen = np.ones(len(faces), bool)
    for name, part in parts.items():
        if any(hidden in name for hidden in UNSEEN):
            seen &= (faces[:, 0] < part.start) | (faces[:, 0] >= part.stop)
    return faces[seen & ~hair], faces[hair]


def _regions(moved_by: Any, parts: dict[str, slice], hair_faces: Any) -> Floats:
    """What each vertex belongs to: head and hands, clothes, eyes, hair, arms."""
    region = np.full(len(moved_by), CLOTHES_REGION, np.float64)
    hands = np.char.find(moved_by.astype(str), "Hand") >= 0
    region[np.char.find(moved_by.astype(str), "Arm") >= 0] = ARM_REGION
    region[np.isin(moved_by, SCALP) | hands] = HEAD_REGION
    for name, part in parts.items():
        if "eye" in name:
            region[part] = EYE_REGION
    region[np.unique(hair_faces)] = HAIR_REGION
    return region


def _face(at: Floats, moved_by: Any, parts: dict[str, slice], skeleton: Skeleton) -> Face:
    """The face's points, by their place in the T-pose."""
    skin = at[parts[BODY]][moved_by[parts[BODY]] == "Head"]
    eyes = np.array([skeleton.at("LeftEye"), skeleton.at("RightEye")])
    middle = eyes.mean(axis=0)
    x, up, front = (skin - middle).T
    ridge = skin[(np.abs(x) < 0.012) & (up < -0.015) & (up > -0.075)]
    nose = ridge[ridge[:, 2].argmax()].copy()
    teeth = at[parts["h_TeethUp"]]
    mouth = teeth[teeth[:, 2] > teeth[:, 2].max() - 0.01].mean(axis=0) + np.array(
        [0.0, -0.004, 0.012]
    )
    nose[0] = mouth[0] = middle[0]
    ears = []
    for side in (1.0, -1.0):
        behind = (front < -0.055) & (front > -0.13)
        near = skin[(up < 0.01) & (up > -0.05) & behind & (side * x > 0.0)]
        out = side * (near[:, 0] - middle[0])
        rim = near[out >= np.sort(out)[-max(8, len(out) // 8)]].mean(axis=0)
        ears.append(rim + np.array([-side * 0.012, -0.002, 0.014]))  # from the rim to the tragus
    corners = eyes + np.array([[0.014, 0.0, 0.004], [-0.014, 0.0, 0.004]])
    return Face(nose, mouth, corners, np.array(ears))


def _skin(at: Any, uv: Any, face: Face, texture: NDArray[np.uint8]) -> Floats:
    """The colour of the nose, RGB, linear."""
    nearest = np.argsort(((at - face.nose) ** 2).sum(axis=1))[:60]
    places = (uv[nearest].astype(np.float64) % 1.0 * (TEXTURE_PX - 1)).astype(int)
    colour: Floats = np.median(texture[places[:, 1], places[:, 0]] / 255.0, axis=0) ** 2.2
    return colour


def _packed(arrays: Any, weights: Floats, region: Floats) -> Any:
    """Rows of the vertex buffer: place, normal, texture, joints, weights, region."""
    kind = np.dtype([
        ("place", "3f4"), ("normal", "3f4"), ("uv", "2f4"), ("joints", "4u1"), ("weights", "4f4"),
        ("region", "f4"),
    ])  # fmt: skip
    rows = np.zeros(len(weights), kind)
    rows["place"], rows["normal"] = arrays["positions_m"], arrays["normals"] / 127.0
    rows["uv"], rows["joints"] = arrays["uv"], arrays["joints"]
    rows["weights"], rows["region"] = weights, region
    return rows
