"""Postures of somebody on their feet, facing +Z: shrugs, squats, steps, raised arms; and planks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.render.arms import arm_lengths, bend_arm, beside, curl_fingers
from benchmarks.render.body import Body
from benchmarks.render.lying import trunk_turns
from benchmarks.render.rotation import about_x, about_y, about_z, turned, unit
from benchmarks.render.shape import Floats
from benchmarks.render.skeleton import SIDES, Posture, Turns, pose

GRIP_DEG, LOOSE_DEG = 55.0, 22.0  # a finger's bend at each joint around a dumbbell and without
TOES_DEG = 25.0  # how far the feet of a plank are bent towards the shins
ELBOW_M = 0.045  # of an arm that lies on the floor, from the bone down
SHRUG_DEG = np.linspace(-15.0, 70.0, 86)  # turns of the collar bones to choose from


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Angles in degrees, (T,), and for left and right (T, 2).

    ``lean`` bends the trunk forward at the hips, ``neck`` flexes the neck, ``turn`` turns it;
    ``thighs`` lifts them forward, ``knees`` bends them; ``arms_front`` and ``arms_out`` raise
    the arms, ``elbows`` bends them. ``raised_m`` (T, 2) lifts the shoulders. ``grip``: the
    hands hold something.
    """

    lean: Floats
    neck: Floats
    turn: Floats
    thighs: Floats
    knees: Floats
    arms_front: Floats
    arms_out: Floats
    elbows: Floats
    raised_m: Floats
    grip: bool

    @classmethod
    def still(cls, count: int, *, grip: bool = False) -> Standing:
        """At ease for ``count`` instants."""
        one, two = np.zeros(count), np.zeros((count, 2))
        return cls(one, one, one, two, two, two, two, two, two, grip)


def stand(body: Body, move: Standing) -> Posture:
    """The postures, with the lower foot on the floor and in its place."""
    turns = _legs_and_trunk(move)
    chest = turns["spine01"]
    for at, (side, sign) in enumerate(SIDES):
        shrug = shrug_deg(body, side, move.raised_m[:, at])
        turns |= _shoulder(chest, side, sign, shrug)
    root = _on_the_floor(body, turns, len(move.lean))
    armless = pose(body, turns, root)
    for at, (side, sign) in enumerate(SIDES):
        shoulder = armless.joint(f"upperarm01.{side}")
        raised = about_z(sign * move.arms_out[:, at]) @ about_x(-move.arms_front[:, at])
        lower = raised @ about_x(-move.elbows[:, at])
        upper_m, lower_m = arm_lengths(body, side)
        elbow = shoulder + upper_m * turned(raised, unit(beside(sign, 0.17, -1.0, -0.03)))
        wrist = elbow + lower_m * turned(lower, unit(beside(sign, 0.06, -1.0, 0.21)))
        hand = bend_arm(body, turns, side, (shoulder, elbow, wrist))
        curl_fingers(body, turns, side, hand, GRIP_DEG if move.grip else LOOSE_DEG, 25.0)
    posture = pose(body, turns, root)
    return Posture(body, posture.turns, posture.shifts, move.raised_m)


def _legs_and_trunk(move: Standing) -> Turns:
    still = np.zeros_like(move.lean)
    turns = trunk_turns(move.lean, still, move.neck, move.turn)
    for at, (side, sign) in enumerate(SIDES):
        apart = about_z(-sign * 1.5) @ about_y(sign * 6.0)
        thigh = about_x(-move.thighs[:, at]) @ apart
        shin = about_x(move.knees[:, at] - move.thighs[:, at]) @ apart
        turns[f"upperleg01.{side}"] = turns[f"upperleg02.{side}"] = thigh
        turns[f"lowerleg01.{side}"] = turns[f"lowerleg02.{side}"] = shin
        hanging = np.clip(move.knees[:, at] - 2.0 * move.thighs[:, at], 0.0, None)
        turns[f"foot.{side}"] = about_x(0.3 * hanging) @ about_y(sign * 8.0)
    return turns


def _shoulder(chest: Floats, side: str, sign: float, shrug: Floats) -> Turns:
    """Collar bone and shoulder blade as they rise in a shrug."""
    return {
        f"clavicle.{side}": chest @ about_z(sign * (0.8 * shrug - 3.0)) @ about_y(sign * 2.0),
        f"shoulder01.{side}": chest @ about_z(sign * (shrug - 8.0)),
    }


def shrug_deg(body: Body, side: str, raised_m: Floats) -> Floats:
    """How far the collar bone turns for the shoulder's joint to rise so high over its rest."""
    flat = np.zeros(len(SHRUG_DEG))
    turns = trunk_turns(flat, flat, flat, flat)
    sign = dict(SIDES)[side]
    turns |= _shoulder(turns["spine01"], side, sign, SHRUG_DEG)
    height = pose(body, turns, np.zeros((len(flat), 3))).joint(f"upperarm01.{side}")[:, 1]
    rest = float(np.interp(0.0, SHRUG_DEG, height))
    found: Floats = np.interp(raised_m, np.maximum.accumulate(height) - rest, SHRUG_DEG)
    return found


def _on_the_floor(body: Body, turns: Turns, count: int) -> Floats:
    feet = pose(body, turns, np.zeros((count, 3)))
    left, right = feet.joint("foot.L"), feet.joint("foot.R")
    lower = np.where((left[:, 1] <= right[:, 1])[:, None], left, right)
    place = body.head_of("foot.L")
    shift = np.zeros((count, 3))
    shift[:, 1] = place[1] + 0.004 - lower[:, 1]
    shift[:, 2] = place[2] - (left[:, 2] + right[:, 2]) / 2.0
    return shift


def plank(body: Body, neck: Floats, sag_deg: Floats) -> Posture:
    """On the forearms and the toes, face down, the head towards -Z; (T,) degrees."""
    count = len(neck)
    upper_m, lower_m = arm_lengths(body, "L")
    shoulder, ankle = body.head_of("upperarm01.L"), body.head_of("foot.L")
    toe = body.points[body.data.at["left_foot_index"][0]]
    on_toes_m = float(toe[2] - ankle[2]) * np.cos(np.radians(TOES_DEG))
    drop_m = upper_m + ELBOW_M - on_toes_m
    tilt = np.degrees(np.arcsin(drop_m / np.linalg.norm(shoulder - ankle)))
    around = about_y(180.0)
    turns = trunk_turns(90.0 - tilt + sag_deg, -sag_deg, neck, np.zeros(count))
    turns = {bone: around @ turn for bone, turn in turns.items()}
    for side, _ in SIDES:
        legs = around @ about_x(np.full(count, 90.0 - tilt))
        for bone in ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02"):
            turns[f"{bone}.{side}"] = legs
        turns[f"foot.{side}"] = legs @ about_x(-TOES_DEG)
    root = np.zeros((count, 3))
    armless = pose(body, turns, root)
    drop = armless.joint("upperarm01.L")[:, 1] - upper_m - ELBOW_M
    centre = (armless.joint("upperarm01.L") + armless.joint("foot.L"))[:, 2] / 2.0
    root = np.stack([np.zeros(count), -drop, -centre], axis=1)
    armless = armless.moved(root)
    for side, sign in SIDES:
        start = armless.joint(f"upperarm01.{side}")
        elbow = start + np.array([0.0, -upper_m, 0.0])
        wrist = elbow + lower_m * unit(beside(-sign, -0.15, -0.05, -1.0))
        hand = bend_arm(body, turns, side, (start, elbow, wrist))
        curl_fingers(body, turns, side, hand, GRIP_DEG)
    return pose(body, turns, root)
