"""What cameras and pose models do to a crop of a head, at random: one still teaches many times."""

from __future__ import annotations

import math

import cv2
import numpy as np
from render.film import Picture

from formcheck.detectors.second_look import CROP_M, CROP_PX

from .stills import SIDE_M, STILL_PX, Floats

WIDTH_PX = STILL_PX * CROP_M / SIDE_M  # of a still that is looked at
TURN_DEG = 45.0  # trunks are seen turned, and heads turn further than the rendered ones
MOVED, RESIZED = 0.055, 0.12  # in crops, and as a logarithm: how far off BlazePose's heads lie
GAMMA, GAIN, CONTRAST, LIGHT = 0.35, 0.125, 0.25, 0.08
NOISE = 8.0  # grey levels
GREY, BLURRED, COVERED = 0.2, 0.15, 0.4  # shares of looks
COVER_PX = (6, 28)
LEVELS = np.arange(256) / 255.0


def look(crop: Picture, spots: Floats, chance: np.random.Generator) -> tuple[Picture, Floats]:
    """A still and its spots, -1 to 1, moved, turned and shown in another light."""
    size = WIDTH_PX * math.exp(chance.normal(0.0, RESIZED))
    turn = math.radians(chance.uniform(-TURN_DEG, TURN_DEG))
    moved, placed = _placed(crop, spots, size, turn, chance.normal(0.0, MOVED, 2) * size)
    return _covered(_filmed(_lit(moved, chance), chance), chance), placed


def _placed(
    crop: Picture, spots: Floats, size_px: float, turn: float, moved_px: Floats
) -> tuple[Picture, Floats]:
    scale = CROP_PX / size_px
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    across = np.array([[cos, -sin], [sin, cos]])
    to_look = np.column_stack([across, CROP_PX / 2 - across @ (STILL_PX / 2 + moved_px)])
    seen = cv2.warpAffine(crop, to_look, (CROP_PX, CROP_PX), borderMode=cv2.BORDER_REPLICATE)
    pixels = (spots + 1.0) * (STILL_PX / 2)
    placed: Floats = (pixels @ across.T + to_look[:, 2]) / (CROP_PX / 2) - 1.0
    return np.asarray(seen, np.uint8), placed


def _lit(crop: Picture, chance: np.random.Generator) -> Picture:
    """Another exposure, contrast and colour."""
    curve = LEVELS ** math.exp(chance.normal(0.0, GAMMA))
    channels = curve[:, None] * np.exp(chance.normal(0.0, GAIN, 3))
    middle = float(channels[crop.reshape(-1, 3), range(3)].mean())
    contrast = math.exp(chance.normal(0.0, CONTRAST))
    channels = (channels - middle) * contrast + middle + chance.normal(0.0, LIGHT)
    table = np.clip(channels * 255.0, 0, 255).astype(np.uint8)
    lit = np.asarray(cv2.LUT(crop, table[None]), np.uint8)
    if chance.random() < GREY:
        lit = np.repeat(lit.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
    return lit


def _filmed(crop: Picture, chance: np.random.Generator) -> Picture:
    """Noise, and at times a lens out of focus."""
    if chance.random() < BLURRED:
        half = cv2.resize(crop, (CROP_PX // 2, CROP_PX // 2), interpolation=cv2.INTER_AREA)
        crop = np.asarray(cv2.resize(half, (CROP_PX, CROP_PX)), np.uint8)
    grain = chance.standard_normal(crop.shape, np.float32) * abs(chance.normal(0.0, NOISE))
    return np.clip(crop + grain, 0, 255).astype(np.uint8)


def _covered(crop: Picture, chance: np.random.Generator) -> Picture:
    """At times a patch in the way."""
    if chance.random() < COVERED:
        width, height = chance.integers(*COVER_PX, 2).tolist()
        left, top = chance.integers(-6, CROP_PX - 6, 2).tolist()
        colour = chance.integers(0, 256, 3)
        crop[max(top, 0) : top + height, max(left, 0) : left + width] = colour
    return crop
