"""What each network looks at, and how large it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.detectors.crops import Window
from formcheck.detectors.direction_refiner import WINDOW


@dataclass(frozen=True, slots=True)
class View:
    """The square that a network sees, and how large the network is.

    ``widths`` are its planes at a half, a quarter, an eighth and a sixteenth of the size; ``head``
    and ``chest`` what it weighs to miss their turns.
    """

    window: Window
    widths: tuple[int, int, int, int]
    head: float
    chest: float


BODY = View(Window(80, 0.66, 0.10, mirrored=False), (16, 32, 64, 96), head=0.5, chest=1.0)
HEAD = View(WINDOW, (16, 40, 80, 128), head=1.0, chest=0.2)
VIEWS: Mapping[str, View] = {"body": BODY, "head": HEAD}
