"""How far formcheck's BlazePose lies from MediaPipe's own, which runs the same two networks.

    python -m benchmarks.accuracy.parity CLIP_OR_FOLDER...

Prints, for each clip, how far landmarks of pictures by themselves and of the video lie apart, and
what a whole check makes of it: whether reps and warnings are the same, and by how much the neck's
flexion differs on average over all frames. It needs `pip install 'formcheck[mediapipe]'`.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from formcheck.core.pose import Pose
from formcheck.detectors import open_detector
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.mediapipe_blazepose import NAME, MediaPipe
from formcheck.detectors.weights.manifest import model
from formcheck.frame import Frame
from formcheck.jobs.options import Options
from formcheck.jobs.video_job import check_video

MODEL = "blazepose-full"
STILL_EVERY = 15  # frames

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """How far landmarks lie apart, (N,) in pixels, and in how many frames one saw nobody."""

    apart_px: Floats
    seen_by_one: int


@dataclass(frozen=True, slots=True)
class Checks:
    """What two whole checks have in common, and how far their necks lie apart, in degrees."""

    same_reps: bool
    same_warnings: bool
    neck_mean_deg: float
    neck_max_deg: float


def compare_landmarks(frames: list[Frame]) -> tuple[Landmarks, Landmarks]:
    """The two detectors on some frames by themselves, and on all of them as a video."""
    with BlazePose(model(MODEL)) as ours, closing(MediaPipe(model(MODEL))) as theirs:
        some = frames[::STILL_EVERY]
        stills = [(ours.detect_still(one), theirs.detect_still(one)) for one in some]
        video = [(ours.detect(frame), theirs.detect(frame)) for frame in frames]
    return _landmarks(stills), _landmarks(video)


def _landmarks(pairs: list[tuple[Pose, Pose]]) -> Landmarks:
    both = [one.points - other.points for one, other in pairs if one.seen and other.seen]
    apart = np.concatenate([np.hypot(*away.T) for away in both]) if both else np.empty(0)
    return Landmarks(apart, sum(one.seen != other.seen for one, other in pairs))


def compare_checks(clip: Path) -> Checks:
    """Two whole checks of a clip."""
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = (_checked(clip, name, Path(folder) / name) for name in (MODEL, NAME))
    return Checks(
        _reps(ours[0]) == _reps(theirs[0]),
        _warnings(ours[0]) == _warnings(theirs[0]),
        *_apart(ours[1], theirs[1]),
    )


def _checked(clip: Path, name: str, folder: Path) -> tuple[dict[str, Any], Floats]:
    """What a check writes, and the neck's flexion in each frame, in degrees."""
    with closing(open_detector(name)) as detector:
        check_video(clip, folder, Options(write=("result", "frames")), detector)
    result: dict[str, Any] = json.loads((folder / "result.json").read_text("utf-8"))
    with (folder / "frames.csv").open(newline="", encoding="utf-8") as file:
        necks = [row.get("neck_flexion_deg") for row in csv.DictReader(file)]  # no shrug has one
    return result, np.array([float(neck) if neck else np.nan for neck in necks])


def _reps(result: dict[str, Any]) -> tuple[str, list[int], int]:
    numbers = [rep["number"] for rep in result["reps"]]
    return result["exercise"], numbers, len(result["holds"])


def _warnings(result: dict[str, Any]) -> list[tuple[str, str]]:
    return [(warning["code"], warning["severity"]) for warning in result["warnings"]]


def _apart(one: Floats, other: Floats) -> tuple[float, float]:
    """Mean and largest distance where both are known; 0 where nothing is."""
    apart = np.abs(one - other)
    known = apart[~np.isnan(apart)]
    return (float(known.mean()), float(known.max())) if known.size else (0.0, 0.0)


def report(clips: list[Path]) -> Table:
    """A row for each clip."""
    from formcheck.sources.video import VideoSource

    table = Table(title="formcheck's BlazePose against MediaPipe's own", title_justify="left")
    for heading in ("clip", "pictures, px", "video, px", "95 % of video", "reps", "warnings"):
        table.add_column(heading, justify="left" if heading == "clip" else "right")
    table.add_column("neck, deg (largest)", justify="right")
    for clip in clips:
        stills, video = compare_landmarks(list(VideoSource(clip)))
        checks = compare_checks(clip)
        table.add_row(
            clip.stem,
            f"{np.median(stills.apart_px):.4f}",
            f"{np.median(video.apart_px):.3f}",
            f"{np.quantile(video.apart_px, 0.95):.2f}",
            "same" if checks.same_reps else "differ",
            "same" if checks.same_warnings else "differ",
            f"{checks.neck_mean_deg:.2f} ({checks.neck_max_deg:.1f})",
        )
    return table


def main() -> None:
    """Compare the two on all clips."""
    parser = argparse.ArgumentParser(description="Hold BlazePose to MediaPipe's own.")
    parser.add_argument("clips", nargs="+", type=Path, help="clips, or folders of them")
    given: list[Path] = parser.parse_args().clips
    clips = [clip for one in given for clip in (sorted(one.glob("*.mp4")) or [one])]
    Console().print(report(clips))


if __name__ == "__main__":
    main()
