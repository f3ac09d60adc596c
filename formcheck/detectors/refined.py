"""A detector whose poses are refined."""

from __future__ import annotations

from formcheck.core.pose import Pose
from formcheck.detectors.protocols import PoseDetector, Refiner
from formcheck.frame import Frame


class Refined:
    """Any detector, with one refiner after another at each pose that it finds."""

    def __init__(self, detector: PoseDetector, *refiners: Refiner) -> None:
        self.name, self.model_sha256 = detector.name, detector.model_sha256
        self._detector, self._refiners = detector, refiners

    def detect(self, frame: Frame) -> Pose:
        """The refined pose in ``frame``, in its pixels; all NaN where nobody is seen."""
        pose = self._detector.detect(frame)
        if pose.seen:
            for refiner in self._refiners:
                pose = refiner.refine(frame.image, pose)
        return pose

    def close(self) -> None:
        """Let go of the model."""
        self._detector.close()
