"""Train the neck estimate in models/neck_flexion.npz on rendered sit-ups with exact truth.

    python benchmarks/fit_neck.py                  # train on the clips kept in benchmarks/training
    python benchmarks/fit_neck.py --keep NAME=DIR  # keep what a folder of clips shows, as NAME
    python benchmarks/fit_neck.py --dry            # only tell the errors on people left out

The same clips and seed give the same estimate. Errors are told on clips left out of the fit, an
eighth of them at a time.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
from neck_training.errors import LeftOut, leave_out, print_errors
from neck_training.frames import frames_of
from neck_training.kept import keep, load
from neck_training.spread import fit_spread
from neck_training.trainer import train
from scoreboard.clips import Floats

from formcheck.network import Network

KEPT = Path(__file__).parent / "training"
MODELS = Path(__file__).parents[1] / "models"
NAME = "neck_flexion.npz"
MEMBERS = 3


def main() -> None:
    """Train, write, and tell how far off the estimate is on people that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="append", default=[], metavar="NAME=DIR")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    for wanted in asked.keep:
        name, _, folder = wanted.partition("=")
        print(f"kept {keep(Path(folder), KEPT / f'{name}.npz')} clips as {name}", file=sys.stderr)
    kept = [clip for path in sorted(KEPT.glob("*.npz")) for clip in load(path)]
    whole, thinned = ([frames_of(clip, share) for clip in kept] for share in (1.0, 0.35))
    pairs = [(one, thin) for one, thin in zip(whole, thinned, strict=True) if one]
    clips = [one for one, _ in pairs]
    print(f"{len(clips)} of {len(kept)} clips can be learnt from", file=sys.stderr)
    left_out = leave_out(clips, [thin for _, thin in pairs], MEMBERS)
    spread = fit_spread(*LeftOut.joined(left_out))
    print_errors(left_out, spread)
    if not asked.dry:
        write(train(clips, MEMBERS), spread)


def write(network: Network, spread: Floats) -> None:
    """Put the arrays and their hash into the models folder."""
    content = io.BytesIO()
    arrays = {one.name: getattr(network, one.name) for one in fields(network)}
    np.savez(content, spread=spread, **arrays)
    (MODELS / NAME).write_bytes(content.getvalue())
    manifest = json.loads((MODELS / "manifest.json").read_text(encoding="utf-8"))
    manifest["trained"] = {
        NAME: {
            "what": "neck flexion from the landmarks of head and trunk",
            "sha256": hashlib.sha256(content.getvalue()).hexdigest(),
            "size_bytes": len(content.getvalue()),
            "licence": "Apache-2.0",
        }
    }
    text = json.dumps(manifest, indent=2) + "\n"
    (MODELS / "manifest.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
