"""Parts of rendered people, cut out of single pictures, with their true spots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.render.camera import Lens
from benchmarks.render.clip import Clip, plan_clip
from benchmarks.render.clip_files import paint
from benchmarks.render.random_streams import stream
from benchmarks.render.sensor import Picture, Sensor
from benchmarks.render.stage import Stage, set_stage
from benchmarks.training.look.networks import Kind
from benchmarks.training.look.targets import Floats
from formcheck.detectors.crops import Window, crop_around, cut_out

STILLS = 10  # of a person, at random instants of a brief set
ELSEWHERE = 2  # crops beside the subject, of which the network learns that it isn't there
YAW_MAX_DEG = 48.0
SIZES = ((640, 360), (854, 480))
SMALLER = 0.6  # share of people that are filmed in the smaller size
JPEG_QUALITY = (35, 95)
AWAY = 0.75  # sides of a crop that crops beside the subject keep from it


@dataclass(frozen=True, slots=True, eq=False)
class Stills:
    """``crops`` (N, side, side, 3) RGB; ``spots`` (N, S, 2), -1 to 1, NaN where nobody is."""

    crops: Picture
    spots: Floats


def stills_of(seed: int, kind: Kind) -> Stills | None:
    """Stills of one person; None of one who is filmed from too far off the side meant."""
    window, subject = kind.still, kind.subject
    cv2.setNumThreads(1)
    clip = plan_clip(seed, subject.clips, brief=True)
    if abs(clip.viewpoint.yaw_deg) > YAW_MAX_DEG or not subject.shown_in(clip):
        return None
    chance = np.random.default_rng([seed, 99])
    lens = Lens(*SIZES[int(chance.random(2)[1] >= SMALLER)], clip.viewpoint.view_deg)
    frames, exposures = len(clip.times_s()[0]), clip.film.exposures
    chosen = np.sort(chance.choice(frames, min(STILLS, frames), replace=False))
    exposed_s = clip.times_s()[1].reshape(frames, exposures)[chosen]
    stage = set_stage(clip, lens, exposed_s.ravel())
    quality = int(chance.integers(*JPEG_QUALITY))
    true = subject.place(stage, lens, np.arange(len(chosen)) * exposures + exposures // 2)
    crops, spots = [], []
    for at, picture in enumerate(_pictures(clip, stage, lens, quality)):
        middle, metre_px = true.middle[at], true.metre_px[at]
        to_crop = crop_around(middle, true.trunk[at], metre_px, window)
        placed = true.spots[at, : kind.spots] @ to_crop[:, :2].T + to_crop[:, 2]
        crops.append(cut_out(picture, to_crop, window.px))
        spots.append(placed / window.px * 2.0 - 1.0)
        if at < ELSEWHERE:
            crops.append(_elsewhere(picture, middle, metre_px, window, chance))
            spots.append(np.full((kind.spots, 2), np.nan))
    return Stills(np.array(crops), np.array(spots))


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
    subject: Floats,
    metre_px: float,
    window: Window,
    chance: np.random.Generator,
) -> Picture:
    """A crop of something else in the picture, turned in any way."""
    height_px, width_px = picture.shape[:2]
    side_px = window.side_m * metre_px
    for _ in range(20):
        spot = chance.uniform([0.0, 0.0], [width_px, height_px])
        if np.hypot(*(spot - subject)) > AWAY * side_px:
            break
    turn = chance.uniform(0.0, 2.0 * np.pi)
    across = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    turned = across * (window.px / side_px)
    to_crop = np.column_stack([turned, window.px / 2.0 - turned @ spot])
    return cut_out(picture, to_crop, window.px)
