"""A neutral to keep: learnt in front of the camera, or from the rest in a recorded video."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

from formcheck.core.analysis.recognition import neutral_in
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.errors import FormcheckError
from formcheck.core.exercises import spec_of
from formcheck.core.risks.limits import Limits
from formcheck.detectors.protocols import PoseDetector
from formcheck.frame import Frame
from formcheck.jobs.neck_weights import neck_models
from formcheck.live.coaching.coach import Coach
from formcheck.live.outputs.status_line import LiveLine
from formcheck.live.outputs.window_and_speaker import OnScreen, OutLoud, Shows, Sounds
from formcheck.live.session import SCREEN_PX
from formcheck.run import Output, run
from formcheck.sources.camera import Camera
from formcheck.sources.pose_log import PoseLog
from formcheck.sources.video import VideoSource
from formcheck.system.signals import asked_to_end

LOOK_S = 3.0  # longer than before a set: it is to last
UNLEARNT = "no neutral was learnt: keep still until it says so"


def learn_from_camera(
    exercise: str,
    camera: Camera,
    detector: PoseDetector,
    window: Shows | None,
    speaker: Sounds | None,
    *,
    mirrored: bool,
    tell: Callable[[str], None],
) -> Baseline:
    """The neutral of whoever lies or stands in front of the camera, once it is known.

    ``tell`` says what is worth knowing meanwhile.
    Raises FormcheckError where the run ended before.
    """
    limits = Limits()
    with closing(camera), asked_to_end(camera.close):
        camera.start()
        if not camera.width_px:  # told to end before the first picture
            raise FormcheckError(UNLEARNT)
        coach = Coach(
            exercise,
            limits,
            neck_models(),
            width_px=camera.width_px,
            height_px=camera.height_px,
            trouble=lambda: camera.trouble,
            look_s=LOOK_S,
        )
        outputs: list[Output] = []
        if speaker is not None:
            outputs.append(OutLoud(coach, speaker, tell))
        if window is not None:
            from formcheck.live.screen import draw_screen

            draw = partial(draw_screen, mirrored=mirrored)
            outputs.append(OnScreen(coach, window, draw, limits, SCREEN_PX))
        else:
            outputs.append(LiveLine(coach))
        run(_until_learnt(camera, coach), detector, coach, outputs)
    ended = coach.finish()
    if ended is None or not ended.began:
        raise FormcheckError(UNLEARNT)
    return ended.baseline


def _until_learnt(frames: Iterable[Frame], coach: Coach) -> Iterator[Frame]:
    for frame in frames:
        yield frame
        if coach.closed or coach.baseline.known:
            return


def learn_from_video(path: Path, exercise: str, detector: PoseDetector) -> Baseline:
    """The neutral in the first quiet rest of a recorded video.

    Raises FormcheckError where it can't be read, or nobody rests in it for a second.
    """
    with closing(VideoSource(path)) as source, PoseLog() as log:
        for frame in source:
            log.append(detector.detect(frame))
        poses = log.poses(source.info.width, source.info.height)
        spec = spec_of(exercise)
        found = neutral_in(poses, exercise)
    if not found.rested:
        raise FormcheckError(
            f"{path} shows nobody {spec.guidance.at_rest} at rest for a second: film it anew"
        )
    return found
