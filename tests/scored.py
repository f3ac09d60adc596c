"""Clips with made-up truth and made-up readings, for tests of the scoreboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scoreboard.clips import Floats, Truth
from benchmarks.scoreboard.scores import ClipScore, Compared, HoldScore, RepScore
from formcheck.readings import around

FRAMES = 100
UNKNOWN = np.full(FRAMES, np.nan)


def truth(
    name: str = "situp_1",
    exercise: str = "situp",
    *,
    yaw_deg: float = 0.0,
    groups: dict[str, Any] | None = None,
    neck_deg: Floats | float = 0.0,
    raised_m: Floats | float = 0.0,
    rep: Floats | float = 0.0,
    time_s: Floats | None = None,
) -> Truth:
    """A clip of somebody whose ears, shoulders and hips stay a hundred pixels apart."""
    at_s = np.arange(FRAMES) / 25 if time_s is None else time_s
    nothing = np.zeros(len(at_s))
    about = {"args": {"az": yaw_deg, "fps": 25, "preset": name}}
    if groups is not None:
        about["groups"] = {
            **dict.fromkeys(("dim", "second_person"), False),
            **dict.fromkeys(("occluder", "hides", "crop"), ""),
            **groups,
        }
    return Truth(
        name=name,
        video=Path(f"{name}.mp4"),
        exercise=exercise,
        yaw_deg=yaw_deg,
        about=about,
        time_s=at_s,
        rep=nothing + rep,
        neck_deg=nothing + neck_deg,
        trunk_deg=nothing,
        elevation=nothing + raised_m,
        raised_m=nothing + raised_m,
        middles_px=np.broadcast_to(
            np.array([[400.0, 200.0], [300.0, 200.0], [200.0, 200.0]]), (len(at_s), 3, 2)
        ),
    )


def compared(off: float, half: float, frames: int = FRAMES) -> Compared:
    """Values that are all too high by ``off``, with intervals of ``half`` to either side."""
    true = np.zeros(frames)
    return Compared(true, true + off, true + off - half, true + off + half)


def partly(share: float) -> Compared:
    """Values whose interval holds the truth in this share of frames."""
    inside = np.arange(FRAMES) < round(share * FRAMES)
    low, high = np.where(inside, -1.0, 1.0), np.full(FRAMES, 2.0)
    return Compared(np.zeros(FRAMES), np.full(FRAMES, 0.5), low, high)


def rep(
    true_deg: float,
    *,
    warned: bool = False,
    verdict: str = "",
    measurable: bool = True,
    kind: str = "",
) -> RepScore:
    """A rep whose peak was read 2 deg too high."""
    said = verdict or ("too far" if warned else "fine")
    peak = around(true_deg + 2.0, 5.0)
    return RepScore(true_deg, peak, said, warned, int(warned), measurable, kind)


def clip(
    of: Truth,
    *,
    neck: Compared | None = None,
    elevation: Compared | None = None,
    reps: tuple[RepScore, ...] = (),
    holds: tuple[HoldScore, ...] = (),
    counted: int = 0,
    forms: int = 0,
    stray: int = 0,
) -> ClipScore:
    """A clip's score, with nothing measured but what is given."""
    nothing = Compared(np.zeros(FRAMES), UNKNOWN, UNKNOWN, UNKNOWN)
    return ClipScore(
        truth=of,
        counted=counted,
        forms=forms,
        rep=of.rep,
        lost=np.zeros(FRAMES, bool),
        neck=neck or nothing,
        trunk=nothing,
        elevation=elevation or nothing,
        reps=reps,
        holds=holds,
        stray=stray,
    )
