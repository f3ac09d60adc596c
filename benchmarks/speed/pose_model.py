"""How fast formcheck runs MediaPipe's models, against MediaPipe's own package.

Both see each frame in turn, so that whatever else the machine does slows both alike.

    python -m benchmarks.speed.pose_model [CLIP] [--frames N]

It needs `pip install 'formcheck[mediapipe]'`.
"""

from __future__ import annotations

import argparse
import statistics
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from formcheck.core.pose import Pose
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.mediapipe_blazepose import MediaPipe
from formcheck.detectors.weights.catalogue import model_table
from formcheck.detectors.weights.manifest import model
from formcheck.frame import Frame
from formcheck.sources.video import VideoSource

SAMPLES = Path(__file__).parents[2] / "sample_videos"
WARM_UP_FRAMES = 5  # the first calls pay for memory that later calls reuse


def timed(detector: BlazePose | MediaPipe, frame: Frame) -> tuple[Pose, float]:
    """A pose and the milliseconds it took."""
    start = time.perf_counter()
    pose = detector.detect(frame)
    return pose, (time.perf_counter() - start) * 1000


def compare(name: str, frames: list[Frame]) -> tuple[float, float, float]:
    """Median milliseconds a frame with MediaPipe and without, and the median distance (px)."""
    whole_ms, lean_ms, apart_px = [], [], []
    with closing(MediaPipe(model(name))) as whole, closing(BlazePose(model(name))) as lean:
        for number, frame in enumerate(frames):
            # Each goes first every other time: the second finds the frame in the CPU's cache.
            if number % 2:
                (mine, mine_ms), (theirs, theirs_ms) = timed(lean, frame), timed(whole, frame)
            else:
                (theirs, theirs_ms), (mine, mine_ms) = timed(whole, frame), timed(lean, frame)
            apart_px.append(float(np.median(np.hypot(*(mine.points - theirs.points).T))))
            if number >= WARM_UP_FRAMES:
                whole_ms.append(theirs_ms)
                lean_ms.append(mine_ms)
    return statistics.median(whole_ms), statistics.median(lean_ms), float(np.nanmedian(apart_px))


def report(clip: Path, frames: list[Frame]) -> Table:
    """A row for every model, compared if it is installed."""
    table = Table(title=f"{clip.name}, {len(frames)} frames", title_justify="left")
    table.add_column("model", no_wrap=True)
    for heading in ("MediaPipe's package, ms", "formcheck, ms", "ratio", "apart, px"):
        table.add_column(heading, justify="right")
    for row in model_table():
        if row.state != "ready":
            table.add_row(row.name, row.state)
            continue
        whole_ms, lean_ms, apart_px = compare(row.name, frames)
        figures = f"{whole_ms:.1f}", f"{lean_ms:.1f}", f"{lean_ms / whole_ms:.2f}"
        table.add_row(row.name, *figures, f"{apart_px:.2f}")
    return table


def main() -> None:
    """Compare every installed model on one clip."""
    parser = argparse.ArgumentParser(description="Compare formcheck's BlazePose with MediaPipe's.")
    samples = min(SAMPLES.glob("*.mp4"), default=None)
    parser.add_argument("clip", nargs="?", type=Path, default=samples)
    parser.add_argument("--frames", type=int, default=150, help="use this many frames at most")
    arguments = parser.parse_args()
    if arguments.clip is None:
        parser.error(f"CLIP is needed: {SAMPLES} holds no .mp4")
    frames = list(islice(VideoSource(arguments.clip), arguments.frames))
    Console().print(report(arguments.clip, frames))


if __name__ == "__main__":
    main()
