"""Draw crops of avatars into files of 1,000, one after another.

    python -m benchmarks.render.avatars CROPS --avatars AVATARS --count 22000 --seed 1

A file that is there already stays, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.render.avatars.avatar import Avatar, load_avatar
from benchmarks.render.avatars.crops import POINTS, SIZE_PX, draw_crop
from benchmarks.render.avatars.painter import Painter

SHARD = 1000  # crops to a file


def main() -> None:
    """Draw what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("crops", type=Path, metavar="CROPS")
    parser.add_argument("--count", type=int, default=22_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--avatars", type=Path, required=True)
    asked = parser.parse_args()
    asked.crops.mkdir(parents=True, exist_ok=True)
    avatars = [load_avatar(file) for file in sorted(asked.avatars.glob("*.npz"))]
    painter = Painter(SIZE_PX)
    for at in range(asked.count // SHARD):
        file = asked.crops / f"{asked.seed:04d}_{at:04d}.npz"
        if not file.exists():
            started_s = time.monotonic()
            _draw(file, painter, avatars, np.random.default_rng([asked.seed, at]))
            print(f"{file.name}: {(time.monotonic() - started_s) / SHARD * 1e3:.0f} ms a crop")


def _draw(file: Path, painter: Painter, avatars: list[Avatar], chance: np.random.Generator) -> None:
    pictures = np.zeros((SHARD, SIZE_PX, SIZE_PX, 4), np.uint8)
    points, told = np.zeros((SHARD, len(POINTS), 2), np.float32), np.zeros((SHARD, 6), np.float32)
    people = []
    for at in range(SHARD):
        avatar = avatars[chance.integers(len(avatars))]
        drawn = draw_crop(painter, avatar, chance)
        pictures[at], points[at], told[at] = drawn.picture, drawn.points, drawn.told
        people.append(avatar.person)
    partial = file.with_suffix(".partial.npz")
    np.savez(partial, crops=pictures, points=points, told=told, people=np.array(people))
    partial.replace(file)


if __name__ == "__main__":
    main()
