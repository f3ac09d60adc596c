"""Train the second look at the head in models/head_spots.npz on rendered heads with exact truth.

    pip install -e '.[render,train]'
    python benchmarks/fit_head.py STILLS

STILLS is a folder for the rendered heads; those that are there already stay. The same seed gives
the same heads, to a grey level, and a network as good. Needs half an hour on two cores for the
heads and 20 minutes for the network.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from head_training.export import arrays_of
from head_training.report import print_errors
from head_training.stills import Stills, stills_of
from head_training.trainer import train
from keep_model import keep_model
from rich.progress import track

from formcheck.detectors.head_network import network_of
from formcheck.detectors.second_look import SecondLook
from formcheck.detectors.trained_files import HEAD

LEARN, TEST = range(440_000, 442_000), range(520_000, 520_150)
SHARD = 50  # people to a file
EPOCHS, SEED = 24, 1


def main() -> None:
    """Render, train, write, and tell how far off the network is on people that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stills", type=Path, metavar="STILLS")
    parser.add_argument("--dry", action="store_true", help="write no model")
    asked = parser.parse_args()
    asked.stills.mkdir(parents=True, exist_ok=True)
    learnt, tested = (rendered(asked.stills, seeds) for seeds in (LEARN, TEST))
    arrays = arrays_of(train(learnt, EPOCHS, SEED))
    print_errors(SecondLook(network_of(arrays)), tested)
    if not asked.dry:
        keep_model(HEAD, "four spots of a head in its picture", arrays)


def rendered(folder: Path, seeds: range) -> Stills:
    """The stills of these people, rendered where they are not there yet."""
    shards = [seeds[at : at + SHARD] for at in range(0, len(seeds), SHARD)]
    missing = [(shard, folder) for shard in shards if not _file(folder, shard).exists()]
    if missing:
        fresh = multiprocessing.get_context("spawn")  # OpenGL doesn't survive a fork
        with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as pool:
            made = pool.map(render, missing)
            for _ in track(made, "heads", len(missing), disable=not sys.stdout.isatty()):
                pass
    found = []
    for shard in shards:
        with np.load(_file(folder, shard)) as file:
            found.append((file["crops"], file["spots"]))
    crops, spots = zip(*found, strict=True)
    return Stills(np.concatenate(crops), np.concatenate(spots))


def render(wanted: tuple[range, Path]) -> None:
    """Render a shard into its file, which gets its name when it is whole."""
    shard, folder = wanted
    stills = [one for one in map(stills_of, shard) if one]
    partial = folder / f".{shard.start}.partial.npz"
    np.savez(
        partial,
        crops=np.concatenate([one.crops for one in stills]),
        spots=np.concatenate([one.spots for one in stills]),
    )
    partial.replace(_file(folder, shard))


def _file(folder: Path, shard: range) -> Path:
    return folder / f"{shard.start}.npz"


if __name__ == "__main__":
    main()
