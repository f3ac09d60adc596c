"""How quickly `formcheck live` shows and warns, and what it costs.

    python -m benchmarks.speed.live [--truth TRUTH_FOLDER] [--seconds 30] [--minutes 20]

Prints the latency from a picture's arrival to the picture on screen, pictures dropped and
processor time (in a window where there is a display, and without), the memory of a long run,
and, with a folder of clips with truth, the time from truth past the limit to the warning.
Exits 1 when a figure misses its target.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.accuracy.clips import Truth, read_truth
from benchmarks.speed.simulated_camera import (
    CLIP,
    MODEL,
    SIZE,
    Simulated,
    Steadycam,
    pictures,
    rested,
)
from formcheck import __version__
from formcheck.core.pose import Pose
from formcheck.core.readings import FormWarning, Reading
from formcheck.core.risks.limits import Limits
from formcheck.detectors import open_detector
from formcheck.frame import Frame
from formcheck.jobs.neck_weights import neck_models, neck_sha256, shoulder_sha256
from formcheck.jobs.options import Options
from formcheck.live.coaching.coach import Coach
from formcheck.live.outputs.json_lines import Events
from formcheck.live.outputs.set_recorder import Keeping, SetKeeper
from formcheck.live.outputs.window_and_speaker import OnScreen
from formcheck.live.screen import draw_screen
from formcheck.live.screen.window import Window
from formcheck.outputs.job import ToolFacts
from formcheck.run import Output, Reads, run
from formcheck.sources.camera import Camera
from formcheck.sources.video import VideoSource

SCREEN_PX = (1280, 720)
P95_MS, GROWTH_MB, DELAY_S = 60.0, 20.0, 0.5
WARM = 10  # frames; the first ones wait for the model to warm up

Figure = tuple[str, str, str, bool]


class Stopwatch:
    """An output that notes how old each frame is when the outputs before it are through."""

    def __init__(self, camera: Camera) -> None:
        self.ages_ms: list[float] = []
        self.spent_s: list[float] = []
        self._camera = camera

    def write(self, frame: Frame, reading: Reading) -> None:
        """Note the frame's age."""
        del reading
        self.spent_s.append(time.process_time())
        self.ages_ms.append(1000.0 * (self._camera.now_s() - frame.time_s))

    def close(self) -> None:
        """Nothing to finish."""


def latency(title: str, seconds: float, *, window: bool, record: bool) -> list[Figure]:
    """Run the loop on a steady camera; the figures of it."""
    shown = pictures()
    with tempfile.TemporaryDirectory() as folder, closing(open_detector(MODEL)) as detector:
        camera = Camera("steady", lambda: Steadycam(shown, seconds), moves=False)
        camera.start()
        width, height = camera.width_px, camera.height_px
        coach = Coach(
            "situp", Limits(), neck_models(), width_px=width, height_px=height, recording=record
        )
        watch = Stopwatch(camera)
        tool = ToolFacts(
            __version__, detector.name, detector.model_sha256, shoulder_sha256(), neck_sha256()
        )
        outputs: list[Output] = [
            SetKeeper(coach, Keeping(Path(folder), "steady", tool, Options("situp")))
        ]
        if window:
            outputs.append(OnScreen(coach, Window(), draw_screen, Limits(), SCREEN_PX))
        outputs.append(watch)
        run(camera, detector, coach, outputs)
    ages = np.array(watch.ages_ms[WARM:])
    spent_ms = 1000.0 * float(np.diff(watch.spent_s[WARM:]).mean())
    middle, late = np.percentile(ages, [50, 95])
    dropped = camera.dropped / camera.captured
    return [
        (f"{title}: arrival to screen, median", "-", f"{middle:.0f} ms", True),
        (f"{title}: arrival to screen, 95th percentile", f"{P95_MS:.0f} ms", f"{late:.0f} ms",
         late <= P95_MS),
        (f"{title}: pictures dropped", "-", f"{dropped:.1%} of {camera.captured}", True),
        (f"{title}: processor time a frame", "-",
         f"{spent_ms:.0f} ms", True),
    ]  # fmt: skip


