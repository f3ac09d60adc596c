"""Detectors find the pose in a frame. A new one is one file and one line in ``DETECTORS``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from formcheck.core.errors import UsageError

if TYPE_CHECKING:
    from formcheck.detectors.protocols import PoseDetector

_BLAZEPOSE = "formcheck.detectors.blazepose"

DETECTORS: Mapping[str, str] = {
    "blazepose-lite": _BLAZEPOSE,
    "blazepose-full": _BLAZEPOSE,
    "blazepose-heavy": _BLAZEPOSE,
    "mediapipe-full": "formcheck.detectors.mediapipe_blazepose",
}
"""What ``--model`` takes, and the module whose ``open_detector(name)`` opens it."""

DEFAULT_DETECTOR = "blazepose-full"


def require_detector(name: str) -> None:
    """Raises UsageError if there is no detector called ``name``."""
    if name not in DETECTORS:
        raise UsageError(f"--model {name}: choose from {', '.join(DETECTORS)}")


def open_detector(name: str) -> PoseDetector:
    """The detector called ``name``, with all that refines its poses.

    Raises UsageError if there is none, FormcheckError if its model is not installed or damaged.
    """
    from formcheck.detectors.direction_refiner import open_direction_refiner
    from formcheck.detectors.head_refiner import open_head_refiner
    from formcheck.detectors.protocols import StillDetector
    from formcheck.detectors.refined import Refined
    from formcheck.detectors.shoulder_refiner import open_shoulder_refiner
    from formcheck.detectors.turned_search import TurnedSearch

    require_detector(name)
    head, others = open_head_refiner(), (open_direction_refiner(), open_shoulder_refiner())
    detector: PoseDetector = import_module(DETECTORS[name]).open_detector(name)
    if isinstance(detector, StillDetector):
        return Refined(TurnedSearch(detector, head), *others)
    return Refined(detector, head, *others)
