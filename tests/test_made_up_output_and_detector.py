"""An output and a detector are one module and one line of a registry each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.detectors import DETECTORS
from formcheck.outputs import OUTPUTS, OutputKind
from formcheck.sources.replay import load_poses
from tests.fixtures import made_up_detector, made_up_output
from tests.fixtures.command import Command, Ran
from tests.fixtures.made_up_detector import poses, write_clip
from tests.fixtures.made_up_output import FILE
from tests.fixtures.patient_camera import wait_for_the_loop
from tests.fixtures.recorded import read_result

REPS = 3  # in the recorded clip
WRITES = ("--write", f"poses,{made_up_output.NAME}")


@pytest.fixture(autouse=True)
def registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two lines."""
    monkeypatch.setitem(DETECTORS, made_up_detector.NAME, made_up_detector.__name__)
    monkeypatch.setitem(OUTPUTS, made_up_output.NAME, OutputKind(FILE, made_up_output.__name__))


@pytest.fixture
def video(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4")


@pytest.fixture
def formcheck_(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capfd)


def check(formcheck_: Command, video: Path, *more: object) -> Ran:
    ran = formcheck_("check", video, "--model", made_up_detector.NAME, *more)
    assert ran.code == 0
    return ran


def results(video: Path) -> Path:
    return video.with_suffix(".formcheck")


def assert_whole(folder: Path, frames: int) -> dict[str, Any]:
    """The result in a folder in which the made-up output has a line for each frame."""
    result = read_result(folder / "result.json")
    exercise, *lines = (folder / FILE).read_text().split("\n")
    assert exercise == result["exercise"] == "situp"
    assert len(result["reps"]) == REPS
    assert len(lines) == result["source"]["frames"] == frames
    assert {line.split()[1] for line in lines} >= {"rest", "up", "top", "down"}
    assert f"{frames} phases were written" in result["notes"]
    return result


def test_a_check_finds_poses_with_it_and_writes_it(formcheck_: Command, video: Path) -> None:
    check(formcheck_, video, *WRITES)
    result = assert_whole(results(video), len(poses()))
    assert result["tool"]["detector"] == made_up_detector.NAME
    assert result["tool"]["model_sha256"] == made_up_detector.SHA256
    names = {path.name for path in results(video).iterdir()}
    assert names == {"result.json", "poses.npz", FILE}


def test_a_check_resumes_where_it_is_missing_and_nowhere_else(
    formcheck_: Command, video: Path
) -> None:
    check(formcheck_, video, *WRITES)
    written, mark = results(video) / FILE, "nobody has touched this"
    written.write_text(mark)
    check(formcheck_, video, *WRITES, "--resume")
    assert written.read_text() == mark
    written.unlink()
    check(formcheck_, video, *WRITES, "--resume")
    assert_whole(results(video), len(poses()))


def test_it_does_not_stay_beside_a_result_of_other_limits(formcheck_: Command, video: Path) -> None:
    check(formcheck_, video, *WRITES)
    check(formcheck_, video, "--write", "result", "--load", "heavy")
    assert {path.name for path in results(video).iterdir()} == {"result.json"}


def test_a_replay_writes_it_again(formcheck_: Command, video: Path) -> None:
    check(formcheck_, video, *WRITES)
    recorded = results(video) / "poses.npz"
    assert formcheck_("replay", recorded, "--write", made_up_output.NAME).code == 0
    again = video.with_name("clip.replay.formcheck")
    assert_whole(again, len(poses()))
    assert (again / FILE).read_bytes() == (results(video) / FILE).read_bytes()


def test_whoever_misspells_them_is_told_their_names(formcheck_: Command, video: Path) -> None:
    ran = formcheck_("check", video, "--write", "phase")
    assert ran.code == 2
    assert ran.complaint.endswith(made_up_output.NAME)
    ran = formcheck_("check", video, "--model", "made")
    assert ran.code == 2
    assert ran.complaint.endswith(made_up_detector.NAME)


def test_a_live_set_is_coached_with_it_and_kept_with_it(
    formcheck_: Command, video: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for_the_loop(monkeypatch, video)
    ran = formcheck_(
        *("live", "--model", made_up_detector.NAME, "--camera", video, "--json"),
        *("--out", tmp_path / "sets", "--no-window", "--quiet"),
    )
    assert ran.code == 0
    events = [json.loads(line) for line in ran.out.splitlines()]
    assert sum(event["event"] == "rep" for event in events) == REPS
    (folder,) = (tmp_path / "sets").glob("*.formcheck")
    result = assert_whole(folder, len(load_poses(folder / "poses.npz")))
    assert result["tool"]["detector"] == made_up_detector.NAME
