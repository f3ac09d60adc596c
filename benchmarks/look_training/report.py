"""How far off the second look is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.detectors.crops import crop_around
from formcheck.detectors.second_look import Look
from formcheck.geometry import spots_turn_deg

from .kinds import Kind
from .stills import Floats, Stills

SURE_DEG = (0.0, 3.0, 4.0, 6.0, 8.0, 12.0, 90.0)  # what it says that its error may be
UP = np.array([0.0, -1.0])


def print_errors(look: Look, stills: Stills, kind: Kind) -> None:
    """A Markdown table of how far bodies are turned otherwise than found, by the look's account."""
    still = kind.still
    metre_px = still.px / still.side_m
    to_crop = crop_around(still.px / 2.0 + still.below_m * metre_px * UP, UP, metre_px, look.window)
    turned_deg, told_deg, seen, there = [], [], [], []
    for crop, true in zip(stills.crops, stills.spots, strict=True):
        answer = look.at(crop[..., ::-1], to_crop)
        there.append(bool(np.isfinite(true).all()))
        seen.append(answer is not None)
        if there[-1] and answer is not None:
            found = answer.spots / still.px * 2.0 - 1.0
            turned_deg.append([float(spots_turn_deg(found[at], true[at])) for at in look.parts])
            told_deg.append(float(np.hypot.reduce(answer.errors_deg)))
    _print_table(np.array(turned_deg), np.array(told_deg))
    has_head, has_seen = np.array(there), np.array(seen)
    print(f"people seen: {has_seen[has_head].mean():.1%}; "
          f"seen where there is none: {has_seen[~has_head].mean():.1%}")  # fmt: skip


def _print_table(turned_deg: Floats, told_deg: Floats) -> None:
    """Of the parts (N, P), and, where there are two, of the neck between them."""
    names = ["head", "chest", "neck"][: 2 * turned_deg.shape[1] - 1]
    neck_deg = turned_deg[:, :1] - turned_deg[:, 1:]
    error_deg = np.abs(np.hstack([turned_deg, neck_deg]))
    print("| the look says | stills |", *(f"{name} |" for name in names), "nine in ten within |")
    print("|---|--:|--:|" + "--:|" * len(names))
    for low, high in [*pairwise(SURE_DEG), (0.0, np.inf)]:
        chosen = error_deg[(told_deg >= low) & (told_deg < high)]
        if len(chosen):
            means = (f"{mean:.1f} deg |" for mean in chosen.mean(axis=0))
            said = f"{low:g} to {high:g} deg" if high < np.inf else "all"
            print(
                f"| {said} | {len(chosen)} |",
                *means,
                f"{np.quantile(chosen[:, -1], 0.9):.1f} deg |",
            )
    print(f"\nmedian {np.median(error_deg[:, -1]):.1f} deg")
