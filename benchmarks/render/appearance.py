"""How a person and a room look: colours and light, as the renderer takes them."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.render.clothing import Cut
from benchmarks.render.solids import Colour


@dataclass(frozen=True, slots=True)
class Style:
    """A person's colours (linear light, 0 to 1), clothes and hair.

    ``hair`` scales its thickness; ``tail`` is what is tied at the back of the head.
    """

    skin: Colour
    hair_colour: Colour
    iris: Colour
    shirt: Colour
    trousers: Colour
    shoe: Colour
    pattern: int
    cut: Cut
    hair: float
    tail: str  # "", "bun" or "ponytail"


@dataclass(frozen=True, slots=True)
class Light:
    """One lamp, the sky or ceiling, and how the camera takes them.

    ``way`` points from the scene to the lamp, before the scene is turned to the camera.
    """

    way: Colour
    lamp: Colour
    sky: Colour
    bounce: Colour
    exposure: float
    vignette: float
    tint: Colour


@dataclass(frozen=True, slots=True)
class Surfaces:
    """Floor and walls: ``floor_style`` 0 planks, 1 rubber tiles, 2 carpet."""

    floor_style: int
    floor_dark: Colour
    floor_light: Colour
    wall_low: Colour
    wall_high: Colour
    mat: Colour
