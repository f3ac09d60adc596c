"""Tell the time of each picture that leaves a decoder."""

from __future__ import annotations

from fractions import Fraction


class Clock:
    """The presentation times of one stream's pictures, in the container's seconds.

    Some files (AVI with B-frames) number their pictures in the order of decoding, so that
    the presentation stamps run back and forth. As FFmpeg's own tools do, the decoding
    stamps are believed as soon as they have run backwards less often. A picture with
    neither stamp comes one ``step`` after the picture before it.
    """

    def __init__(self, time_base: Fraction, step: Fraction) -> None:
        self.time: Fraction | None = None  # of the latest picture
        self._time_base = time_base
        self._step = step
        self._latest: dict[str, int] = {}
        self._faults = {"pts": 0, "dts": 0}

    def tell(self, pts: int | None, dts: int | None) -> Fraction:
        """The time of the next picture, from its stamps in units of the time base."""
        self._judge("pts", pts)
        self._judge("dts", dts)
        stamp = dts if self._faults["pts"] > self._faults["dts"] and dts is not None else pts
        if stamp is not None:
            self.time = stamp * self._time_base
        elif self.time is not None:
            self.time += self._step
        else:
            self.time = Fraction(0)
        return self.time

    def _judge(self, kind: str, stamp: int | None) -> None:
        if stamp is None:
            return
        if kind in self._latest and stamp <= self._latest[kind]:
            self._faults[kind] += 1
        self._latest[kind] = stamp
