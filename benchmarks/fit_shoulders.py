"""Fit the two weights of formcheck/front_view.py to rendered shrugs with exact truth.

    python benchmarks/fit_shoulders.py            # fit to what is kept in benchmarks/training
    python benchmarks/fit_shoulders.py --add DIR  # keep samples of the shrugs in DIR as well

DIR holds NAME.csv, NAME.json and NAME.poses.npz, as benchmarks.render writes them. Prints the
weights, and on clips left out of the fit, one at a time, how much of a true rise is read.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scoreboard.clips import Floats, Truth, read_truth

from formcheck.baseline import estimate_baseline
from formcheck.front_view import FrontView
from formcheck.geometry import EARS, EYES, SHOULDERS
from formcheck.sources.replay import load_poses

KEPT = Path(__file__).parent / "training" / "shoulders" / "shrugs.npz"
SAMPLES = 60  # of each clip, evenly over its time
LOW = 0.05  # trunk lengths; lower clips are mostly noise and count no more than this high
TOP_SHARE = 0.5  # of a clip's peak; above it the gain is read
GROUPS = ("sex", "build")


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """What the estimate is made of (N, 2), and the true rise (N,), in trunk lengths."""

    name: str
    groups: tuple[str, ...]  # in the order of GROUPS
    rows: Floats
    truth: Floats

    def gain(self, weights: Floats) -> float:
        """How much of the true rise is read while the shoulders are up, in the middle."""
        up = self.truth > TOP_SHARE * self.truth.max()
        return float(np.median(self.rows[up] @ weights / self.truth[up]))


def sample(truth: Truth) -> Clip | None:
    """Samples of a shrug; None where the person was never seen at rest."""
    poses = load_poses(truth.video.with_suffix(".poses.npz"))
    baseline = estimate_baseline(poses.time_s, poses.points, poses.world, lying=False)
    if not baseline.known:
        return None
    view = FrontView(baseline)
    rest = _heights(view, baseline.neutral.points[None])
    over_rest = _heights(view, poses.points) - rest
    size = min(len(over_rest), len(truth.time_s))
    seen = np.flatnonzero(np.isfinite(over_rest[:size]).all(axis=1))
    if not len(seen):
        return None
    chosen = seen[np.linspace(0, len(seen) - 1, min(SAMPLES, len(seen))).astype(int)]
    shoulders, ears, eyes = over_rest[chosen].T
    about = truth.about.get("groups", {})
    return Clip(
        truth.name,
        tuple(str(about.get(group, "")) for group in GROUPS),
        view.stature * np.stack([shoulders - ears, eyes - ears], axis=1),
        truth.elevation[chosen],
    )


def _heights(view: FrontView, points: Floats) -> Floats:
    """Heights (T, 3) of shoulders, ears and eyes in poses (T, 33, 2), in trunk lengths."""
    middles = [points[:, list(pair)].mean(axis=1) for pair in (SHOULDERS, EARS, EYES)]
    return np.array([[view.height(spot) for spot in middle.tolist()] for middle in middles]).T


def fit(clips: Sequence[Clip]) -> Floats:
    """Least squares, every clip's errors relative to its height; scaled to a middle gain of 1."""
    squares, products = np.zeros((2, 2)), np.zeros(2)
    for clip in clips:
        weight = 1.0 / (len(clip.truth) * max(float(clip.truth.max()), LOW) ** 2)
        squares += weight * clip.rows.T @ clip.rows
        products += weight * clip.rows.T @ clip.truth
    weights: Floats = np.linalg.solve(squares, products)
    return weights / float(np.median([clip.gain(weights) for clip in clips]))


def load() -> list[Clip]:
    """The clips that are kept."""
    if not KEPT.exists():
        return []
    kept = np.load(KEPT)
    parts = np.cumsum(kept["sizes"])[:-1]
    rows, truths = np.split(kept["rows"], parts), np.split(kept["truth"], parts)
    return [
        Clip(str(name), tuple(map(str, groups)), part.astype(float), truth.astype(float))
        for name, groups, part, truth in zip(
            kept["names"], kept["groups"], rows, truths, strict=True
        )
    ]


def save(clips: Sequence[Clip]) -> None:
    """Keep the clips."""
    np.savez_compressed(
        KEPT,
        names=np.array([clip.name for clip in clips]),
        groups=np.array([clip.groups for clip in clips]),
        sizes=np.array([len(clip.truth) for clip in clips]),
        rows=np.concatenate([clip.rows for clip in clips]).astype(np.float32),
        truth=np.concatenate([clip.truth for clip in clips]).astype(np.float32),
    )


def add(folder: Path) -> None:
    """Keep samples of every shrug in a folder that are not kept yet."""
    clips = load()
    known = {clip.name for clip in clips}
    found = [
        sample(truth)
        for truth in read_truth(folder)
        if truth.exercise == "shrug" and truth.name not in known
    ]
    KEPT.parent.mkdir(exist_ok=True)
    save(clips + [clip for clip in found if clip])


def report(clips: Sequence[Clip]) -> None:
    """Print the gains of clips left out of the fit, and the weights of all."""
    gains = [clip.gain(fit([c for c in clips if c is not clip])) for clip in clips]
    errors = [
        float(np.abs(clip.rows @ fit([c for c in clips if c is not clip]) - clip.truth).mean())
        for clip in clips
    ]
    print(f"left out, {len(clips)} clips: error {np.mean(errors):.4f} trunk lengths, gain "
          + " ".join(f"{share:.0%} {np.quantile(gains, share):.2f}"
                     for share in (0.05, 0.25, 0.5, 0.75, 0.95)))  # fmt: skip
    for at, group in enumerate(GROUPS):
        for kind in sorted({clip.groups[at] for clip in clips}):
            chosen = [gain for clip, gain in zip(clips, gains, strict=True)
                      if clip.groups[at] == kind]  # fmt: skip
            print(f"  {group} {kind or 'unknown'}: {np.median(chosen):.2f}, {len(chosen)} clips")
    gain, nod = fit(clips)
    print(f"GAIN = {gain:.2f}\nNOD = {nod:.2f}")


def main() -> None:
    """Add clips if asked to, fit, and tell how well it does on clips that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--add", type=Path, metavar="DIR", nargs="*", default=[])
    for folder in parser.parse_args().add:
        add(folder)
    report(load())


if __name__ == "__main__":
    main()
