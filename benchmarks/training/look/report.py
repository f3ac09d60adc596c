"""How far off the second look is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from benchmarks.training.look.networks import Kind
from benchmarks.training.look.samples import Stills
from benchmarks.training.look.targets import Floats
from formcheck.core.kinematics.geometry import spots_turn_deg
from formcheck.detectors.crops import crop_around
from formcheck.detectors.keypoint_finder import KeypointFinder

SURE = (0.0, 3.0, 4.0, 6.0, 8.0, 12.0, 90.0)  # what it says that its error may be
UP = np.array([0.0, -1.0])


def print_errors(finder: KeypointFinder, stills: Stills, kind: Kind) -> None:
    """A Markdown table of how far what is found misses the truth, by its own account."""
    still = kind.still
    metre_px = still.px / still.side_m
    to_crop = crop_around(
        still.px / 2.0 + still.below_m * metre_px * UP, UP, metre_px, finder.window
    )
    missed, told, seen, there = [], [], [], []
    for crop, true in zip(stills.crops, stills.spots, strict=True):
        answer = finder.find(crop[..., ::-1], to_crop)
        there.append(bool(np.isfinite(true).all()))
        seen.append(answer is not None)
        if there[-1] and answer is not None:
            found = answer.points / still.px * 2.0 - 1.0
            missed.append([MISSES[kind.misses](found[at], true[at], kind) for at in finder.parts])
            told.append(float(np.hypot.reduce(answer.errors)))
    _print_table(np.array(missed), np.array(told), kind)
    has_head, has_seen = np.array(there), np.array(seen)
    print(f"people seen: {has_seen[has_head].mean():.1%}; "
          f"seen where there is none: {has_seen[~has_head].mean():.1%}")  # fmt: skip


def _turned_deg(found: Floats, true: Floats, kind: Kind) -> float:
    del kind  # turns are turns in any window
    return float(spots_turn_deg(found, true))


def _raised_mm(found: Floats, true: Floats, kind: Kind) -> float:
    """How much higher over the chest shoulders are found than they are."""
    left, right, collar, _ = found - true
    up = true[2] - true[3]
    raised = float(((left + right) / 2.0 - collar) @ up / np.hypot(*up))
    return raised * kind.still.side_m * 500.0


MISSES = {"turn": _turned_deg, "rise": _raised_mm}
UNITS = {"turn": "deg", "rise": "mm"}


def _print_table(missed: Floats, told: Floats, kind: Kind) -> None:
    """Of the parts (N, P), and, where there are two, of the neck between them."""
    unit = UNITS[kind.misses]
    names = ["head", "chest", "neck"] if missed.shape[1] > 1 else [kind.misses]
    between = missed[:, :1] - missed[:, 1:]
    error = np.abs(np.hstack([missed, between]))
    print("| the look says | stills |", *(f"{name} |" for name in names), "nine in ten within |")
    print("|---|--:|--:|" + "--:|" * len(names))
    for low, high in [*pairwise(SURE), (0.0, np.inf)]:
        chosen = error[(told >= low) & (told < high)]
        if len(chosen):
            means = (f"{mean:.1f} {unit} |" for mean in chosen.mean(axis=0))
            said = f"{low:g} to {high:g} {unit}" if high < np.inf else "all"
            print(
                f"| {said} | {len(chosen)} |",
                *means,
                f"{np.quantile(chosen[:, -1], 0.9):.1f} {unit} |",
            )
    print(f"\nmedian {np.median(error[:, -1]):.1f} {unit}")
