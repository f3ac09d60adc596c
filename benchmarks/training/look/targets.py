"""What a look is taken at, where it lies in a rendered picture, and in which clips it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.camera import Lens, seen_from
from benchmarks.render.clip import Clip
from benchmarks.render.stage import Stage

Floats = NDArray[np.float64]

HEAD = (("nose",), ("left_eye", "right_eye"), ("left_ear", "right_ear"),
        ("mouth_left", "mouth_right"))  # fmt: skip
FACE = [name for names in HEAD for name in names]
CHEST, CHEST_M = "spine01", 0.15
"""The bone that carries the neck; how far its spots lie apart."""
SEEN_ABOVE_M = 0.02  # BlazePose sees shoulders so far above their joints, on average


class Placed(NamedTuple):
    """Of each instant (T,): a subject's middle, the trunk's line, a metre there, the spots."""

    middle: Floats
    trunk: Floats
    metre_px: Floats
    spots: Floats


Place = Callable[[Stage, Lens, NDArray[np.intp]], Placed]


@dataclass(frozen=True, slots=True)
class Subject:
    """It is shown in ``clips`` of these kinds, of people who lie or stand, in front or beside."""

    clips: tuple[str, ...]
    lying: bool
    place: Place

    def shown_in(self, clip: Clip) -> bool:
        """Whether somebody lies, or stands and is filmed from the front, as is asked for."""
        from_the_front = clip.viewpoint.nominal_deg == 0.0
        return clip.plan.lying if self.lying else from_the_front and not clip.plan.lying


def place_head(stage: Stage, lens: Lens, instants: NDArray[np.intp]) -> Placed:
    """Head and chest of somebody filmed from the side, in the order of ``RefinedKeypoint``."""
    views, pixels = stage.shot.views[instants], _pixels(stage, lens, instants)
    return Placed(
        middle=np.mean([pixels[name] for name in FACE], axis=0),
        trunk=_trunk(pixels),
        metre_px=lens.focal_px / _depth_m(stage, instants, FACE),
        spots=np.stack(
            [
                *(np.mean([pixels[name] for name in names], axis=0) for names in HEAD),
                *(lens.pixels(seen_from(views, at)) for at in _chest(stage, instants)),
            ],
            axis=1,
        ),
    )


def place_shoulders(stage: Stage, lens: Lens, instants: NDArray[np.intp]) -> Placed:
    """Shoulders and chest of one filmed from the front, in the order of ``RefinedKeypoint``."""
    views, pixels = stage.shot.views[instants], _pixels(stage, lens, instants)
    shoulders = [pixels[f"{side}_shoulder"] for side in ("left", "right")]
    metre_px = lens.focal_px / _depth_m(stage, instants, ["left_shoulder", "right_shoulder"])
    trunk = _trunk(pixels)
    up = trunk / np.hypot(*trunk.T)[:, None]
    neck, below, _ = _chest(stage, instants)
    return Placed(
        middle=np.mean(shoulders, axis=0) + SEEN_ABOVE_M * metre_px[:, None] * up,
        trunk=trunk,
        metre_px=metre_px,
        spots=np.stack(
            [
                *shoulders,
                *(lens.pixels(seen_from(views, at)) for at in (neck, below)),
            ],
            axis=1,
        ),
    )


def _pixels(stage: Stage, lens: Lens, instants: NDArray[np.intp]) -> dict[str, Floats]:
    views = stage.shot.views[instants]
    return {
        name: lens.pixels(seen_from(views, at[instants])) for name, at in stage.landmarks.items()
    }


def _trunk(pixels: dict[str, Floats]) -> Floats:
    shoulders, hips = (
        (pixels[f"left_{joint}"] + pixels[f"right_{joint}"]) / 2.0 for joint in ("shoulder", "hip")
    )
    return shoulders - hips


def _depth_m(stage: Stage, instants: NDArray[np.intp], names: list[str]) -> Floats:
    views = stage.shot.views[instants]
    depths = [-seen_from(views, stage.landmarks[name][instants])[:, 2] for name in names]
    depth_m: Floats = np.mean(depths, axis=0)
    return depth_m


def _chest(stage: Stage, instants: NDArray[np.intp]) -> list[Floats]:
    """Where the neck begins, and two places straight below and before it, fixed to the chest."""
    posture = stage.motion.posture.at(instants)
    neck = posture.body.head_of("neck01")
    ways = np.array([[0.0, 0.0, 0.0], [0.0, -CHEST_M, 0.0], [0.0, 0.0, CHEST_M]])
    return [posture.point(CHEST, neck + way) for way in ways]


HEAD_AND_CHEST = Subject(("situp",), lying=True, place=place_head)
SHOULDERS = Subject(("shrug", "negative"), lying=False, place=place_shoulders)
