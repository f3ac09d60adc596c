"""Refiners around a detector."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.core.pose import Pose
from formcheck.detectors.refined import Refined
from formcheck.frame import Frame

PICTURE = np.zeros((48, 64, 3), np.uint8)


class Upright:
    """Finds somebody in pictures that are not black."""

    name, model_sha256 = "upright", "1" * 64

    def __init__(self) -> None:
        self.closed = False

    def detect(self, frame: Frame) -> Pose:
        if not frame.image.any():
            return Pose.missing(frame.time_s)
        return Pose(frame.time_s, np.zeros((33, 2)), np.zeros((33, 3)), np.ones(33))

    def close(self) -> None:
        self.closed = True


class Brightness:
    """A refiner that is as far off as the picture is bright."""

    def __init__(self, name: str, calls: list[str]) -> None:
        self._name, self._calls = name, calls

    def refine(self, image: np.ndarray, pose: Pose) -> Pose:
        self._calls.append(self._name)
        return replace(pose, refined_error_deg=float(image.max()))


def test_every_refiner_has_its_turn_at_each_pose_that_is_found_and_sees_the_picture() -> None:
    calls: list[str] = []
    detector = Refined(Upright(), Brightness("head", calls), Brightness("shoulders", calls))
    assert not detector.detect(Frame(0.0, PICTURE)).seen
    assert calls == []
    assert detector.detect(Frame(0.1, PICTURE + 9)).refined_error_deg == 9.0
    assert calls == ["head", "shoulders"]


def test_it_goes_by_the_name_of_its_detector_and_closes_it() -> None:
    inner = Upright()
    detector = Refined(inner)
    detector.close()
    assert (detector.name, detector.model_sha256, inner.closed) == ("upright", "1" * 64, True)
