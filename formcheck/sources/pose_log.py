"""Poses kept on disk while they come, so that long videos need no memory."""

from __future__ import annotations

import tempfile
from types import TracebackType

import numpy as np

from formcheck.core.pose import Pose
from formcheck.sources.replay import SHAPES, RecordedPoses

RECORD = np.dtype([(name, np.float64, shape) for name, shape in SHAPES.items()])


class PoseLog:
    """A temporary file of poses that grows by one record a pose and goes when it is closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile("a+b")  # noqa: SIM115  # close() closes it

    def __enter__(self) -> PoseLog:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(self, pose: Pose) -> None:
        """Write one pose behind the others."""
        record = np.array(tuple(getattr(pose, name) for name in SHAPES), RECORD)
        self._file.write(record.tobytes())

    def poses(self, width: int, height: int) -> RecordedPoses:
        """The poses so far, of frames of this size in pixels; the file stays on disk.

        Read them before ``close``: the arrays are views of the file.
        """
        self._file.flush()
        count = self._file.tell() // RECORD.itemsize
        records = np.empty(0, RECORD)
        if count:  # an empty file can't be mapped
            records = np.memmap(self._file, RECORD, mode="r", shape=(count,))
        arrays = {name: records[name] for name in SHAPES}
        return RecordedPoses(**arrays, width=width, height=height, learnt=None)

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
