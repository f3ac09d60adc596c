"""How an avatar holds neck, back, arms and legs: drawn at random, wide and even.

A crop is turned with the trunk, so standing, lying, sitting and hinging differ in it by light and
by arms and legs alone. Angles + bend forward.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from benchmarks.render.avatars.avatar import Avatar, Floats, Skeleton

SIDES = (("Left", 1.0), ("Right", -1.0))
ARMS = {
    "hang": 0.10, "cross": 0.12, "head": 0.16, "behind": 0.15, "reach": 0.12, "up": 0.09,
    "chest": 0.08, "knees": 0.18,
}  # fmt: skip
FINGERS = ("Index", "Middle", "Ring", "Pinky")
SAME_ARMS = 0.85  # share of postures in which both arms do the same
LEGS_UP = 0.6
AXES = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}

Chance = np.random.Generator


@dataclass(frozen=True, slots=True)
class Posture:
    """Degrees: neck and head together, then how the back bends from hips to chest."""

    flexion_deg: float
    lateral_deg: float
    turn_deg: float
    curl_deg: float
    arms: str


def turned(axis: str, angle_deg: float) -> Floats:
    """The rotation (3, 3) about an axis."""
    first, second = AXES[axis]
    cos, sin = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    found = np.eye(3)
    found[first, first] = found[second, second] = cos
    found[first, second], found[second, first] = -sin, sin
    return found


def unit(vector: Floats) -> Floats:
    """The same way, 1 long."""
    found: Floats = vector / np.linalg.norm(vector)
    return found


def posed(skeleton: Skeleton, turns: dict[str, Floats]) -> Floats:
    """What each bone does to its part of the mesh at rest, (J, 4, 4): bones turn about themselves.

    Parents come before their children in the files.
    """
    moves: list[Floats] = []
    for at, (name, parent) in enumerate(zip(skeleton.names, skeleton.parents, strict=True)):
        move = np.eye(4) if parent < 0 else moves[parent]
        if name in turns:
            own, joint = np.eye(4), skeleton.rest[at, :3, 3]
            own[:3, :3] = turns[name]
            own[:3, 3] = joint - turns[name] @ joint
            move = move @ own
        moves.append(move)
    return np.array(moves)


def moved(move: Floats, points: Floats) -> Floats:
    """Where points (..., 3) at rest have gone."""
    found: Floats = points @ move[:3, :3].T + move[:3, 3]
    return found


def draw_posture(avatar: Avatar, chance: Chance) -> tuple[Posture, Floats]:
    """A posture, and the moves (J, 4, 4) of the bones."""
    told = Posture(
        flexion_deg=float(chance.uniform(-55.0, 60.0)),
        lateral_deg=float(chance.uniform(-12.0, 12.0)),
        turn_deg=float(chance.triangular(-40.0, 0.0, 40.0)),
        curl_deg=float(chance.uniform(-25.0, 55.0)),
        arms=str(chance.choice(list(ARMS), p=list(ARMS.values()))),
    )
    turns = _neck(told, chance) | _back(told, chance) | _legs(chance)
    moves = posed(avatar.skeleton, turns)
    names = avatar.skeleton.names
    to_chest = np.linalg.inv(moves[names.index("Spine2")]) @ moves[names.index("Head")]
    for side, sign in SIDES:
        arms = told.arms if chance.random() < SAME_ARMS else str(chance.choice(list(ARMS)))
        wrist, pole = _reach(avatar, arms, sign, to_chest, chance)
        turns |= _arm(avatar.skeleton, side, wrist, unit(pole), chance)
        turns |= _hand(side, sign, chance)
    return told, posed(avatar.skeleton, turns)


def _neck(told: Posture, chance: Chance) -> dict[str, Floats]:
    share = chance.uniform(0.25, 0.75)
    return {
        bone: turned("x", told.flexion_deg * part)
        @ turned("z", told.lateral_deg * 0.5)
        @ turned("y", told.turn_deg * 0.5)
        for bone, part in (("Neck", share), ("Head", 1.0 - share))
    }


def _back(told: Posture, chance: Chance) -> dict[str, Floats]:
    """A curl over the spine's joints, some twist, and shoulders drawn up, forward or back."""
    parts = chance.dirichlet([2.0, 3.0, 4.0])
    lateral_deg, twist_deg = chance.normal(0.0, 4.0), chance.normal(0.0, 6.0)
    turns = {
        bone: turned("x", told.curl_deg * part)
        @ turned("z", lateral_deg * part)
        @ turned("y", twist_deg * part)
        for bone, part in zip(("Spine", "Spine1", "Spine2"), parts, strict=True)
    }
    drawn_up, forward = chance.uniform(-8.0, 22.0), chance.uniform(-15.0, 25.0)
    for side, sign in SIDES:
        up_deg, front_deg = drawn_up + chance.normal(0, 4.0), forward + chance.normal(0, 4.0)
        turns[f"{side}Shoulder"] = turned("z", sign * up_deg) @ turned("y", -sign * front_deg)
    return turns


def _legs(chance: Chance) -> dict[str, Floats]:
    if chance.random() > LEGS_UP:
        return {}
    turns = {}
    thigh_deg, knee_deg = chance.uniform(0.0, 125.0), chance.uniform(0.0, 120.0)
    for side, sign in SIDES:
        spread = turned("z", sign * chance.uniform(0.0, 20.0))
        turns[f"{side}UpLeg"] = spread @ turned("x", -thigh_deg + chance.normal(0.0, 8.0))
        turns[f"{side}Leg"] = turned("x", knee_deg)
    return turns