def memory(minutes: float) -> list[Figure]:
    """Memory after a long run against that after a minute, all outputs but the window open."""
    poses = rested(CLIP)
    with tempfile.TemporaryDirectory() as folder:
        source = Simulated(poses, minutes)
        coach = Coach(
            "situp", Limits(), neck_models(), width_px=SIZE[0], height_px=SIZE[1], recording=True
        )
        tool = ToolFacts(__version__, MODEL, None, None, neck_sha256())
        keeper = SetKeeper(coach, Keeping(Path(folder), "simulated", tool, Options("situp")))
        events = Events(coach, Limits(), io.StringIO())
        run(source, source, coach, [events, Shown(coach), keeper])
    first, last = source.memory_mb[0], source.memory_mb[-1]
    return [
        (f"memory after {minutes:.0f} simulated minutes, over that after one",
         f"{GROWTH_MB:.0f} MB", f"{last - first:+.1f} MB ({first:.0f} MB then)",
         last - first <= GROWTH_MB),
    ]  # fmt: skip


class Shown:
    """Draws the screen once a simulated second."""

    def __init__(self, coach: Coach) -> None:
        self._coach, self._drawn_s = coach, 0.0

    def write(self, frame: Frame, reading: Reading) -> None:
        """Draw it."""
        del reading
        if frame.time_s - self._drawn_s >= 1.0:
            self._drawn_s = frame.time_s
            draw_screen(frame.image, self._coach.scene, Limits(), SCREEN_PX)

    def close(self) -> None:
        """Nothing to finish."""


def warning_delays(truths: Sequence[Truth]) -> list[float]:
    """For every rep in which truth passes the limit: seconds until the warning is shown."""
    delays = []
    limit_deg = Limits().strain.neck_flexed_deg
    for truth in truths:
        if truth.exercise != "situp":
            continue
        info = VideoSource(truth.video).info
        coach = Coach("situp", Limits(), neck_models(), width_px=info.width, height_px=info.height)
        poses = rested(truth.video)
        shift_s = poses[-1].time_s - truth.time_s[min(len(truth.time_s), len(poses)) - 1]
        told_s = _told_s(coach, poses)
        for number in range(1, truth.count + 1):
            during = truth.rep == number
            beyond = truth.time_s[during & (truth.neck_deg > limit_deg)]
            end_s = truth.time_s[during][-1]
            told = [at - shift_s for at in told_s if len(beyond)
                    and beyond[0] - 1.0 <= at - shift_s <= end_s]  # fmt: skip
            delays += [told[0] - beyond[0]] if told else []
        print(f"watched {truth.name}", file=sys.stderr)
    return delays


def _told_s(coach: Reads, poses: Sequence[Pose]) -> list[float]:
    """When warnings of a bent neck were given."""
    return [
        pose.time_s
        for pose in poses
        for event in coach.update(pose).events
        if isinstance(event, FormWarning) and event.code == "strain.neck-flexed"
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--truth", type=Path, help="a folder of clips with their truth")
    parser.add_argument("--seconds", type=float, default=30.0, help="of each latency run")
    parser.add_argument("--minutes", type=float, default=20.0, help="of the simulated run")
    asked = parser.parse_args()
    if not asked.minutes > 1:
        parser.error("--minutes must be more than 1: memory is compared with that after one")
    figures = latency("no window", asked.seconds, window=False, record=False)
    if Window.available():
        figures += latency("window", asked.seconds, window=True, record=False)
        figures += latency("window, recording", asked.seconds, window=True, record=True)
    figures += memory(asked.minutes)
    if asked.truth:
        delays = warning_delays(read_truth(asked.truth))
        middle = float(np.median(delays)) if delays else np.nan
        figures.append(("truth past 25 deg to the warning, median", f"{DELAY_S} s",
                        f"{middle:.2f} s, {len(delays)} reps", middle <= DELAY_S))  # fmt: skip
    print("| figure | target | measured | |\n|---|---|---|---|")
    for figure, target, measured, met in figures:
        print(f"| {figure} | {target} | {measured} | {'met' if met else 'MISSED'} |")
    sys.exit(not all(met for *_, met in figures))


if __name__ == "__main__":
    main()
