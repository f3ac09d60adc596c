"""Random cameras: from which side, how high, how far, through which lens, how steadily held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.render.camera import Lens, seen_from, view
from benchmarks.render.random_streams import Sway, between, happens, one_of
from benchmarks.render.shape import Floats

STEEP_DEG = 38.0  # no camera looks down more steeply


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A drawn camera, before it is set up for a person.

    ``nominal_deg`` is the side it films, 90 the person's left; ``yaw_deg`` how far it stands
    off that; ``fill`` the share of the picture that the person takes. ``crop`` tells what is
    out of the picture, "" for nothing: head or feet by ``cropped`` trunk lengths, or the legs,
    as somebody is filmed who came closer.
    """

    nominal_deg: float
    yaw_deg: float
    height_m: float
    view_deg: float
    fill: float
    across: float
    crop: str
    cropped: float
    shake_m: float
    sways: tuple[Sway, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A camera set up: ``views`` (T, 4, 4) and ``eyes`` (T, 3) at each instant."""

    views: Floats
    eyes: Floats
    at: Floats


def draw_viewpoint(rng: np.random.Generator, *, lying: bool, any_side: bool) -> Viewpoint:
    """A camera for somebody on the mat or on their feet.

    ``any_side``: somebody on their feet may also be filmed from the side.
    """
    side = one_of(rng, {90.0: 1, -90.0: 1}) if lying or (any_side and happens(rng, 0.4)) else 0.0
    near = {12.0: 0.35, 35.0: 0.53, 45.0: 0.12}
    reach = one_of(rng, near)
    crop = one_of(rng, {"": 0.86, "feet": 0.10, "head": 0.04, "legs": 0.0 if lying else 0.4})
    return Viewpoint(
        nominal_deg=side,
        yaw_deg=between(rng, -reach, reach),
        height_m=between(rng, 0.2, 1.6) if lying else between(rng, 0.5, 1.9),
        view_deg=between(rng, 26.0, 60.0),
        fill=between(rng, 0.5, 0.92) if lying else between(rng, 0.65, 0.97),
        across=between(rng, -0.5, 0.5),
        crop=crop,
        cropped=between(rng, 0.05, 0.45),
        shake_m=between(rng, 0.003, 0.02) if happens(rng, 0.15) else 0.0,
        sways=tuple(Sway.draw(rng, 1.0) for _ in range(5)),
    )


def set_up(point: Viewpoint, lens: Lens, body: dict[str, Floats], time_s: Floats) -> Shot:
    """Place the camera so that the landmarks ``body`` (T, 3) fill the picture as drawn."""
    shown = {k: v for k, v in body.items() if not (point.crop == "legs" and _part(k) in LEGS)}
    cloud = np.concatenate([where[::5] for where in shown.values()])
    at = (cloud.min(axis=0) + cloud.max(axis=0)) / 2.0
    azimuth = np.radians(point.nominal_deg + point.yaw_deg)
    flat = np.array([np.sin(azimuth), 0.0, np.cos(azimuth)])
    distance = _distance(point, lens, cloud, at, flat)
    eye = at + flat * distance
    climb = np.clip(point.height_m - at[1], -distance, distance * np.tan(np.radians(STEEP_DEG)))
    eye[1] = max(0.12, at[1] + climb)
    for _ in range(3):  # what is off the middle moves by other amounts than the middle
        at = at + _aside(point, lens, body, cloud, eye, at)
    sways = [sway.at(time_s) for sway in point.sways]
    eyes = eye + point.shake_m * np.stack(sways[:3], axis=1)
    looks = at + 0.5 * point.shake_m * np.stack([sways[3], sways[4], 0.0 * time_s], axis=1)
    return Shot(view(eyes, looks), eyes, at)


def _distance(point: Viewpoint, lens: Lens, cloud: Floats, at: Floats, flat: Floats) -> float:
    """How far off the cloud fills its share of the narrower side of the picture."""
    right = np.array([flat[2], 0.0, -flat[0]])
    off = cloud - at
    half = np.tan(np.radians(lens.view_deg) / 2.0) * point.fill
    wide = np.abs(off @ right).max() / (half * lens.width_px / lens.height_px)
    tall = (np.abs(off[:, 1]).max() + 0.1) / half  # the landmarks end at the ears
    return float(max(wide, tall) + np.abs(off @ flat).max())


def _aside(
    point: Viewpoint,
    lens: Lens,
    body: dict[str, Floats],
    cloud: Floats,
    eye: Floats,
    at: Floats,
) -> Floats:
    """How much further the camera must look aside for the person to be where they were drawn."""
    matrix = view(eye[None], at[None])

    def seen(points: Floats) -> Floats:
        return lens.pixels(seen_from(np.broadcast_to(matrix, (len(points), 4, 4)), points))

    x, y = seen(cloud).T
    size = np.array([lens.width_px, lens.height_px], float)
    per_m = lens.focal_px / float(np.linalg.norm(eye - at))
    free = max(0.0, size[0] - np.ptp(x)) / 2.0
    move = np.array([(x.min() + x.max()) / 2.0 - size[0] / 2.0 - point.across * free, 0.0])
    if point.crop in ENDS:
        part = np.concatenate([body[f"{side}_{ENDS[point.crop]}"] for side in ("left", "right")])
        end = seen(part).mean(axis=0)
        along = 0 if np.ptp(x) > np.ptp(y) else 1
        trunk_px = per_m * np.linalg.norm(body["left_shoulder"][0] - body["left_hip"][0])
        beyond = point.cropped * trunk_px
        wanted = size[along] + beyond if end[along] > np.median((x, y)[along]) else -beyond
        move[along] = end[along] - wanted
    right, up = matrix[0, 0, :3], matrix[0, 1, :3]
    found: Floats = (right * move[0] - up * move[1]) / per_m
    return found


def _part(landmark: str) -> str:
    return landmark.removeprefix("left_").removeprefix("right_")


ENDS = {"head": "ear", "feet": "ankle"}
LEGS = ("knee", "ankle", "heel", "foot_index")
