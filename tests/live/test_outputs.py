"""What a live run tells programs and terminals."""

from __future__ import annotations

import io
import json
import math
import signal
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from formcheck.core.exercises import spec_of
from formcheck.core.pose import Pose
from formcheck.core.readings import FormWarning, Measure, Reading, with_interval
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits, neck_flexed, neck_pulled
from formcheck.jobs.batch import Outcome
from formcheck.live.coaching import prompts
from formcheck.live.coaching.coach import Coach
from formcheck.live.coaching.scene import Scene, Stage
from formcheck.live.outputs.json_lines import Events
from formcheck.live.outputs.status_line import LiveLine, line
from formcheck.live.outputs.window_and_speaker import OnScreen, OutLoud
from formcheck.results.paths import Task
from formcheck.run import Output
from formcheck.sources.cameras import list_cameras
from formcheck.system.signals import Stopped, asked_to_end
from tests.fixtures.live_set import live_poses
from tests.fixtures.plain_neck import PLAIN_NECK
from tests.fixtures.recorded import HEIGHT, TOUCHY, WIDTH, frame_at
from tests.fixtures.told import result, whole

Json = dict[str, Any]


def coach_for(exercise: str = "situp", limits: Limits | None = None) -> Coach:
    return Coach(exercise, limits or Limits(), PLAIN_NECK, width_px=WIDTH, height_px=HEIGHT)


def fed(coach: Coach, output: Output, name: str) -> None:
    for pose in live_poses(name):
        reading = coach.update(pose)
        output.write(frame_at(pose.time_s), reading)
    output.close()


def told(name: str, limits: Limits | None = None) -> list[Json]:
    coach, to = coach_for(name, limits), io.StringIO()
    fed(coach, Events(coach, limits or Limits(), to), name)
    return [json.loads(text) for text in to.getvalue().splitlines()]


def test_json_lines_tell_every_stage_rep_and_the_summary() -> None:
    events = told("situp")
    stages = [event["stage"] for event in events if event["event"] == "stage"]
    assert list(dict.fromkeys(stages)) == ["placing", "countdown", "neutral", "set", "summary"]
    assert [event["number"] for event in events if event["event"] == "rep"] == [1, 2, 3]
    (summary,) = [event for event in events if event["event"] == "summary"]
    assert summary["lines"][0] == "3 sit-ups"
    times_s = [event["time_s"] for event in events]
    assert times_s == sorted(times_s)


def test_json_lines_tell_holds_and_warnings_as_a_result_does() -> None:
    events = told("shrug", TOUCHY)
    assert [event["number"] for event in events if event["event"] == "hold"] == [1, 2, 3]
    warning = next(event for event in events if event["event"] == "warning")
    assert set(warning) >= {"code", "severity", "message", "advice", "start_s", "end_s"}


def test_json_lines_tell_each_folder_once() -> None:
    coach, to, kept = coach_for(), io.StringIO(), list[Outcome]()
    events = Events(coach, Limits(), to, kept)
    video = result(source={**whole()["source"], "name": "a.mp4"})
    kept.append(Outcome(Task(Path("a.mp4"), Path("a.formcheck")), video))
    for i in range(3):
        events.write(frame_at(i / 30), coach.update(Pose.missing(i / 30)))
    kept.append(Outcome(Task(Path("b"), Path("b.formcheck")), error="no room"))
    events.close()
    lines = [json.loads(text) for text in to.getvalue().splitlines()]
    found = [(e["folder"], e["video"], e["error"]) for e in lines if e["event"] == "kept"]
    assert found == [("a.formcheck", "a.mp4", ""), ("b.formcheck", None, "no room")]


def test_without_a_terminal_each_headline_is_a_line_of_text() -> None:
    coach, to = coach_for(), io.StringIO()
    fed(coach, LiveLine(coach, Console(file=to, width=80)), "situp")
    lines = to.getvalue().splitlines()
    assert any(text.endswith("Lie down and keep still") for text in lines)
    assert any(text.endswith("Set finished") for text in lines)
    assert len(lines) < 30
    assert "\x1b" not in to.getvalue()


def test_a_terminal_has_one_line_that_is_gone_afterwards() -> None:
    coach, to = coach_for(), io.StringIO()
    fed(coach, LiveLine(coach, Console(file=to, width=80, force_terminal=True)), "situp")
    assert "\x1b" in to.getvalue()
    assert "SET" in to.getvalue()
    assert to.getvalue().endswith("\x1b[2K")


