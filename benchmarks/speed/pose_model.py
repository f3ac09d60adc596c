"""Show that dropping the segmentation head changes no landmark, and what it saves.

Both bundles see each frame in turn, so that whatever else the machine does slows both alike.

    python -m benchmarks.speed.pose_model [CLIP] [--frames N]
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import time
from itertools import islice
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from formcheck.core.pose import Pose
from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.weights.bundle import build_bundle
from formcheck.detectors.weights.bundle_cache import Bundle, load_bundle
from formcheck.detectors.weights.catalogue import model_table
from formcheck.detectors.weights.manifest import model, read_weights
from formcheck.frame import Frame
from formcheck.sources.video import VideoSource

SAMPLES = Path(__file__).parents[2] / "sample_videos"
WARM_UP_FRAMES = 5  # the first calls pay for memory that later calls reuse


def unpruned(name: str) -> Bundle:
    """The bundle as its maker meant it, with the segmentation head."""
    parts = model(name)
    detector = read_weights(parts, parts.detector)
    content = build_bundle(detector, read_weights(parts, parts.landmarks), prune=False)
    return Bundle(name, content, hashlib.sha256(content).hexdigest())


def timed(detector: BlazePose, frame: Frame) -> tuple[Pose, float]:
    """A pose and the milliseconds it took."""
    start = time.perf_counter()
    pose = detector.detect(frame)
    return pose, (time.perf_counter() - start) * 1000


def largest_difference(one: Pose, other: Pose) -> float:
    """The largest distance in pixels between like landmarks; infinite if one saw nobody."""
    if one.seen != other.seen:
        return float("inf")
    return float(np.max(np.hypot(*(one.points - other.points).T))) if one.seen else 0.0


def compare(name: str, frames: list[Frame]) -> tuple[float, float, float]:
    """Median milliseconds a frame with and without the head, and the largest difference (px)."""
    whole_ms, pruned_ms, apart_px = [], [], 0.0
    with BlazePose(unpruned(name)) as whole, BlazePose(load_bundle(name)) as pruned:
        for number, frame in enumerate(frames):
            # Each goes first every other time: the second finds the frame in the CPU's cache.
            if number % 2:
                (mine, mine_ms), (theirs, theirs_ms) = timed(pruned, frame), timed(whole, frame)
            else:
                (theirs, theirs_ms), (mine, mine_ms) = timed(whole, frame), timed(pruned, frame)
            apart_px = max(apart_px, largest_difference(mine, theirs))
            if number >= WARM_UP_FRAMES:
                whole_ms.append(theirs_ms)
                pruned_ms.append(mine_ms)
    return statistics.median(whole_ms), statistics.median(pruned_ms), apart_px


def report(clip: Path, frames: list[Frame]) -> Table:
    """A row for every model, compared if it is installed."""
    table = Table(title=f"{clip.name}, {len(frames)} frames", title_justify="left")
    table.add_column("model", no_wrap=True)
    for heading in ("whole, ms", "pruned, ms", "ratio", "largest difference, px"):
        table.add_column(heading, justify="right")
    for row in model_table():
        if row.state in ("not installed", "damaged"):
            table.add_row(row.name, row.state)
            continue
        whole_ms, pruned_ms, apart_px = compare(row.name, frames)
        figures = f"{whole_ms:.1f}", f"{pruned_ms:.1f}", f"{whole_ms / pruned_ms:.2f}"
        table.add_row(row.name, *figures, f"{apart_px:g}")
    return table


def main() -> None:
    """Compare every installed model on one clip."""
    parser = argparse.ArgumentParser(description="Compare the models with and without their mask.")
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
