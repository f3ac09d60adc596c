"""The truth of a clip as a table: a row for each frame."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from benchmarks.render.camera import Lens, seen_from
from benchmarks.render.motion import Motion
from benchmarks.render.rotation import unit
from benchmarks.render.shape import Floats

HIDDEN_M = 0.12  # a landmark so far behind what its pixel shows can't be seen
Columns = dict[str, Floats]


def truth_columns(
    time_s: Floats,
    motion: Motion,
    landmarks: dict[str, Floats],
    views: Floats,
    lens: Lens,
) -> Columns:
    """Every column but those that tell which landmarks are seen; each (T,)."""
    seen = {name: seen_from(views, where) for name, where in landmarks.items()}
    pixels = {name: lens.pixels(where) for name, where in seen.items()}
    columns: Columns = {
        "frame": np.arange(len(time_s)).astype(float),
        "t": time_s,
        "rep": motion.rep.astype(float),
        "phase": motion.phase,
        "neck_cmd": motion.neck_deg,
        "elev_cmd": motion.raised_m,
        **trunk_and_neck(landmarks, pixels),
    }
    trunk_m = columns["torso_len"][0]
    for side in ("left", "right"):
        height = landmarks[f"{side}_shoulder"][:, 1]
        columns[f"shoulder_elev_{side}_m"] = height - height[0]
    both = (columns["shoulder_elev_left_m"] + columns["shoulder_elev_right_m"]) / 2.0
    columns["shoulder_elev_norm"] = both / trunk_m
    for name in landmarks:
        for ending, values in zip(
            ("wx", "wy", "wz", "cx", "cy", "cz", "u", "v"),
            (*landmarks[name].T, *seen[name].T, *pixels[name].T),
            strict=True,
        ):
            columns[f"{name}_{ending}"] = values
    return columns


def trunk_and_neck(landmarks: dict[str, Floats], pixels: dict[str, Floats]) -> Columns:
    """Angles in degrees between the lines ear - shoulder and shoulder - hip, in space and seen.

    Each end is the mean of both sides. ``trunk_angle`` is the trunk's over the floor.
    """

    def middle(points: dict[str, Floats], part: str) -> Floats:
        return (points[f"left_{part}"] + points[f"right_{part}"]) / 2.0

    ear, shoulder, hip = (middle(landmarks, part) for part in ("ear", "shoulder", "hip"))
    neck, trunk = ear - shoulder, shoulder - hip
    side = unit(landmarks["left_hip"] - landmarks["right_hip"])
    cosine = np.clip(_dot(unit(neck), unit(trunk)), -1.0, 1.0)
    in_plane = _dot(neck, trunk) - _dot(neck, side) * _dot(trunk, side)
    ear_px, shoulder_px, hip_px = (middle(pixels, part) for part in ("ear", "shoulder", "hip"))
    neck_px, trunk_px = ear_px - shoulder_px, shoulder_px - hip_px
    turn = neck_px[:, 0] * trunk_px[:, 1] - neck_px[:, 1] * trunk_px[:, 0]
    flat = np.degrees(np.arctan2(turn, _dot(neck_px, trunk_px)))
    return {
        "neck_spine_3d": np.degrees(np.arccos(cosine)),
        "neck_spine_sagittal_signed": np.degrees(
            np.arctan2(_dot(np.cross(trunk, neck), side), in_plane)
        ),
        "neck_spine_2d_signed": flat,
        "neck_spine_2d": np.abs(flat),
        "trunk_angle": np.degrees(np.arctan2(trunk[:, 1], np.hypot(trunk[:, 0], trunk[:, 2]))),
        "torso_len": np.linalg.norm(trunk, axis=1),
    }


def visible(columns: Columns, names: list[str], frame: int, depth_m: Floats) -> dict[str, int]:
    """Which landmarks the picture of a frame shows; ``depth_m`` is the picture's."""
    height, width = depth_m.shape
    found = {}
    for name in names:
        x, y = columns[f"{name}_u"][frame], columns[f"{name}_v"][frame]
        inside = 0.0 <= x < width and 0.0 <= y < height
        away = -columns[f"{name}_cz"][frame]
        found[f"{name}_vis"] = int(inside and away - depth_m[int(y), int(x)] < HIDDEN_M)
    return found


def write_truth(path: Path, exercise: str, columns: Columns, seen: list[dict[str, int]]) -> None:
    """The table as CSV, numbers to five places."""
    names = list(columns)
    at = names.index("t") + 1
    names.insert(at, "exercise")
    ordered = []
    for name in names:
        ordered.append(name)
        if name.endswith("_v"):
            ordered.append(f"{name[:-2]}_vis")
    whole = ("frame", "rep")
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, ordered)
        writer.writeheader()
        for frame, shown in enumerate(seen):
            row: dict[str, object] = {
                name: int(values[frame]) if name in whole else round(float(values[frame]), 5)
                for name, values in columns.items()
            }
            writer.writerow({**row, "exercise": exercise, **shown})


def _dot(one: Floats, other: Floats) -> Floats:
    found: Floats = (one * other).sum(axis=-1)
    return found
