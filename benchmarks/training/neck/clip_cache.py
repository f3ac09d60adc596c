"""Training clips kept small: what the pose model saw of a sit-up, and the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.accuracy.analysis import poses_of
from benchmarks.accuracy.clips import Flags, Floats, read_truth
from benchmarks.accuracy.unmeasurable import frames_at, unmeasurable
from formcheck.core.pose import EARS, EYES, HIPS, MOUTH, NOSE, SHOULDERS, Landmark, with_all_spots

SEEN = [*EARS, *EYES, *MOUTH, *NOSE, *SHOULDERS, *HIPS, Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW]
SOLID = [*SHOULDERS, *HIPS]  # of them, those whose world landmarks tell the viewpoint
STEPS_PX, STEPS_M = 32.0, 1e4  # how finely landmarks are kept; they tremble by more
OLDER = "older"  # the file of the clips that another renderer made
NOTHING = np.iinfo(np.int16).min  # a landmark that was not found


@dataclass(frozen=True, slots=True, eq=False)
class KeptClip:
    """One clip: ``points`` (T, 33, 2), ``world`` (T, 33, 3), NaN where not kept; its truth (T,).

    ``lost`` (T,) is where the pose model did not find the body; ``renderer`` is empty for the
    one in benchmarks/render. ``spots`` (T, 11, 2) and ``refined_error_deg`` (T,) are the second
    look's, NaN where none was taken.
    """

    name: str
    renderer: str
    arms: str
    yaw_deg: float
    size_px: tuple[int, int]
    time_s: Floats
    points: Floats
    world: Floats
    truth_deg: Floats
    lost: Flags
    spots: Floats
    refined_error_deg: Floats


def keep(folder: Path, path: Path) -> int:
    """Keep every sit-up of a folder of clips with truth in one file; gives their number."""
    kept: dict[str, list[Any]] = {}
    for truth in read_truth(folder):
        if truth.exercise != "situp":
            continue
        poses = poses_of(truth, "blazepose-full")
        at = frames_at(truth, poses.time_s)
        about = truth.about.get("groups", truth.about["args"])
        one = {
            "name": truth.name,
            "arms": about["arms"],
            "yaw_deg": truth.yaw_deg,
            "size_px": (poses.width, poses.height),
            "frames": len(poses.time_s),
            "time_s": poses.time_s,
            "points": _small(poses.points[:, SEEN], STEPS_PX),
            "world": _small(poses.world[:, SOLID], STEPS_M),
            "truth_deg": truth.neck_deg[at].astype(np.float32),
            "lost": unmeasurable(truth, poses),
            "spots": _small(poses.spots, STEPS_PX),
            "look_error_deg": poses.refined_error_deg.astype(np.float16),
        }
        for key, value in one.items():
            kept.setdefault(key, []).append(value)
    long = ("time_s", "points", "world", "truth_deg", "lost", "spots", "look_error_deg")
    np.savez_compressed(
        path, **{k: np.concatenate(v) if k in long else np.array(v) for k, v in kept.items()}
    )
    return len(kept["name"])


def load(path: Path) -> Iterator[KeptClip]:
    """The clips of a file that ``keep`` made."""
    with np.load(path) as file:
        kept = {name: file[name] for name in file.files}
    ends = np.cumsum(kept["frames"])
    for at, end in enumerate(ends):
        span = slice(end - kept["frames"][at], end)
        points, world = (np.full((end - span.start, 33, axes), np.nan) for axes in (2, 3))
        points[:, SEEN] = _whole(kept["points"][span], STEPS_PX)
        world[:, SOLID] = _whole(kept["world"][span], STEPS_M)
        width_px, height_px = kept["size_px"][at].tolist()
        yield KeptClip(
            name=str(kept["name"][at]),
            renderer=path.stem if path.stem == OLDER else "",
            arms=str(kept["arms"][at]),
            yaw_deg=abs(float(kept["yaw_deg"][at])),
            size_px=(width_px, height_px),
            time_s=kept["time_s"][span],
            points=points,
            world=world,
            truth_deg=kept["truth_deg"][span].astype(float),
            lost=kept["lost"][span],
            spots=with_all_spots(_whole(kept["spots"][span], STEPS_PX)),
            refined_error_deg=kept["look_error_deg"][span].astype(float),
        )


def _small(landmarks: Floats, steps: float) -> Any:
    """In whole steps; what lies far outside the picture is a guess anyway."""
    scaled = np.clip(np.round(landmarks * steps), NOTHING + 1, -NOTHING - 1)
    return np.where(np.isnan(scaled), NOTHING, scaled).astype(np.int16)


def _whole(kept: Any, steps: float) -> Floats:
    return np.where(kept == NOTHING, np.nan, kept / steps)
