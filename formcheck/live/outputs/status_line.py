"""One line in the terminal that tells what goes on, for those who train without a window."""

from __future__ import annotations

import math

from rich.console import Console
from rich.live import Live
from rich.text import Text

from formcheck.core.exercises import spec_of
from formcheck.core.readings import Reading
from formcheck.frame import Frame
from formcheck.live.coaching.coach import Coach
from formcheck.live.coaching.scene import Scene, Stage
from formcheck.system.console import console

STYLES = {"stop": "bold red", "caution": "bold yellow", "notice": "cyan", "": ""}
REFRESH_HZ = 5.0
WIDTH = 80


class LiveLine:
    """Keeps one line up to date on a terminal; elsewhere, a line for each new headline."""

    def __init__(self, coach: Coach, to: Console | None = None) -> None:
        self._coach = coach
        self._console = to or console(stderr=True)
        self._said, self._shown_s = "", -math.inf
        self._live: Live | None = None
        if self._console.is_terminal:
            self._live = Live(console=self._console, auto_refresh=False, transient=True)
            self._live.start()

    def write(self, frame: Frame, reading: Reading) -> None:
        """Show what goes on now."""
        del frame, reading  # the scene tells it
        scene = self._coach.scene
        if self._live is None:
            self._print(scene)
        elif scene.time_s - self._shown_s >= 1.0 / REFRESH_HZ:
            self._shown_s = scene.time_s
            self._live.update(line(scene), refresh=True)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._live is not None:
            self._live.stop()

    def _print(self, scene: Scene) -> None:
        if scene.headline and scene.headline != self._said:
            print(f"{scene.time_s:7.1f} s  {scene.headline}", file=self._console.file, flush=True)
        self._said = scene.headline


def line(scene: Scene) -> Text:
    """The scene in at most 80 columns."""
    told = Text(no_wrap=True, overflow="ellipsis")
    told.append(f"{scene.stage.value.upper():9}", "bold")
    if scene.stage is Stage.SET:
        told.append(f" {spec_of(scene.exercise).many} {scene.reading.count:<3}")
        neck = scene.reading.measures.get("neck_flexion_deg")
        if neck is not None and neck.known:
            told.append(f" neck {neck.value:3.0f} deg ")
        if math.isfinite(scene.held_s):
            told.append(f" held {scene.held_s:.0f} of {scene.limit_s:.0f} s{scene.limit_for} ")
    if math.isfinite(scene.left_s):
        told.append(f" {math.ceil(scene.left_s)} s ", "bold")
    told.append(f" {scene.headline}", STYLES[scene.severity])
    told.append("  (Ctrl-C ends)", "dim")
    told.truncate(WIDTH, overflow="ellipsis")
    return told
