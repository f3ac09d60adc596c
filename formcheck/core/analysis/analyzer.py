"""From poses to readings: smoothing, the exercise, the camera, and what to show now."""

from __future__ import annotations

import math
from dataclasses import replace

from formcheck.core.analysis.camera_monitor import CameraMonitor
from formcheck.core.analysis.told_now import ToldNow
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.baseline.plausibility import in_picture
from formcheck.core.exercises import Exercise, exercise_named
from formcheck.core.kinematics.smoothing import PoseSmoother
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import FormWarning, Reading
from formcheck.core.risks.limits import Limits


class Analyzer:
    """The same object for live, recorded and replayed poses: it reads no clock and no frame."""

    def __init__(
        self, exercise: Exercise, limits: Limits, *, width_px: int, height_px: int
    ) -> None:
        self._exercise = exercise
        self._smoother = PoseSmoother()
        self._camera = CameraMonitor(limits.camera)
        self._size = (width_px, height_px, limits.camera.margin * max(width_px, height_px))
        self._told = ToldNow(limits.strain)
        self._last_s = -math.inf

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant. Raises ValueError where time does not grow."""
        if not pose.time_s > self._last_s:
            raise ValueError(f"time went from {self._last_s} s to {pose.time_s} s")
        self._last_s = pose.time_s
        smooth = self._smoother.update(in_picture(pose, *self._size))
        reading = self._exercise.update(smooth)
        reading = replace(reading, events=reading.events + self._camera.update(reading))
        return replace(reading, active=self._told.update(reading))


def analyzer_for(
    exercise: str,
    limits: Limits,
    baseline: Baseline,
    neck: NeckModels,
    *,
    width_px: int,
    height_px: int,
) -> Analyzer:
    """The analyzer of a set of the exercise of that name. Raises UnknownExerciseError."""
    chosen = exercise_named(exercise)(limits, baseline, neck)
    return Analyzer(chosen, limits, width_px=width_px, height_px=height_px)


class Measured:
    """The readings of another without any warning: for somebody who is to see a doctor first.

    What is measured and counted stays. Nothing is judged, and nothing is advised.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant. Raises ValueError where time does not grow."""
        reading = self._analyzer.update(pose)
        events = tuple(event for event in reading.events if not isinstance(event, FormWarning))
        return replace(reading, events=events, active=(), judged=False)
