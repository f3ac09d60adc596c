"""Which videos there are, and where their results go."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.core.errors import FormcheckError, UsageError

RESULTS = ".formcheck"
SUMMARY_FILE = "summary.csv"
VIDEO_SUFFIXES = frozenset(
    f".{ending}"
    for ending in (
        *("3gp", "avi", "flv", "gif", "m2ts", "m4v", "mkv", "mov"),
        *("mp4", "mpeg", "mpg", "mts", "ogv", "ts", "webm", "wmv"),
    )
)
"""What is taken for a video in a folder; a file that is named is tried whatever its ending."""


@dataclass(frozen=True, slots=True)
class Task:
    """One video and the folder for its results."""

    video: Path
    folder: Path


def find_videos(paths: Sequence[Path], out: Path | None) -> list[Task]:
    """The videos that the paths name, folders searched through, each with its results' folder.

    Folders of results are passed over. A folder without videos, or one that can't be read,
    stands for itself: checking it tells so. Raises UsageError for two videos with one folder.
    """
    found: dict[Path, tuple[Path, Path]] = {}  # each video once, with where its folder goes
    for path in paths:
        if path.name.endswith(RESULTS) and is_folder(path):
            continue
        for video in _in_folder(path) if is_folder(path) else [path]:
            inside = video.parent.relative_to(path) if path in video.parents else Path()
            found.setdefault(video.absolute(), (video, out / inside if out else video.parent))
    names = Counter((place, video.stem) for video, place in found.values())
    tasks: dict[Path, Task] = {}
    for video, place in found.values():
        name = video.stem if names[place, video.stem] == 1 else video.name
        folder = place / (name + RESULTS)
        other = tasks.setdefault(folder, Task(video, folder)).video
        if other != video:
            raise UsageError(
                f"{other} and {video} would both write {folder}: check them one at a time"
            )
    if not tasks:
        raise FormcheckError(f"{paths[0]} holds results: name a video or another folder")
    return list(tasks.values())


def results_folder(poses: Path, out: Path | None) -> Path:
    """The folder for the results of a poses file, beside those of the check that wrote it."""
    inside = poses.absolute().parent
    if inside.name.endswith(RESULTS):
        return (out or inside.parent) / f"{inside.stem}.replay{RESULTS}"
    return (out or poses.parent) / (poses.stem + RESULTS)


def is_folder(path: Path) -> bool:
    """Whether it is a folder; not where nobody can tell."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _in_folder(folder: Path) -> list[Path]:
    """The videos in a folder, and every folder in it that can't be read; else the folder."""
    found: list[Path] = []

    def note(error: OSError) -> None:
        found.append(Path(error.filename))

    for root, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not name.endswith(RESULTS)
        )
        found += [
            Path(root) / name
            for name in sorted(files)
            if Path(name).suffix.lower() in VIDEO_SUFFIXES and not name.startswith(".")
        ]
    return found or [folder]
