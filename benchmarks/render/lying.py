"""Postures of somebody on the mat: on the back, sitting up, or in a plank.

On the back the head points to -Z and the feet to +Z; y = 0 is the floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks.render.arms import arm_lengths, bend_arm, beside, curl_fingers
from benchmarks.render.body import Body
from benchmarks.render.rotation import about_x, about_y, about_z, forward_deg, reach, turned, unit
from benchmarks.render.shape import Floats, Ints
from benchmarks.render.skeleton import SIDES, Posture, Turns, pose

Arms = Literal["behind", "crossed", "reaching"]
SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK = {"neck01": 0.30, "neck02": 0.25, "neck03": 0.20, "head": 0.25}
"""How a flexion of the neck is shared by its joints."""
MAT_M = 0.006  # the skin sinks into the mat, which is twice as thick
CONTACT_VERTICES = 240  # enough to tell how high the back lies


@dataclass(frozen=True, slots=True, eq=False)
class Lying:
    """A sit-up as angles (T,) in degrees.

    ``pelvis`` -90 lies flat, 0 sits upright; ``curl`` bends the back, ``neck`` flexes the neck
    and ``turn`` turns it to the left. ``feet`` is how far the heels are from the hips, in leg
    lengths; ``elbows`` how far forward the elbows of hands behind the head point, 0 to 1.
    """

    pelvis: Floats
    curl: Floats
    neck: Floats
    turn: Floats
    arms: Arms
    feet: float
    elbows: float


def lie(body: Body, move: Lying) -> Posture:
    """The postures of a sit-up, with the back or the seat on the mat."""
    turns = trunk_turns(move.pelvis, move.curl, move.neck, move.turn)
    root = rest_on_mat(body, turns, move)
    for side, sign in SIDES:
        chest = turns["spine01"]
        if move.arms == "behind":
            turns[f"clavicle.{side}"] = chest @ about_z(sign * 14.0)
            turns[f"shoulder01.{side}"] = chest @ about_z(sign * 30.0)
        else:
            turns[f"clavicle.{side}"] = chest @ about_y(-sign * 8.0)
            turns[f"shoulder01.{side}"] = chest @ about_y(-sign * 14.0)
    armless = pose(body, turns, root)
    for side, sign in SIDES:
        ARMS[move.arms](armless, turns, side, sign, move)
    return pose(body, turns, root)


def trunk_turns(pelvis: Floats, curl: Floats, neck: Floats, turn: Floats) -> Turns:
    """The turns of pelvis, spine, neck and head."""
    turns: Turns = {"root": about_x(pelvis)}
    angle = pelvis
    for bone in SPINE:
        angle = angle + curl / len(SPINE)
        turns[bone] = about_x(angle)
    turned_by = np.zeros_like(turn)
    for bone, share in NECK.items():
        angle, turned_by = angle + neck * share, turned_by + turn * share
        turns[bone] = about_x(angle) @ about_y(turned_by)
    return turns


def rest_on_mat(body: Body, turns: Turns, move: Lying) -> Floats:
    """Where the root goes, (T, 3), for the back to touch the mat; turns the legs to stand on it."""
    hips = (body.head_of("upperleg01.L") + body.head_of("upperleg01.R")) / 2.0
    root = body.head_of("root")
    contact = back_vertices(body)
    height = np.full(len(move.pelvis), 0.11)
    shift, lowest = np.zeros((len(height), 3)), np.zeros(len(height))
    for _ in range(2):  # the legs' bend depends on the height and tilts no more than the seat
        wanted = np.stack([np.zeros_like(height), height, np.zeros_like(height)], axis=1)
        shift = wanted - turned(turns["root"], hips - root) - root
        for side, _ in SIDES:
            bend_leg(body, turns, side, wanted, move.feet)
        lowest = pose(body, turns, shift).skin(contact)[..., 1].min(axis=1)
        height = height - (lowest - MAT_M)
    shift[:, 1] -= lowest - MAT_M
    return shift


def bend_leg(body: Body, turns: Turns, side: str, hip: Floats, feet: float) -> None:
    """Put a foot flat on the mat."""
    at = {name: body.head_of(f"{name}.{side}") for name in ("upperleg01", "lowerleg01", "foot")}
    thigh_rest, shin_rest = at["lowerleg01"] - at["upperleg01"], at["foot"] - at["lowerleg01"]
    thigh, shin = float(np.hypot(*thigh_rest[1:])), float(np.hypot(*shin_rest[1:]))
    heel = np.array([0.0, at["foot"][1] + 0.012, feet * (thigh + shin)])
    knee, ankle = reach(hip, heel, thigh, shin, (0.0, 1.0, 0.3))
    upper = about_x(forward_deg(knee - hip) - forward_deg(thigh_rest))
    lower = about_x(forward_deg(ankle - knee) - forward_deg(shin_rest))
    turns[f"upperleg01.{side}"] = turns[f"upperleg02.{side}"] = upper
    turns[f"lowerleg01.{side}"] = turns[f"lowerleg02.{side}"] = lower
    turns[f"foot.{side}"] = np.broadcast_to(np.eye(3), upper.shape)


def back_vertices(body: Body) -> Ints:
    """Vertices of the back and the seat, evenly thinned."""
    skin = np.unique(body.data.faces["skin"])
    x, y, z = body.data.mean[skin].T
    found = skin[(y > -0.09) & (y < 0.56) & (np.abs(x) < 0.17) & (z < 0.03)]
    thinned: Ints = found[:: max(1, len(found) // CONTACT_VERTICES)]
    return thinned


def resting_neck_deg(body: Body, move: Lying, hands_m: float) -> float:
    """The flexion at which the head of somebody who lies rests ``hands_m`` above the mat."""
    tries = np.linspace(-30.0, 25.0, 56)
    flat, still = np.full(56, move.pelvis[0]), np.zeros(56)
    curl = np.full(56, move.curl[0])
    turns = trunk_turns(flat, curl, tries, still)
    tried = Lying(flat, curl, tries, still, move.arms, move.feet, move.elbows)
    skin = np.unique(body.data.faces["skin"])
    head = skin[body.data.mean[skin, 1] > 0.66][::6]
    low = pose(body, turns, rest_on_mat(body, turns, tried)).skin(head)[..., 1].min(axis=1)
    return float(np.interp(hands_m, np.maximum.accumulate(low), tries))


def _behind(armless: Posture, turns: Turns, side: str, sign: float, move: Lying) -> None:
    """Hands at the back of the head."""
    body, head, chest = armless.body, turns["head"], turns["spine01"]
    shoulder = armless.joint(f"upperarm01.{side}")
    ear = armless.skin(body.data.at["left_ear" if side == "L" else "right_ear"]).mean(axis=1)
    wrist = ear + turned(head, beside(sign, 0.045, -0.030, -0.045))
    pole = turned(chest, beside(sign, 1.0, 0.40, -0.15 + 0.8 * move.elbows))
    joints = (shoulder, *reach(shoulder, wrist, *arm_lengths(body, side), pole))
    hand = bend_arm(body, turns, side, joints, turned(head, beside(sign, -0.80, 0.02, -0.58)))
    curl_fingers(body, turns, side, hand, 14.0)


def _crossed(armless: Posture, turns: Turns, side: str, sign: float, move: Lying) -> None:
    """Hands on the opposite shoulders."""
    del move
    body, chest = armless.body, turns["spine01"]
    shoulder = armless.joint(f"upperarm01.{side}")
    other = armless.joint(f"upperarm01.{'R' if side == 'L' else 'L'}")
    above = (0.02, 0.03) if side == "L" else (0.0, 0.0)  # one arm lies on the other
    wrist = other + turned(chest, beside(sign, 0.045, -0.075 - above[0], 0.125 + above[1]))
    pole = turned(chest, beside(sign, 0.55, -1.0, 0.45))
    joints = (shoulder, *reach(shoulder, wrist, *arm_lengths(body, side), pole))
    hand = bend_arm(body, turns, side, joints, turned(chest, beside(sign, -0.8, 0.55, -0.15)))
    curl_fingers(body, turns, side, hand, 8.0)


def _reaching(armless: Posture, turns: Turns, side: str, sign: float, move: Lying) -> None:
    """Hands towards the knees."""
    del move
    body, chest = armless.body, turns["spine01"]
    shoulder = armless.joint(f"upperarm01.{side}")
    knee = armless.joint(f"lowerleg01.{side}") + beside(sign, 0.02, 0.08, 0.0)
    pole = turned(chest, beside(sign, 0.6, -1.0, 0.2))
    elbow, wrist = reach(shoulder, knee, *arm_lengths(body, side), pole)
    hand = bend_arm(body, turns, side, (shoulder, elbow, wrist), unit(wrist - elbow))
    curl_fingers(body, turns, side, hand, 8.0)


ARMS = {"behind": _behind, "crossed": _crossed, "reaching": _reaching}
