"""Crops of the flat-coloured rendered people, in the form of the avatars' crops.

    python -m benchmarks.training.photographs.flat_people CROPS --people 250

They keep the figures on rendered clips from growing worse. People of 440000 and on are learnt
from, those of 520000 and on are held out.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.avatars.crops import BELOW_M, POINTS, SIDE_M, SIZE_PX
from benchmarks.render.camera import Lens, seen_from
from benchmarks.render.stage import Stage
from benchmarks.training.look.networks import BODY
from benchmarks.training.look.samples import stills_of
from benchmarks.training.look.targets import HEAD_AND_CHEST, Floats, Placed, place_head
from formcheck.detectors.crops import Window

LEARNT, HELD_OUT = 440_000, 520_000
SHARD = 50  # people to a file
PAIRS = (("left_eye", "right_eye"), ("left_ear", "right_ear"))


def place_all(stage: Stage, lens: Lens, instants: NDArray[np.intp]) -> Placed:
    """The points that avatars have, in the same order."""
    placed = place_head(stage, lens, instants)
    near = [_nearer(stage, lens, instants, pair) for pair in PAIRS]
    spots = np.concatenate([placed.spots[:, :4], np.stack(near, axis=1), placed.spots[:, 4:]], 1)
    return placed._replace(spots=spots)


def _nearer(stage: Stage, lens: Lens, instants: NDArray[np.intp], pair: tuple[str, str]) -> Floats:
    """The pixels (T, 2) of the one of two that is nearer to the camera."""
    views = stage.shot.views[instants]
    left, right = (seen_from(views, stage.landmarks[name][instants]) for name in pair)
    is_left = left[:, 2:] > right[:, 2:]  # depths are negative
    found: Floats = lens.pixels(np.where(is_left, left, right))
    return found


KIND = replace(
    BODY,
    subject=replace(HEAD_AND_CHEST, place=place_all),
    still=Window(SIZE_PX, SIDE_M, BELOW_M),
    parts=(slice(0, len(POINTS)),),
)


def main() -> None:
    """Render the people that are not there yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("crops", type=Path, metavar="CROPS")
    parser.add_argument("--people", type=int, default=250)
    parser.add_argument("--held-out", action="store_true")
    asked = parser.parse_args()
    asked.crops.mkdir(parents=True, exist_ok=True)
    first = HELD_OUT if asked.held_out else LEARNT
    for start in range(first, first + asked.people, SHARD):
        file = asked.crops / f"flat_{start}.npz"
        if not file.exists():
            _render(file, range(start, min(start + SHARD, first + asked.people)))


def _render(file: Path, seeds: range) -> None:
    stills = [(seed, one) for seed in seeds if (one := stills_of(seed, KIND))]
    crops = np.concatenate([one.crops for _, one in stills])
    points = np.concatenate([(one.spots + 1.0) * (SIZE_PX / 2) for _, one in stills])
    whole = np.full((*crops.shape[:3], 1), 255, np.uint8)
    people = [str(seed) for seed, one in stills for _ in one.crops]
    partial = file.with_suffix(".partial.npz")
    np.savez(
        partial,
        crops=np.concatenate([crops, whole], axis=3),
        points=points.astype(np.float32),
        people=np.array(people),
    )
    partial.replace(file)


if __name__ == "__main__":
    main()
