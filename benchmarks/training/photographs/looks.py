"""What cameras and pose models do to a crop, at random: one drawing teaches many times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.training.photographs.backgrounds import Chance
from benchmarks.training.photographs.crops import Crops, Floats, Picture
from benchmarks.training.photographs.views import View

DRAWN_PX, DRAWN_M, DRAWN_BELOW_M = 176, 1.06, 0.10
THINGS_PX = 112  # the side of a crop for which sizes of things in front are given
RESIZED = 0.25  # as a logarithm, either way: BlazePose errs by so much
TURN_DEG, TURN_SD_DEG = 12.0, 5.0
EVEN_DEG, EVEN_SHARE, EVEN_MAX_DEG = (-60.0, 80.0), 0.7, 40.0
MOVED = 0.07  # of the side, either way
MIRRORED, NOBODY, SECOND = 0.06, 0.02, 0.12  # shares of looks
NOSE, EAR = 0, 5
SKIN = np.array([190.0, 140.0, 115.0])
LEVELS = np.arange(1024) / 1023.0

Light = NDArray[np.float32]  # (H, W, 3), 0 to 255


def look(
    crops: Crops, at: int, view: View, behind: Sequence[Picture], chance: Chance
) -> tuple[Picture, Floats]:
    """A crop (H, W, 3), RGB, and its points (9, 2) in pixels, NaN where nobody is."""
    points, size_px = crops.points[at], view.window.px
    backdrop = _backdrop(crops, size_px, behind, chance)
    if chance.random() < NOBODY:
        placed, light = np.full_like(points, np.nan), backdrop
    else:
        to_look = _to_look(points, view, chance)
        moved = _warped(crops.picture(at), to_look, size_px, bool(crops.flat[at]))
        placed = points @ to_look[:, :2].T.astype(np.float32) + to_look[:, 2].astype(np.float32)
        light = _person(moved[..., :3], chance) + backdrop * (1.0 - moved[..., 3:] / 255.0)
    if chance.random() < 0.4:
        light = _covered(light, placed, behind, chance)
    if chance.random() < 0.12:
        light = _cut_off(light, chance)
    if chance.random() < MIRRORED:
        light, placed = light[:, ::-1], np.column_stack([size_px - placed[:, 0], placed[:, 1]])
    return _filmed(_developed(_focused(light, chance), chance), chance), placed.astype(np.float32)


def _to_look(points: Floats, view: View, chance: Chance) -> NDArray[np.float64]:
    """The map (2, 3) from the drawing: moved and turned as BlazePose's bodies are, and further.

    Most are turned so that heads look any way that heads of curled and arched bodies look.
    """
    scale = view.window.px / view.window.side_m * DRAWN_M / DRAWN_PX
    scale *= math.exp(chance.uniform(-RESIZED, RESIZED))
    turn_deg = chance.uniform(-TURN_DEG, TURN_DEG) + chance.normal(0.0, TURN_SD_DEG)
    line = points[NOSE] - points[EAR]
    if np.isfinite(line).all() and chance.random() < EVEN_SHARE:
        now_deg = math.degrees(math.atan2(line[1], line[0]))
        further = now_deg - chance.uniform(*EVEN_DEG)
        turn_deg += float(np.clip(further, -EVEN_MAX_DEG, EVEN_MAX_DEG))
    up_px = (DRAWN_BELOW_M - view.window.below_m) * DRAWN_PX / DRAWN_M
    centre = (DRAWN_PX / 2, DRAWN_PX / 2 - up_px)
    found = np.asarray(cv2.getRotationMatrix2D(centre, turn_deg, scale), np.float64)
    moved = chance.uniform(-MOVED, MOVED, 2)
    found[:, 2] += (0.5 + moved) * view.window.px - np.array(centre)
    return found


def _warped(picture: Picture, to_look: NDArray[np.float64], size_px: int, whole: bool) -> Light:
    if np.hypot(*to_look[0, :2]) < 0.85:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.5), np.uint8)
    edge = cv2.BORDER_REPLICATE if whole else cv2.BORDER_CONSTANT
    size = (size_px, size_px)
    return cv2.warpAffine(picture, to_look, size, borderMode=edge).astype(np.float32)


def _backdrop(crops: Crops, size_px: int, behind: Sequence[Picture], chance: Chance) -> Light:
    """A background, at times with somebody else before it."""
    drawn = _piece(behind, size_px, chance)
    if chance.random() < SECOND:
        at = int(chance.integers(len(crops.points)))
        if not crops.flat[at]:
            turn_deg, scale = chance.uniform(-180, 180), math.exp(chance.uniform(-0.5, 0.5))
            scale *= size_px / THINGS_PX
            centre = (DRAWN_PX / 2, DRAWN_PX / 2)
            to_look = np.asarray(cv2.getRotationMatrix2D(centre, turn_deg, scale), np.float64)
            far, way = chance.uniform(0.35, 0.8) * size_px, chance.uniform(0, 2 * math.pi)
            to_look[:, 2] += (size_px - DRAWN_PX) / 2 + far * np.array([np.cos(way), np.sin(way)])
            other = _warped(crops.picture(at), to_look, size_px, False)
            drawn = other[..., :3] + drawn * (1.0 - other[..., 3:] / 255.0)
    return drawn


def _piece(behind: Sequence[Picture], size_px: int, chance: Chance) -> Light:
    whole = behind[chance.integers(len(behind))]
    top, left = chance.integers(0, whole.shape[0] - size_px, 2)
    piece = whole[top : top + size_px, left : left + size_px]
    piece = piece[:: int(chance.choice([1, -1])), :: int(chance.choice([1, -1]))]
    if chance.random() < 0.5:
        piece = piece.transpose(1, 0, 2)
    return piece.astype(np.float32) * chance.uniform(0.6, 1.3)


def _person(light: Light, chance: Chance) -> Light:
    """The person in another exposure, and in blotchy shade."""
    if chance.random() < 0.5:
        light = light * np.exp(chance.normal(0.0, 0.25) + chance.normal(0.0, 0.06, 3)).astype("f4")
    if chance.random() < 0.35:
        cells = int(chance.integers(2, 6))
        shade = chance.uniform(0.45, 1.25, (cells, cells)).astype(np.float32)
        size = light.shape[:2]
        light = light * cv2.resize(shade, size, interpolation=cv2.INTER_CUBIC)[..., None]
    return light


def _covered(light: Light, placed: Floats, behind: Sequence[Picture], chance: Chance) -> Light:
    """Things in front, mostly of ears, eyes and neck: blobs, bars, edges, in any colour."""
    size_px = len(light)
    unit = size_px / THINGS_PX
    for _ in range(chance.integers(1, 3)):
        mask = np.zeros((size_px, size_px), np.uint8)
        middle = placed[chance.integers(len(placed))] + chance.normal(0.0, 9.0 * unit, 2)
        if not np.isfinite(middle).all():
            middle = chance.uniform(0, size_px, 2)
        kind, wide, high = chance.random(), *(chance.uniform(3, (22, 14)) * unit)
        if kind < 0.4:
            axes = (int(wide / 1.6) + 1, int(high / 1.6) + 1)
            cv2.ellipse(mask, _pixel(middle), axes, chance.uniform(0, 180), 0, 360, (255,), -1)
        elif kind < 0.75:
            way = chance.uniform(0.0, math.pi)
            reach = np.array([math.cos(way), math.sin(way)]) * chance.uniform(20, 130) * unit
            end = middle + reach * chance.uniform(0, 1)
            thick = int(chance.uniform(2, 13) * unit) + 1
            cv2.line(mask, _pixel(middle - reach), _pixel(end), (255,), thick)
        else:
            corners = (middle + chance.normal(0.0, 11.0 * unit, (5, 2))).astype(np.int32)
            cv2.fillPoly(mask, [corners], (255,))
        soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.6)[..., None] / 255.0, np.float32)
        light = light * (1.0 - soft) + _stuff(behind, size_px, chance) * soft
    return light


def _stuff(behind: Sequence[Picture], size_px: int, chance: Chance) -> Light:
    kind = chance.random()
    if kind < 0.4:
        return _piece(behind, size_px, chance)
    plain = np.zeros((size_px, size_px, 3), np.float32)
    if kind < 0.7:
        slope = 1.0 + 0.25 * chance.normal() * np.linspace(-1.0, 1.0, size_px)[:, None, None]
        return np.asarray(plain + SKIN * chance.uniform(0.3, 1.2) * slope, np.float32)
    return np.asarray(plain + chance.integers(0, 256, 3), np.float32)


def _cut_off(light: Light, chance: Chance) -> Light:
    """Beyond the picture's edge the crop repeats it."""
    wide = int(chance.uniform(0.01, 0.25) * len(light)) + 1
    side = int(chance.integers(4))
    turned = np.rot90(light, side).copy()
    turned[:wide] = turned[wide]
    return np.rot90(turned, -side)


