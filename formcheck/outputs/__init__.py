"""Outputs write what the analyzer read, one file each, into a staging folder."""

from __future__ import annotations

from typing import Protocol

from formcheck.frame import Frame
from formcheck.readings import Reading


class Output(Protocol):
    """Takes each frame with its reading, then is closed once, also when the run fails."""

    def write(self, frame: Frame, reading: Reading) -> None:
        """Take one frame and what was read from it."""

    def close(self) -> None:
        """Finish the file. Called once, also when the run fails."""
