"""The data dictionary: what each column, array and key that formcheck writes means.

``FRAMES``, ``POSES`` and ``SUMMARY`` are written here; the keys of result.json come from its schema
and from the limits themselves. The documentation is made of these, and a test holds them against
the files that are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from formcheck.core.risks.limits import Limits
from formcheck.system.json_files import JsonObject
from formcheck.system.json_schema import resolved

TRUNKS = "trunk lengths"
ANY = "any"
MEASURE_ENDS = {"": "", "_low": "lower end of its 90 % interval", "_high": "upper end of it"}
"""What follows the name of a measure in frames.csv, and what the column holds."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One column, array or key.

    ``name`` is the name in the file, with ``<landmark>`` for any of the 33 landmarks in lower case.
    ``unit`` is "" where there is none; ``sign`` says what + means, "" where nothing is negative;
    ``range`` is what may be found there, ``what`` is its meaning.
    """

    name: str
    unit: str
    sign: str
    range: str
    what: str


MEASURES = (
    Definition(
        "trunk_deg", "deg", "+ rising", "0 lying to 90 upright",
        "Inclination of the trunk (mid-hip to mid-shoulder) from the ground.",
    ),
    Definition(
        "neck_flexion_deg", "deg", "+ chin to chest", "about -30 to 70",
        "Flexion of the neck: the head against the upper back, from the person's own neutral. "
        "Warnings and verdicts go by this.",
    ),
    Definition(
        "neck_speed_deg_s", "deg/s", "+ bending forwards", ANY,
        "How fast the neck flexion changes.",
    ),
    Definition(
        "neck_line_deg", "deg", "+ chin to chest", "-180 to 180",
        "Plain geometry, for comparison: the angle from the trunk line to the neck line "
        "(mid-shoulder to mid-ear), less the person's own neutral. It sees half to two thirds of "
        "the flexion.",
    ),
    Definition(
        "hand_head", TRUNKS, "", "0 and more",
        "Distance of the nearest hand from the ear that faces the camera.",
    ),
    Definition(
        "elbow_lift", TRUNKS, "+ towards the head", "about -1 to 1",
        "How far the elbows point to the head, along the trunk.",
    ),
    Definition(
        "shoulder_elevation", TRUNKS, "+ up", "about 0 to 0.2",
        "How far the shoulders are raised above the person's own rest.",
    ),
    Definition(
        "left_minus_right", TRUNKS, "+ left higher", "about -0.1 to 0.1",
        "How much further the left shoulder is raised than the right one.",
    ),
    Definition("hold_s", "s", "", "0 and more", "How long the hold under way has lasted."),
    Definition(
        "hold_limit_s", "s", "", "3 to 201",
        "How long a hold should last at most, for the load that was stated.",
    ),
    Definition(
        "view_yaw_deg", "deg", "from the side + towards the feet; from the front + where the "
        "person has to turn to their right", "-180 to 180",
        "How far the camera stands off the side or the front, from which the exercise is filmed.",
    ),
)  # fmt: skip
"""What exercises measure of each frame; in frames.csv each has three columns."""

FRAMES = (
    Definition("time_s", "s", "", "0 and more, rising", "Presentation time of the frame."),
    Definition(
        "phase", "", "", "rest, up, top, down; rest, hold; empty",
        "What a sit-up or a shrug is at; empty where no exercise goes on.",
    ),
    Definition(
        "rep", "", "", "0, 1, 2, ...", "The rep or hold under way, counted from 1; 0 between them."
    ),
    *MEASURES,
    Definition(
        "<landmark>_x_px", "px", "+ right", "may lie outside the picture",
        "Where the landmark is, from the left edge of the upright picture, as smoothed.",
    ),
    Definition(
        "<landmark>_y_px", "px", "+ down", "may lie outside the picture",
        "Where the landmark is, from the top edge of the upright picture, as smoothed.",
    ),
    Definition(
        "<landmark>_visibility", "", "", "0 to 1",
        "How sure the pose model is of the landmark. It is sure of itself when it is wrong.",
    ),
)  # fmt: skip
"""The columns of frames.csv. A measure stands for its own and the two that end it."""

POSES = (
    Definition("time_s", "s", "", "(T,) rising", "Presentation time of each frame."),
    Definition(
        "points", "px", "+ right, + down", "(T, 33, 2)",
        "The 33 BlazePose landmarks in the upright picture, as found, before smoothing.",
    ),
    Definition(
        "world", "m", "MediaPipe's axes", "(T, 33, 3)", "The same landmarks around the mid-hip."
    ),
    Definition("visibility", "", "", "(T, 33), 0 to 1", "How sure the pose model is of each."),
    Definition(
        "spots", "px", "+ right, + down", "(T, 13, 2)",
        "Points of head, chest and shoulders that the refiners found in the picture: nose, eyes, "
        "ears, mouth, neck, back, chest, left shoulder, right shoulder, collar, breast; and near "
        "ear and nose tip, whose line is the head's direction.",
    ),
    Definition(
        "look_error_deg", "deg", "", "(T,) 0 and more",
        "How far off head and chest may be turned, by the refiner's own account.",
    ),
    Definition("width", "px", "", "1 and more", "Width of the upright picture."),
    Definition("height", "px", "", "1 and more", "Height of the upright picture."),
    Definition(
        "learnt_exercise", "", "", "text",
        "Live sets only: the exercise whose neutral was learnt before the set.",
    ),
    Definition("learnt_origin", "", "", "text", "Live sets only: where that neutral was found."),
    Definition(
        "learnt_rested", "", "", "true or false",
        "Live sets only: whether the person rested for a second.",
    ),
    Definition("learnt_points", "px", "+ right, + down", "(33, 2)", "That neutral's landmarks."),
    Definition("learnt_world", "m", "MediaPipe's axes", "(33, 3)", "The same around the mid-hip."),
    Definition("learnt_spots", "px", "+ right, + down", "(13, 2)", "That neutral's spots."),
)  # fmt: skip
"""The arrays of poses.npz, for T frames; NaN where nothing was seen."""

SUMMARY = (
    Definition("video", "", "", "path", "The video."),
    Definition("error", "", "", "text", "Why it could not be analysed; empty where it could."),
    Definition("exercise", "", "", "an exercise or none", "The exercise that was found."),
    Definition("reps", "", "", "0 and more", "Finished reps."),
    Definition("holds", "", "", "0 and more", "Finished holds."),
    Definition(
        "worst_neck_deg", "deg", "+ chin to chest", ANY,
        "The largest neck flexion of any rep that lasted 0.2 s.",
    ),
    Definition("worst_neck_deg_low", "deg", "", ANY, "Lower end of its 90 % interval."),
    Definition("worst_neck_deg_high", "deg", "", ANY, "Upper end of its 90 % interval."),
    Definition("longest_hold_s", "s", "", "0 and more", "How long the longest hold lasted."),
    Definition("strain", "", "", "0 and more", "Warnings of strain."),
    Definition("cramp", "", "", "0 and more", "Warnings of cramp."),
    Definition("camera", "", "", "0 and more", "Notices that the picture can't be judged."),
    Definition("cant_tell", "", "", "0 and more", "Reps whose verdict is \"can't tell\"."),
    Definition(
        "coverage", "", "", "0 to 1",
        "The share of the frames in which the exercise's key measure is known.",
    ),
    Definition("view_yaw_deg", "deg", "as in frames.csv", "-180 to 180", "As in frames.csv."),
    Definition("duration_s", "s", "", "0 and more", "The length that the file declares."),
    Definition("notes", "", "", "text", "What is worth knowing about the clip."),
)  # fmt: skip
"""The columns of summary.csv, one row a video."""

UNITS = {"_dose_deg_s": "deg s", "_deg_s": "deg/s", "_deg": "deg", "_s": "s"}
"""The unit of a key in a JSON file, by how its name ends; the first that fits."""


def keys_of(schema: JsonObject) -> Iterator[Definition]:
    """The keys of a JSON file as dotted paths, with [] for each entry of a list, by its schema.

    ``what`` of a limit is where its figure comes from.
    """
    limits = dict(_limits())
    for name, part in _walk(schema, schema, ""):
        unit, what = limits.get(name, (unit_of(name), part.get("description", "")))
        if what:  # what only holds others together needs no words
            yield Definition(name, unit, "", _range(part), what)


def _walk(schema: JsonObject, part: JsonObject, path: str) -> Iterator[tuple[str, JsonObject]]:
    for name, value in part.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        inner = resolved(schema, value)
        if "items" in inner:
            here += "[]"
        yield here, inner
        yield from _walk(schema, resolved(schema, inner.get("items", inner)), here)


def _limits() -> Iterator[tuple[str, tuple[str, str]]]:
    """The path of each limit in a result, with its unit and its source."""
    for cause in fields(Limits):
        for limit in fields(getattr(Limits(), cause.name)):
            path = f"limits.{cause.name}.{limit.name}"
            yield path, (limit.metadata["unit"], limit.metadata["source"])


def unit_of(name: str) -> str:
    """The unit of a measure or key by how its name ends, "" where it has none of these."""
    return next((unit for ending, unit in UNITS.items() if name.endswith(ending)), "")


def _range(part: JsonObject) -> str:
    if "const" in part:
        return str(part["const"])
    if "enum" in part:
        return ", ".join("null" if one is None else str(one) for one in part["enum"])
    if "minimum" in part and "maximum" in part:
        span = f"{part['minimum']} to {part['maximum']}"
    elif "minimum" in part:
        span = f"{part['minimum']} and more"
    else:
        kinds = part.get("type") or [choice.get("type", "text") for choice in part.get("oneOf", [])]
        kinds = [kinds] if isinstance(kinds, str) else kinds
        return ", ".join(kind for kind in kinds if kind != "object")
    return span + (", null" if "null" in part.get("type", ()) else "")
