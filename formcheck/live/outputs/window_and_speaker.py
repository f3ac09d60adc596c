"""The window and the speaker as outputs of the loop, and the keys that the window hears."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.frame import Frame
from formcheck.live.coaching.coach import Coach
from formcheck.live.coaching.scene import Cue, Scene

Image = NDArray[np.uint8]
Size = tuple[int, int]
Draw = Callable[[Image, Scene, Limits, Size], Image]


class Shows(Protocol):
    """A window on the screen."""

    @property
    def closed(self) -> bool:
        """Whether the person closed it."""

    def show(self, image: Image) -> None:
        """Show a picture."""

    def key(self) -> str:
        """The key that was pressed since, or ""."""

    def close(self) -> None:
        """Close it."""


class Sounds(Protocol):
    """Something that is heard."""

    @property
    def muted(self) -> bool:
        """Whether nothing is heard."""

    @muted.setter
    def muted(self, muted: bool) -> None: ...

    def play(self, cues: Sequence[Cue], time_s: float) -> None:
        """Let these be heard, as far as it isn't too much."""

    def notices(self) -> list[str]:
        """What the person should know about the sound; each is told once."""

    def close(self) -> None:
        """Be silent."""


class OnScreen:
    """Draws every scene, shows it in a window, and gives the window's keys to the coach."""

    def __init__(self, coach: Coach, window: Shows, draw: Draw, limits: Limits, size: Size) -> None:
        self._coach, self._window, self._draw = coach, window, draw
        self._limits, self._size = limits, size

    def write(self, frame: Frame, reading: Reading) -> None:
        """Show this instant."""
        del reading  # it is in the scene
        self._window.show(self._draw(frame.image, self._coach.scene, self._limits, self._size))
        if key := self._window.key():
            self._coach.press(key)
        if self._window.closed:
            self._coach.leave()

    def close(self) -> None:
        """Close the window."""
        self._window.close()


class OutLoud:
    """Lets the cues of every scene be heard, unless they are muted; ``tell`` says what can't."""

    def __init__(self, coach: Coach, speaker: Sounds, tell: Callable[[str], None]) -> None:
        self._coach, self._speaker, self._tell = coach, speaker, tell

    def write(self, frame: Frame, reading: Reading) -> None:
        """Let this instant be heard."""
        del frame, reading  # the scene has the cues
        scene = self._coach.scene
        self._speaker.muted = scene.muted
        self._speaker.play(scene.cues, scene.time_s)
        for notice in self._speaker.notices():
            self._tell(notice)

    def close(self) -> None:
        """Be silent."""
        self._speaker.close()
