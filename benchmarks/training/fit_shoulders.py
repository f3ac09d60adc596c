"""Fit the weights of formcheck/core/measures/front_view.py to rendered shrugs with exact truth.

    python -m benchmarks.training.fit_shoulders            # fit to what is kept here
    python -m benchmarks.training.fit_shoulders --add DIR  # keep samples of DIR's shrugs as well

DIR holds NAME.csv, NAME.json and NAME.poses.npz, as benchmarks.render writes them. Prints the
weights, of shoulders that a look finds and of BlazePose's, and on clips left out of the fit, one
at a time, how much of a true rise is read.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.accuracy.clips import Floats, Truth, read_truth
from formcheck.core.baseline.estimate import estimate_baseline
from formcheck.core.measures.front_view import FrontView
from formcheck.core.pose import EARS, EYES, HIPS, SHOULDERS, RefinedKeypoint
from formcheck.sources.replay import load_poses

KEPT = Path(__file__).parent / "shoulders"
FILES = {"landmarks": KEPT / "shrugs.npz", "look": KEPT / "looks.npz"}
"""Samples of how shoulders rise: by landmarks alone, and as a look finds them."""
WEIGHTS = {
    "landmarks": ("OVER_HEAD", "NOD"),
    "look": ("REFINED_OVER_CHEST", "REFINED_OVER_HIPS", "REFINED_OVER_HEAD", "REFINED_NOD"),
}
SAMPLES = 60  # of each clip, evenly over its time
LOW = 0.05  # trunk lengths; lower clips are mostly noise and count no more than this high
TOP_SHARE = 0.5  # of a clip's peak; above it the gain is read
GROUPS = ("sex", "build")


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """What the estimate is made of, a column for each weight, and the true rise (N,).

    Both in trunk lengths.
    """

    name: str
    groups: tuple[str, ...]  # in the order of GROUPS
    rows: Floats
    truth: Floats

    def gain(self, weights: Floats) -> float:
        """How much of the true rise is read while the shoulders are up, in the middle."""
        up = self.truth > TOP_SHARE * self.truth.max()
        return float(np.median(self.rows[up] @ weights / self.truth[up]))


def sample(truth: Truth, source: str) -> Clip | None:
    """Samples of a shrug; None where the person was never seen at rest."""
    poses = load_poses(truth.video.with_suffix(".poses.npz"))
    baseline = estimate_baseline(
        poses.time_s, poses.points, poses.world, lying=False, spots=poses.spots
    )
    if not baseline.known:
        return None
    view, neutral = FrontView(baseline), baseline.neutral
    columns = COLUMNS[source]
    over_rest = columns(view, poses.points, poses.spots) - columns(
        view, neutral.points[None], neutral.spots[None]
    )
    size = min(len(over_rest), len(truth.time_s))
    seen = np.flatnonzero(np.isfinite(over_rest[:size]).all(axis=1))
    if not len(seen):
        return None
    chosen = seen[np.linspace(0, len(seen) - 1, min(SAMPLES, len(seen))).astype(int)]
    about = truth.about.get("groups", {})
    return Clip(
        truth.name,
        tuple(str(about.get(group, "")) for group in GROUPS),
        view.stature * over_rest[chosen],
        truth.elevation[chosen],
    )


def _over_the_head(view: FrontView, points: Floats, spots: Floats) -> Floats:
    """Heights (T, 2) of shoulders and of eyes over the ears."""
    del spots
    shoulders, ears, eyes = (
        _heights(view, points[:, list(pair)]) for pair in (SHOULDERS, EARS, EYES)
    )
    return np.stack([shoulders - ears, eyes - ears], axis=1)


def _looked_at(view: FrontView, points: Floats, spots: Floats) -> Floats:
    """Heights (T, 4) of shoulders as found by a look over collar and hips, and those above."""
    joints, collar, hips = (
        _heights(view, places)
        for places in (
            spots[:, [RefinedKeypoint.LEFT_SHOULDER, RefinedKeypoint.RIGHT_SHOULDER]],
            spots[:, [RefinedKeypoint.COLLAR]],
            points[:, list(HIPS)],
        )
    )
    looked = np.stack([joints - collar, joints - hips], axis=1)
    return np.hstack([looked, _over_the_head(view, points, spots)])


COLUMNS = {"landmarks": _over_the_head, "look": _looked_at}


def _heights(view: FrontView, places: Floats) -> Floats:
    """Heights (T,) of the middles of places (T, N, 2), in trunk lengths."""
    return np.array([view.height(spot) for spot in places.mean(axis=1).tolist()])


def fit(clips: Sequence[Clip]) -> Floats:
    """Least squares, every clip's errors relative to its height; scaled to a middle gain of 1."""
    columns = clips[0].rows.shape[1]
    squares, products = np.zeros((columns, columns)), np.zeros(columns)
    for clip in clips:
        weight = 1.0 / (len(clip.truth) * max(float(clip.truth.max()), LOW) ** 2)
        squares += weight * clip.rows.T @ clip.rows
        products += weight * clip.rows.T @ clip.truth
    weights: Floats = np.linalg.solve(squares, products)
    return weights / float(np.median([clip.gain(weights) for clip in clips]))


