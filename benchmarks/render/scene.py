"""What the renderer draws: people, what they carry, and the room around them."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.render.appearance import Light, Style, Surfaces
from benchmarks.render.body import Body
from benchmarks.render.shape import Floats
from benchmarks.render.solids import Solid


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """A solid that goes with a bone, as a dumbbell does."""

    bone: str
    solid: Solid


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """A person to draw."""

    body: Body
    style: Style
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What stands still: things that throw shadows, and the sheets of floor and walls.

    ``lamp_way`` points to the lamp.
    """

    things: Solid
    floor: Solid
    walls: Solid
    surfaces: Surfaces
    light: Light
    lamp_way: Floats
