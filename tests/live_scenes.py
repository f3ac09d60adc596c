"""Scenes to draw on a screen, and what to look for on it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from overlay_scenes import LIMITS, blank, situp

from formcheck.live.scene import Scene, Stage
from formcheck.live.screen import draw_screen
from formcheck.pose import Pose
from formcheck.readings import Reading, around

WIDTH, HEIGHT = 1280, 720
NOBODY = Reading(Pose.missing(0.0))
Image = NDArray[np.uint8]


def scene(stage: Stage, exercise: str = "situp", reading: Reading = NOBODY, **told: Any) -> Scene:
    return Scene(0.0, stage, exercise, reading, **told)


def neck(value: float, half: float = 3.0) -> Reading:
    """A sit-up of somebody whose neck is measured and who can't be drawn."""
    return situp(Pose.missing(0.0), around(value, half))


def shown(told: Scene, image: Image | None = None, **how: Any) -> Image:
    return draw_screen(blank(1280, 720) if image is None else image, told, LIMITS, **how)


def differs(one: Image, other: Image) -> NDArray[np.bool_]:
    return (one != other).any(axis=2)


def rows_of(found: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where lines of text begin and end: runs of rows in which anything is found."""
    rows = np.flatnonzero(np.diff(np.pad(found.any(axis=1).astype(int), 1)))
    return [(int(top), int(bottom)) for top, bottom in rows.reshape(-1, 2)]


def white(image: Image) -> NDArray[np.bool_]:
    return (image > 200).all(axis=2)


def near(image: Image, colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    return (np.abs(image.astype(int) - colour) < 30).all(axis=2)
