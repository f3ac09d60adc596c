"""What a grown-up's body can be, and which of MakeHuman's shapes mix to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SEXES, AGES = ("female", "male"), ("young", "old")
HERITAGES = ("african", "asian", "caucasian")
LEVELS = ("min", "average", "max")
HEIGHTS = ("minheight", "maxheight")
PROPORTIONS = ("uncommonproportions", "idealproportions")


@dataclass(frozen=True, slots=True)
class Shape:
    """A body. All run from 0 to 1, 0.5 being the middle; ``weight`` may go on beyond.

    ``male`` is 0 for a woman, 1 for a man; ``age`` 0 for 25 years, 1 for about 90;
    ``heritage`` the shares of HERITAGES.
    """

    male: float
    age: float
    muscle: float
    weight: float
    height: float
    proportions: float
    heritage: tuple[float, float, float]


def target_names() -> list[str]:
    """MakeHuman's shapes of grown-ups, in the order of ``target_weights``."""
    names = []
    for sex in SEXES:
        for age in AGES:
            names += [f"{heritage}-{sex}-{age}" for heritage in HERITAGES]
            for muscle in LEVELS:
                for weight in LEVELS:
                    build = f"{sex}-{age}-{muscle}muscle-{weight}weight"
                    names.append(f"universal-{build}")
                    names += [f"height/{build}-{height}" for height in HEIGHTS]
                    names += [f"proportions/{build}-{kind}" for kind in PROPORTIONS]
    return names


def target_weights(shape: Shape) -> Floats:
    """How much of each of ``target_names`` makes a shape."""
    weights: list[float] = []
    for sex in (1.0 - shape.male, shape.male):
        for age in (1.0 - shape.age, shape.age):
            weights += [sex * age * share for share in shape.heritage]
            for muscle in _levels(shape.muscle):
                for weight in _levels(shape.weight):
                    build = sex * age * muscle * weight
                    weights.append(build)
                    weights += [build * share for share in _ends(shape.height)]
                    weights += [build * share for share in _ends(shape.proportions)]
    return np.array(weights)


def _levels(value: float) -> tuple[float, float, float]:
    return max(0.0, 1.0 - 2.0 * value), 1.0 - abs(2.0 * value - 1.0), max(0.0, 2.0 * value - 1.0)


def _ends(value: float) -> tuple[float, float]:
    return max(0.0, 1.0 - 2.0 * value), max(0.0, 2.0 * value - 1.0)
