"""Poses recorded before, read from a file and played again without a model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.errors import FormcheckError
from formcheck.core.pose import Floats, Pose, RefinedKeypoint, no_spots, with_all_spots
from formcheck.frame import Frame

SHAPES: dict[str, tuple[int, ...]] = {
    "time_s": (),
    "points": (33, 2),
    "world": (33, 3),
    "visibility": (33,),
    "spots": (len(RefinedKeypoint), 2),
    "refined_error_deg": (),
}
"""The arrays of a poses file, by the shape of one pose's share."""
OPTIONAL = ("spots", "refined_error_deg")  # poses that were recorded by something else lack them
IN_FILE = {"refined_error_deg": "look_error_deg"}  # an array that keeps its first name in files
FROM_FILE = {stored: name for name, stored in IN_FILE.items()}

SIZES = ("width", "height")
UNREFINED = np.empty(0)
LANDMARKS = ("points", "world", "spots")  # of a neutral
LEARNT = "learnt"  # what the names of the arrays of a learnt neutral begin with


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """The neutral that was learnt before a set, and the exercise that it is for."""

    exercise: str
    baseline: Baseline


@dataclass(frozen=True, slots=True, eq=False)
class RecordedPoses:
    """The poses of a whole clip, and the size of its frames in pixels.

    All float64: ``time_s`` (T,) seconds, strictly increasing; ``points`` (T, 33, 2) pixels;
    ``world`` (T, 33, 3) metres; ``visibility`` (T, 33); ``spots`` (T, 13, 2) pixels and
    ``refined_error_deg`` (T,), none where they were not refined. NaN where nobody was seen.
    ``learnt`` is the neutral that a live set was judged by; None where it is to be found.
    """

    time_s: Floats
    points: Floats
    world: Floats
    visibility: Floats
    width: int
    height: int
    learnt: Learnt | None = None
    spots: Floats = field(default_factory=lambda: UNREFINED)
    refined_error_deg: Floats = field(default_factory=lambda: UNREFINED)

    def __post_init__(self) -> None:
        for name in OPTIONAL:
            if getattr(self, name) is UNREFINED:
                unseen = np.full((len(self.time_s), *SHAPES[name]), np.nan)
                object.__setattr__(self, name, unseen)

    @classmethod
    def of(cls, poses: Sequence[Pose], width: int, height: int) -> RecordedPoses:
        """These poses, of frames of this size in pixels."""
        arrays = {name: np.array([getattr(pose, name) for pose in poses]) for name in SHAPES}
        return cls(**arrays, width=width, height=height, learnt=None)

    def __len__(self) -> int:
        return len(self.time_s)

    def __iter__(self) -> Iterator[Pose]:
        return map(self.pose, range(len(self)))

    def pose(self, i: int) -> Pose:
        """The ``i``-th pose, as a copy."""
        return Pose(
            time_s=float(self.time_s[i]),
            points=np.array(self.points[i]),
            world=np.array(self.world[i]),
            visibility=np.array(self.visibility[i]),
            spots=np.array(self.spots[i]),
            refined_error_deg=float(self.refined_error_deg[i]),
        )


class Replay:
    """Recorded poses as a source of frames without pictures, and as their detector.

    As a detector it also takes the frames of the video that the poses were found in.
    """

    def __init__(self, poses: RecordedPoses) -> None:
        self.poses = poses

    def __iter__(self) -> Iterator[Frame]:
        nothing = np.empty((0, 0, 3), np.uint8)
        return (Frame(float(time_s), nothing) for time_s in self.poses.time_s)

    def detect(self, frame: Frame) -> Pose:
        """The pose recorded at the frame's time; raises FormcheckError where there is none."""
        i = int(np.searchsorted(self.poses.time_s, frame.time_s))
        if i == len(self.poses) or self.poses.time_s[i] != frame.time_s:
            raise FormcheckError(
                f"no pose was recorded at {frame.time_s:.3f} s: the poses belong to another "
                "video, analyse this one anew"
            )
        return self.poses.pose(i)


