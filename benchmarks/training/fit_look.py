"""Train the looks, models/body_look.npz, head_look.npz and shoulder_look.npz, on rendered people.

    pip install -e '.[render,train]'
    python -m benchmarks.training.fit_look body STILLS/body
    python -m benchmarks.training.fit_look head STILLS/head
    python -m benchmarks.training.fit_look shoulder STILLS/shoulder

STILLS is a folder for the rendered pictures; those that are there already stay. The same seed gives
the same pictures, to a grey level, and a network as good. Needs about an hour on two cores for the
pictures of each, then 90 minutes for the body's network, 40 for the head's
and 25 for the shoulders' of 2,800 people.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from rich.progress import track

from benchmarks.training.keep_model import keep_model
from benchmarks.training.look.export import arrays_of
from benchmarks.training.look.networks import KINDS, Kind
from benchmarks.training.look.report import print_errors
from benchmarks.training.look.samples import Stills, stills_of
from benchmarks.training.look.trainer import train
from formcheck.detectors.keypoint_cnn import network_of
from formcheck.detectors.keypoint_finder import KeypointFinder

LEARN, TEST = range(440_000, 445_000), range(520_000, 520_150)
SHARD = 50  # people to a file
SEED = 1


def main() -> None:
    """Render, train, write, and tell how far off the network is on people that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("stills", type=Path, metavar="STILLS")
    parser.add_argument("--dry", action="store_true", help="write no model")
    asked = parser.parse_args()
    kind = KINDS[asked.kind]
    asked.stills.mkdir(parents=True, exist_ok=True)
    learnt, tested = (rendered(asked.stills, seeds, kind) for seeds in (LEARN, TEST))
    arrays = arrays_of(train(learnt, kind, SEED), kind)
    print_errors(KeypointFinder(network_of(arrays), kind.window, kind.parts), tested, kind)
    if not asked.dry:
        keep_model(kind.file, kind.what, arrays)


def rendered(folder: Path, seeds: range, kind: Kind) -> Stills:
    """The stills of these people, rendered where they are not there yet."""
    shards = [seeds[at : at + SHARD] for at in range(0, len(seeds), SHARD)]
    missing = [(shard, folder, kind) for shard in shards if not _file(folder, shard).exists()]
    if missing:
        fresh = multiprocessing.get_context("spawn")  # OpenGL doesn't survive a fork
        with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as pool:
            made = pool.map(render, missing)
            for _ in track(made, "pictures", len(missing), disable=not sys.stdout.isatty()):
                pass
    found = []
    for shard in shards:
        with np.load(_file(folder, shard)) as file:
            found.append((file["crops"], file["spots"]))
    crops, spots = zip(*found, strict=True)
    return Stills(np.concatenate(crops), np.concatenate(spots))


def render(wanted: tuple[range, Path, Kind]) -> None:
    """Render a shard into its file, which gets its name when it is whole."""
    shard, folder, kind = wanted
    stills = [one for one in (stills_of(seed, kind) for seed in shard) if one]
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
