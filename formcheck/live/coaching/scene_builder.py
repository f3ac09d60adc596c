"""From what goes on to what is shown and heard of it: one headline, one warning, few cues."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from formcheck.core.exercises import spec_of
from formcheck.core.exercises.specs import ExerciseSpec
from formcheck.core.readings import UNKNOWN, FormWarning, Hold, Reading, Rep
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching import prompts
from formcheck.live.coaching.debounce import Lasting
from formcheck.live.coaching.scene import Cue, Scene, Stage, Tone
from formcheck.live.coaching.stages import Course
from formcheck.sources.trouble import Trouble

NEAR_S = 0.2  # a neck that only seems bent for less isn't worth a sound
BLIND_S = 1.0
SPEAK_S = 1.0  # somebody who is in place by then needs no words
GO_S = 3.0  # how long "begin" stays up
RESTLESS_S = 5.0  # somebody who doesn't keep still is told what still means


class Portrayal:
    """Makes the scene of each instant; cues come once, when something begins."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._stage = Stage.PLACING
        self._said = ""
        self._near, self._blind = Lasting(), Lasting()
        self._seemed_near = self._resting = False
        self._told: set[tuple[str, int, str]] = set()

    def scene(
        self,
        time_s: float,
        reading: Reading,
        course: Course,
        *,
        trouble: Trouble | None,
        paused: bool,
        muted: bool,
        recording: bool,
        help_shown: bool,
    ) -> Scene:
        """The scene of one instant."""
        stage = Stage.LOST if trouble else Stage.PAUSED if paused else course.stage
        exercise = course.running.exercise if course.running else course.placement.exercise
        scene = Scene(
            time_s,
            stage,
            exercise,
            reading,
            left_s=math.nan if stage in (Stage.LOST, Stage.PAUSED) else course.left_s,
            muted=muted,
            recording=recording,
            help_shown=help_shown,
        )
        if trouble:
            scene = _headed(scene, trouble.headline, trouble.detail, "notice")
        elif paused:
            scene = _headed(scene, "Paused", "Press space to go on.")
        elif stage is Stage.PLACING:
            placement = course.placement
            scene = _headed(scene, placement.headline, placement.detail)
            scene = replace(scene, out_of_view=placement.out_of_view, move=placement.move)
        elif stage is Stage.SUMMARY and course.summed:
            scene = _headed(scene, "Set finished", "Lie or stand ready for the next one.")
            lines = prompts.summary_lines(course.summed.summary, self._limits)
            scene = replace(scene, summary=lines)
        elif stage is Stage.SET:
            scene = self._in_set(scene, course, spec_of(exercise))
        else:
            scene = _headed(scene, self._still(course, exercise))
        return replace(scene, cues=tuple(self._cues(scene, course)))

    def _still(self, course: Course, exercise: str) -> str:
        """How to wait for the neutral to be learnt."""
        guidance = spec_of(exercise).guidance
        if course.stage is Stage.COUNTDOWN:
            return guidance.ready
        restless = course.learning_again or course.spent_s > RESTLESS_S
        return guidance.keep_still if restless else prompts.LEARNING

    def _in_set(self, scene: Scene, course: Course, spec: ExerciseSpec) -> Scene:
        """The one thing to know in a set: a warning, a rest, what can't be seen."""
        reading = scene.reading
        neck = reading.measures.get("neck_flexion_deg", UNKNOWN)
        if course.absent:
            return _headed(scene, prompts.COME_BACK, prompts.COME_BACK_ADVICE, "notice")
        blind = spec.judges_neck and bool(reading.measures) and not neck.known
        blind_s = self._blind.update(scene.time_s, blind)
        held = reading.measures.get("hold_s", UNKNOWN)
        limit_s = self._limits.cramp.hold_s() if spec.times_holds else math.nan
        limit_for = spec.hold_for(self._limits.cramp)
        scene = replace(scene, held_s=held.value, limit_s=limit_s, limit_for=limit_for)
        if reading.active:
            worst = reading.active[0]
            told = prompts.headline(worst, spec)
            return _headed(scene, told, prompts.detail(worst, told), worst.severity)
        if math.isfinite(course.left_s):
            early = "Too early: rest a little longer" if held.known else "Rest, shoulders down"
            return _headed(scene, early, "The rest lasts as long as a hold may.", "notice")
        if blind_s >= BLIND_S:
            detail = "Nothing is said of what can't be seen."
            return _headed(scene, prompts.CANT_SEE, detail, "notice")
        return _headed(scene, prompts.BEGIN if course.spent_s < GO_S else "")

    def _cues(self, scene: Scene, course: Course) -> list[Cue]:
        """What is heard of this instant."""
        stage, headline, cues = scene.stage, scene.headline, []
        entered, self._stage = stage is not self._stage, stage
        if stage is Stage.LOST and entered:
            cues.append(Cue("camera", Tone.ATTENTION, headline))
        elif stage is Stage.PLACING and course.spent_s >= SPEAK_S and headline != self._said:
            self._said = headline
            cues.append(Cue("place", Tone.ATTENTION, headline))
        elif stage is Stage.COUNTDOWN and entered:
            self._said = ""
            cues.append(Cue("ready", Tone.ATTENTION, headline))
        elif stage is Stage.SET:
            cues += self._set_cues(scene, course)
            if course.spent_s == 0.0:
                cues.append(Cue("begin", Tone.READY, prompts.BEGIN))
        elif stage is Stage.SUMMARY and entered and course.summed:
            cues.append(Cue("summary", Tone.READY, ". ".join(scene.summary[:2])))
        return cues

    def _set_cues(self, scene: Scene, course: Course) -> list[Cue]:
        """Counts, and what is told from now on: of a rep when it is over, at its bottom."""
        reading, spec = scene.reading, spec_of(scene.exercise)
        counted = [one for one in reading.events if isinstance(one, Rep | Hold)]
        known, self._told = self._told, {_named(one) for one in reading.active}
        fresh = [one for one in reading.active if _named(one) not in known]
        cues = [prompts.cue(one, spec) for one in (*counted, *fresh)]
        warned = any(one.number for one in reading.active)
        if self._near_at_the_end(reading, counted) and not warned:
            cues.append(Cue("strain.near", Tone.NEAR, "Mind your neck"))
        resting = math.isfinite(course.left_s)
        if self._resting and not resting:
            cues.append(Cue("rested", Tone.RESTED, "Rest is over"))
        self._resting = resting
        return cues

    def _near_at_the_end(self, reading: Reading, counted: Sequence[Rep | Hold]) -> bool:
        """Whether a rep is over in which the neck seemed too far bent for a while."""
        seems = prompts.near_limit(reading, self._limits)
        self._seemed_near |= self._near.update(reading.pose.time_s, seems) >= NEAR_S
        near = self._seemed_near and any(isinstance(one, Rep) for one in counted)
        self._seemed_near &= bool(reading.number)
        return near


def _named(warning: FormWarning) -> tuple[str, int, str]:
    return warning.code, warning.number, warning.severity


def _headed(scene: Scene, headline: str, detail: str = "", severity: str = "") -> Scene:
    return replace(scene, headline=headline, detail=detail, severity=severity)
