"""Analytic bodies: a stick figure that moves as told, seen by a camera as told.

Lengths are in trunk lengths (mid-hip to mid-shoulder) until the camera makes pixels of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike
from seen_clip import TRUNK_PX, Clip

from formcheck.pose import Floats, Landmark

TRUNK_M = 0.5
SIDE_DEG, FRONT_DEG = 0.0, 90.0  # where the camera stands

_SHOULDER, _HIP = 0.36, 0.2  # half widths
_HEAD = {  # name: along the neck from mid-shoulder, to the front of it, half width
    "NOSE": (0.36, 0.24, 0.0),
    "EYE_INNER": (0.42, 0.2, 0.03),
    "EYE": (0.42, 0.19, 0.06),
    "EYE_OUTER": (0.42, 0.17, 0.09),
    "EAR": (0.38, 0.0, 0.14),
    "MOUTH": (0.28, 0.2, 0.05),
}
_HANDS = {"WRIST": 0.0, "THUMB": 0.03, "INDEX": 0.05, "PINKY": 0.06}  # further along the arm
_ARMS = {  # elbow and wrist from the shoulder: along the trunk, to the front of it
    "chest": ((-0.4, 0.2), (-0.2, 0.25)),
    "head": ((0.3, 0.2), (0.36, -0.05)),
    "hanging": ((-0.55, 0.0), (-1.0, 0.05)),
}
_LEGS = {  # knee, ankle, heel, toes from the hip: along the ground from the feet, up
    "bent": ((-0.5, 0.5), (-1.0, 0.0), (-1.05, -0.05), (-1.25, 0.0)),
    "straight": ((0.0, -0.8), (0.0, -1.6), (0.03, -1.65), (-0.2, -1.65)),
}
Path = Callable[[Floats], Floats]
"""A value over time in seconds."""


def times(duration_s: float, rate_hz: float = 30.0) -> Floats:
    """Instants from 0 to a duration, at an even rate."""
    return np.arange(round(duration_s * rate_hz) + 1) / rate_hz


def eased(*keys: tuple[float, float]) -> Path:
    """A value that passes through (time, value) keys and comes to rest smoothly at each."""
    key_s, values = np.array(keys).T

    def path(time_s: Floats) -> Floats:
        at = np.clip(np.searchsorted(key_s, time_s, side="right") - 1, 0, len(key_s) - 2)
        share = np.clip((time_s - key_s[at]) / (key_s[at + 1] - key_s[at]), 0.0, 1.0)
        eased_share = (1.0 - np.cos(np.pi * share)) / 2.0
        return values[at] + eased_share * (values[at + 1] - values[at])

    return path


def passing_s(start_s: float, end_s: float, share: float) -> float:
    """When an eased change has come a share of its way."""
    return start_s + (end_s - start_s) * float(np.arccos(1.0 - 2.0 * share)) / np.pi


def body(
    time_s: Floats,
    *,
    trunk_deg: ArrayLike,
    neck_deg: ArrayLike = 0.0,
    elevation: tuple[ArrayLike, ArrayLike] = (0.0, 0.0),
    arms: str = "chest",
    raised_deg: ArrayLike = 0.0,
    legs: str = "bent",
    step: ArrayLike = 0.0,
    hips: tuple[ArrayLike, ArrayLike] = (0.0, 0.0),
) -> Floats:
    """Landmarks (T, 33, 3) in the body's own axes: from feet to head along the ground, up, left.

    ``elevation`` is how far the left and the right shoulder are up, ``raised_deg`` how far
    hanging arms are raised sidewards, ``step`` how far the left knee is up, ``hips`` where
    they are.
    """
    still = np.zeros_like(time_s)
    trunk = np.radians(still + trunk_deg)
    bent = trunk + np.radians(still + neck_deg)
    along, front = _axes(trunk)
    head_along, head_front = _axes(bent)
    hip = np.stack([still + hips[0], still + hips[1]], axis=-1)
    neck = hip + along
    out = np.full((len(time_s), 33, 3), np.nan)

    def put(name: str, place: Floats, side: ArrayLike) -> None:
        out[:, Landmark[name], :2] = place
        out[:, Landmark[name], 2] = side

    for name, (up, forth, wide) in _HEAD.items():
        place = neck + up * head_along + forth * head_front
        if name == "NOSE":
            put(name, place, 0.0)
        else:
            for side, sign in (("LEFT", 1.0), ("RIGHT", -1.0)):
                put(f"MOUTH_{side}" if name == "MOUTH" else f"{side}_{name}", place, sign * wide)
    for side, sign, rise in (("LEFT", 1.0, elevation[0]), ("RIGHT", -1.0, elevation[1])):
        shoulder = neck + (still + rise)[:, None] * along
        put(f"{side}_SHOULDER", shoulder, sign * _SHOULDER)
        for part, (up, forth) in zip(("ELBOW", "WRIST"), _ARMS[arms], strict=True):
            raised = np.radians(still + raised_deg)
            place = shoulder + (up * np.cos(raised))[:, None] * along + forth * front
            wide = _SHOULDER + np.abs(up) * np.sin(raised)
            if part == "ELBOW":
                put(f"{side}_ELBOW", place, sign * wide)
                continue
            for hand, further in _HANDS.items():
                put(f"{side}_{hand}", place + further * np.sign(up) * along, sign * wide)
        put(f"{side}_HIP", hip, sign * _HIP)
        lifted = np.stack([still, still + (step if side == "LEFT" else 0.0)], axis=-1)
        feet = hip * [1.0, 0.0] if legs == "straight" else hip
        for part, place in zip(("KNEE", "ANKLE", "HEEL", "FOOT_INDEX"), _LEGS[legs], strict=True):
            put(f"{side}_{part}", feet + np.array(place) + lifted, sign * _HIP)
    return out


def _axes(angle: Floats) -> tuple[Floats, Floats]:
    """Along a line at an angle from the ground, and to the front of it."""
    return (
        np.stack([np.cos(angle), np.sin(angle)], axis=-1),
        np.stack([-np.sin(angle), np.cos(angle)], axis=-1),
    )


def filmed(
    time_s: Floats,
    landmarks: Floats,
    *,
    view_deg: float,
    hips_px: tuple[float, float],
    trunk_px: float = TRUNK_PX,
) -> Clip:
    """A body seen from afar, from its left side (0) to its front (90)."""
    view = np.radians(view_deg)
    forth, up, left = (landmarks[..., axis] for axis in range(3))
    across = forth * np.cos(view) + left * np.sin(view)
    away = forth * np.sin(view) - left * np.cos(view)
    seen = np.stack([across, -up, away], axis=-1)
    hips = seen[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    return Clip(time_s, seen[..., :2] * trunk_px + hips_px, (seen - hips) * TRUNK_M)


def sitting_up(
    time_s: Floats,
    trunk_deg: Path,
    neck_deg: Path | float = 0.0,
    *,
    arms: str = "chest",
    hips: tuple[Path | float, Path | float] = (0.0, 0.0),
    view_deg: float = SIDE_DEG,
) -> Clip:
    """Somebody on the back with bent knees, head to the right, whose trunk rises as told."""
    landmarks = body(
        time_s,
        trunk_deg=trunk_deg(time_s),
        neck_deg=_over(neck_deg, time_s),
        arms=arms,
        hips=(_over(hips[0], time_s), _over(hips[1], time_s)),
    )
    return filmed(time_s, landmarks, view_deg=view_deg, hips_px=(400.0, 340.0))


def standing(
    time_s: Floats,
    left: Path | float,
    right: Path | float | None = None,
    *,
    neck_deg: Path | float = 0.0,
    raised_deg: Path | float = 0.0,
    step: Path | float = 0.0,
    hips: Path | float = 0.0,
    view_deg: float = FRONT_DEG,
) -> Clip:
    """Somebody who stands with hanging arms and whose shoulders rise as told."""
    landmarks = body(
        time_s,
        trunk_deg=90.0,
        neck_deg=_over(neck_deg, time_s),
        elevation=(_over(left, time_s), _over(left if right is None else right, time_s)),
        arms="hanging",
        raised_deg=_over(raised_deg, time_s),
        legs="straight",
        step=_over(step, time_s),
        hips=(0.0, _over(hips, time_s)),
    )
    clip = filmed(time_s, landmarks, view_deg=view_deg, hips_px=(427.0, 300.0))
    return replace(clip, height_px=640.0)


def _over(value: Path | float, time_s: Floats) -> Floats:
    return value(time_s) if callable(value) else np.full_like(time_s, value)


RISE = 0.08  # trunk lengths, as seen
RISE_S = 0.4


def held_up(*holds: tuple[float, float], end_s: float, rise: float = RISE) -> Path:
    """Shoulders that begin to rise at one time and have come down at another, for each hold."""
    keys = [(0.0, 0.0)]
    for start, end in holds:
        keys += [(start, 0.0), (start + RISE_S, rise), (end - RISE_S, rise), (end, 0.0)]
    return eased(*keys, (end_s, 0.0))


def held_span_s(start: float, end: float) -> tuple[float, float]:
    """When the shoulders of such a hold are above half of their rise."""
    return passing_s(start, start + RISE_S, 0.5), passing_s(end, end - RISE_S, 0.5)
