"""What the landmarks of a clip look like, in numbers that rendered and real clips both have.

Lengths are over the trunk's at rest, in the picture; angles are in the picture, from the trunk
to the line, + towards the chest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.accuracy.clips import Floats
from formcheck.core.baseline.estimate import Baseline, estimate_baseline
from formcheck.core.kinematics.camera_yaw import front_yaw_deg, side_yaw_deg
from formcheck.core.kinematics.geometry import Line, body_lines, turns_deg
from formcheck.core.pose import EARS, HIPS, KNEES, SHOULDERS, Landmark, Pose
from formcheck.sources.replay import RecordedPoses

Features = dict[str, float]

CALM_SHARE = 1 / 3  # of a clip's frames, the slowest, in which jitter shows
SPEED_S = 0.2
FAST = 95.0  # per cent of frames are slower
ELBOWS = (Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW)
HEAD = {"eye": Line.EYE, "nose": Line.NOSE, "mouth": Line.MOUTH, "face": Line.FACE}
WATCHED = [*EARS, *SHOULDERS, *HIPS]


def features(poses: RecordedPoses, kind: str) -> Features | None:
    """All features of a sit-up or shrug clip; None where nobody was seen at rest."""
    lying = kind == "situp"
    rest = estimate_baseline(poses.time_s, poses.points, poses.world, lying=lying)
    if not rest.known:
        return None
    lines = body_lines(poses.points)
    return {
        **_lengths(rest),
        **(_lying_angles(rest) if lying else _standing_heights(rest)),
        **_picture(poses, rest, lying=lying),
        **_jitter(poses, rest),
        **_motion(poses.time_s, lines, rest, lying=lying),
    }


def _lengths(rest: Baseline) -> Features:
    points, world = rest.neutral.points, rest.neutral.world
    trunk_px, trunk_m = (_length(_middle(of, SHOULDERS) - _middle(of, HIPS)) for of in
                         (points, world))  # fmt: skip
    lines = body_lines(points)
    return {
        "shoulders, width": _across(points, SHOULDERS) / trunk_px,
        "hips, width": _across(points, HIPS) / trunk_px,
        "shoulders, width in space": _across(world, SHOULDERS) / trunk_m,
        "hips, width in space": _across(world, HIPS) / trunk_m,
        "shoulder to ear": _length(lines[Line.NECK]) / trunk_px,
        **{f"head: {name} line": _length(lines[line]) / trunk_px for name, line in HEAD.items()},
        "upper arm": _limb(points, SHOULDERS, ELBOWS) / trunk_px,
        "thigh": _limb(points, HIPS, KNEES) / trunk_px,
    }


def _lying_angles(rest: Baseline) -> Features:
    lines = body_lines(rest.neutral.points)
    trunk = lines[Line.TRUNK]
    facing = -np.sign(trunk[0])
    angles = {
        f"{name} line at rest, deg": float(facing * turns_deg(trunk, lines[line]))
        for name, line in {"neck": Line.NECK, **HEAD}.items()
    }
    tilt = float(np.degrees(np.arctan2(-trunk[1], abs(trunk[0]))))
    return {**angles, "trunk at rest, deg": tilt}


def _standing_heights(rest: Baseline) -> Features:
    points = rest.neutral.points
    trunk = _middle(points, SHOULDERS) - _middle(points, HIPS)
    up = trunk / _length(trunk)

    def height(of: Sequence[Landmark]) -> float:
        off = points[list(of)].mean(axis=0) - _middle(points, SHOULDERS)
        return float(off @ up) / _length(trunk)

    left, right = (float(points[side] @ up) / _length(trunk) for side in SHOULDERS)
    ear_left, ear_right = (float(points[side] @ up) / _length(trunk) for side in EARS)
    return {
        "ears over shoulders": height(EARS),
        "nose over shoulders": height([Landmark.NOSE]),
        "mouth over shoulders": height([Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT]),
        "one shoulder higher": abs(left - right),
        "one ear higher": abs(ear_left - ear_right),
    }


def _picture(poses: RecordedPoses, rest: Baseline, *, lying: bool) -> Features:
    trunk_px = _trunk_px(rest.neutral)
    yaw = side_yaw_deg(rest.neutral) if lying else front_yaw_deg(rest.neutral)
    seen = poses.visibility[np.isfinite(poses.points[:, 0, 0])]
    return {
        "trunk, pixels": trunk_px,
        "trunk over picture": trunk_px / max(poses.width, poses.height),
        "frames a second": float(1.0 / np.median(np.diff(poses.time_s))),
        "yaw as seen, deg": abs(yaw.value),
        "visibility, least of six": float(np.median(seen[:, WATCHED].min(axis=1))),
    }


def _jitter(poses: RecordedPoses, rest: Baseline) -> Features:
    """How far a landmark lies off the middle between its neighbours in time, when calm."""
    trunk_px = _trunk_px(rest.neutral)
    moved = np.linalg.norm(
        np.diff(poses.points[:, [*EARS, *SHOULDERS]].mean(axis=1), axis=0), axis=-1
    ) / np.diff(poses.time_s)  # fmt: skip
    calm = moved[1:] <= np.nanquantile(moved, CALM_SHARE)
    found = {}
    for name, pair in {"ear": EARS, "nose": (Landmark.NOSE,), "shoulder": SHOULDERS,
                       "hip": HIPS}.items():  # fmt: skip
        path = poses.points[:, list(pair)].mean(axis=1)
        off = np.linalg.norm(path[1:-1] - (path[:-2] + path[2:]) / 2, axis=-1)[calm]
        found[f"jitter of {name}, 1/1000"] = 1000 * float(np.nanmedian(off)) / trunk_px
    return found


def _motion(time_s: Floats, lines: Floats, rest: Baseline, *, lying: bool) -> Features:
    trunk, neck = lines[:, Line.TRUNK], lines[:, Line.NECK]
    if lying:
        tilt = np.degrees(np.arctan2(-trunk[:, 1], np.abs(trunk[:, 0])))
        courses = {"trunk": tilt, "neck line": turns_deg(trunk, neck)} | {
            "mouth line": turns_deg(trunk, lines[:, Line.MOUTH])
        }
        unit, scale = "deg", 1.0
    else:
        up = -lines[:, Line.NECK, 1] / _trunk_px(rest.neutral)
        courses, unit, scale = {"ears over shoulders": up}, "1/1000", 1000.0
    found = {}
    for name, course in courses.items():
        known = np.isfinite(course)
        smooth = np.unwrap(course[known], period=360.0) if lying else course[known]
        low, high = np.percentile(smooth, [5, 95])
        found[f"{name}, range, {unit}"] = scale * float(high - low)
        speed = scale * _speed(time_s[known], smooth)
        found[f"{name}, fast, {unit}/s"] = float(np.percentile(speed, FAST))
    return found


def _speed(time_s: Floats, course: Floats) -> Floats:
    later = np.minimum(np.searchsorted(time_s, time_s + SPEED_S), len(time_s) - 1)
    span_s = time_s[later] - time_s
    some = span_s > SPEED_S / 2
    speed: Floats = np.abs(course[later] - course)[some] / span_s[some]
    return speed


def _trunk_px(pose: Pose) -> float:
    return _length(_middle(pose.points, SHOULDERS) - _middle(pose.points, HIPS))


def _middle(points: Floats, pair: Sequence[Landmark]) -> Floats:
    middle: Floats = points[list(pair)].mean(axis=0)
    return middle


def _across(points: Floats, pair: Sequence[Landmark]) -> float:
    return _length(points[pair[0]] - points[pair[1]])


def _limb(points: Floats, start: Sequence[Landmark], end: Sequence[Landmark]) -> float:
    """The longer of both sides: the other one is foreshortened or hidden."""
    return max(_length(points[a] - points[b]) for a, b in zip(start, end, strict=True))


def _length(vector: Floats) -> float:
    return float(np.linalg.norm(vector))
