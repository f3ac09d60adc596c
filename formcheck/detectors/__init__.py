"""Detectors find the pose in a frame; each is imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from formcheck.core.errors import UsageError
from formcheck.core.pose import Pose
from formcheck.frame import Frame


class PoseDetector(Protocol):
    """Takes frames in order; ``name`` and ``model_sha256`` tell which model is at work."""

    name: str
    model_sha256: str

    def detect(self, frame: Frame) -> Pose:
        """The pose in one frame, all NaN where nobody is seen."""

    def close(self) -> None:
        """Let go of the model."""


def open_detector(name: str) -> PoseDetector:
    """The detector called ``name``.

    Raises UsageError if there is none, FormcheckError if its model is not installed or damaged.
    """
    if name not in DETECTORS:
        raise UsageError(f"--model {name}: there is none, choose from {', '.join(DETECTORS)}")
    return DETECTORS[name](name)


def _blazepose(name: str) -> PoseDetector:
    from formcheck.detectors.blazepose import BlazePose
    from formcheck.detectors.head_refiner import HeadRefiner
    from formcheck.detectors.keypoint_cnn import load_keypoint_cnn
    from formcheck.detectors.shoulder_refiner import ShoulderRefiner
    from formcheck.detectors.weights.bundle_cache import load_bundle
    from formcheck.detectors.weights.trained import (
        BODY_LOOK,
        HEAD_LOOK,
        SHOULDER_LOOK,
        trained_content,
    )

    files = BODY_LOOK, HEAD_LOOK, SHOULDER_LOOK
    body, head, shoulders = (load_keypoint_cnn(trained_content(file)) for file in files)
    return BlazePose(load_bundle(name), HeadRefiner(body, head), ShoulderRefiner(shoulders))


DETECTORS: Mapping[str, Callable[[str], PoseDetector]] = {
    "blazepose-lite": _blazepose,
    "blazepose-full": _blazepose,
    "blazepose-heavy": _blazepose,
}
"""What ``--model`` takes, and what opens it."""
