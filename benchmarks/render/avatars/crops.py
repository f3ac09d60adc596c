"""A crop of a random avatar in a random posture, and where head and chest lie in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.render.avatars.avatar import Avatar, Floats
from benchmarks.render.avatars.materials import draw_materials
from benchmarks.render.avatars.painter import Camera, Painter, Picture
from benchmarks.render.avatars.posture import Chance, draw_posture, moved, turned, unit
from benchmarks.render.avatars.things import draw_things

SIZE_PX, SIDE_M, BELOW_M = 176, 1.06, 0.10
CHEST, CHEST_M = "Spine2", 0.15  # the bone that carries the neck; how far its spots lie apart
POINTS = (
    "nose", "eyes", "ears", "mouth", "near eye", "near ear", "neck", "back", "chest",
)  # fmt: skip
ELSEWHERE = 0.05  # share of crops of the legs, where no head is
YAW_MAX_DEG, PITCH_DEG = 60.0, (-20.0, 25.0)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """``picture`` (H, W, 4); ``points`` (9, 2) pixels of it, NaN in a crop of something else.

    ``told`` (6,): flexion, lateral bend and turn of the neck, curl of the back, yaw and pitch of
    the camera, degrees.
    """

    picture: Picture
    points: Floats
    told: Floats


def draw_crop(painter: Painter, avatar: Avatar, chance: Chance) -> Drawn:
    """The trunk points up in it, and whoever is filmed from the left is mirrored to look right."""
    posture, moves = draw_posture(avatar, chance)
    side = float(chance.choice([1.0, -1.0]))
    spread = chance.triangular if chance.random() < 0.6 else None
    yaw_deg = spread(-YAW_MAX_DEG, 0.0, YAW_MAX_DEG) if spread else chance.uniform(-1, 1) * 60.0
    pitch_deg = chance.uniform(*PITCH_DEG)
    beside = np.array([[0.0, 0.0, side], [0.0, 1.0, 0.0], [-side, 0.0, 0.0]])
    across = turned("x", pitch_deg) @ beside @ turned("y", yaw_deg)
    points = _points(avatar, moves, near=1 if side > 0 else 0)
    trunk = across @ _trunk(avatar, moves)
    up = unit(trunk[:2])
    roll = np.array([[up[1], -up[0], 0.0], [up[0], up[1], 0.0], [0.0, 0.0, 1.0]])
    across = roll @ across
    gone = chance.random() < ELSEWHERE
    middle = _legs(avatar, moves, chance) if gone else points[:4].mean(axis=0)
    middle = middle - (0.0 if gone else BELOW_M) * across[1]
    camera = Camera(across, middle, chance.uniform(1.3, 6.0), SIDE_M)
    materials = draw_materials(avatar.skin, chance)
    picture = painter.paint(avatar, moves, camera, materials, draw_things(avatar, chance))
    placed = np.full((len(POINTS), 2), np.nan) if gone else camera.pixels(points, SIZE_PX)
    if side < 0.0:
        picture, placed[:, 0] = picture[:, ::-1], SIZE_PX - placed[:, 0]
    told = [posture.flexion_deg, posture.lateral_deg, posture.turn_deg, posture.curl_deg,
            yaw_deg * side, pitch_deg]  # fmt: skip
    return Drawn(picture, placed, np.array(told))


def _points(avatar: Avatar, moves: Floats, near: int) -> Floats:
    """Those of ``POINTS``, (9, 3) metres; ``near`` is the side that the camera sees."""
    face, names = avatar.face, avatar.skeleton.names
    head = moved(
        moves[names.index("Head")],
        np.array([
            face.nose, face.eyes.mean(axis=0), face.ears.mean(axis=0), face.mouth,
            face.eyes[near], face.ears[near],
        ]),
    )  # fmt: skip
    neck = avatar.skeleton.at("Neck")
    ways = np.array([[0.0, 0.0, 0.0], [0.0, -CHEST_M, 0.0], [0.0, 0.0, CHEST_M]])
    return np.concatenate([head, moved(moves[names.index(CHEST)], neck + ways)])


def _trunk(avatar: Avatar, moves: Floats) -> Floats:
    """From mid-hip to mid-shoulder, as a pose model would draw it, (3,) metres."""
    names, at = avatar.skeleton.names, avatar.skeleton.at

    def joint(name: str) -> Floats:
        return moved(moves[names.index(name)], at(name))

    shoulders, hips = joint("LeftArm") + joint("RightArm"), joint("LeftUpLeg") + joint("RightUpLeg")
    found: Floats = (shoulders - hips) / 2.0
    return found


def _legs(avatar: Avatar, moves: Floats, chance: Chance) -> Floats:
    names = avatar.skeleton.names
    name = str(chance.choice(["LeftLeg", "RightFoot", "RightLeg", "LeftFoot"]))
    place = moved(moves[names.index(name)], avatar.skeleton.at(name))
    found: Floats = place + chance.normal(0.0, 0.08, 3)
    return found