def save_poses(path: Path, poses: RecordedPoses) -> None:
    """Write ``poses`` as an uncompressed NumPy archive, the same bytes for the same poses."""
    arrays = {IN_FILE.get(name, name): getattr(poses, name) for name in (*SHAPES, *SIZES)}
    if poses.learnt is not None:
        arrays |= _of_learnt(poses.learnt)
    with path.open("wb") as file:
        np.savez(file, **arrays)


def load_poses(path: Path) -> RecordedPoses:
    """Read and check a poses file; raises FormcheckError for anything else."""
    arrays = _arrays(path)
    for name, shape in SHAPES.items():
        if name in OPTIONAL and name not in arrays:
            continue
        array, stored = arrays[name], IN_FILE.get(name, name)
        if array.dtype.kind != "f" or array.ndim != 1 + len(shape) or array.shape[1:] != shape:
            raise _wrong(path, f"{stored} must be floats of shape {('T', *shape)}")
        if len(array) != len(arrays["time_s"]) or np.isinf(array).any():
            raise _wrong(path, f"{stored} must be finite or NaN, one for each time")
    for name in SIZES:
        size = arrays[name]
        if size.dtype.kind not in "iu" or size.shape != () or size < 1:
            raise _wrong(path, f"{name} must be a whole number of pixels")
    kept = {name: arrays[name].astype(np.float64) for name in SHAPES if name in arrays}
    time_s = kept["time_s"]
    if not len(time_s) or np.isnan(time_s).any() or (np.diff(time_s) <= 0.0).any():
        raise _wrong(path, "time_s must grow strictly and hold at least one time")
    return RecordedPoses(
        **kept,
        width=int(arrays["width"]),
        height=int(arrays["height"]),
        learnt=_learnt(path, arrays),
    )


def _of_learnt(learnt: Learnt) -> dict[str, NDArray[Any]]:
    baseline = learnt.baseline
    parts = {
        "exercise": np.array(learnt.exercise),
        "origin": np.array(baseline.origin),
        "rested": np.array(baseline.rested),
        "points": baseline.neutral.points,
        "world": baseline.neutral.world,
        "spots": baseline.neutral.spots,
    }
    return {f"{LEARNT}_{name}": part for name, part in parts.items()}


def _learnt(path: Path, arrays: dict[str, NDArray[Any]]) -> Learnt | None:
    """The neutral in a poses file, if it holds one."""
    parts = {
        name.removeprefix(f"{LEARNT}_"): array
        for name, array in arrays.items()
        if name.startswith(LEARNT)
    }
    if not parts:
        return None
    parts.setdefault("spots", no_spots())  # recorded before poses were refined
    if not {"exercise", "origin", "rested", *LANDMARKS} <= set(parts):
        raise _wrong(path, "its learnt neutral lacks a part")
    for name in LANDMARKS:
        if parts[name].dtype.kind != "f" or parts[name].shape != SHAPES[name]:
            raise _wrong(path, f"{LEARNT}_{name} must be floats of shape {SHAPES[name]}")
    points, world, spots = (parts[name].astype(np.float64) for name in LANDMARKS)
    neutral = Pose(0.0, points, world, np.ones(33), spots)
    return Learnt(
        str(parts["exercise"]),
        Baseline(neutral, str(parts["origin"]), rested=bool(parts["rested"])),
    )


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays that a poses file must hold, whatever is in them."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            there = {FROM_FILE.get(name, name): name for name in archive.files}
            needed = [name for name in (*SHAPES, *SIZES) if name not in OPTIONAL]
            more = [name for name in there if name in OPTIONAL or name.startswith(LEARNT)]
            arrays = {name: archive[there.get(name, name)] for name in (*needed, *more)}
            return arrays | {
                name: with_all_spots(array)
                for name, array in arrays.items()
                if name.endswith("spots") and array.dtype.kind == "f"
            }
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise FormcheckError(f"{path} can't be read ({reason}): check the name") from error
    except KeyError as error:
        raise _wrong(path, f"it lacks {error.args[0]}") from error
    except Exception as error:  # a broken archive makes NumPy raise a dozen kinds
        raise _wrong(path, "it is broken or something else") from error


def _wrong(path: Path, what: str) -> FormcheckError:
    return FormcheckError(f"{path} is not a poses file ({what}): analyse the video anew")
