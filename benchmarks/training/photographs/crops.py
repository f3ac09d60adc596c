"""The drawn crops of a folder, in memory, and which of them are held out."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]

HELD_OUT = frozenset(
    ("Asian_M_2", "Black_M_1", "White_M_1", "White_F_2", "MENA_M_3", "Hispanic_F_2",
     "X_NHPI_M_1", "AIAN_F_1")
)  # fmt: skip
FLAT_SHARE = 0.25  # of the looks that are learnt from


@dataclass(frozen=True, slots=True, eq=False)
class Crops:
    """``shards`` of pictures (n, H, W, 4), RGB multiplied by the outline in the fourth channel.

    ``points`` (N, 9, 2) pixels, NaN where nobody is; ``flat`` (N,): whether in flat colours.
    """

    shards: Sequence[Picture]
    starts: NDArray[np.intp]
    points: Floats
    flat: NDArray[np.bool_]

    def picture(self, at: int) -> Picture:
        """One of all."""
        shard = int(np.searchsorted(self.starts, at, side="right")) - 1
        found: Picture = self.shards[shard][at - int(self.starts[shard])]
        return found


def load_crops(folders: Sequence[Path], *, held_out: bool) -> Crops:
    """The crops of the files that are there now, of people held out or of the others."""
    shards, points, flat = [], [], []
    for file in sorted(one for folder in folders for one in folder.glob("*.npz")):
        if ".partial" in file.name:
            continue
        pictures, places = _loaded(file, held_out)
        if not len(pictures):
            continue
        shards.append(pictures)
        points.append(places)
        flat.append(np.full(len(points[-1]), file.name.startswith("flat")))
    starts = np.cumsum([0, *map(len, shards[:-1])])
    return Crops(shards, starts, np.concatenate(points), np.concatenate(flat))


@functools.cache
def _loaded(file: Path, held_out: bool) -> tuple[Picture, Floats]:
    with np.load(file) as opened:
        wanted = _held_out(opened["people"]) == held_out
        pictures = _multiplied(opened["crops"][wanted])
        return pictures, opened["points"][wanted].astype(np.float32)


def _held_out(people: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Avatars by name, flat people by the number that they were drawn from."""
    return np.array([one in HELD_OUT or one.startswith("52") for one in map(str, people)])


def _multiplied(pictures: Picture) -> Picture:
    """Colours times outline: then pictures can be turned and laid over others."""
    for start in range(0, len(pictures), 200):
        part = pictures[start : start + 200]
        outline = part[..., 3:].astype(np.uint16)
        part[..., :3] = (part[..., :3] * outline + 127) // 255
    return pictures


def chances(crops: Crops) -> NDArray[np.float64]:
    """How likely each is to be looked at, (N,)."""
    share = np.where(crops.flat, FLAT_SHARE, 1.0 - FLAT_SHARE)
    counts = np.where(crops.flat, max(crops.flat.sum(), 1), max((~crops.flat).sum(), 1))
    likely: NDArray[np.float64] = share / counts
    return np.asarray(likely / likely.sum(), np.float64)
