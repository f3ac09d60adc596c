"""Heads of rendered people, cut out of single pictures, with the true places of their spots."""

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

from formcheck.detectors.second_look import crop_around, cut_out

Floats = NDArray[np.float64]

STILLS = 10  # of a person, at random instants of a brief set
ELSEWHERE = 2  # crops beside the head, of which the network learns that there is none
SIDE_M = 0.46  # of a crop: wider than what is looked at, so that it can be moved and turned
STILL_PX = 96
YAW_MAX_DEG = 48.0
SIZES = ((640, 360), (854, 480))
SMALLER = 0.6  # share of people that are filmed in the smaller size
JPEG_QUALITY = (35, 95)
AWAY = 0.75  # sides of a crop that crops beside the head keep from it
SPOTS = (("nose",), ("left_eye", "right_eye"), ("left_ear", "right_ear"),
         ("mouth_left", "mouth_right"))  # fmt: skip
FACE = [name for names in SPOTS for name in names]


@dataclass(frozen=True, slots=True, eq=False)
class Stills:
    """``crops`` (N, STILL_PX, STILL_PX, 3) RGB; ``spots`` (N, 4, 2), -1 to 1, NaN for no head."""

    crops: Picture
    spots: Floats


def stills_of(seed: int) -> Stills | None:
    """Stills of one person; None of one who is filmed from too far off the side."""
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
        to_crop = crop_around(heads.middle[at], heads.trunk[at], heads.side_px[at], STILL_PX)
        crops.append(cut_out(picture, to_crop, STILL_PX))
        spots.append((heads.spots[at] @ to_crop[:, :2].T + to_crop[:, 2]) / STILL_PX * 2.0 - 1.0)
        if at < ELSEWHERE:
            crops.append(_elsewhere(picture, heads.middle[at], heads.side_px[at], chance))
            spots.append(np.full((len(SPOTS), 2), np.nan))
    return Stills(np.array(crops), np.array(spots))


class _Heads(NamedTuple):
    """Of each still (T,): the head's middle, the trunk's line, a crop's side, the true spots."""

    middle: Floats
    trunk: Floats
    side_px: Floats
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
        side_px=SIDE_M * lens.focal_px / depth_m,
        spots=np.stack(
            [np.mean([pixels[name] for name in names], axis=0) for names in SPOTS], axis=1
        ),
    )


def _pictures(clip: Clip, stage: Stage, lens: Lens, quality: int) -> Iterator[Picture]:
    """What a camera makes of it, and then a codec."""
    sensor = Sensor(clip.film, lens.width_px, lens.height_px, stream(clip.seed, "noise"))
    for exposed, _ in paint(stage, lens, clip.film.exposures):
        frame = cv2.cvtColor(sensor.frame(exposed), cv2.COLOR_RGB2BGR)
        _, packed = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = cv2.cvtColor(cv2.imdecode(packed, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        yield np.asarray(picture, np.uint8)


def _elsewhere(
    picture: Picture, head: Floats, side_px: float, chance: np.random.Generator
) -> Picture:
    """A crop of something else in the picture, turned in any way."""
    height_px, width_px = picture.shape[:2]
    for _ in range(20):
        spot = chance.uniform([0.0, 0.0], [width_px, height_px])
        if np.hypot(*(spot - head)) > AWAY * side_px:
            break
    turn = chance.uniform(0.0, 2.0 * np.pi)
    across = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    turned = across * (STILL_PX / side_px)
    to_crop = np.column_stack([turned, STILL_PX / 2.0 - turned @ spot])
    return cut_out(picture, to_crop, STILL_PX)
