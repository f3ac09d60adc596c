"""The exercises formcheck knows. A new one is one file and one line in ``EXERCISES``."""

from __future__ import annotations

from typing import ClassVar, Protocol

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises.none import NoExercise
from formcheck.core.exercises.shrug import Shrug
from formcheck.core.exercises.situp import SitUp
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits


class Exercise(Protocol):
    """Turns poses into readings: causal, without a clock, keeping its state through gaps.

    ``lying`` says whether its baseline is somebody lying on the back, or standing;
    ``measures`` names what its readings measure, wherever anything can be measured; ``neck``
    is what was trained to measure necks, for whoever watches one.
    """

    name: ClassVar[str]
    lying: ClassVar[bool]
    measures: ClassVar[tuple[str, ...]]

    def __init__(self, limits: Limits, baseline: Baseline, neck: NeckModels) -> None: ...

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant; poses come in order of time."""


EXERCISES: dict[str, type[Exercise]] = {
    "situp": SitUp,
    "shrug": Shrug,
    "none": NoExercise,
}
