"""What all parts of the screen share: the pen, the scene, and sizes by the screen's height."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.scene import Scene
from formcheck.overlay.boxes import Box
from formcheck.overlay.pen import Pen

SHADE = 0.1  # how much of the picture shows through a panel


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A screen being drawn. ``reading`` has its pose on the screen; ``picture`` is where it is."""

    pen: Pen
    picture: Box
    scene: Scene
    reading: Reading
    limits: Limits
    mirrored: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.pen.image.shape[:2]
        return width, height

    def px(self, percent: float) -> int:
        """So many hundredths of the screen's shorter side, in pixels."""
        return px(self.size, percent)

    def panel(self, box: Box) -> None:
        """Darken a box more than close up, so that letters stand out from afar on any picture."""
        self.pen.panel(box, SHADE)


def px(size: tuple[int, int], percent: float) -> int:
    """So many hundredths of a screen's shorter side, at least one pixel."""
    return max(1, round(percent * min(size) / 100.0))
