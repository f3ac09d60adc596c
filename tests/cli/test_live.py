"""`formcheck live` and `formcheck calibrate`, with sample videos in a camera's place."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import formcheck.detectors
import formcheck.jobs.profiles
from formcheck.detectors import open_detector
from formcheck.jobs.config import chosen_limits
from formcheck.jobs.options import Options
from formcheck.jobs.profiles import load_profile
from formcheck.jobs.video_job import check_video
from formcheck.live.session import Training, train
from formcheck.outputs.video_file import VideoFile
from formcheck.sources.capture import CaptureError
from formcheck.sources.trouble import NO_PICTURE
from formcheck.sources.video import VideoSource
from tests.fixtures.command import Command, Ran
from tests.fixtures.long_clip import REST_S, with_rest
from tests.fixtures.patient_camera import MODEL, Freeing, wait_for_the_loop
from tests.fixtures.recorded import read_result
from tests.fixtures.scripted_camera import Room, shows
from tests.fixtures.stand_in import StandIn, write_clip

SAMPLES = Path(__file__).parents[2] / "sample_videos"
NO_SCREEN = ("--no-window", "--quiet")

Json = dict[str, Any]


@pytest.fixture
def formcheck_command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Any:
    return Command(monkeypatch, capfd)


@pytest.fixture(scope="module")
def situp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_rest(tmp_path_factory.mktemp("clips") / "situp.mp4", SAMPLES / "situp_behind.mp4")


@pytest.fixture(scope="module")
def shrug(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_rest(tmp_path_factory.mktemp("clips") / "shrug.mp4", SAMPLES / "shrug.mp4")


@pytest.fixture(autouse=True)
def no_picture_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    """However busy the machine that runs the tests."""

    def put(video: VideoFile, time_s: float, image: Any) -> bool:
        video.put(time_s, image)
        return True

    monkeypatch.setattr(VideoFile, "offer", put)


def lines(ran: Ran) -> list[Json]:
    return [json.loads(line) for line in ran.out.splitlines()]


def told(result: Json) -> tuple[int, int, list[tuple[str, int]]]:
    """What a set comes to: reps, holds, and the warnings in each.

    Two warnings of a rep may lie a frame apart, so which comes first is not compared.
    """
    warnings = sorted((warning["code"], warning["rep"]) for warning in result["warnings"])
    return len(result["reps"]), len(result["holds"]), warnings


@pytest.mark.model
@pytest.mark.parametrize("name", ["situp", "shrug"])
def test_a_sample_in_a_camera_s_place_is_coached_and_its_recording_says_the_same(
    name: str,
    situp: Path,
    shrug: Path,
    tmp_path: Path,
    formcheck_command: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clip = situp if name == "situp" else shrug
    wait_for_the_loop(monkeypatch, clip)
    video, sets = tmp_path / "set.mp4", tmp_path / "sets"
    ran = formcheck_command(
        *("live", "--camera", clip, "--record", video, "--out", sets, "--load", "maximal"),
        *("--json", *NO_SCREEN),
    )
    assert ran.code == 0
    events = lines(ran)
    stages = [event["stage"] for event in events if event["event"] == "stage"]
    assert list(dict.fromkeys(stages)) == ["placing", "countdown", "neutral", "set"]
    (kept,) = [event for event in events if event["event"] == "kept"]
    live = read_result(Path(kept["folder"]) / "result.json")
    done = live["reps"] + live["holds"]
    assert len(done) == 3
    happened = [event["number"] for event in events if event["event"] in ("rep", "hold")]
    assert happened == [1, 2, 3]
    with_model = open_detector(MODEL)
    options = Options(limits=chosen_limits(None, "maximal"), write=("result",))
    check_video(video, tmp_path / "checked", options, with_model)
    with_model.close()
    assert told(read_result(tmp_path / "checked" / "result.json")) == told(live)
    again = formcheck_command(
        *("replay", Path(kept["folder"]) / "poses.npz", "--load", "maximal", "--out", tmp_path)
    )
    assert again.code == 0
    (folder,) = tmp_path.glob("*.replay.formcheck")
    replayed = read_result(folder / "result.json")
    for part in ("exercise", "baseline", "reps", "holds", "warnings", "coverage"):
        assert replayed[part] == live[part]


@pytest.mark.model
def test_a_camera_that_dies_three_times_loses_no_rep_outside_the_gaps(
    situp: Path, tmp_path: Path
) -> None:
    frames = list(VideoSource(situp))
    expected = read_result(SAMPLES / "situp_behind.expected.json")["reps"]
    between_s = [
        REST_S + (sooner["end_s"] + later["start_s"]) / 2 for sooner, later in pairwise(expected)
    ]
    deaths_s = [REST_S + 1.0, between_s[0] - 0.1, between_s[1] - 0.1]
    lives: list[list[Any]] = [[]]
    for frame in frames:
        if deaths_s and frame.time_s > deaths_s[0]:
            deaths_s.pop(0)
            lives[-1].append(CaptureError(NO_PICTURE))
            lives.append([])
            gone_until_s = frame.time_s + 0.2
        if len(lives) == 1 or frame.time_s >= gone_until_s:
            lives[-1].append((100.0 + frame.time_s, frame.image))
    room = Room(*(shows(*life) for life in lives))
    camera = room.camera(moves=False)
    detector = Freeing(room)
    training = Training("7", "situp", Options("situp"), tmp_path / "sets", tmp_path / "set.mp4")
    (outcome,) = train(training, camera, detector, None, None)
    detector.close()
    assert outcome.error == ""
    assert room.opened == 4
    live = read_result(outcome.task.folder / "result.json")
    assert len(live["reps"]) == len(expected)
    with_model = open_detector(MODEL)
    check_video(tmp_path / "set.mp4", tmp_path / "checked", Options(write=("result",)), with_model)
    with_model.close()
    assert told(read_result(tmp_path / "checked" / "result.json")) == told(live)


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(formcheck.jobs.profiles, "user_data_path", lambda *_, **__: tmp_path)
    return tmp_path / "profiles"


@pytest.mark.model
def test_a_neutral_is_kept_from_a_video_and_used_live(
    situp: Path,
    tmp_path: Path,
    profiles: Path,
    formcheck_command: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clip = SAMPLES / "situp_behind.mp4"
    ran = formcheck_command("calibrate", "Anna", "--camera", clip, *NO_SCREEN)
    assert ran.code == 0
    assert "Profile Anna" in ran.out
    assert [path.name for path in profiles.iterdir()] == ["Anna.json"]
    wait_for_the_loop(monkeypatch, situp)
    ran = formcheck_command("live", "--camera", situp, "--profile", "Anna", "--out",
                            tmp_path / "sets", "--json", *NO_SCREEN)  # fmt: skip
    (kept,) = [event for event in lines(ran) if event["event"] == "kept"]
    live = read_result(Path(kept["folder"]) / "result.json")
    assert live["baseline"]["from"].startswith("profile Anna of 20")
    assert len(live["reps"]) == 3
    assert live["asked"]["profile"] == load_profile("Anna").asked


@pytest.mark.model
def test_a_neutral_is_learnt_in_front_of_a_camera(
    situp: Path, formcheck_command: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch,
    profiles: Path,
) -> None:  # fmt: skip
    wait_for_the_loop(monkeypatch, situp)
    ran = formcheck_command("calibrate", "Anna", "--camera", "0", *NO_SCREEN)
    assert ran.code == 0
    assert (profiles / "Anna.json").exists()
    assert "Lie down and keep still" in ran.err


def test_a_video_without_a_rest_gives_no_profile(
    tmp_path: Path,
    profiles: Path,
    formcheck_command: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(formcheck.detectors, "open_detector", StandIn)
    clip = write_clip(tmp_path / "shrug.mp4", "shrug")
    ran = formcheck_command("calibrate", "Anna", "--camera", clip, *NO_SCREEN)
    assert ran.code == 1
    assert "lying on the back" in ran.complaint
    assert not profiles.exists()
