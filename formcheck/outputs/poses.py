"""The poses as they were found, to replay without a model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from formcheck.core.readings import Reading
from formcheck.frame import Frame
from formcheck.outputs.job import FileOutput, Job


class Poses(FileOutput):
    """Lets the poses be saved when it is closed: readings carry them smoothed."""

    def __init__(self, path: Path, save: Callable[[Path], None]) -> None:
        self._path, self._save = path, save

    def write(self, frame: Frame, reading: Reading) -> None:
        """Nothing to take."""

    def close(self) -> None:
        """Write the file."""
        self._save(self._path)


def open_output(path: Path, job: Job) -> Poses:
    """The poses of a set."""
    return Poses(path, job.save_poses)
