"""Errors of the estimate on clips that were left out of the fit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.accuracy.clips import Floats
from benchmarks.training.neck.clip_cache import OLDER
from benchmarks.training.neck.frames import ClipFrames
from benchmarks.training.neck.trainer import train
from formcheck.core.measures.neck_features import CONDITIONS

Pair = tuple[ClipFrames, ClipFrames | None]
"""A clip, whole and thinned out."""

FOLDS = 8
AWAY_MORE = 2.0
GROUPS: dict[str, Callable[[LeftOut], bool]] = {
    "yaw up to 20 deg": lambda one: one.frames.clip.yaw_deg <= 20,
    "yaw 20 to 35 deg": lambda one: 20 < one.frames.clip.yaw_deg <= 35,
    "yaw beyond 35 deg": lambda one: one.frames.clip.yaw_deg > 35,
    "hands behind the head": lambda one: one.frames.clip.arms == "behind",
    "arms crossed": lambda one: one.frames.clip.arms == "crossed",
    "arms reaching": lambda one: one.frames.clip.arms == "reaching",
    "trunk below 60 px": lambda one: one.frames.sights[0].trunk_px < 60,
    "never at rest for a second": lambda one: not one.frames.sights[0].rested,
    "the older renderer": lambda one: one.frames.clip.renderer == OLDER,
}


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut:
    """A clip, and what a network that never saw it makes of its frames; thinned out or not."""

    frames: ClipFrames
    guess_deg: Floats
    thinned: bool

    @property
    def conditions(self) -> Floats:
        """What the interval widens with (T, C)."""
        pairs = zip(self.frames.sights, self.guess_deg.tolist(), strict=True)
        return np.array([sight.conditions(guess) for sight, guess in pairs])

    @property
    def error_deg(self) -> Floats:
        """Read less true (T,)."""
        return self.guess_deg - self.frames.truth_deg

    @staticmethod
    def joined(clips: Sequence[LeftOut]) -> tuple[Floats, Floats, Floats]:
        """The conditions, errors and shares of all frames.

        Every clip of a renderer counts the same, and so does every renderer: people look
        otherwise in each, and which of them is closer to real ones is not known. Frames away
        from rest count more: they are fewer, and what matters is said of them.
        """
        conditions = [one.conditions for one in clips]
        away = CONDITIONS.index("away")
        weights = [1.0 + AWAY_MORE * (rows[:, away] >= 1.0) for rows in conditions]
        renderers = [one.frames.clip.renderer for one in clips]
        shares = [
            one / one.sum() / renderers.count(renderer)
            for one, renderer in zip(weights, renderers, strict=True)
        ]
        return (
            np.concatenate(conditions),
            np.concatenate([one.error_deg for one in clips]),
            np.concatenate(shares) / len(set(renderers)),
        )


def leave_out(clips: Sequence[Pair], members: int, tremble: float) -> list[LeftOut]:
    """Each clip, whole and thinned out, as seen by a network fitted to others."""
    fold = np.random.default_rng(1).permutation(len(clips)) % FOLDS
    found = []
    for one in range(FOLDS):
        others = [whole for (whole, _), at in zip(clips, fold, strict=True) if at != one]
        network = train(others, members, tremble=tremble)
        for (whole, thin), at in zip(clips, fold, strict=True):
            if at == one:
                found += [
                    LeftOut(frames, network(frames.rows), thinned=frames is thin)
                    for frames in (whole, thin)
                    if frames
                ]
        print(f"left out {one + 1} of {FOLDS}", file=sys.stderr)
    return found


def print_errors(left_out: Sequence[LeftOut], spread: Floats) -> None:
    """A Markdown table of errors by group."""
    print("| left out | error | bias between clips | in the interval | half-width | clips |\n"
          "|---|--:|--:|--:|--:|--:|")  # fmt: skip
    whole = [one for one in left_out if not one.thinned]
    groups = {name: [one for one in whole if holds(one)] for name, holds in GROUPS.items()}
    groups["all"] = whole
    groups["a third of the pictures"] = [one for one in left_out if one.thinned]
    for name, members in groups.items():
        if members:
            print(f"| {name} | {_figures(members, spread)} | {len(members)} |")
    print("spread: " + ", ".join(f"{value:.2f}" for value in spread))


def _figures(members: Sequence[LeftOut], spread: Floats) -> str:
    half = [np.sqrt(one.conditions**2 @ spread**2) for one in members]
    error = np.mean([np.abs(one.error_deg).mean() for one in members])
    bias = np.std([one.error_deg.mean() for one in members])
    held = np.mean(
        [(np.abs(one.error_deg) <= wide).mean() for one, wide in zip(members, half, strict=True)]
    )
    wide_deg = np.mean([wide.mean() for wide in half])
    return f"{error:.1f} deg | {bias:.1f} deg | {held:.0%} | {wide_deg:.0f} deg"
