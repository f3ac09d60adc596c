"""No exercise that formcheck knows: no reps, no holds, no warnings of form."""

from __future__ import annotations

from typing import ClassVar

from formcheck.baseline import Baseline
from formcheck.limits import Limits
from formcheck.neck import NeckModels
from formcheck.pose import Pose
from formcheck.readings import Reading


class Nothing:
    """What a clip shows in which neither reps nor holds are found."""

    name: ClassVar[str] = "none"
    lying: ClassVar[bool] = False
    measures: ClassVar[tuple[str, ...]] = ()

    def __init__(self, limits: Limits, baseline: Baseline, neck: NeckModels) -> None:
        del limits, baseline, neck  # there is nothing to judge

    def update(self, pose: Pose) -> Reading:
        """The pose and nothing else."""
        return Reading(pose)
