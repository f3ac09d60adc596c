"""A row a frame, for a spreadsheet or a plot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from formcheck.core.exercises import spec_of
from formcheck.core.pose import Landmark
from formcheck.core.readings import UNKNOWN, Reading
from formcheck.frame import Frame
from formcheck.outputs.digits import places
from formcheck.outputs.job import FileOutput, Job

MEASURE_COLUMNS = ("{}", "{}_low", "{}_high")
LANDMARK_COLUMNS = ("{}_x_px", "{}_y_px", "{}_visibility")


class Table(FileOutput):
    """Writes CSV as the frames come; what can't be known is an empty cell.

    Columns: ``time_s``, ``phase``, ``rep`` (the rep or hold under way, 0 between them), each
    of ``measures`` with the ends of its 90 % interval, each landmark as smoothed.
    """

    def __init__(self, path: Path, measures: Sequence[str]) -> None:
        self._measures = tuple(measures)
        spread = [
            (column.format(name), places(name))
            for name in self._measures
            for column in MEASURE_COLUMNS
        ]
        spread += [
            (column.format(landmark.name.lower()), places(column))
            for landmark in Landmark
            for column in LANDMARK_COLUMNS
        ]
        # One format for all numbers of a row: ten times as fast as one for each.
        self._format = ",".join(f"%.{digits}f" for _, digits in spread)
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._put("time_s", "phase", "rep", *(name for name, _ in spread))

    def write(self, frame: Frame, reading: Reading) -> None:
        """Add the frame's row."""
        numbers: list[float] = []
        for name in self._measures:
            measure = reading.measures.get(name, UNKNOWN)
            numbers += (measure.value, measure.low, measure.high)
        pose = reading.pose
        numbers += np.column_stack([pose.points, pose.visibility]).ravel().tolist()
        row = (self._format % tuple(numbers)).replace("nan", "")
        self._put(f"{frame.time_s:.4f}", reading.phase, str(reading.number), row)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()

    def _put(self, *cells: str) -> None:
        self._file.write(",".join(cells) + "\n")


def open_output(path: Path, job: Job) -> Table:
    """The table of a set."""
    return Table(path, spec_of(job.exercise).measures)
