"""The coach in front of the camera: for the loop an analyzer, for the screen what goes on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises import AUTO, selectable_exercises
from formcheck.core.measures.neck_flexion import NeckModels
from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.neutral_learning import LOOK_S
from formcheck.live.coaching.scene import Scene, Stage
from formcheck.live.coaching.scene_builder import Portrayal
from formcheck.live.coaching.set_run import EndedSet, Take
from formcheck.live.coaching.stages import Course
from formcheck.sources.trouble import Trouble


def no_trouble() -> Trouble | None:
    """What is wrong with a camera that never fails."""
    return None


class Coach:
    """Takes poses, gives readings, and keeps the ``scene``: what goes on at this instant.

    ``trouble`` tells what is wrong with the camera: while anything is, poses mean nothing
    and a set waits. ``profiles`` are neutrals learnt earlier, by exercise. ``closed`` is True
    once the person wants to leave.
    """

    def __init__(
        self,
        exercise: str,
        limits: Limits,
        neck: NeckModels,
        *,
        width_px: int,
        height_px: int,
        trouble: Callable[[], Trouble | None] = no_trouble,
        profiles: Mapping[str, Baseline] | None = None,
        recording: bool = False,
        look_s: float = LOOK_S,
    ) -> None:
        self.exercise, self.recording, self.closed = exercise, recording, False
        self.muted = self.help_shown = False
        self._trouble, self._paused, self._anew = trouble, False, False
        self._portrayal = Portrayal(limits)
        self._last_s = -math.inf
        self._course = Course(
            exercise,
            limits,
            neck,
            width_px=width_px,
            height_px=height_px,
            profiles=profiles or {},
            look_s=look_s,
        )
        self._keys: Mapping[str, Callable[[], None]] = {
            "space": self.pause,
            "m": self.mute,
            "c": self.recalibrate,
            "e": self.next_exercise,
            "r": self.record,
            "h": self.show_help,
            "q": self.leave,
        }
        placed = self._course.placement.exercise
        self.scene = Scene(0.0, Stage.PLACING, placed, Reading(Pose.missing(0.0)))

    @property
    def take(self) -> Take | None:
        """What of the latest instant belongs to a set's record; None where nothing does."""
        return self._course.take

    @property
    def ended(self) -> EndedSet | None:
        """The set that ended with the latest instant; None where none did."""
        return self._course.ended

    @property
    def baseline(self) -> Baseline:
        """The neutral of the set that goes on; unknown where none was learnt."""
        running = self._course.running
        return running.baseline if running else Baseline.unknown()

    def update(self, pose: Pose) -> Reading:
        """The reading of one instant. Raises ValueError where time does not grow."""
        if not pose.time_s > self._last_s:
            raise ValueError(f"time went from {self._last_s} s to {pose.time_s} s")
        self._last_s = pose.time_s
        self._course.begin_step(pose.time_s)
        if self._anew:
            self._anew = False
            self._course.restart(self.exercise)
        trouble = self._trouble()
        reading = Reading(pose)
        if trouble is not None or self._paused:
            self._course.wait()
        else:
            reading = self._course.update(pose)
        self.scene = self._portrayal.scene(
            pose.time_s,
            reading,
            self._course,
            trouble=trouble,
            paused=self._paused,
            muted=self.muted,
            recording=self.recording,
            help_shown=self.help_shown,
        )
        return reading

    def finish(self) -> EndedSet | None:
        """End the set that goes on, at the end of the run; None where none does."""
        self._course.end()
        return self._course.ended

    def press(self, key: str) -> None:
        """What a key does; a key that means nothing does nothing."""
        if key in self._keys:
            self._keys[key]()

    def pause(self) -> None:
        """Stop watching, or go on."""
        self._paused = not self._paused

    def mute(self) -> None:
        """Silence, or not."""
        self.muted = not self.muted

    def recalibrate(self) -> None:
        """End the set, if one goes on, and learn the neutral anew."""
        self._anew = True

    def next_exercise(self) -> None:
        """End the set, if one goes on, and place the person for the next exercise."""
        choices = (AUTO, *selectable_exercises())
        self.exercise = choices[(choices.index(self.exercise) + 1) % len(choices)]
        self._anew = True

    def record(self) -> None:
        """Record the sets that begin from now on, or don't."""
        self.recording = not self.recording

    def show_help(self) -> None:
        """Show what the keys do, or hide it."""
        self.help_shown = not self.help_shown

    def leave(self) -> None:
        """Want to end the run."""
        self.closed = True
