"""The two networks of the second look: what each looks at, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.detectors.crops import Window
from formcheck.detectors.second_look import BODY_PARTS, BODY_WINDOW, HEAD_PARTS, HEAD_WINDOW
from formcheck.detectors.trained_files import BODY_LOOK, HEAD_LOOK


@dataclass(frozen=True, slots=True)
class Kind:
    """A network, kept in ``file``, that finds the spots of ``parts`` in a ``window``.

    It learns from ``still``, wider than its window, so that looks can be moved by ``moved_m`` on
    average and turned. ``layers`` are planes and stride of each convolution.
    """

    file: str
    what: str
    window: Window
    still: Window
    parts: tuple[slice, ...]
    moved_m: float
    layers: tuple[tuple[int, int], ...]
    epochs: int

    @property
    def spots(self) -> int:
        """How many it finds."""
        return int(self.parts[-1].stop)


LAYERS = ((16, 2), (32, 2), (32, 1), (64, 2), (64, 1), (96, 2))
BODY = Kind(
    BODY_LOOK,
    "spots of head and chest in the picture",
    BODY_WINDOW,
    Window(136, 0.84, BODY_WINDOW.below_m),
    BODY_PARTS,
    moved_m=0.022,  # as BlazePose's heads lie off
    layers=(*LAYERS, (128, 2)),
    epochs=19,
)
HEAD = Kind(
    HEAD_LOOK,
    "spots of the head in the picture",
    HEAD_WINDOW,
    Window(96, 0.46),
    HEAD_PARTS,
    moved_m=0.012,  # twice as far as the first look's heads lie off, 6 mm on people left out
    layers=LAYERS,
    epochs=14,
)
KINDS: Mapping[str, Kind] = {"body": BODY, "head": HEAD}
