"""A live run: the one loop over a camera, with a coach for an analyzer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from formcheck import __version__
from formcheck.core.errors import FormcheckError
from formcheck.detectors.protocols import PoseDetector
from formcheck.frame import Frame
from formcheck.jobs.batch import Outcome
from formcheck.jobs.neck_weights import neck_models, neck_sha256, shoulder_sha256
from formcheck.jobs.options import Options
from formcheck.live.coaching.coach import Coach
from formcheck.live.outputs.json_lines import Events
from formcheck.live.outputs.set_recorder import Keeping, SetKeeper
from formcheck.live.outputs.status_line import LiveLine
from formcheck.live.outputs.window_and_speaker import OnScreen, OutLoud, Shows, Sounds
from formcheck.outputs.job import ToolFacts
from formcheck.run import Output, run
from formcheck.sources.camera import Camera
from formcheck.system.signals import asked_to_end

SCREEN_PX = (1280, 720)


@dataclass(frozen=True, slots=True)
class Training:
    """What was asked of a live run.

    ``record`` is the file for the picture, or None; ``tell`` says what else is to be known.
    """

    camera: str
    exercise: str
    options: Options
    out: Path
    record: Path | None = None
    mirrored: bool = True
    json_lines: bool = False
    tell: Callable[[str], None] = print


def train(
    training: Training,
    camera: Camera,
    detector: PoseDetector,
    window: Shows | None,
    speaker: Sounds | None,
) -> list[Outcome]:
    """Watch until the person leaves or the camera's file ends; what came of every set.

    ``window`` and ``speaker`` are None where there are none. The first signal ends the run in
    good order. Raises FormcheckError where somebody is to see a doctor first, the camera shows
    nothing, or nothing can be kept.
    """
    if not training.options.triage.coaches:
        raise FormcheckError(" ".join(training.options.triage.sentences))
    with closing(camera), asked_to_end(camera.close):
        camera.start()
        if not camera.width_px:  # told to end before the first picture
            return []
        coach = Coach(
            training.exercise,
            training.options.limits,
            neck_models(),
            width_px=camera.width_px,
            height_px=camera.height_px,
            trouble=lambda: camera.trouble,
            profiles=training.options.neutrals,
            recording=training.record is not None,
        )
        tool = ToolFacts(
            __version__, detector.name, detector.model_sha256, shoulder_sha256(), neck_sha256()
        )
        keeping = Keeping(training.out, training.camera, tool, training.options, training.record)
        keeper = SetKeeper(coach, keeping)
        outputs = _outputs(training, coach, keeper, window, speaker)
        run(_until_left(camera, coach), detector, coach, outputs)
    return keeper.kept


def _outputs(
    training: Training,
    coach: Coach,
    keeper: SetKeeper,
    window: Shows | None,
    speaker: Sounds | None,
) -> list[Output]:
    """What the loop writes to; the last is closed first, so that others can tell what it kept."""
    outputs: list[Output] = []
    limits = training.options.limits
    if training.json_lines:
        outputs.append(Events(coach, limits, sys.stdout, keeper.kept))
    outputs.append(keeper)
    if speaker is not None:
        outputs.append(OutLoud(coach, speaker, training.tell))
    if window is not None:
        from formcheck.live.screen import draw_screen

        draw = partial(draw_screen, mirrored=training.mirrored)
        outputs.append(OnScreen(coach, window, draw, limits, SCREEN_PX))
    elif not training.json_lines:
        outputs.append(LiveLine(coach))
    return outputs


def _until_left(frames: Iterable[Frame], coach: Coach) -> Iterator[Frame]:
    for frame in frames:
        yield frame
        if coach.closed:
            return
