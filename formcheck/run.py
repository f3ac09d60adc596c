"""The one loop: live, recorded and replayed runs differ only in their source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from typing import Protocol

from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.frame import Frame


class Detects(Protocol):
    """Anything that finds the pose in a frame: a model, or poses recorded before."""

    def detect(self, frame: Frame) -> Pose:
        """The pose in one frame, all NaN where nobody is seen."""


class Reads(Protocol):
    """Anything that reads poses in order of time: the analyzer of a set, or a coach."""

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant."""


class Output(Protocol):
    """Takes each frame with its reading, then is closed once, also when the run fails."""

    def write(self, frame: Frame, reading: Reading) -> None:
        """Take one frame and what was read from it."""

    def close(self) -> None:
        """Finish the file. Called once, also when the run fails."""


def run(
    source: Iterable[Frame], detector: Detects, analyzer: Reads, outputs: Sequence[Output]
) -> None:
    """Read every frame and let every output write it; all outputs are closed, come what may."""
    with ExitStack() as closing:
        for output in outputs:
            closing.callback(output.close)
        for frame in source:
            reading = analyzer.update(detector.detect(frame))
            for output in outputs:
                output.write(frame, reading)
