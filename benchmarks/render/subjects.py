"""Random people, in two populations whose bodies don't overlap."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from benchmarks.render.appearance import Style
from benchmarks.render.clothing import Cut
from benchmarks.render.random_streams import between, happens, one_of
from benchmarks.render.shape import Shape
from benchmarks.render.solids import Colour

SEXES = ("woman", "man")
AGES = {"young": (0.0, 0.3), "middle": (0.3, 0.65), "old": (0.65, 1.0)}
BUILDS = {"slim": (0.20, 0.45), "medium": (0.45, 0.8), "heavy": (0.8, 2.0)}
SKINS: dict[str, Colour] = {
    "light": (0.58, 0.40, 0.31), "tan": (0.43, 0.28, 0.20), "brown": (0.29, 0.17, 0.11),
    "dark": (0.17, 0.095, 0.06),
}  # fmt: skip
HAIR: dict[str, Colour] = {
    "black": (0.015, 0.012, 0.010), "brown": (0.06, 0.035, 0.02), "fair": (0.32, 0.21, 0.09),
    "red": (0.22, 0.07, 0.025), "grey": (0.30, 0.30, 0.30),
}  # fmt: skip
IRISES: tuple[Colour, ...] = ((0.12, 0.07, 0.03), (0.06, 0.03, 0.02), (0.10, 0.16, 0.22))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody: the group of each trait, the body's shape and the looks."""

    sex: str
    age: str
    build: str
    skin: str
    shape: Shape
    style: Style

    def labels(self) -> dict[str, Any]:
        """Everything drawn."""
        return asdict(self)


def held_out(sex: str, age: str, build: str, skin: str) -> bool:
    """Whether people of these four groups are kept for testing: a quarter of all combinations.

    As in a Latin square every sex, age, build and skin is on both sides, and only ever in
    other company.
    """
    places = SEXES.index(sex), list(AGES).index(age), list(BUILDS).index(build)
    return (sum(places) + list(SKINS).index(skin)) % 4 == 0


def draw_person(rng: np.random.Generator, *, from_held_out: bool) -> Person:
    """Somebody of one of the two populations."""
    while True:
        groups = [str(rng.choice(list(kinds))) for kinds in (SEXES, AGES, BUILDS, SKINS)]
        if held_out(*groups) == from_held_out:
            break
    sex, age, build, skin = groups
    heritage = rng.dirichlet([0.6, 0.6, 0.6]).tolist()
    shape = Shape(
        male=float(SEXES.index(sex)),
        age=between(rng, *AGES[age]),
        muscle=between(rng, 0.3, 0.8),
        weight=between(rng, *BUILDS[build]),
        height=between(rng, 0.3, 0.65),
        proportions=between(rng, 0.25, 0.95),
        heritage=(heritage[0], heritage[1], heritage[2]),
    )
    return Person(sex, age, build, skin, shape, _draw_style(rng, sex, age, skin))


def _draw_style(rng: np.random.Generator, sex: str, age: str, skin: str) -> Style:
    woman = sex == "woman"
    hair_colour = one_of(rng, {"black": 3, "brown": 3, "fair": 2, "red": 0.7, "grey": 0.3})
    if age == "old" and happens(rng, 0.7):
        hair_colour = "grey"
    tail = one_of(rng, {"bun": 1, "ponytail": 1.2, "": 1}) if woman else ""
    shaven = not woman and happens(rng, 0.2)
    return Style(
        skin=_varied(rng, SKINS[skin], 0.12),
        hair_colour=_varied(rng, HAIR[hair_colour], 0.3),
        iris=IRISES[int(rng.integers(len(IRISES)))],
        shirt=_any_colour(rng),
        trousers=_any_colour(rng, 0.3),
        shoe=_any_colour(rng),
        pattern=one_of(rng, {0: 5, 1: 1, 2: 1, 3: 1}),
        cut=_draw_cut(rng, woman=woman),
        hair=0.0 if shaven else between(rng, 0.5, 1.5),
        tail=tail,
    )


def _draw_cut(rng: np.random.Generator, *, woman: bool) -> Cut:
    sleeve = one_of(rng, {-0.05: 1.5, 0.30: 1, 0.62: 3, 2.2: 1})
    hem = one_of(rng, {-2.7: 2, -3.2: 1, -1.6: 0.7, -6.8: 3})
    return Cut(
        sleeve=sleeve,
        shirt_hem=between(rng, 0.2, 0.7),
        trouser_hem=hem,
        neckline=between(rng, 5.5, 5.85),
        shirt=woman or happens(rng, 0.85),
        shoes=happens(rng, 0.75),
    )


def _varied(rng: np.random.Generator, colour: Colour, by: float) -> Colour:
    red, green, blue = (np.array(colour) * rng.uniform(1 - by, 1 + by)).tolist()
    return red, green, blue


def _any_colour(rng: np.random.Generator, brightest: float = 0.75) -> Colour:
    """Any colour, dark and pale ones more often than glaring ones."""
    grey, reach = rng.uniform(0.02, 1.0) ** 2, rng.uniform(0.0, 1.0, 3)
    strong = rng.uniform(0.0, 0.8)
    red, green, blue = (brightest * ((1 - strong) * grey + strong * reach**2)).tolist()
    return red, green, blue
