"""What cameras and pose models do to a crop, at random: one still teaches many times."""

from __future__ import annotations

import math

import cv2
import numpy as np

from benchmarks.render.sensor import Picture
from benchmarks.training.look.networks import Kind, Round
from benchmarks.training.look.targets import Floats

RESIZED = 0.12  # as a logarithm: how far off the size of BlazePose's bodies is
GAMMA, GAIN, CONTRAST, LIGHT = 0.35, 0.125, 0.25, 0.08
NOISE = 8.0  # grey levels
GREY, BLURRED = 0.2, 0.15  # shares of looks
COVER = (0.08, 0.4)  # of the crop's side
LEVELS = np.arange(256) / 255.0


def look(
    still: Picture, spots: Floats, kind: Kind, how: Round, chance: np.random.Generator
) -> tuple[Picture, Floats]:
    """A still and its spots, -1 to 1, moved, turned, perhaps mirrored and in another light."""
    if kind.mirrored and chance.random() < 0.5:
        still = np.ascontiguousarray(still[:, ::-1])
        spots = spots[list(kind.mirrored)] * [-1.0, 1.0]
    turn = math.radians(chance.uniform(-how.turn_deg, how.turn_deg))
    side_m = kind.window.side_m * math.exp(chance.normal(0.0, RESIZED))
    moved_m = chance.normal(0.0, kind.moved_m, 2)
    moved, placed = _placed(still, spots, kind, side_m, turn, moved_m)
    filmed = _filmed(_lit(moved, chance), chance)
    return _covered(filmed, chance) if chance.random() < how.covered else filmed, placed


def _placed(
    still: Picture, spots: Floats, kind: Kind, side_m: float, turn: float, moved_m: Floats
) -> tuple[Picture, Floats]:
    size_px, still_px = kind.window.px, kind.still.px
    metre_px = still_px / kind.still.side_m
    scale = size_px / (side_m * metre_px)
    cos, sin = scale * math.cos(turn), scale * math.sin(turn)
    across = np.array([[cos, -sin], [sin, cos]])
    to_look = np.column_stack([across, size_px / 2 - across @ (still_px / 2 + moved_m * metre_px)])
    seen = cv2.warpAffine(still, to_look, (size_px, size_px), borderMode=cv2.BORDER_REPLICATE)
    pixels = (spots + 1.0) * (still_px / 2)
    placed: Floats = (pixels @ across.T + to_look[:, 2]) / (size_px / 2) - 1.0
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
        side = len(crop)
        half = cv2.resize(crop, (side // 2, side // 2), interpolation=cv2.INTER_AREA)
        crop = np.asarray(cv2.resize(half, (side, side)), np.uint8)
    grain = chance.standard_normal(crop.shape, np.float32) * abs(chance.normal(0.0, NOISE))
    return np.clip(crop + grain, 0, 255).astype(np.uint8)


def _covered(crop: Picture, chance: np.random.Generator) -> Picture:
    """A patch in the way."""
    width, height = (chance.uniform(*COVER, 2) * len(crop)).astype(int)
    left, top = (chance.uniform(-COVER[0], 1.0 - COVER[0], 2) * len(crop)).astype(int)
    colour = chance.integers(0, 256, 3)
    crop[max(top, 0) : top + height, max(left, 0) : left + width] = colour
    return crop
