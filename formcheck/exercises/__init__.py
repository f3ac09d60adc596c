"""The exercises formcheck knows. A new one is one file and one line in ``EXERCISES``."""

from __future__ import annotations

from typing import ClassVar, Protocol

from formcheck.baseline import Baseline
from formcheck.exercises.nothing import Nothing
from formcheck.exercises.shrug import Shrug
from formcheck.exercises.situp import SitUp
from formcheck.limits import Limits
from formcheck.neck import NeckModels
from formcheck.pose import Pose
from formcheck.readings import Reading


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
    "none": Nothing,
}
