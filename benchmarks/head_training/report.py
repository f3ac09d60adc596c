"""How far off the second look is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from formcheck.detectors.second_look import (
    CROP_M,
    ERROR_MAX_DEG,
    SecondLook,
    crop_around,
    turns_of_heads_deg,
)

from .stills import SIDE_M, STILL_PX, Floats, Stills

SURE_DEG = (0.0, 2.0, 3.0, 5.0, ERROR_MAX_DEG, 90.0)  # what it says that its error may be
TO_CROP = crop_around(np.full(2, STILL_PX / 2.0), np.array([0.0, -1.0]), STILL_PX * CROP_M / SIDE_M)


def print_errors(look: SecondLook, stills: Stills) -> None:
    """A Markdown table of how far heads are turned otherwise than found, by the look's account."""
    error_deg, told_deg, seen, there = [], [], [], []
    for crop, true in zip(stills.crops, stills.spots, strict=True):
        head, may_be_deg = look.answer(crop[..., ::-1], TO_CROP)
        there.append(bool(np.isfinite(true).all()))
        seen.append(bool(np.isfinite(head).all()))
        if there[-1] and seen[-1]:
            spots = head / STILL_PX * 2.0 - 1.0
            error_deg.append(abs(float(turns_of_heads_deg(spots, true))))
            told_deg.append(may_be_deg)
    _print_table(np.array(error_deg), np.array(told_deg))
    has_head, has_seen = np.array(there), np.array(seen)
    print(f"heads seen: {has_seen[has_head].mean():.1%}; "
          f"seen where there is none: {has_seen[~has_head].mean():.1%}")  # fmt: skip


def _print_table(error_deg: Floats, told_deg: Floats) -> None:
    print("| the look says | stills | mean absolute error | nine in ten within |")
    print("|---|--:|--:|--:|")
    for low, high in pairwise(SURE_DEG):
        chosen = error_deg[(told_deg >= low) & (told_deg < high)]
        if len(chosen):
            nine = np.quantile(chosen, 0.9)
            print(f"| {low:g} to {high:g} deg | {len(chosen)} | {chosen.mean():.1f} deg | "
                  f"{nine:.1f} deg |")  # fmt: skip
    print(f"\nall: {error_deg.mean():.1f} deg, median {np.median(error_deg):.1f} deg")