def load(source: str) -> list[Clip]:
    """The clips that are kept."""
    if not FILES[source].exists():
        return []
    kept = np.load(FILES[source])
    parts = np.cumsum(kept["sizes"])[:-1]
    rows, truths = np.split(kept["rows"], parts), np.split(kept["truth"], parts)
    return [
        Clip(str(name), tuple(map(str, groups)), part.astype(float), truth.astype(float))
        for name, groups, part, truth in zip(
            kept["names"], kept["groups"], rows, truths, strict=True
        )
    ]


def save(clips: Sequence[Clip], source: str) -> None:
    """Keep the clips."""
    np.savez_compressed(
        FILES[source],
        names=np.array([clip.name for clip in clips]),
        groups=np.array([clip.groups for clip in clips]),
        sizes=np.array([len(clip.truth) for clip in clips]),
        rows=np.concatenate([clip.rows for clip in clips]).astype(np.float32),
        truth=np.concatenate([clip.truth for clip in clips]).astype(np.float32),
    )


def add(folder: Path, source: str) -> None:
    """Keep samples of every shrug in a folder that are not kept yet."""
    clips = load(source)
    known = {clip.name for clip in clips}
    found = [
        sample(truth, source)
        for truth in read_truth(folder)
        if truth.exercise == "shrug" and truth.name not in known
    ]
    KEPT.mkdir(exist_ok=True)
    save(clips + [clip for clip in found if clip], source)


def report(clips: Sequence[Clip], source: str) -> None:
    """Print the gains of clips left out of the fit, and the weights of all."""
    gains = [clip.gain(fit([c for c in clips if c is not clip])) for clip in clips]
    errors = [
        float(np.abs(clip.rows @ fit([c for c in clips if c is not clip]) - clip.truth).mean())
        for clip in clips
    ]
    print(f"{source}, left out, {len(clips)} clips: error {np.mean(errors):.4f} trunks, gain "
          + " ".join(f"{share:.0%} {np.quantile(gains, share):.2f}"
                     for share in (0.05, 0.25, 0.5, 0.75, 0.95)))  # fmt: skip
    for at, group in enumerate(GROUPS):
        for kind in sorted({clip.groups[at] for clip in clips}):
            chosen = [gain for clip, gain in zip(clips, gains, strict=True)
                      if clip.groups[at] == kind]  # fmt: skip
            print(f"  {group} {kind or 'unknown'}: {np.median(chosen):.2f}, {len(chosen)} clips")
    for name, weight in zip(WEIGHTS[source], fit(clips), strict=True):
        print(f"{name} = {weight:.2f}")


def main() -> None:
    """Add clips if asked to, fit, and tell how well it does on clips that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--add", type=Path, metavar="DIR", nargs="*", default=[])
    asked = parser.parse_args()
    for source in FILES:
        for folder in asked.add:
            add(folder, source)
        report(load(source), source)


if __name__ == "__main__":
    main()
