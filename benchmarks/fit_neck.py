"""Fit the weights of formcheck/neck.py to rendered sit-ups with exact truth.

    python benchmarks/fit_neck.py            # fit to the clips kept in benchmarks/training
    python benchmarks/fit_neck.py --add DIR  # find the poses of more clips and keep them there

Prints the weights for neck.py, and on clips left out of the fit, one at a time, the errors
and how often the truth lies inside the interval.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scoreboard.clips import Floats, read_truth

from formcheck.baseline import Baseline, estimate_baseline
from formcheck.detectors import open_detector
from formcheck.exercises.situp import SPEED_WINDOW_S
from formcheck.filters import Slope
from formcheck.geometry import EARS, EYES, HIPS, MOUTH, NOSE, SHOULDERS
from formcheck.neck import WEIGHTS, features, half_width_deg
from formcheck.pose import Pose
from formcheck.side_view import MAX_YAW_DEG, SideView
from formcheck.smoothing import PoseSmoother
from formcheck.sources.video import VideoSource

TRAINING = Path(__file__).parent / "training"
NEEDED = [*EARS, *EYES, *MOUTH, *NOSE, *SHOULDERS, *HIPS]
RIDGE = 10.0  # deg^2 of each feature; chosen by the errors on clips left out, flat from 3 to 30
SLOW_DEG_S = 60.0  # a trunk that moves faster counts less: its landmarks lag behind
BENT_DEG = 10.0  # a neck that is bent further counts more: most frames are at rest
FAR_YAW_DEG, FAR_SHARE = 30.0, 0.3  # filmed further off the side, a clip counts less


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """One clip's features (T, F), its truth (T,) and how far off the side it was filmed."""

    name: str
    rows: Floats
    truth_deg: Floats
    yaw_deg: float
    seen_yaw_deg: float
    rested: bool

    @property
    def speed_deg_s(self) -> Floats:
        """How fast the trunk moves, up or down."""
        speed: Floats = np.abs(self.rows[:, -2]) + np.abs(self.rows[:, -1])
        return speed


def add(folder: Path) -> None:
    """Keep the poses and the truth of every sit-up in ``folder``."""
    TRAINING.mkdir(exist_ok=True)
    for truth in read_truth(folder):
        path = TRAINING / f"{truth.name}.npz"
        if truth.exercise != "situp" or path.exists():
            continue
        detector = open_detector("blazepose-full")
        poses = [detector.detect(frame) for frame in VideoSource(truth.video)]
        detector.close()
        np.savez_compressed(
            path,
            time_s=np.array([pose.time_s for pose in poses]),
            points=np.array([pose.points[NEEDED] for pose in poses], np.float32),
            world=np.array([pose.world[NEEDED] for pose in poses], np.float32),
            truth_deg=truth.neck_deg[: len(poses)].astype(np.float32),
            yaw_deg=truth.yaw_deg,
        )
        print(f"kept {truth.name}")


def load(path: Path) -> Clip:
    """A kept clip, through the same smoothing and the same features as at run time."""
    kept = np.load(path)
    time_s = kept["time_s"]
    points, world = np.full((len(time_s), 33, 2), np.nan), np.full((len(time_s), 33, 3), np.nan)
    points[:, NEEDED], world[:, NEEDED] = kept["points"], kept["world"]
    baseline = estimate_baseline(time_s, points, world, lying=True)
    view = SideView(baseline)
    rows = features_of(baseline, view, time_s, points, world)
    return Clip(
        path.stem,
        rows,
        kept["truth_deg"].astype(float),
        abs(float(kept["yaw_deg"])),
        abs(view.yaw_deg.value),
        baseline.rested,
    )


def features_of(
    baseline: Baseline, view: SideView, time_s: Floats, points: Floats, world: Floats
) -> Floats:
    """The estimate's features (T, F) as a run would see them."""
    smoother, slope = PoseSmoother(), Slope(SPEED_WINDOW_S)
    neutral = view.lines(baseline.neutral)
    rows = []
    for at, shown, solid in zip(time_s, points, world, strict=True):
        lines = view.lines(smoother.update(Pose(float(at), shown, solid, np.ones(33))))
        speed = slope.update(float(at), view.rise_deg(lines))
        rows.append(features(lines, neutral, view.facing, 0.0 if np.isnan(speed) else speed))
    return np.array(rows)


def fit(clips: list[Clip]) -> Floats:
    """Ridge regression; every clip counts the same, fast moments less."""
    size = len(WEIGHTS)
    squares, products = np.zeros((size, size)), np.zeros(size)
    for clip in clips:
        good = np.isfinite(clip.rows).all(axis=1)
        rows, truth = clip.rows[good], clip.truth_deg[good]
        weight = 1.0 / (1.0 + (clip.speed_deg_s[good] / SLOW_DEG_S) ** 2)
        weight *= (FAR_SHARE if clip.yaw_deg > FAR_YAW_DEG else 1.0) / weight.sum()
        weight *= 1.0 + np.maximum(truth, 0.0) / BENT_DEG
        squares += (rows.T * weight) @ rows
        products += (rows.T * weight) @ truth
    weights: Floats = np.linalg.solve(squares + RIDGE * len(clips) * np.eye(size), products)
    return weights


def coverage(clip: Clip, guess: Floats) -> float:
    """The share of frames whose truth lies inside the estimate's interval."""
    inside = [
        abs(value - truth) <= half_width_deg(row, value, min(clip.seen_yaw_deg, MAX_YAW_DEG))
        for row, value, truth in zip(clip.rows.tolist(), guess, clip.truth_deg, strict=True)
        if np.isfinite(value)
    ]
    return float(np.mean(inside))


def main() -> None:
    """Fit, and tell how far off the fit is on clips that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--add", type=Path, metavar="DIR", help="a folder of clips with truth")
    folder = parser.parse_args().add
    if folder:
        add(folder)
    clips = [load(path) for path in sorted(TRAINING.glob("*.npz"))]
    guesses = []
    for clip in clips:
        weights = fit([other for other in clips if other is not clip])
        guesses.append(clip.rows @ weights)
    groups = {
        "yaw up to 20 deg": [clip.yaw_deg <= 20 for clip in clips],
        "yaw 20 to 35 deg": [20 < clip.yaw_deg <= 35 for clip in clips],
    }
    left_out = list(zip(clips, guesses, strict=True))
    for group, members in groups.items():
        chosen = [pair for pair, member in zip(left_out, members, strict=True) if member]
        error = np.mean([np.nanmean(np.abs(guess - clip.truth_deg)) for clip, guess in chosen])
        covered = np.mean([coverage(clip, guess) for clip, guess in chosen])
        print(f"left out, {group}: {error:.2f} deg, {covered:.0%} covered, {len(chosen)} clips")
    for name, weight in zip(WEIGHTS, fit(clips), strict=True):
        print(f'    "{name}": {weight:.3f},')


if __name__ == "__main__":
    main()
