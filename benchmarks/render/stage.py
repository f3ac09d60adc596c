"""Puts a drawn clip on stage: bodies in motion, the room around them, the camera before them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from benchmarks.render.body import Body, make_body
from benchmarks.render.camera import Lens
from benchmarks.render.clip import Bystander, Clip
from benchmarks.render.motion import Motion
from benchmarks.render.random_streams import Sway, stream
from benchmarks.render.rooms import furniture, occluder, walls
from benchmarks.render.rotation import about_y, turned, unit
from benchmarks.render.scene import Actor, Carried, Room
from benchmarks.render.shape import Floats
from benchmarks.render.skeleton import SIDES, Posture
from benchmarks.render.solids import Solid, ball, cylinder, joined, quad
from benchmarks.render.standing import Standing, stand
from benchmarks.render.subjects import Person
from benchmarks.render.viewpoint import Shot, set_up

HIDDEN_PARTS = {"legs": ("knee", "ankle"), "hips": ("hip",), "head": ("ear",)}
SHADOW_ROOM_M = 0.3  # bodies are wider than their landmarks
SHADOW_REACH_M = 1.6  # longer shadows are not drawn


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """What the painter draws, and the truth of it, at the exposures' instants.

    ``postures`` are of ``actors``, the first of which is the one whose truth it is.
    """

    motion: Motion
    landmarks: dict[str, Floats]
    actors: tuple[Actor, ...]
    postures: tuple[Posture, ...]
    room: Room
    shaded: Solid
    shot: Shot


def set_stage(clip: Clip, lens: Lens, time_s: Floats) -> Stage:
    """Everything that a clip shows at the instants ``time_s`` (T,)."""
    body = make_body(clip.person.shape)
    motion = clip.plan.perform(body, time_s)
    landmarks = motion.posture.landmarks()
    shot = set_up(clip.viewpoint, lens, landmarks, time_s)
    dumbbells = bool(clip.plan.labels().get("dumbbells"))
    actors = [_actor(body, clip.person, dumbbells=dumbbells)]
    postures = [motion.posture]
    if clip.bystander:
        actor, posture = _bystander(clip.bystander, clip, time_s)
        actors.append(actor)
        postures.append(posture)
    room = _room(clip, landmarks, shot)
    shaded = _shaded(landmarks, room.lamp_way)
    return Stage(motion, landmarks, tuple(actors), tuple(postures), room, shaded, shot)


def _actor(body: Body, person: Person, *, dumbbells: bool) -> Actor:
    carried = [Carried("head", solid) for solid in _tail(body, person)]
    if dumbbells:
        carried += [Carried(f"wrist.{side}", _dumbbell(body, side, sign)) for side, sign in SIDES]
    return Actor(body, person.style, tuple(carried))


def _tail(body: Body, person: Person) -> list[Solid]:
    """Hair tied at the back of the head."""
    mean = body.data.mean
    back = body.points[np.argmin(np.linalg.norm(mean - [0.0, 0.775, -0.075], axis=1))]
    colour = person.style.hair_colour
    if person.style.tail == "bun":
        return [ball(back + np.array([0.0, 0.005, -0.022]), (0.042, 0.040, 0.034), colour)]
    if person.style.tail == "ponytail":
        knot = ball(back + np.array([0.0, 0.0, -0.015]), (0.026, 0.026, 0.026), colour, 10)
        return [knot, ball(back - np.array([0.0, 0.09, 0.03]), (0.027, 0.105, 0.025), colour)]
    return []


def _dumbbell(body: Body, side: str, sign: float) -> Solid:
    """A dumbbell in the fist, in the place of the resting hand."""
    wrist, middle, first, last = (
        body.head_of(f"{bone}.{side}") for bone in ("wrist", "finger3-1", "finger2-1", "finger5-1")
    )
    along, ahead = unit(first - last), unit(middle - wrist)
    palm = -sign * np.cross(ahead, along)
    centre = (first + last) / 2.0 + 0.012 * ahead + 0.03 * palm
    grip = cylinder(centre, along, 0.014, 0.13, (0.45, 0.45, 0.46), 10)
    ends = [
        cylinder(centre + way * 0.10 * along, along, 0.058, 0.075, (0.03, 0.03, 0.033))
        for way in (-1.0, 1.0)
    ]
    return joined([grip, *ends])


def _bystander(who: Bystander, clip: Clip, time_s: Floats) -> tuple[Actor, Posture]:
    """Somebody who stands behind and looks about."""
    body = make_body(who.person.shape)
    rng = stream(clip.seed, "bystander's sway")
    move = replace(
        Standing.still(len(time_s)),
        lean=Sway.draw(rng, 1.5).at(time_s),
        neck=Sway.draw(rng, 6.0).at(time_s),
        turn=Sway.draw(rng, 20.0).at(time_s),
    )
    place = np.array([who.right_m, 0.0, -who.behind_m])
    around = about_y(clip.viewpoint.nominal_deg)
    posture = stand(body, move).placed(about_y(who.facing_deg), turned(around, place))
    return _actor(body, who.person, dumbbells=False), posture


def _room(clip: Clip, landmarks: dict[str, Floats], shot: Shot) -> Room:
    """The room turned to the camera's nominal side, and what hides part of the person."""
    setting, around = clip.setting, about_y(clip.viewpoint.nominal_deg)
    nowhere = np.zeros(3)
    floor, rear = walls(setting)
    things = [s.moved(around, nowhere) for s in furniture(setting, mat=clip.plan.lying)]
    if setting.occluder:
        names = HIDDEN_PARTS[setting.hides]
        parts = [landmarks[f"{side}_{name}"][0] for name in names for side in ("left", "right")]
        things += occluder(setting, np.mean(parts, axis=0), shot.eyes[0])
    return Room(
        things=joined(things),
        floor=floor,
        walls=rear.moved(around, nowhere),
        surfaces=setting.surfaces,
        light=setting.light,
        lamp_way=unit(turned(around, setting.light.way)),
    )


def _shaded(landmarks: dict[str, Floats], lamp_way: Floats) -> Solid:
    """The piece of the floor that the person or their shadow covers at any time."""
    cloud = np.concatenate([where[::5] for where in landmarks.values()])
    thrown = cloud - lamp_way * (cloud[:, 1:2] / max(float(lamp_way[1]), 0.2))
    spread = np.concatenate([cloud, thrown])[:, [0, 2]]
    low = np.maximum(spread.min(axis=0) - SHADOW_ROOM_M, -SHADOW_REACH_M)
    high = np.minimum(spread.max(axis=0) + SHADOW_ROOM_M, SHADOW_REACH_M)
    (left, back), (right, front) = low.tolist(), high.tolist()
    corners = [(left, 0, front), (right, 0, front), (right, 0, back), (left, 0, back)]
    return quad(corners, (0, 1, 0))
