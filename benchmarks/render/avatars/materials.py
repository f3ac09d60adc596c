"""Light and colours of a crop, drawn at random: what a network must not rely on."""

from __future__ import annotations

import colorsys
from typing import Any

import numpy as np

from benchmarks.render.avatars.avatar import (
    ARM_REGION,
    CLOTHES_REGION,
    EYE_REGION,
    HAIR_REGION,
    HEAD_REGION,
    Floats,
)
from benchmarks.render.avatars.posture import Chance, unit

REGIONS = 5
RECOLOURED, STRIPED, SKIN_KEPT, SLEEVELESS = 0.55, 0.22, 0.6, 0.35  # shares of crops

Uniforms = dict[str, Any]


def colour(chance: Chance, most: float = 0.8) -> Floats:
    """Any colour (3,), linear: dull ones are as common as people wear them."""
    hue, dull = chance.random(), most * chance.random() ** 1.3
    return np.array(colorsys.hsv_to_rgb(hue, dull, chance.uniform(0.02, 0.9))) ** 2.2


def tint(chance: Chance, spread: float) -> Floats:
    """Factors of red, green and blue."""
    found: Floats = np.exp(chance.normal(0.0, spread, 3))
    return found


def draw_materials(skin: Floats, chance: Chance) -> Uniforms:
    """What the painter's fragment shader wants; ``skin`` is the person's, which may stay bare."""
    gain, add = np.ones((REGIONS, 3)), np.zeros((REGIONS, 3))
    gain[HEAD_REGION] = np.exp(chance.normal(0.15, 0.35)) * tint(chance, 0.08)
    gain[HAIR_REGION] = np.exp(chance.normal(0.0, 0.6)) * tint(chance, 0.25)
    gain[EYE_REGION] = tint(chance, 0.1)
    cloth = np.exp(chance.normal(0.0, 0.4)) * tint(chance, 0.3)
    if chance.random() < RECOLOURED:
        kept = chance.uniform(0.05, 0.6)
        cloth *= kept
        add[CLOTHES_REGION] = colour(chance) * (1.0 - kept)
    gain[CLOTHES_REGION] = gain[ARM_REGION] = cloth
    add[ARM_REGION] = add[CLOTHES_REGION]
    stripes = np.zeros(4)
    if chance.random() < STRIPED:
        stripes[:3] = unit(chance.normal(size=3)) * chance.uniform(30.0, 300.0)
        stripes[3] = chance.uniform(0.3, 1.0)
    return {
        "gain": gain,
        "add": add,
        "stripes": stripes,
        "stripe_colour": colour(chance),
        "skin": skin / max(float(skin.sum()), 1e-3),
        "bare": skin,
        "bare_arms": float(chance.random() < SLEEVELESS),
        "skin_kept": float(chance.random() < SKIN_KEPT),
        "wear": colour(chance),
        **_light(chance),
    }


def _light(chance: Chance) -> Uniforms:
    """A lamp, perhaps another, and a sky with a floor that throws some back."""
    around, second = chance.uniform(0.1, 0.7), float(chance.random() < 0.5)
    return {
        "lamp": unit(chance.normal(size=3) + np.array([0.0, 0.0, 0.7])),
        "lamp_colour": chance.uniform(0.2, 1.4) * tint(chance, 0.1),
        "lamp_2": unit(chance.normal(size=3) + np.array([0.0, 0.0, -0.3])),
        "lamp_2_colour": second * chance.uniform(0.0, 0.6) * tint(chance, 0.2),
        "sky": around * tint(chance, 0.12),
        "ground": around * chance.uniform(0.3, 1.0) * tint(chance, 0.12),
        "up": unit(chance.normal(size=3)),
        "wrap": float(chance.uniform(0.0, 0.6)),
        "gloss": float(chance.uniform(0.0, 0.3) * (chance.random() < 0.6)),
    }
