"""Colours that stand for something are told apart by colour-blind people and read from afar."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.live.screen.page import SHADE
from formcheck.live.screen.ring import REST
from formcheck.overlay.verdicts import AMBER, GREEN, GREY, RED, WHITE, Colour

MEANINGS = {"green": GREEN, "amber": AMBER, "red": RED, "blue": REST}

# How dichromats see linear RGB: Machado, Oliveira & Fernandes (2009), severity 1.0.
SEEN_BY = {
    "everybody": np.eye(3),
    "protanopes": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopes": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
}  # fmt: skip
XYZ = np.array([  # of linear sRGB (IEC 61966-2-1)
    [0.4124, 0.3576, 0.1805],
    [0.2126, 0.7152, 0.0722],
    [0.0193, 0.1192, 0.9505],
])  # fmt: skip
WHITE_POINT = np.array([0.9505, 1.0, 1.089])
APART = 25.0  # a difference of 2.3 is just noticed side by side (Mahy 1994)
READABLE = 4.5  # contrast of text, WCAG 2.1 level AA; large text needs 3


def linear(colour: Colour) -> NDArray[np.float64]:
    """A colour's linear red, green and blue."""
    share = np.array(colour[::-1]) / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE 1976 L*a*b* of linear RGB."""
    x, y, z = (
        np.cbrt(t) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29
        for t in XYZ @ rgb.clip(0.0, 1.0) / WHITE_POINT
    )
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.1: the ratio of relative luminances, from 1 to 21."""
    low, high = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(MEANINGS, 2)))
def test_two_colours_are_told_apart(who: str, one: str, other: str) -> None:
    first, second = (lab(SEEN_BY[who] @ linear(MEANINGS[name])) for name in (one, other))
    assert float(np.linalg.norm(first - second)) >= APART


@pytest.mark.parametrize("colour", [*MEANINGS.values(), GREY, WHITE])
def test_letters_are_read_on_a_panel_over_the_brightest_picture(colour: Colour) -> None:
    brightest = round(255 * SHADE + 10)
    assert contrast(colour, (brightest,) * 3) >= READABLE


def test_the_simulation_finds_a_red_and_a_green_that_are_mixed_up() -> None:
    colours = ((60, 90, 190), (60, 150, 110))  # ripe and unripe

    def apart(who: str) -> float:
        red, green = (lab(SEEN_BY[who] @ linear(colour)) for colour in colours)
        return float(np.linalg.norm(red - green))

    assert apart("everybody") > 2 * APART
    assert apart("deuteranopes") < APART
