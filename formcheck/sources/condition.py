"""What turns out to be wrong with a file while it is read, told in one sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass

BREAKS_OFF = "breaks off"
JUMPS_BACK = "jumps back in time"
CHANGES_SHAPE = "changes the shape of its picture"


@dataclass(slots=True)
class Condition:
    """The condition of a file as far as it was read; times in seconds.

    ``last_s`` is the latest good frame's time, ``ending`` why nothing was read after it:
    one of this module's phrases, or "" where the file or the wanted range simply ended.
    """

    last_s: float = -math.inf
    ending: str = ""
    _damaged: int = 0
    _from_s: float = math.nan
    _to_s: float = math.nan

    def damaged_at(self, time_s: float) -> None:
        """Count a frame that was lost at about this time."""
        if not self._damaged:
            self._from_s = time_s
        self._damaged += 1
        self._to_s = time_s

    @property
    def damaged_at_the_end(self) -> bool:
        """Whether no good frame followed the latest damage."""
        return self._damaged > 0 and self._to_s >= self.last_s

    @property
    def note(self) -> str:
        """One plain sentence, or "" where nothing is wrong."""
        faults = []
        if self._damaged and self._from_s < self.last_s:
            frames = "1 frame" if self._damaged == 1 else f"{self._damaged} frames"
            first, last = f"{self._from_s:.1f} s", f"{self._to_s:.1f} s"
            where = f"near {first}" if first == last else f"between {first} and {last}"
            faults.append(f"is damaged {where} ({frames} left out)")
        if self.ending:
            faults.append(f"{self.ending} at {self.last_s:.1f} s; analysed up to there")
        return f"the file {' and '.join(faults)}" if faults else ""
