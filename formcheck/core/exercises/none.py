"""No exercise that formcheck knows: no reps, no holds, no warnings of form."""

from __future__ import annotations

from typing import ClassVar

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits


class NoExercise:
    """What a clip shows in which neither reps nor holds are found."""

    name: ClassVar[str] = "none"
    lying: ClassVar[bool] = False
    measures: ClassVar[tuple[str, ...]] = ()

    def __init__(self, limits: Limits, baseline: Baseline, neck: NeckModels) -> None:
        del limits, baseline, neck  # there is nothing to judge

    def update(self, pose: Pose) -> Reading:
        """The pose and nothing else."""
        return Reading(pose)
