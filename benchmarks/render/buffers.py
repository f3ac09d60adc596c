"""People and things as the graphics card's buffers, one to draw and one to throw shadows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from benchmarks.render.clothing import Layer, layers_of, lift_share
from benchmarks.render.scene import Actor, Carried
from benchmarks.render.shape import Floats
from benchmarks.render.skeleton import Posture
from benchmarks.render.solids import Solid

VERTEX = np.dtype(
    [
        ("in_rest", "f4", 3), ("in_normal", "f4", 3), ("in_mean", "f4", 3), ("in_movers", "u1", 4),
        ("in_shares", "u1", 4), ("in_lift", "f4", 2), ("in_paint", "f4", 3), ("in_offset", "f4"),
        ("in_edge", "f4"),
    ]
)  # fmt: skip
LAYOUT = "3f4 3f4 3f4 4u1 4f1 2f4 3f4 1f4 1f4"
SHOE, PLAIN = 4, 0  # patterns of cloth

Programs = Mapping[str, Any]


class ThingBuffers:
    """A solid, in its place or carried by a bone."""

    def __init__(self, context: Any, programs: Programs, surface: str, solid: Solid) -> None:
        packed = np.concatenate([solid.points, solid.normals, solid.colours], axis=1)
        vertices = context.buffer(packed.astype("f4").tobytes())
        faces = context.buffer(solid.faces.astype("i4").tobytes())
        layout = [(vertices, "3f4 3f4 3f4", "in_rest", "in_normal", "in_colour")]
        self._surface, self._programs = surface, programs
        self._drawn = context.vertex_array(programs[surface], layout, faces, skip_errors=True)
        self._thrown = context.vertex_array(
            programs["thing_shadow"], layout, faces, skip_errors=True
        )

    def draw(self, carried: Floats | None = None) -> None:
        """Draw it; ``carried`` (4, 4) is where the bone has brought it."""
        self._programs[self._surface]["carried"].write(_columns(carried))
        self._drawn.render()

    def throw(self, carried: Floats | None = None) -> None:
        """Draw its depth only."""
        self._programs["thing_shadow"]["carried"].write(_columns(carried))
        self._thrown.render()


class ActorBuffers:
    """A person: layers of skin, cloth and hair over one skeleton."""

    def __init__(self, context: Any, programs: Programs, actor: Actor) -> None:
        self._programs, self._actor = programs, actor
        self._layers = [
            (layer.kind, self._array(context, programs[SURFACE[layer.kind]], layer))
            for layer in layers_of(actor.body, actor.style.cut, actor.style.hair)
        ]
        self._thrown = self._array(context, programs["person_shadow"], _thrower(actor))
        self._carried = [
            (item, ThingBuffers(context, programs, "thing", item.solid)) for item in actor.carried
        ]

    def draw(self, posture: Posture, instant: int) -> None:
        """Draw the person at one instant."""
        bones = _rows(posture, instant)
        for surface in ("skin", "cloth", "hair", "eye"):
            self._programs[surface]["bones"].write(bones)
            self._programs[surface]["raised"].value = tuple(posture.lift_m[instant])
        self._programs["skin"]["hair_colour"].value = self._actor.style.hair_colour
        for kind, array in self._layers:
            self._colour(kind)
            array.render()
        for item, thing in self._carried:
            thing.draw(_place(posture, instant, item))

    def throw(self, posture: Posture, instant: int) -> None:
        """Draw the person's depth only, roughly."""
        self._programs["person_shadow"]["bones"].write(_rows(posture, instant))
        self._thrown.render()
        for item, thing in self._carried:
            thing.throw(_place(posture, instant, item))

    def _colour(self, kind: str) -> None:
        style, program = self._actor.style, self._programs[SURFACE[kind]]
        colour = {
            "skin": style.skin, "shirt": style.shirt, "trousers": style.trousers,
            "shoes": style.shoe, "hair": style.hair_colour, "eyes": style.iris,
        }[kind]  # fmt: skip
        program["colour"].value = colour
        if SURFACE[kind] == "cloth":
            program["style"].value = {"shirt": style.pattern, "shoes": SHOE}.get(kind, PLAIN)

    def _array(self, context: Any, program: Any, layer: Layer) -> Any:
        body = self._actor.body
        at, data = layer.vertices, body.data
        packed = np.zeros(len(at), VERTEX)
        packed["in_rest"], packed["in_normal"] = body.points[at], body.normals[at]
        packed["in_mean"], packed["in_movers"] = data.mean[at], data.movers[at]
        packed["in_shares"] = np.round(data.shares[at] * 255.0)
        packed["in_lift"] = lift_share(data)[at]
        packed["in_paint"] = np.stack(
            [data.paint[k][at] for k in ("lips", "fingernails", "ears")], 1
        )
        packed["in_offset"], packed["in_edge"] = layer.offset, layer.edge
        vertices = context.buffer(packed.tobytes())
        faces = context.buffer(layer.faces.astype("i4").tobytes())
        names = VERTEX.names or ()
        return context.vertex_array(program, [(vertices, LAYOUT, *names)], faces, skip_errors=True)


SURFACE = {
    "skin": "skin", "shirt": "cloth", "trousers": "cloth", "shoes": "cloth", "hair": "hair",
    "eyes": "eye",
}  # fmt: skip
"""Which shader draws a layer."""


def _thrower(actor: Actor) -> Layer:
    """The head and the tights around the rest: coarse, as shadows are."""
    faces = actor.body.data.faces
    around = np.concatenate([faces["tights"], faces["head"]])
    vertices, own = np.unique(around, return_inverse=True)
    nothing = np.zeros(len(vertices))
    return Layer("shadow", vertices, own.reshape(-1, 3), nothing, nothing)


def _rows(posture: Posture, instant: int) -> bytes:
    """Each bone's 3x4 matrix, row by row."""
    turns, shifts = posture.turns[instant], posture.shifts[instant]
    packed = np.concatenate([turns, shifts[:, :, None]], axis=2)
    return np.asarray(packed, np.float32).tobytes()


def _place(posture: Posture, instant: int, item: Carried) -> Floats:
    at = posture.body.data.bones.index(item.bone)
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = posture.turns[instant, at], posture.shifts[instant, at]
    return matrix


def _columns(matrix: Floats | None) -> bytes:
    """As OpenGL reads a matrix; the identity for none."""
    return np.ascontiguousarray((np.eye(4) if matrix is None else matrix).T, "f4").tobytes()
