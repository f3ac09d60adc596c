"""Train the neck estimate in models/neck_flexion.npz on rendered sit-ups with exact truth.

    python -m benchmarks.training.fit_neck                  # train on the clips kept here
    python -m benchmarks.training.fit_neck --keep NAME=DIR  # keep what a folder shows, as NAME
    python -m benchmarks.training.fit_neck --dry            # only errors on people left out

The same clips and seed give the same estimate. Errors are told on clips left out of the fit, an
eighth of them at a time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from benchmarks.training.keep_model import keep_model
from benchmarks.training.neck.clip_cache import keep, load
from benchmarks.training.neck.errors import LeftOut, Pair, leave_out, print_errors
from benchmarks.training.neck.frames import BothFrames, ClipFrames, frames_of
from benchmarks.training.neck.interval import fit_spread
from benchmarks.training.neck.trainer import STEADY, TREMBLE, train
from formcheck.core.pose import Floats
from formcheck.detectors.weights.trained import BODY_CNN, HEAD_CNN, NECK, trained_sha256

KEPT = Path(__file__).parent
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
    print(f"{len(pairs)} of {len(kept)} clips can be learnt from", file=sys.stderr)
    arrays: dict[str, Any] = {
        "looks_sha256": [trained_sha256(look) for look in (BODY_CNN, HEAD_CNN)]
    }
    print("By landmarks alone:\n")
    first = [(one.landmarks, thin and thin.landmarks) for one, thin in pairs]
    left_out = _fit("landmarks", first, TREMBLE, arrays)
    print("\nWith a second look:\n")
    known = {id(one.frames): one.guess_deg for one in left_out}
    second = [(_looked(one, known), thin and _looked(thin, known)) for one, thin in pairs]
    _fit("look", [(one, thin) for one, thin in second if one], STEADY, arrays)
    if not asked.dry:
        keep_model(NECK, "neck flexion from head and trunk", arrays)


def _looked(both: BothFrames, known: dict[int, Floats]) -> ClipFrames | None:
    """What the second look shows, beside what landmarks tell people who were left out."""
    return both.look and both.look.beside(known[id(both.landmarks)][both.looked])


def _fit(name: str, clips: Sequence[Pair], tremble: float, arrays: dict[str, Any]) -> list[LeftOut]:
    """Fit network and interval to clips, whole and thinned out, into ``arrays``."""
    left_out = leave_out(clips, MEMBERS, tremble)
    spread = fit_spread(*LeftOut.joined(left_out))
    print_errors(left_out, spread)
    network = train([whole for whole, _ in clips], MEMBERS, tremble=tremble)
    arrays[f"{name}_spread"] = spread
    arrays |= {f"{name}_{part.name}": getattr(network, part.name) for part in fields(network)}
    return left_out


if __name__ == "__main__":
    main()
