"""What goes on as JSON lines, one object a line: for programs, and for whoever can't see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from formcheck.core.analysis.set_summary import verdict
from formcheck.core.readings import FormWarning, Hold, Reading, Rep
from formcheck.core.risks.limits import Limits
from formcheck.frame import Frame
from formcheck.jobs.batch import Outcome
from formcheck.live.coaching.coach import Coach
from formcheck.live.coaching.scene import Scene, Stage
from formcheck.outputs.result import hold_json, rep_json, warning_json
from formcheck.system.json_files import JsonObject


class Events:
    """Writes a line whenever something happens; ``kept`` is a list that grows by the sets kept.

    Every line has ``event`` and ``time_s``, seconds since the first picture. The events:
    ``stage`` (``stage``, ``exercise``, ``headline``) where a stage begins or its headline
    changes; ``rep``, ``hold`` and ``warning`` with the fields of a result, their own times
    counting from the set's start; ``summary`` (``lines``); ``kept`` (``folder``, ``video``,
    ``error``) once the files of a set are whole.
    """

    def __init__(
        self, coach: Coach, limits: Limits, to: TextIO, kept: Sequence[Outcome] = ()
    ) -> None:
        self._coach, self._limits, self._to, self._kept = coach, limits, to, kept
        self._told = ("", "")
        self._kept_told = 0
        self._time_s = 0.0

    def write(self, frame: Frame, reading: Reading) -> None:
        """Tell what has just happened."""
        del frame
        scene = self._coach.scene
        self._time_s = scene.time_s
        for event in reading.events:
            self._put(*self._event(event))
        self._stage(scene)
        self._folders()

    def close(self) -> None:
        """Tell the sets that were kept meanwhile."""
        self._folders()

    def _event(self, event: Rep | Hold | FormWarning) -> tuple[str, JsonObject]:
        if isinstance(event, Rep):
            return "rep", rep_json(event, verdict(event, self._limits))
        if isinstance(event, Hold):
            return "hold", hold_json(event)
        return "warning", warning_json(event)

    def _stage(self, scene: Scene) -> None:
        begun = scene.stage.value != self._told[0]
        waiting = scene.stage is not Stage.SET and scene.headline != self._told[1]
        if begun or waiting:
            self._told = (scene.stage.value, scene.headline)
            about = {"exercise": scene.exercise, "headline": scene.headline}
            self._put("stage", {"stage": scene.stage.value, **about})
        if begun and scene.stage is Stage.SUMMARY:
            self._put("summary", {"lines": list(scene.summary)})

    def _folders(self) -> None:
        for outcome in self._kept[self._kept_told :]:
            self._kept_told += 1
            video = outcome.result and outcome.result.source.name
            about = {"folder": str(outcome.task.folder), "video": video, "error": outcome.error}
            self._put("kept", about)

    def _put(self, event: str, about: JsonObject) -> None:
        line = {"event": event, "time_s": round(self._time_s, 3), **about}
        text = json.dumps(line, ensure_ascii=True, allow_nan=False)
        self._to.write(text + "\n")
        self._to.flush()  # whoever reads it wants it now
