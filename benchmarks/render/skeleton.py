"""Bones in motion: a body's joints, skin and landmarks at many instants at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.rotation import turned
from benchmarks.render.shape import Floats, Ints

SIDES = (("L", 1.0), ("R", -1.0))
"""Endings of the bones' names, and where their side lies along +X."""

JOINTS = {
    "shoulder": "upperarm01", "elbow": "lowerarm01", "wrist": "wrist", "hip": "upperleg01",
    "knee": "lowerleg01", "ankle": "foot", "index": "finger2-2", "pinky": "finger5-2",
    "thumb": "finger1-2",
}  # fmt: skip
"""Landmarks that are joints, and the bones that begin there."""

Turns = dict[str, Floats]
"""Rotations (T, 3, 3) of bones against their rest; a bone not named goes with its parent."""


@dataclass(frozen=True, slots=True, eq=False)
class Posture:
    """A body at T instants: each bone maps x at rest to ``turns`` x + ``shifts``.

    ``turns`` (T, B, 3, 3), ``shifts`` (T, B, 3). ``lift_m`` (T, 2): how far the skin between
    neck and shoulder is drawn up beyond what the bones do, left and right.
    """

    body: Body
    turns: Floats
    shifts: Floats
    lift_m: Floats

    def __len__(self) -> int:
        return len(self.turns)

    def joint(self, bone: str) -> Floats:
        """Where a bone begins, (T, 3)."""
        at = self.body.data.bones.index(bone)
        return turned(self.turns[:, at], self.body.heads[at]) + self.shifts[:, at]

    def point(self, bone: str, rest: Any) -> Floats:
        """Where a point that is fixed to a bone lies, (T, 3)."""
        at = self.body.data.bones.index(bone)
        return turned(self.turns[:, at], rest) + self.shifts[:, at]

    def skin(self, vertices: Ints) -> Floats:
        """Where vertices lie, (T, V, 3): each goes with the mean of the bones that move it."""
        data = self.body.data
        movers, shares = data.movers[vertices], data.shares[vertices]
        rest = self.body.points[vertices]
        where = np.zeros((len(self), len(vertices), 3))
        for slot in range(movers.shape[1]):
            at = movers[:, slot]
            moved = np.einsum("tvij,vj->tvi", self.turns[:, at], rest) + self.shifts[:, at]
            where += shares[:, slot, None] * moved
        return where

    def landmarks(self) -> dict[str, Floats]:
        """The truth: each landmark (T, 3), joints of the bones and places on the face."""
        found = {name: self.skin(at).mean(axis=1) for name, at in self.body.data.at.items()}
        for side, name in (("L", "left"), ("R", "right")):
            for landmark, bone in JOINTS.items():
                found[f"{name}_{landmark}"] = self.joint(f"{bone}.{side}")
        return found

    def moved(self, shift: Floats) -> Posture:
        """The same posture elsewhere; ``shift`` (T, 3)."""
        return Posture(self.body, self.turns, self.shifts + shift[:, None], self.lift_m)

    def placed(self, rotation: Floats, shift: Floats) -> Posture:
        """The same posture turned about the origin, then carried; (3, 3) and (3,)."""
        turns, shifts = rotation @ self.turns, turned(rotation, self.shifts) + shift
        return Posture(self.body, turns, shifts, self.lift_m)

    def at(self, instants: Sequence[int] | Ints) -> Posture:
        """Some of the instants."""
        chosen = np.asarray(instants)
        return Posture(self.body, self.turns[chosen], self.shifts[chosen], self.lift_m[chosen])


def pose(body: Body, turns: Mapping[str, Floats], root: Floats) -> Posture:
    """The posture in which bones are turned so and the root has been carried by ``root`` (T, 3)."""
    count, bones = len(root), body.data.bones
    rotation, shift = np.zeros((count, len(bones), 3, 3)), np.zeros((count, len(bones), 3))
    for at, (bone, parent) in enumerate(zip(bones, body.data.parents, strict=True)):
        if parent < 0:
            carried, own = body.heads[at] + root, np.eye(3)
        else:
            carried = turned(rotation[:, parent], body.heads[at]) + shift[:, parent]
            own = rotation[:, parent]
        rotation[:, at] = turns.get(bone, own)
        shift[:, at] = carried - turned(rotation[:, at], body.heads[at])
    return Posture(body, rotation, shift, np.zeros((count, 2)))
