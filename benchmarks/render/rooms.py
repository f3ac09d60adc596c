"""Random rooms: floor, walls, furniture, light, and things that stand in the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.render.appearance import Light, Surfaces
from benchmarks.render.random_streams import between, happens, one_of
from benchmarks.render.rotation import unit
from benchmarks.render.shape import Floats
from benchmarks.render.solids import Colour, Solid, ball, box, cylinder, joined, quad

HALF_M, HIGH_M = 9.0, 7.0
UP = (0.0, 1.0, 0.0)
OCCLUDER_AWAY_M = 0.55  # from what it hides

SURFACES = {
    "gym": Surfaces(1, (0.055, 0.057, 0.06), (0.10, 0.20, 0.30), (0.16, 0.18, 0.21),
                    (0.50, 0.51, 0.52), (0.05, 0.16, 0.30)),
    "home": Surfaces(0, (0.30, 0.17, 0.09), (0.48, 0.31, 0.18), (0.66, 0.62, 0.55),
                     (0.70, 0.66, 0.58), (0.40, 0.12, 0.28)),
    "bedroom": Surfaces(2, (0.20, 0.20, 0.22), (0.30, 0.29, 0.28), (0.36, 0.40, 0.44),
                        (0.36, 0.40, 0.44), (0.10, 0.28, 0.16)),
    "studio": Surfaces(0, (0.42, 0.34, 0.25), (0.62, 0.53, 0.42), (0.60, 0.60, 0.60),
                       (0.74, 0.74, 0.74), (0.08, 0.08, 0.09)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """A drawn room: its kind, colours and light; ``far_m`` is how far off the wall is.

    ``occluder`` is "" or what stands before the person, ``hides`` the part that it hides.
    """

    kind: str
    surfaces: Surfaces
    light: Light
    dim: bool
    far_m: float
    seed: int
    occluder: str
    hides: str
    occluder_colour: Colour


def draw_setting(rng: np.random.Generator) -> Setting:
    """Any room in any light."""
    kind = one_of(rng, {"gym": 1.2, "home": 1.2, "bedroom": 1, "studio": 0.8})
    dim = happens(rng, 0.18)
    occluder = one_of(rng, {"box": 1, "bench": 1, "plant": 1, "pole": 1})
    return Setting(
        kind=kind,
        surfaces=_varied(rng, SURFACES[kind]),
        light=_draw_light(rng, dim=dim),
        dim=dim,
        far_m=between(rng, 1.7, 4.0),
        seed=int(rng.integers(1 << 30)),
        occluder=occluder if happens(rng, 0.14) else "",
        hides=one_of(rng, {"legs": 2, "hips": 1.3, "head": 1}),
        occluder_colour=_colour(rng),
    )


def _draw_light(rng: np.random.Generator, *, dim: bool) -> Light:
    azimuth, height = between(rng, -110.0, 110.0), between(rng, 28.0, 80.0)
    turn, up = np.radians([azimuth, height])
    way = np.array([np.sin(turn) * np.cos(up), np.sin(up), np.cos(turn) * np.cos(up)])
    warm = between(rng, -0.15, 0.25)
    strong, around = between(rng, 0.5, 2.4), between(rng, 0.35, 0.85)
    if dim:
        strong, around = 0.4 * strong, 0.45 * around
    lamp = strong * np.array([1.0 + warm, 1.0, 1.0 - warm])
    bounce = between(rng, 0.05, 0.2)
    return Light(
        way=_triple(way),
        lamp=_triple(lamp),
        sky=_triple(around * np.array([0.96, 1.0, 1.06])),
        bounce=(bounce, 0.9 * bounce, 0.8 * bounce),
        exposure=between(rng, 0.75, 1.15),
        vignette=between(rng, 0.0, 0.6),
        tint=(between(rng, 0.96, 1.06), 1.0, between(rng, 0.88, 1.06)),
    )


def _varied(rng: np.random.Generator, surfaces: Surfaces) -> Surfaces:
    def near(colour: Colour) -> Colour:
        return _triple(np.clip(np.array(colour) * rng.uniform(0.6, 1.35, 3), 0.01, 0.85))

    return replace(
        surfaces,
        floor_dark=near(surfaces.floor_dark),
        floor_light=near(surfaces.floor_light),
        wall_low=near(surfaces.wall_low),
        wall_high=near(surfaces.wall_high),
        mat=_colour(rng),
    )


def furniture(setting: Setting, *, mat: bool) -> list[Solid]:
    """What stands in the room, for a camera that looks to -Z."""
    rng, back = np.random.default_rng(setting.seed), -setting.far_m
    found: list[Solid] = []
    for _ in range(int(rng.integers(2, 6))):  # along the wall
        x = between(rng, -3.0, 3.0)
        found += _furniture(rng, x, back)
    if mat:
        width = between(rng, 0.55, 0.85)
        found.append(box((0.0, 0.006, 0.0), (2.0, 0.012, width), setting.surfaces.mat))
    return found


def walls(setting: Setting) -> tuple[Solid, Solid]:
    """The floor, and the walls around it."""
    rng, size = np.random.default_rng(setting.seed + 1), HALF_M
    near, far = size, -setting.far_m
    left, right = -between(rng, 3.2, size), between(rng, 3.2, size)
    floor = quad(
        [(-size, 0, size), (size, 0, size), (size, 0, -size), (-size, 0, -size)], (0, 1, 0)
    )
    corners = [(left, far), (right, far), (right, near), (left, near), (left, far)]
    inward = [(0, 0, 1), (-1, 0, 0), (0, 0, -1), (1, 0, 0)]
    sheets = [
        quad([(*one, 0), (*other, 0), (*other, HIGH_M), (*one, HIGH_M)], normal)
        for one, other, normal in zip(corners, corners[1:], inward, strict=False)
    ]
    upright = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    return floor, joined([replace(s, points=s.points @ upright.T) for s in sheets])


def occluder(setting: Setting, at: Floats, eye: Floats) -> list[Solid]:
    """The thing between the camera and the part of a person that is at ``at``."""
    towards = (eye - at) * [1.0, 0.0, 1.0]
    x, _, z = (at + unit(towards) * OCCLUDER_AWAY_M).tolist()
    climb = float((eye - at)[1] / np.linalg.norm(towards))  # of the line of sight, per metre
    colour, top = setting.occluder_colour, float(at[1]) + max(0.0, OCCLUDER_AWAY_M * climb)
    if setting.occluder == "box":
        return [box((x, 0.5 * top, z), (0.36, top, 0.36), colour)]
    if setting.occluder == "bench":
        seat = box((x, top + 0.02, z), (0.30, 0.07, 0.30), colour)
        return [seat, cylinder((x, 0.5 * top, z), UP, 0.03, top, (0.1, 0.1, 0.1))]
    if setting.occluder == "pole":
        return [cylinder((x, 1.2, z), UP, 0.035, 2.4, colour)]
    rng, green = np.random.default_rng(setting.seed), (0.07, 0.2, 0.05)
    places = np.array([x, top, z]) + rng.normal(0.0, [0.10, 0.08, 0.10], (9, 3))
    leaves = [ball(place, rng.uniform(0.03, 0.10, 3), green) for place in places]
    return [cylinder((x, 0.4 * top, z), UP, 0.07, 0.8 * top, colour), *leaves]


def _furniture(rng: np.random.Generator, x: float, back: float) -> list[Solid]:
    if happens(rng, 1.0 / (1.0 + len(FURNITURE))):
        return _rack(x, back)
    return one_of(rng, dict.fromkeys(FURNITURE, 1.0))(rng, x, back)


def _rack(x: float, back: float) -> list[Solid]:
    found = []
    for shelf in (0.35, 0.70):
        found.append(box((x, shelf, back + 0.28), (1.4, 0.04, 0.3), (0.06, 0.06, 0.065)))
        for weight in range(5):
            centre = (x - 0.56 + 0.28 * weight, shelf + 0.09, back + 0.28)
            found.append(cylinder(centre, (0, 0, 1), 0.07, 0.25, (0.03, 0.03, 0.03), 10))
    return found


def _window(rng: np.random.Generator, x: float, back: float) -> list[Solid]:
    pane = _triple(np.array([1.1, 1.2, 1.3]) * rng.uniform(0.5, 1.3))
    frame = box((x, 1.55, back + 0.01), (1.0, 1.3, 0.02), (0.75, 0.74, 0.72))
    return [frame, box((x, 1.55, back + 0.03), (0.9, 1.2, 0.02), pane)]


def _cupboard(rng: np.random.Generator, x: float, back: float) -> list[Solid]:
    high, wide = between(rng, 0.5, 2.0), between(rng, 0.5, 1.4)
    return [box((x, high / 2, back + 0.25), (wide, high, 0.45), _colour(rng))]


def _sofa(rng: np.random.Generator, x: float, back: float) -> list[Solid]:
    colour = _colour(rng)
    seat = box((x, 0.3, back + 0.5), (1.5, 0.4, 0.8), colour)
    return [seat, box((x, 0.65, back + 0.18), (1.5, 0.5, 0.2), colour)]


def _picture(rng: np.random.Generator, x: float, back: float) -> list[Solid]:
    size = (between(rng, 0.3, 1.0), between(rng, 0.3, 0.8), 0.02)
    return [box((x, between(rng, 1.2, 1.8), back + 0.02), size, _colour(rng))]


def _gym_ball(rng: np.random.Generator, x: float, back: float) -> list[Solid]:
    return [ball((x, 0.3, back + 0.4), (0.3, 0.3, 0.3), _colour(rng), 24)]


def _pot_plant(rng: np.random.Generator, x: float, back: float) -> list[Solid]:
    pot = cylinder((x, 0.2, back + 0.35), UP, 0.15, 0.4, _colour(rng))
    return [pot, ball((x, 0.75, back + 0.35), (0.25, 0.45, 0.25), (0.06, 0.16, 0.05))]


FURNITURE = (_window, _cupboard, _sofa, _picture, _gym_ball, _pot_plant)


def _colour(rng: np.random.Generator) -> Colour:
    return _triple(0.03 + 0.6 * rng.uniform(0.0, 1.0, 3) ** 2)


def _triple(array: Floats) -> Colour:
    red, green, blue = array.tolist()
    return red, green, blue
