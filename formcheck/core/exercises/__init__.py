"""The exercises formcheck knows. A new one is one file and one line in ``EXERCISES``."""

from __future__ import annotations

from typing import ClassVar, Protocol

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.errors import FormcheckError
from formcheck.core.exercises.none import NoExercise
from formcheck.core.exercises.shrug import Shrug
from formcheck.core.exercises.situp import SitUp
from formcheck.core.exercises.specs import ExerciseSpec
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits


class UnknownExerciseError(FormcheckError):
    """A name that no exercise has, as in a result of a newer version."""


class Exercise(Protocol):
    """Turns poses into readings: causal, without a clock, keeping its state through gaps.

    ``spec`` is all that is known of it besides; ``neck`` is what was trained to measure necks,
    for an exercise that watches one.
    """

    spec: ClassVar[ExerciseSpec]

    def __init__(self, limits: Limits, baseline: Baseline, neck: NeckModels) -> None: ...

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant; poses come in order of time."""


EXERCISES: dict[str, type[Exercise]] = {
    "situp": SitUp,
    "shrug": Shrug,
    "none": NoExercise,
}
NONE = NoExercise.spec.name
AUTO = "auto"  # asks for whichever exercise is found


def spec_of(name: str) -> ExerciseSpec:
    """What there is to know of an exercise. Raises UnknownExerciseError."""
    return exercise_named(name).spec


def exercise_named(name: str) -> type[Exercise]:
    """The exercise of that name. Raises UnknownExerciseError."""
    if name not in EXERCISES:
        raise UnknownExerciseError(
            f"no exercise is called {name!r}; formcheck knows {', '.join(EXERCISES)}"
        )
    return EXERCISES[name]


def selectable_exercises() -> tuple[str, ...]:
    """The names of the exercises that can be asked for: all in which something is counted."""
    return tuple(name for name, exercise in EXERCISES.items() if exercise.spec.counted_in)
