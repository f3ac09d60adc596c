"""Words that don't flicker."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Steady(Generic[T]):
    """Passes a value on once it has stayed the same for ``dwell_s``; until then, the last one."""

    def __init__(self, first: T, dwell_s: float) -> None:
        self.value = first
        self._dwell_s = dwell_s
        self._next, self._since_s = first, 0.0

    def update(self, time_s: float, value: T) -> T:
        """The value to show at this instant."""
        if value != self._next:
            self._next, self._since_s = value, time_s
        if time_s - self._since_s >= self._dwell_s:
            self.value = value
        return self.value


class Lasting:
    """How long something has been true without a break, in seconds."""

    def __init__(self) -> None:
        self._since_s: float | None = None

    def update(self, time_s: float, true: bool) -> float:
        """For how long by now; 0 where it isn't true."""
        if not true:
            self._since_s = None
            return 0.0
        if self._since_s is None:
            self._since_s = time_s
        return time_s - self._since_s