def _reach(
    avatar: Avatar, arms: str, sign: float, to_chest: Floats, chance: Chance
) -> tuple[Floats, Floats]:
    """Where the wrist goes, and which way the elbow points: (3,) metres, in the chest's rest."""
    draw, at = chance.uniform, avatar.skeleton.at
    ear = avatar.face.ears[0 if sign > 0 else 1]
    if arms == "head":  # hands on ears and temples, over the face
        place = ear + np.array([sign * draw(0.01, 0.06), draw(-0.06, 0.05), draw(-0.08, 0.08)])
        low = np.array([0.0, draw(-0.08, 0.0), draw(-0.03, 0.06)])
        pole = np.array([sign * draw(0.2, 1.0), draw(-0.6, 0.6), draw(-0.3, 1.0)])
        return moved(to_chest, place) + low, pole
    if arms == "behind":
        place = at("Head") + np.array(
            [sign * draw(0.0, 0.1), draw(-0.08, 0.14), draw(-0.17, -0.08)]
        )
        pole = np.array([sign, draw(-0.2, 0.8), draw(-0.3, 1.0)])
        return moved(to_chest, place), pole
    if arms == "cross":
        place = np.array([-sign * draw(-0.03, 0.16), at("Spine2")[1] + draw(0.0, 0.25),
                          0.12 + draw(0.02, 0.14)])  # fmt: skip
        return place, np.array([sign * 0.6, -1.0, draw(-0.2, 0.6)])
    if arms == "chest":
        place = np.array([sign * draw(0.0, 0.25), at("Neck")[1] + draw(-0.15, 0.12),
                          0.1 + draw(0.05, 0.25)])  # fmt: skip
        return place, np.array([sign * 0.8, -1.0, draw(-0.5, 0.5)])
    if arms == "hang":
        place = np.array([sign * draw(0.15, 0.45), at("Hips")[1] + draw(-0.1, 0.25),
                          draw(-0.15, 0.3)])  # fmt: skip
        return place, np.array([sign * 0.4, -0.2, -1.0])
    if arms == "knees":  # along the thighs, most of them stretched
        place = at("Hips") + np.array([sign * draw(0.0, 0.25), draw(-0.15, 0.4), draw(0.25, 0.75)])
        return place, np.array([sign * draw(0.2, 1.0), draw(-1.0, 0.2), draw(-0.6, 0.2)])
    if arms == "up":
        place = at("Head") + np.array([sign * draw(0.0, 0.35), draw(0.15, 0.6), draw(-0.35, 0.45)])
        return place, np.array([sign, draw(-0.3, 0.3), draw(-0.3, 1.0)])
    place = at("Spine2") + np.array([sign * draw(-0.02, 0.3), draw(-0.2, 0.4), draw(0.25, 0.65)])
    return place, np.array([sign * 0.6, -1.0, draw(-0.4, 0.1)])


def _arm(
    skeleton: Skeleton, side: str, wrist: Floats, pole: Floats, chance: Chance
) -> dict[str, Floats]:
    """Turns of upper arm and forearm that bring the wrist there, the elbow towards the pole.

    In the T-pose the arm lies along x and its elbow bends about y.
    """
    shoulder, elbow, hand = (skeleton.at(f"{side}{bone}") for bone in ("Arm", "ForeArm", "Hand"))
    upper_m, lower_m = np.linalg.norm(elbow - shoulder), np.linalg.norm(hand - elbow)
    way = wrist - shoulder
    far_m = np.clip(np.linalg.norm(way), abs(upper_m - lower_m) + 0.06, upper_m + lower_m - 0.005)
    towards = unit(way)
    cos = (upper_m**2 + far_m**2 - lower_m**2) / (2.0 * upper_m * far_m)
    out = unit(pole - (pole @ towards) * towards)
    along = cos * towards + math.sqrt(max(0.0, 1.0 - cos * cos)) * out
    below = unit(towards * far_m - along * upper_m)
    bend = below - (below @ along) * along
    flat = np.linalg.norm(bend) < 1e-3
    bend = unit(np.cross(along, [0.1, 0.2, 0.97])) if flat else unit(bend)
    bent_deg = math.degrees(math.acos(np.clip(along @ below, -1.0, 1.0)))
    left = side == "Left"
    third = np.cross(bend, along)
    axes = [along, third, bend] if left else [-along, -third, bend]
    twist = turned("x", chance.normal(0.0, 25.0))
    fore = turned("y", -bent_deg if left else bent_deg) @ twist
    return {f"{side}Arm": np.column_stack(axes), f"{side}ForeArm": fore}


def _hand(side: str, sign: float, chance: Chance) -> dict[str, Floats]:
    turns = {f"{side}Hand": turned("z", chance.normal(0, 15)) @ turned("y", chance.normal(0, 20))}
    closed_deg = chance.uniform(0.0, 70.0)
    for finger in FINGERS:
        for joint in "123":
            bent_deg = -sign * closed_deg * chance.uniform(0.5, 1.0)
            turns[f"{side}Hand{finger}{joint}"] = turned("z", bent_deg)
    return turns
