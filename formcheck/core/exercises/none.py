"""No exercise that formcheck knows: no reps, no holds, no warnings of form."""

from __future__ import annotations

from typing import ClassVar

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises.specs import ExerciseSpec, Guidance, Posture, View
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits

SPEC = ExerciseSpec(
    name="none",
    one="",
    many="",
    posture=Posture.STANDING,
    view=View.FRONT,
    counted_in=(),
    key_measure="",
    key_label="",
    key_part="",
    measures=(),
    shown_beside=(),
    causes=(),
    has_load=False,
    guidance=Guidance(*[""] * 10),
)


class NoExercise:
    """What a clip shows in which neither reps nor holds are found."""

    spec: ClassVar[ExerciseSpec] = SPEC

    def __init__(self, limits: Limits, baseline: Baseline, neck: NeckModels) -> None:
        del limits, baseline, neck  # there is nothing to judge

    def update(self, pose: Pose) -> Reading:
        """The pose and nothing else."""
        return Reading(pose, self.spec.name)
