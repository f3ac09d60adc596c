"""Fit the camera angle of formcheck/core/kinematics/camera_yaw.py to people rendered at rest.

    python -m benchmarks.training.fit_view FOLDER...   # of sit-ups with .csv, .json and .poses.npz

Prints the weights, and how far off they are on people left out of the fit, ten shares in turn.
The truth is the angle between the trunk and the line from the camera to it, less 90 deg.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from pathlib import Path

import numpy as np

from benchmarks.accuracy.clips import Floats
from formcheck.core.baseline.estimate import estimate_baseline
from formcheck.core.kinematics.camera_yaw import turns_deg_at_rest
from formcheck.sources.replay import load_poses

RIDGE = 3.0  # deg^2 of each weight for each person
STEADY = 10.0  # the constant's column
SHARES = 10


def true_yaw_deg(path: Path) -> float:
    """How far the camera stands off the side of who lies there at first; + towards the feet."""
    with path.with_suffix(".csv").open(newline="") as file:
        row = {name: value for name, value in next(csv.DictReader(file)).items() if "_w" in name}
    sides = ("left", "right")
    shoulders, hips = (
        np.mean([[float(row[f"{side}_{part}_w{axis}"]) for axis in "xz"] for side in sides], axis=0)
        for part in ("shoulder", "hip")
    )
    eye = np.array(json.loads(path.with_suffix(".json").read_text())["eye"])[[0, 2]]
    trunk, sight = shoulders - hips, (shoulders + hips) / 2 - eye
    along = trunk @ sight / np.linalg.norm(trunk) / np.linalg.norm(sight)
    return math.degrees(math.asin(along))


def read(folders: list[Path]) -> tuple[Floats, Floats]:
    """What is seen (N, 4) and the truth (N,) of everybody who is seen at rest."""
    rows, truth = [], []
    for path in sorted(path for folder in folders for path in folder.glob("situp_*.json")):
        poses = load_poses(path.with_suffix(".poses.npz"))
        size = (poses.width, poses.height)
        found = estimate_baseline(
            poses.time_s, poses.points, poses.world, lying=True, picture_px=size
        )
        row = [*turns_deg_at_rest(found.neutral), STEADY]
        if np.isfinite(row).all():
            rows.append(row)
            truth.append(true_yaw_deg(path))
    return np.array(rows), np.array(truth)


def fit(rows: Floats, truth: Floats) -> Floats:
    """Ridge regression."""
    squares = rows.T @ rows + RIDGE * len(rows) * np.eye(rows.shape[1])
    weights: Floats = np.linalg.solve(squares, rows.T @ truth)
    return weights


def main() -> None:
    """Fit, and tell how far off the fit is on people that it has not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    rows, truth = read(parser.parse_args().folders)
    share = np.arange(len(rows)) % SHARES
    off = np.concatenate(
        [rows[share == i] @ fit(rows[share != i], truth[share != i]) - truth[share == i]
         for i in range(SHARES)]
    )  # fmt: skip
    print(f"left out: {np.abs(off).mean():.1f} deg, nine in ten within "
          f"{np.quantile(np.abs(off), 0.9):.1f}, {len(rows)} people")  # fmt: skip
    *weights, steady = fit(rows, truth)
    print(", ".join(f"{weight:.2f}" for weight in weights), f"and {STEADY * steady:+.1f} deg")


if __name__ == "__main__":
    main()
