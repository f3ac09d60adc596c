"""The networks of the second look: what each looks at, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.training.look.targets import HEAD_AND_CHEST, SHOULDERS, Subject
from formcheck.detectors.crops import Window
from formcheck.detectors.head_refiner import BODY_PARTS, BODY_WINDOW, HEAD_PARTS, HEAD_WINDOW
from formcheck.detectors.shoulder_refiner import PARTS as SHOULDER_PARTS
from formcheck.detectors.shoulder_refiner import WINDOW as SHOULDER_WINDOW
from formcheck.detectors.weights.trained import BODY_CNN, HEAD_CNN, SHOULDER_CNN


@dataclass(frozen=True, slots=True)
class Round:
    """So many ``epochs`` of training, up to a ``rate`` that is reached after ``warm_up`` of them.

    Stills are turned by up to ``turn_deg``; in a share ``covered`` of looks a patch is in the way.
    ``change`` is what it weighs to miss how two stills of a person differ; 0 takes them singly.
    """

    epochs: int
    rate: float
    warm_up: float
    turn_deg: float
    covered: float
    change: float = 0.0


@dataclass(frozen=True, slots=True)
class Kind:
    """A network, kept in ``file``, that finds the spots of a subject's ``parts`` in a ``window``.

    It learns from ``still``, wider than its window, so that looks can be moved by ``moved_m`` on
    average and turned, in ``rounds``; a mirrored one has its spots in the order ``mirrored``, and
    where that is empty there is none. ``layers`` are planes and stride of each convolution,
    ``misses`` is how a part is missed.
    """

    file: str
    what: str
    subject: Subject
    window: Window
    still: Window
    parts: tuple[slice, ...]
    moved_m: float
    layers: tuple[tuple[int, int], ...]
    rounds: tuple[Round, ...]
    misses: str = "turn"
    mirrored: tuple[int, ...] = ()

    @property
    def spots(self) -> int:
        """How many it finds."""
        return int(self.parts[-1].stop)


# Trunks are found up to 20 deg off, in nine of ten pictures. Whoever has learnt to see turns and
# covers well beyond what happens sees what does happen better after a round of just that.
FIRST = {"rate": 3e-3, "warm_up": 0.3, "turn_deg": 45.0, "covered": 0.4}
LAST = {"rate": 1e-3, "warm_up": 0.1, "turn_deg": 20.0, "covered": 0.25}
LAYERS = ((16, 2), (32, 2), (32, 1), (64, 2), (64, 1), (96, 2))
BODY = Kind(
    BODY_CNN,
    "spots of head and chest in the picture",
    HEAD_AND_CHEST,
    BODY_WINDOW,
    Window(136, 0.84, BODY_WINDOW.below_m),
    BODY_PARTS,
    moved_m=0.022,  # as BlazePose's heads lie off
    layers=(*LAYERS, (128, 2)),
    rounds=(Round(19, **FIRST), Round(8, **LAST), Round(10, **LAST), Round(20, **LAST)),
)
HEAD = Kind(
    HEAD_CNN,
    "spots of the head in the picture",
    HEAD_AND_CHEST,
    HEAD_WINDOW,
    Window(96, 0.46),
    HEAD_PARTS,
    moved_m=0.012,  # twice as far as the first look's heads lie off, 6 mm on people left out
    layers=LAYERS,
    rounds=(Round(14, **FIRST), Round(10, **LAST), Round(10, **LAST), Round(14, **LAST)),
)
# Whoever stands is found upright.
UPRIGHT = {"turn_deg": 12.0, "covered": 0.3}
SHOULDER = Kind(
    SHOULDER_CNN,
    "spots of shoulders and chest in the picture",
    SHOULDERS,
    SHOULDER_WINDOW,
    Window(128, 0.88, SHOULDER_WINDOW.below_m, mirrored=False),
    SHOULDER_PARTS,
    moved_m=0.015,  # as BlazePose's shoulders lie off
    layers=(*LAYERS, (128, 2)),
    rounds=(Round(16, 3e-3, 0.3, **UPRIGHT), Round(14, 1e-3, 0.1, **UPRIGHT, change=0.3)),
    misses="rise",
    mirrored=(1, 0, 2, 3),
)
KINDS: Mapping[str, Kind] = {"body": BODY, "head": HEAD, "shoulder": SHOULDER}
