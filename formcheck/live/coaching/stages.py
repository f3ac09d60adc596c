"""The course of a run: placed, counted down, neutral learnt, a set, its summary, and again."""

from __future__ import annotations

import math
from collections.abc import Mapping

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.baseline.transfer import MisfitError, refit
from formcheck.core.exercises import spec_of
from formcheck.core.exercises.specs import Posture
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.neutral_learning import LOOK_S, Doubt, Learning
from formcheck.live.coaching.positioning import Placing
from formcheck.live.coaching.scene import Stage
from formcheck.live.coaching.set_end import Ending
from formcheck.live.coaching.set_run import EndedSet, SetRun, Take

COUNTDOWN_S = 3.0
RESTLESS_S = 20.0  # somebody who hasn't kept still by then is placed anew
SUMMARY_S = 10.0  # to read it while getting one's breath back
LOST_S = 120.0  # a set doesn't go on after a longer gap: by then it was a rest


class Course:
    """Takes poses, keeps the ``stage`` and owns the set that goes on.

    ``take`` is what of the latest instant belongs to the set's record, ``ended`` the set
    that ended with it; both are None else. ``profiles`` are neutrals learnt earlier, by
    exercise; ``look_s`` is how long a neutral is looked at.
    """

    def __init__(
        self,
        exercise: str,
        limits: Limits,
        neck: NeckModels,
        *,
        width_px: int,
        height_px: int,
        profiles: Mapping[str, Baseline],
        look_s: float = LOOK_S,
    ) -> None:
        self._limits, self._neck = limits, neck
        self._size = {"width_px": width_px, "height_px": height_px}
        self._profiles, self._look_s = profiles, look_s
        self.take: Take | None = None
        self.ended: EndedSet | None = None
        self.summed: EndedSet | None = None  # what a summary is about
        self.running: SetRun | None = None
        self._time_s = self._since_s = 0.0
        self._takes, self._note = 0, ""
        self.learning_again = False  # what was learnt before was no rest
        self.stage = Stage.PLACING
        self._ending = Ending(Posture.STANDING)  # until a set begins
        self.restart(exercise)

    def begin_step(self, time_s: float) -> None:
        """Let go of what the instant before left; after a long sleep of the machine, begin anew."""
        gap_s, self._time_s = time_s - self._time_s, time_s
        self.take = self.ended = None
        if gap_s > LOST_S and self.running is not None:
            self.restart(self._exercise)

    def restart(self, exercise: str) -> None:
        """End the set, if one goes on, and place the person for an exercise."""
        self.end()
        self._exercise = exercise
        self._placing = Placing(exercise, self._limits, **self._size)
        self.placement = self._placing.first
        self._enter(Stage.PLACING)

    def update(self, pose: Pose) -> Reading:
        """One step of whatever stage it is, once ``begin_step`` was called."""
        if self.stage is Stage.SUMMARY:
            if self.spent_s < SUMMARY_S:
                return Reading(pose)
            self.restart(self._exercise)
        if self.running is None:
            self._prepare(pose)
            return Reading(pose)
        if self.stage is Stage.SET and self._ending.update(pose):
            self._sum_up()
            return Reading(pose)
        if self.absent:
            return Reading(pose)
        self.take = self.running.take(pose)
        reading = self.running.update(self.take)
        if self.stage is Stage.NEUTRAL:
            self._learn(pose, self.take.pose, self.running)
        elif self._doubt.update(reading) and not reading.count:
            self.end()
            self._begin_take(reading.exercise, again=True)
        return reading

    def wait(self) -> None:
        """Nothing can be seen: a set waits, anything before one begins anew."""
        if self.stage is Stage.SET:
            self._ending.resume()
        elif self.stage in (Stage.COUNTDOWN, Stage.NEUTRAL):
            self.restart(self._exercise)

    def end(self) -> None:
        """End the set, if one goes on."""
        if self.running is not None:
            self.ended = self.running.end((self._note,) if self._note else ())
            self.running = None

    @property
    def absent(self) -> bool:
        """Whether a set goes on and nobody is there."""
        return self.stage is Stage.SET and self._ending.absent

    @property
    def spent_s(self) -> float:
        """How long the stage has lasted."""
        return self._time_s - self._since_s

    @property
    def left_s(self) -> float:
        """What is left of the stage at least; NaN where nobody knows."""
        if self.stage is Stage.COUNTDOWN:
            return max(0.0, COUNTDOWN_S - self.spent_s)
        if self.stage is Stage.NEUTRAL:
            return max(0.0, self._look_s - self.spent_s)
        if self.stage is Stage.SET and self.running and self.take:
            return self.running.rest_left_s(self.take.pose.time_s)
        return math.nan

    def _prepare(self, pose: Pose) -> None:
        """Until everything is in place, and the countdown after it."""
        before, self.placement = self.placement, self._placing.update(pose)
        if not self.placement.ready:
            self._enter(Stage.PLACING)
        elif self.stage is Stage.PLACING or self.placement.exercise != before.exercise:
            self._enter(Stage.COUNTDOWN, anew=True)
        elif self.spent_s >= COUNTDOWN_S:
            self._begin_take(self.placement.exercise)

    def _begin_take(self, exercise: str, *, again: bool = False) -> None:
        self._takes += 1
        self.learning_again = again
        self.running = SetRun(self._takes, exercise, self._limits, self._neck, **self._size)
        picture_px = (self._size["width_px"], self._size["height_px"])
        self._learning = Learning(exercise, picture_px, self._look_s)
        self._doubt = Doubt()
        self._enter(Stage.NEUTRAL)

    def _learn(self, pose: Pose, taken: Pose, running: SetRun) -> None:
        """Begin the set once the neutral is known; place the person anew where it won't be."""
        found = self._learning.update(taken)
        self.placement = self._placing.update(pose)
        if found is not None:
            running.begin(self._neutral(found, running.exercise))
            self._ending = Ending(spec_of(running.exercise).posture)
            self._enter(Stage.SET)
        elif not self.placement.ready or self.spent_s > RESTLESS_S:
            self.restart(self._exercise)

    def _neutral(self, found: Baseline, exercise: str) -> Baseline:
        """The profile's neutral as this camera sees it, or the one just learnt."""
        self._note = ""
        profile = self._profiles.get(exercise)
        if profile is None:
            return found
        try:
            return refit(profile, found, **spec_of(exercise).seen)
        except MisfitError as misfit:
            self._note = f"the profile was not used: {misfit}"
            return found

    def _sum_up(self) -> None:
        self.end()
        self.summed = self.ended
        if self.ended is not None and self.ended.done:
            self._enter(Stage.SUMMARY)
        else:
            self.restart(self._exercise)

    def _enter(self, stage: Stage, *, anew: bool = False) -> None:
        if anew or stage is not self.stage:
            self.stage, self._since_s = stage, self._time_s
