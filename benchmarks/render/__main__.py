"""The command line of the renderer: clips with exact truth, as many as wanted."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks.render.clip import KINDS, Clip, plan_clip
from benchmarks.render.clip_files import Wanted, produce


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the clips that are not there yet; 1 if one failed."""
    options = _parser().parse_args(arguments)
    width, height = options.size
    wanted = Wanted(options.out, width, height, options.poses, not options.no_video)
    wanted.folder.mkdir(parents=True, exist_ok=True)
    seeds = range(options.seed, options.seed + options.clips)
    clips = [plan_clip(seed, options.kind, brief=options.brief) for seed in seeds]
    missing = [clip for clip in clips if not wanted.has(clip.name)]
    if len(clips) > len(missing):
        print(f"{len(clips) - len(missing)} of {len(clips)} clips are there already")
    failed = 0
    with _progress() as progress:
        bar = progress.add_task("clips", total=len(missing))
        for name, error in _produce_all(missing, wanted, options.jobs):
            progress.advance(bar)
            failed += error is not None
            if error or not progress.console.is_terminal:  # a log has no use for a moving bar
                progress.print(f"{name}: {error or 'whole'}")
    return 1 if failed else 0


def _produce_all(
    clips: list[Clip], wanted: Wanted, jobs: int
) -> Iterator[tuple[str, Exception | None]]:
    """Make clips in processes of their own; gives each one's name, and its error if it failed."""
    fresh = multiprocessing.get_context("spawn")  # OpenGL doesn't survive a fork
    with ProcessPoolExecutor(jobs, mp_context=fresh) as pool:
        names = {pool.submit(produce, clip, wanted): clip.name for clip in clips}
        for done in as_completed(names):
            error = done.exception()
            if error is not None and not isinstance(error, Exception):
                raise error
            yield names[done], error


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.render",
        description="Render clips with exact truth. Clips that are there already stay.",
    )
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder for the clips")
    parser.add_argument("--clips", type=int, default=10, metavar="N", help="how many (default 10)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the first clip's seed")
    parser.add_argument(
        "--kind",
        type=_kinds,
        default=tuple(KINDS),
        help=f"what to draw from, parted by commas, of {', '.join(KINDS)} (default all)",
    )
    parser.add_argument("--size", type=_size, default=(640, 360), help="default 640x360 pixels")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="clips at a time")
    parser.add_argument("--brief", action="store_true", help="a rep or two at 15 Hz, to train on")
    parser.add_argument("--poses", action="store_true", help="also run the pose model on the clips")
    parser.add_argument("--no-video", action="store_true", help="keep no video")
    return parser


def _kinds(given: str) -> tuple[str, ...]:
    kinds = tuple(given.split(","))
    if not set(kinds) <= set(KINDS):
        raise argparse.ArgumentTypeError(f"{given}: choose from {', '.join(KINDS)}")
    return kinds


def _size(given: str) -> tuple[int, int]:
    sides = [int(side) for side in given.split("x") if side.isdigit()]
    if len(sides) != 2 or any(side % 2 or not 64 <= side <= 4096 for side in sides):
        raise argparse.ArgumentTypeError(
            f"{given}: give width x height as even numbers from 64 to 4096, such as 640x360"
        )
    return sides[0], sides[1]


if __name__ == "__main__":
    sys.exit(main())
