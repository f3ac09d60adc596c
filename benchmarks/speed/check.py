"""How fast formcheck is, against the same work measured beside it in the same run.

    python -m benchmarks.speed.check [CLIP] [--runs N]

The first rows are all of `formcheck check`, from the start of Python to the last file, with an
annotated video and without, and the pose alone, against nothing but the stock model's inference on
the same frames, already decoded: MediaPipe's own package with the segmentation head that formcheck
drops. They take turns, so that whatever else the machine does slows all alike, and the median of
the ratios counts. It needs `pip install 'formcheck[mediapipe]'`. The last row says how long the
command takes to start. The
other rows are the analyzer alone over recorded poses, on one core.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.speed.pose_model import SAMPLES
from formcheck.core.analysis.analyzer import analyzer_for
from formcheck.core.analysis.recognition import neutral_in
from formcheck.core.pose import Pose
from formcheck.core.risks.limits import Limits
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.mediapipe_blazepose import MediaPipe
from formcheck.detectors.weights.manifest import model
from formcheck.frame import Frame
from formcheck.jobs.neck_weights import neck_models
from formcheck.sources.replay import load_poses
from formcheck.sources.video import VideoSource

ROOT = Path(__file__).parents[2]
POSES = ROOT / "tests" / "data"
MODEL = "blazepose-full"
COMMAND = [sys.executable, "-c", "from formcheck.cli import main; main()"]
FILES_ALONE = ("--write", "result,frames,captions,poses")
# Times the stock model's inference.
WHOLE_TARGET, FILES_TARGET, POSE_TARGET = 0.6, 0.45, 0.75
CORE_TARGET = 5000.0  # frames a second
LONG = 20_000  # frames; a few seconds of work


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of each, in seconds."""

    whole_s: float
    files_s: float
    pose_s: float
    stock_s: float


def take_turns(clip: Path, frames: list[Frame], runs: int) -> list[Turn]:
    """Commands, the pose alone and the stock model, one after the other, again and again."""
    check(clip)  # the first run of all builds what later ones find in caches
    return [
        Turn(
            check(clip),
            check(clip, *FILES_ALONE),
            infer(BlazePose(model(MODEL)), frames),
            infer(MediaPipe(model(MODEL)), frames),
        )
        for _ in range(runs)
    ]


def check(clip: Path, *options: str) -> float:
    """Seconds that `formcheck check` takes, with every output unless ``options`` say otherwise."""
    with tempfile.TemporaryDirectory() as out:
        return timed("check", str(clip), "--out", out, *options)


def timed(*arguments: str) -> float:
    """Seconds that a command takes from the start of Python."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    start = time.perf_counter()
    subprocess.run(  # noqa: S603  # our own command
        [*COMMAND, *arguments],
        env={**os.environ, "PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


def infer(opened: BlazePose | MediaPipe, frames: list[Frame]) -> float:
    """Seconds that a model takes for the poses of all frames, once it is loaded."""
    with closing(opened) as detector:
        start = time.perf_counter()
        for frame in frames:
            detector.detect(frame)
        return time.perf_counter() - start


def replay_hz(exercise: str) -> float:
    """Frames a second of the analyzer over a recorded clip, played again and again."""
    recorded = load_poses(POSES / f"{exercise}.npz")
    baseline = neutral_in(recorded, exercise)
    length_s = float(recorded.time_s[-1] - recorded.time_s[0]) + 1 / 30
    rounds = -(-LONG // len(recorded))
    poses: list[Pose] = [
        replace(pose, time_s=pose.time_s + turn * length_s)
        for turn in range(rounds)
        for pose in recorded
    ]
    size = {"width_px": recorded.width, "height_px": recorded.height}
    analyzer = analyzer_for(exercise, Limits(), baseline, neck_models(), **size)
    start = time.perf_counter()
    for pose in poses:
        analyzer.update(pose)
    return len(poses) / (time.perf_counter() - start)


def report(clip: Path, frames: list[Frame], runs: int) -> Table:
    """A row for each thing measured: its ratio to what it is measured against, and the aim."""
    table = Table(title=f"{clip.name}, {len(frames)} frames, {runs} runs", title_justify="left")
    for heading in ("what", "measured", "against", "ratio", "aim"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    turns = take_turns(clip, frames, runs)
    stock_s = [turn.stock_s for turn in turns]
    for what, took_s, target in (
        ("formcheck check, all outputs", [turn.whole_s for turn in turns], WHOLE_TARGET),
        ("the same without video and page", [turn.files_s for turn in turns], FILES_TARGET),
        ("the pose alone", [turn.pose_s for turn in turns], POSE_TARGET),
    ):
        ratios = [mine / stock for mine, stock in zip(took_s, stock_s, strict=True)]
        table.add_row(
            f"{what}, against the stock model's inference",
            f"{statistics.median(took_s):.2f} s",
            f"{statistics.median(stock_s):.2f} s",
            f"{statistics.median(ratios):.2f}",
            f"at most {target:.2f}",
        )
    for exercise in ("situp", "shrug"):
        hz = statistics.median(replay_hz(exercise) for _ in range(runs))
        table.add_row(
            f"the analyzer alone, {exercise}, frames a second",
            f"{hz:.0f}",
            f"{CORE_TARGET:.0f}",
            f"{hz / CORE_TARGET:.2f}",
            "at least 1.00",
        )
    starts_s = [timed("--version") for _ in range(runs)]
    table.add_row("formcheck --version", f"{statistics.median(starts_s):.2f} s")
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the main job and the core.")
    parser.add_argument(
        "clip", nargs="?", type=Path, default=min(SAMPLES.glob("*.mp4"), default=None)
    )
    parser.add_argument("--runs", type=int, default=3, help="the median of this many counts")
    arguments = parser.parse_args()
    if arguments.clip is None:
        parser.error(f"CLIP is needed: {SAMPLES} holds no .mp4")
    Console().print(report(arguments.clip, list(VideoSource(arguments.clip)), arguments.runs))


if __name__ == "__main__":
    main()