def scene(**parts: Any) -> Scene:
    neck = {"neck_flexion_deg": Measure(27.0, 20.0, 34.0)}
    reading = Reading(Pose.missing(0.0), "situp", "up", neck, 3, 2)
    usual: Json = {"stage": Stage.SET, "exercise": "situp", "reading": reading}
    return Scene(0.0, **(usual | parts))


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (scene(headline="Eyes on the ceiling"), ["SET", "sit-ups 2", "27 deg", "Eyes"]),
        (scene(stage=Stage.COUNTDOWN, left_s=2.4, headline="Lie down"), ["COUNTDOWN", "3 s"]),
        (scene(exercise="shrug", held_s=12.2, limit_s=27.0), ["shrugs", "held 12 of 27 s "]),
        (
            scene(exercise="shrug", held_s=12.2, limit_s=201.0, limit_for=" for empty hands"),
            ["held 12 of 201 s for empty hands"],
        ),
        (scene(stage=Stage.LOST, headline="x" * 36, left_s=math.nan), ["LOST", "x" * 36]),
    ],
)
def test_the_line_tells_what_matters_in_80_columns(shown: Scene, words: list[str]) -> None:
    text = line(shown).plain
    for word in words:
        assert word in text
    assert len(text) <= 80


class Screen:
    """A window that remembers."""

    def __init__(self, *keys: str, closed_after: int = 99) -> None:
        self.shown = 0
        self.was_closed = False
        self._keys, self._closed_after = list(keys), closed_after

    @property
    def closed(self) -> bool:
        return self.shown >= self._closed_after

    def show(self, image: Any) -> None:
        del image
        self.shown += 1

    def key(self) -> str:
        return self._keys.pop(0) if self._keys else ""

    def close(self) -> None:
        self.was_closed = True


def test_keys_of_the_window_reach_the_coach_and_closing_it_leaves() -> None:
    coach, window = coach_for(), Screen("m", "", "h", closed_after=4)
    screen = OnScreen(coach, window, lambda image, *_: image, Limits(), (64, 48))
    states = []
    for i in range(4):
        screen.write(frame_at(i / 30), coach.update(Pose.missing(i / 30)))
        states.append((coach.muted, coach.help_shown, coach.closed))
    screen.close()
    assert states == [(True, False, False)] * 2 + [(True, True, False), (True, True, True)]
    assert window.was_closed


class Voice:
    """A speaker that remembers."""

    def __init__(self) -> None:
        self.muted = False
        self.heard: list[tuple[float, str]] = []

    def play(self, cues: Any, time_s: float) -> None:
        self.heard += [(time_s, cue.key) for cue in cues]

    def notices(self) -> list[str]:
        return ["Tones only."] if len(self.heard) == 1 else []

    def close(self) -> None:
        self.heard.append((math.inf, "closed"))


def test_cues_are_heard_once_and_the_mute_key_is_passed_on() -> None:
    coach, voice, said = coach_for(), Voice(), list[str]()
    loud = OutLoud(coach, voice, said.append)
    for i in range(60):
        loud.write(frame_at(i / 30), coach.update(Pose.missing(i / 30)))
    coach.press("m")
    loud.write(frame_at(3.0), coach.update(Pose.missing(3.0)))
    loud.close()
    assert [key for _, key in voice.heard] == ["place", "closed"]
    assert voice.muted
    assert said


def test_the_first_signal_asks_and_the_second_leaves() -> None:
    before, asked = signal.getsignal(signal.SIGINT), []
    with asked_to_end(lambda: asked.append(1)):
        signal.raise_signal(signal.SIGINT)
        assert asked == [1]
        with pytest.raises(Stopped):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_camera_in_use_is_listed_and_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    devices, process = tmp_path / "dev", tmp_path / "proc" / "1"
    devices.mkdir()
    (process / "fd").mkdir(parents=True)
    for name in ("video0", "video2", "video10", "null"):
        (devices / name).touch()
    (process / "fd" / "5").symlink_to(devices / "video2")
    opened = []

    class NoCamera:
        def __init__(self, name: str) -> None:
            opened.append(Path(name).name)

        def isOpened(self) -> bool:  # noqa: N802  # as OpenCV calls it
            return opened[-1] == "video10"

        def get(self, what: int) -> float:
            return {3: 640.0, 4: 480.0, 5: 30.0}[what]

        def release(self) -> None:
            pass

    monkeypatch.setattr("cv2.VideoCapture", NoCamera)
    found = [str(camera).replace(str(devices), "") for camera in
             list_cameras(devices, tmp_path / "proc")]  # fmt: skip
    assert found == [
        "/video2 (in use by another program)",
        "/video10 (640x480, 30 pictures a second)",
    ]
    assert opened == ["video0", "video10"]


@pytest.mark.parametrize(
    ("warning", "left"),
    [
        (neck_flexed(1, with_interval(35.0, 5.0), (1.0, 2.0), StrainLimits()),
         "A fist of space under your chin. Let your belly lift you."),
        (neck_pulled(1, with_interval(0.3, 0.1), (1.0, 2.0)),
         "Cross your arms on your chest, or only touch your temples."),
        (neck_flexed(1, with_interval(60.0, 5.0), (1.0, 2.0), StrainLimits()),
         "Start again with smaller lifts, eyes on the ceiling."),
    ],
)  # fmt: skip
def test_the_small_print_does_not_repeat_the_headline(warning: FormWarning, left: str) -> None:
    told = prompts.headline(warning, spec_of("situp"))
    assert prompts.detail(warning, told) == left
    assert told not in prompts.detail(warning, told)
