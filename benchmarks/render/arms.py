"""Arms: where the elbow, the hand and the fingers go."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.rotation import about, axes_of, swung, undone, unit
from benchmarks.render.shape import Floats
from benchmarks.render.skeleton import Turns


def arm_lengths(body: Body, side: str) -> tuple[float, float]:
    """Upper and lower arm in metres."""
    upper = body.length(f"upperarm01.{side}", f"lowerarm01.{side}")
    return upper, body.length(f"lowerarm01.{side}", f"wrist.{side}")


def bend_arm(
    body: Body,
    turns: Turns,
    side: str,
    joints: tuple[Floats, Floats, Floats],
    hand: Any = None,
) -> Floats:
    """Turn the arm so that shoulder, elbow and wrist lie at ``joints``; gives the hand's turn.

    ``hand`` is the direction of the fingers' roots; without it the hand goes with the arm.
    """
    shoulder, elbow, wrist = joints
    at = {name: body.head_of(f"{name}.{side}") for name in ("upperarm01", "lowerarm01", "wrist")}
    upper_rest = unit(at["lowerarm01"] - at["upperarm01"])
    lower_rest = unit(at["wrist"] - at["lowerarm01"])
    hinge_rest = np.cross(upper_rest, lower_rest)
    upper, lower = unit(elbow - shoulder), unit(wrist - elbow)
    hinge = np.cross(upper, lower)
    turned_upper = axes_of(upper, hinge) @ undone(axes_of(upper_rest, hinge_rest))
    turned_lower = axes_of(lower, hinge) @ undone(axes_of(lower_rest, hinge_rest))
    turned_hand = turned_lower
    if hand is not None:
        fingers = unit(body.head_of(f"finger3-1.{side}") - at["wrist"])
        turned_hand = swung(turned_lower, fingers, hand)
    turns[f"upperarm01.{side}"] = turns[f"upperarm02.{side}"] = turned_upper
    turns[f"lowerarm01.{side}"] = turns[f"lowerarm02.{side}"] = turned_lower
    turns[f"wrist.{side}"] = turned_hand
    return turned_hand


def curl_fingers(
    body: Body, turns: Turns, side: str, hand: Floats, curl_deg: float, thumb_deg: float = 20.0
) -> None:
    """Bend every finger by ``curl_deg`` at each of its joints."""
    knuckles = body.head_of(f"finger2-1.{side}") - body.head_of(f"finger5-1.{side}")
    axis = unit(knuckles) * (1.0 if side == "L" else -1.0)
    for finger in range(2, 6):
        for joint, share in ((1, 0.8), (2, 1.8), (3, 2.8)):
            turns[f"finger{finger}-{joint}.{side}"] = hand @ about(axis, curl_deg * share)
    turns[f"finger1-2.{side}"] = hand @ about(axis, thumb_deg)


def beside(sign: float, x: float, y: float, z: float) -> Floats:
    """A direction given for the left arm, mirrored for the right one."""
    return np.array([sign * x, y, z])
