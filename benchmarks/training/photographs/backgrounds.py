"""What stands behind people: rooms and landscapes from panoramas, colours, patterns, edges."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.training.photographs.crops import Picture

SIZE_PX = 160
FROM_PANORAMAS, EVEN = 0.62, 0.8  # shares, summed
EDGED = 0.45

Chance = np.random.Generator


def load_panoramas(folder: Path | None) -> list[Picture]:
    """Pictures of surroundings, RGB; none without a folder."""
    if folder is None:
        return []
    found = [cv2.imread(str(file)) for file in sorted(folder.glob("*.png"))]
    return [np.ascontiguousarray(one[..., ::-1]) for one in found if one is not None]


def draw_background(panoramas: Sequence[Picture], chance: Chance) -> Picture:
    """A background (160, 160, 3)."""
    kind = chance.random()
    if panoramas and kind < FROM_PANORAMAS:
        drawn = _from(panoramas[chance.integers(len(panoramas))], chance)
    elif kind < EVEN:
        drawn = _even(chance)
    else:
        drawn = _pattern(chance)
    if chance.random() < EDGED:
        drawn = _edged(drawn, chance)
    return np.clip(drawn * chance.uniform(0.3, 1.3), 0, 255).astype(np.uint8)


def _from(panorama: Picture, chance: Chance) -> Picture:
    height, width = panorama.shape[:2]
    upright = chance.random() < 0.4
    turn_deg = chance.choice([0, 90, 180, 270]) + chance.normal(0, 5) if upright else None
    turn_deg = chance.uniform(0, 360) if turn_deg is None else turn_deg
    middle = (chance.uniform(0.1, 0.9) * width, chance.uniform(0.2, 0.8) * height)
    to_crop = np.asarray(cv2.getRotationMatrix2D(middle, turn_deg, chance.uniform(0.4, 2.4)))
    to_crop[:, 2] = to_crop[:, 2] + SIZE_PX / 2 - np.array(middle)
    drawn = cv2.warpAffine(panorama, to_crop, (SIZE_PX, SIZE_PX), borderMode=cv2.BORDER_REFLECT)
    if chance.random() < 0.4:
        drawn = cv2.GaussianBlur(drawn, (0, 0), chance.uniform(0.4, 3.0))
    return np.asarray(drawn, np.uint8)


def _even(chance: Chance) -> Picture:
    """A wall: one colour that grows brighter to a side."""
    colour = chance.integers(0, 256, 3) if chance.random() < 0.6 else chance.integers(0, 256)
    line = np.linspace(0.0, 1.0, SIZE_PX)
    slope = line[:, None] * chance.normal() + line[None] * chance.normal()
    drawn = colour + slope[..., None] * chance.normal(0.0, 50.0, 3)
    return np.asarray(np.clip(drawn, 0, 255), np.uint8)


def _pattern(chance: Chance) -> Picture:
    """Tiles, or blobs of colour."""
    cells = int(chance.integers(2, 16))
    smooth = int(chance.choice([cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
    colours = chance.integers(0, 256, (cells, cells, 3)).astype(np.uint8)
    drawn = cv2.resize(colours, (SIZE_PX, SIZE_PX), interpolation=smooth)
    plain = chance.uniform(0, 1) * drawn + chance.integers(0, 120, 3)
    return np.asarray(np.clip(plain, 0, 255), np.uint8)


def _edged(drawn: Picture, chance: Chance) -> Picture:
    """Things with straight edges: floors, benches, bars."""
    for _ in range(chance.integers(1, 5)):
        start = chance.uniform(-20, SIZE_PX + 20, 2)
        way = chance.normal(size=2)
        end = start + way / (np.hypot(*way) + 1e-6) * chance.uniform(20, 220)
        colour = tuple(map(int, chance.integers(0, 256, 3)))
        wide = int(chance.integers(1, 40))
        cv2.line(drawn, _pixel(start), _pixel(end), colour, wide, cv2.LINE_AA)
    return drawn


def _pixel(place: NDArray[np.float64]) -> tuple[int, int]:
    return int(place[0]), int(place[1])