def _focused(light: Light, chance: Chance) -> Light:
    """Out of focus, moved, small in the picture, or sharpened by a phone."""
    light, kind = np.ascontiguousarray(light, np.float32), chance.random()
    if kind < 0.25:
        return np.asarray(cv2.GaussianBlur(light, (0, 0), chance.uniform(0.3, 1.5)), np.float32)
    if kind < 0.4:
        long = int(chance.integers(3, 10))
        kernel = np.zeros((long, long), np.float32)
        way = chance.uniform(0.0, math.pi)
        reach = np.array([math.cos(way), math.sin(way)]) * long / 2
        cv2.line(kernel, _pixel(long / 2 - reach), _pixel(long / 2 + reach), (1.0,))
        kernel /= max(float(kernel.sum()), 1.0)
        return np.asarray(cv2.filter2D(light, -1, kernel), np.float32)
    if kind < 0.62:
        share, size = chance.uniform(0.25, 0.9), light.shape[:2]
        small = cv2.resize(light, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        larger = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(larger, np.float32)
    if kind < 0.75:
        return light + chance.uniform(0.3, 1.2) * (light - cv2.GaussianBlur(light, (0, 0), 1.0))
    return light


def _developed(light: Light, chance: Chance) -> Light:
    """Another exposure, contrast and colour."""
    light = np.clip(light, 0.0, 255.0)
    if chance.random() < 0.6:
        curve = (255.0 * LEVELS ** math.exp(chance.normal(0.0, 0.3))).astype(np.float32)
        light = curve[(light * (1023 / 255.0)).astype(np.int32)]
    if chance.random() < 0.6:
        light = (light - 128.0) * chance.uniform(0.6, 1.5) + 128.0 + chance.normal(0.0, 18.0)
    kind = chance.random()
    if kind < 0.56:
        grey = light.mean(axis=2, keepdims=True)
        light = grey + (light - grey) * (chance.uniform(0.2, 1.6) if kind < 0.5 else 0.0)
    if chance.random() < 0.4:
        light = light * np.exp(chance.normal(0.0, 0.1, 3)).astype(np.float32)
    return light


def _filmed(light: Light, chance: Chance) -> Picture:
    """Noise and compression."""
    if chance.random() < 0.5:
        noise = chance.standard_normal(light.shape, dtype=np.float32)
        light = light + noise * chance.uniform(1.0, 10.0)
    taken = np.clip(light, 0, 255).astype(np.uint8)
    if chance.random() < 0.4:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(20, 90))]
        _, packed = cv2.imencode(".jpg", taken, quality)
        taken = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return np.ascontiguousarray(taken)


def _pixel(place: NDArray[Any]) -> tuple[int, int]:
    return int(place[0]), int(place[1])
