"""Heads and chests of rendered people, cut out of single pictures, with their true spots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from render.camera import Lens, seen_from
from render.chance import stream
from render.clip import Clip, plan_clip
from render.film import Picture, Sensor
from render.produce import paint
from render.stage import Stage, set_stage

from formcheck.detectors.crops import Window, crop_around, cut_out

from .kinds import Kind

Floats = NDArray[np.float64]

STILLS = 10  # of a person, at random instants of a brief set
ELSEWHERE = 2  # crops beside the head, of which the network learns that there is none
YAW_MAX_DEG = 48.0
SIZES = ((640, 360), (854, 480))
SMALLER = 0.6  # share of people that are filmed in the smaller size
JPEG_QUALITY = (35, 95)
AWAY = 0.75  # sides of a crop that crops beside the head keep from it
SPOTS = (("nose",), ("left_eye", "right_eye"), ("left_ear", "right_ear"),
         ("mouth_left", "mouth_right"))  # fmt: skip
FACE = [name for names in SPOTS for name in names]
CHEST, CHEST_M = "spine01", 0.15
"""The bone that carries the neck; how far its spots lie apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Stills:
    """``crops`` (N, side, side, 3) RGB; ``spots`` (N, S, 2), -1 to 1, NaN where nobody is."""

    crops: Picture
    spots: Floats


def stills_of(seed: int, kind: Kind) -> Stills | None:
    """Stills of one person; None of one who is filmed from too far off the side."""
    window = kind.still
    cv2.setNumThreads(1)
    clip = plan_clip(seed, ("situp",), brief=True)
    if abs(clip.viewpoint.yaw_deg) > YAW_MAX_DEG:
        return None
    chance = np.random.default_rng([seed, 99])
    lens = Lens(*SIZES[int(chance.random(2)[1] >= SMALLER)], clip.viewpoint.view_deg)
    frames, exposures = len(clip.times_s()[0]), clip.film.exposures
    chosen = np.sort(chance.choice(frames, min(STILLS, frames), replace=False))
    exposed_s = clip.times_s()[1].reshape(frames, exposures)[chosen]
    stage = set_stage(clip, lens, exposed_s.ravel())
    quality = int(chance.integers(*JPEG_QUALITY))
    heads = _heads(stage, lens, np.arange(len(chosen)) * exposures + exposures // 2)
    crops, spots = [], []
    for at, picture in enumerate(_pictures(clip, stage, lens, quality)):
        middle, metre_px = heads.middle[at], heads.metre_px[at]
        to_crop = crop_around(middle, heads.trunk[at], metre_px, window)
        placed = heads.spots[at, : kind.spots] @ to_crop[:, :2].T + to_crop[:, 2]
        crops.append(cut_out(picture, to_crop, window.px))
        spots.append(placed / window.px * 2.0 - 1.0)
        if at < ELSEWHERE:
            crops.append(_elsewhere(picture, middle, metre_px, window, chance))
            spots.append(np.full((kind.spots, 2), np.nan))
    return Stills(np.array(crops), np.array(spots))


class _Heads(NamedTuple):
    """Of each still (T,): the head's middle, the trunk's line, a metre there, the true spots."""

    middle: Floats
    trunk: Floats
    metre_px: Floats
    spots: Floats


def _heads(stage: Stage, lens: Lens, instants: NDArray[np.intp]) -> _Heads:
    views = stage.shot.views[instants]
    seen = {name: seen_from(views, at[instants]) for name, at in stage.landmarks.items()}
    pixels = {name: lens.pixels(at) for name, at in seen.items()}
    shoulders, hips = (
        (pixels[f"left_{joint}"] + pixels[f"right_{joint}"]) / 2.0 for joint in ("shoulder", "hip")
    )
    depth_m = np.mean([-seen[name][:, 2] for name in FACE], axis=0)
    return _Heads(
        middle=np.mean([pixels[name] for name in FACE], axis=0),
        trunk=shoulders - hips,
        metre_px=lens.focal_px / depth_m,
        spots=np.stack(
            [
                *(np.mean([pixels[name] for name in names], axis=0) for names in SPOTS),
                *(lens.pixels(seen_from(views, at)) for at in _chest(stage, instants)),
            ],
            axis=1,
        ),
    )


def _chest(stage: Stage, instants: NDArray[np.intp]) -> list[Floats]:
    """Where the neck begins, and two places straight below and before it, fixed to the chest."""
    posture = stage.motion.posture.at(instants)
    neck = posture.body.head_of("neck01")
    ways = np.array([[0.0, 0.0, 0.0], [0.0, -CHEST_M, 0.0], [0.0, 0.0, CHEST_M]])
    return [posture.point(CHEST, neck + way) for way in ways]


def _pictures(clip: Clip, stage: Stage, lens: Lens, quality: int) -> Iterator[Picture]:
    """What a camera makes of it, and then a codec."""
    sensor = Sensor(clip.film, lens.width_px, lens.height_px, stream(clip.seed, "noise"))
    for exposed, _ in paint(stage, lens, clip.film.exposures):
        frame = cv2.cvtColor(sensor.frame(exposed), cv2.COLOR_RGB2BGR)
        _, packed = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = cv2.cvtColor(cv2.imdecode(packed, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        yield np.asarray(picture, np.uint8)


def _elsewhere(
    picture: Picture,
    head: Floats,
    metre_px: float,
    window: Window,
    chance: np.random.Generator,
) -> Picture:
    """A crop of something else in the picture, turned in any way."""
    height_px, width_px = picture.shape[:2]
    side_px = window.side_m * metre_px
    for _ in range(20):
        spot = chance.uniform([0.0, 0.0], [width_px, height_px])
        if np.hypot(*(spot - head)) > AWAY * side_px:
            break
    turn = chance.uniform(0.0, 2.0 * np.pi)
    across = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    turned = across * (window.px / side_px)
    to_crop = np.column_stack([turned, window.px / 2.0 - turned @ spot])
    return cut_out(picture, to_crop, window.px)
