from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.core.exercises import EXERCISES
from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.core.risks.limits import Limits
from formcheck.frame import Frame
from formcheck.jobs.options import Options
from formcheck.jobs.video_job import check_poses, check_video
from formcheck.outputs import FILES, annotated_video
from formcheck.outputs.job import FileOutput, Job
from formcheck.pages.html_page import SHARED
from formcheck.results.load import load_result
from formcheck.sources.replay import load_poses
from formcheck.sources.video import file_sha256
from tests.fixtures.clips import cut, damage, write_video
from tests.fixtures.recorded import TOUCHY, read_result
from tests.fixtures.stand_in import StandIn, write_clip

RESULT = Options(write=("result",))
QUICK = Options(write=("result", "poses"))


def check(video: Path, options: Options = RESULT, **more: Any) -> dict[str, Any]:
    check_video(video, results(video), options, StandIn(), **more)
    return read_result(results(video) / "result.json")


def results(video: Path) -> Path:
    return video.with_suffix(".formcheck")


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_everything_is_written_into_one_folder(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    found = check_video(video, results(video), Options(), StandIn())
    assert files(results(video)) == set(FILES.values())
    assert files(tmp_path) == {"clip.mp4", "clip.formcheck", SHARED}
    assert repr(load_result(results(video))) == repr(found)  # NaN is unequal to itself


def test_a_result_tells_what_it_came_from(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    found = check(video, replace(RESULT, start_s=1.0, end_s=4.0))
    assert found["source"]["sha256"] == file_sha256(video)
    assert found["source"]["frames"] == 30
    assert found["tool"]["detector"] == "blazepose-full"
    assert found["tool"]["model_sha256"] == StandIn.model_sha256
    assert found["asked"] == {"exercise": "auto", "start_s": 1.0, "end_s": 4.0}


@pytest.mark.parametrize("wanted", ["frames", "video", "captions", "poses"])
def test_only_what_is_wanted_is_written(tmp_path: Path, wanted: str) -> None:
    video = write_clip(tmp_path / "clip.mp4", "shrug")
    check(video, replace(RESULT, write=("result", wanted)))
    assert files(results(video)) == {"result.json", FILES[wanted]}


@pytest.mark.parametrize("exercise", ["situp", "shrug"])
def test_the_exercise_is_recognised(tmp_path: Path, exercise: str) -> None:
    found = check(write_clip(tmp_path / "clip.mp4", exercise))
    assert found["exercise"] == exercise
    assert len(found["reps"]) == (3 if exercise == "situp" else 0)
    assert len(found["holds"]) == (3 if exercise == "shrug" else 0)


def test_the_exercise_that_was_asked_for_is_looked_for_and_no_other(tmp_path: Path) -> None:
    found = check(write_clip(tmp_path / "clip.mp4"), replace(RESULT, exercise="shrug"))
    assert found["exercise"] == "shrug"
    assert found["reps"] == found["holds"] == []


def test_a_clip_in_which_nothing_is_recognised_says_so(tmp_path: Path) -> None:
    class Blind(StandIn):
        def detect(self, frame: Frame) -> Pose:
            return Pose.missing(frame.time_s)

    video = write_clip(tmp_path / "clip.mp4")
    found = check_video(video, results(video), RESULT, Blind())
    assert found.exercise == "none"
    assert list(found.notes) == ["neither sit-ups nor shrugs were found: nothing is judged"]


def test_shrugs_without_a_stated_load_say_what_is_assumed(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4", "shrug")
    assert "no load was stated" in check(video)["notes"][0]
    assert check(video, replace(RESULT, limits=TOUCHY))["notes"] == []


@pytest.mark.parametrize("exercise", ["situp", "shrug"])
@pytest.mark.parametrize("limits", [Limits(), TOUCHY], ids=["usual", "touchy"])
def test_replaying_the_poses_gives_the_same_reps_holds_and_warnings(
    tmp_path: Path, exercise: str, limits: Limits
) -> None:
    video = write_clip(tmp_path / "clip.mp4", exercise)
    checked = check(video, replace(QUICK, limits=limits))
    poses = results(video) / "poses.npz"
    options = replace(RESULT, limits=limits)
    check_poses(poses, load_poses(poses), tmp_path / "replayed", options)
    replayed = read_result(tmp_path / "replayed" / "result.json")
    for part in ("exercise", "load", "baseline", "reps", "holds", "warnings", "coverage"):
        assert replayed[part] == checked[part], part
    assert checked["reps"] or checked["holds"]
    assert checked["warnings"] or limits == Limits()


def test_replaying_with_other_limits_judges_anew(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4", "shrug")
    assert check(video, QUICK)["warnings"] == []
    poses = results(video) / "poses.npz"
    again = check_poses(poses, load_poses(poses), tmp_path / "again", Options(limits=TOUCHY))
    assert {warning.cause for warning in again.warnings} == {"cramp"}


def test_what_belongs_to_other_limits_does_not_stay_beside_a_new_result(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    check(video, QUICK)
    (results(video) / "mine.txt").write_text("mine")
    check(video, replace(RESULT, limits=TOUCHY))
    assert files(results(video)) == {"result.json", "mine.txt"}


def test_what_belongs_to_the_same_run_stays(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    check(video, QUICK)
    check(video, replace(RESULT, write=("result", "captions")))
    assert files(results(video)) == {"result.json", "poses.npz", "warnings.vtt"}


@pytest.mark.parametrize("at_s", [0.0, 3.0])
def test_a_run_that_fails_leaves_nothing(tmp_path: Path, at_s: float) -> None:
    class Fails(StandIn):
        def detect(self, frame: Frame) -> Pose:
            if frame.time_s >= at_s:
                raise RuntimeError("the model failed")
            return super().detect(frame)

    video = write_clip(tmp_path / "clip.mp4")
    with pytest.raises(RuntimeError, match="the model failed"):
        check_video(video, results(video), Options(), Fails())
    assert files(tmp_path) == {"clip.mp4"}


@pytest.mark.parametrize("wanted", [("result",), ("result", "video")])
def test_progress_grows_from_nothing_to_all(tmp_path: Path, wanted: tuple[str, ...]) -> None:
    shares: list[float] = []
    check(write_clip(tmp_path / "clip.mp4"), replace(RESULT, write=wanted), progress=shares.append)
    assert shares == sorted(shares)
    assert 0.0 < shares[0] < 0.05
    assert shares[-1] == 1.0


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(lambda path: cut(path, 0.5), "breaks off"), (lambda path: damage(path, 5), "damaged")],
)
def test_what_is_wrong_with_the_file_is_told(
    tmp_path: Path, spoil: Callable[[Path], object], told: str
) -> None:
    video = tmp_path / "clip.mkv"
    times_s = [i / 10 for i in range(40)]
    write_video(video, times_s, coding={"g": "1"})
    spoil(video)
    assert told in check(video)["notes"][0]


class Noted(FileOutput):
    """An output that has something to tell at its end."""

    def write(self, frame: Frame, reading: Reading) -> None:
        del frame, reading

    def close(self) -> None:
        self.note = "the sound was lost at \udcff"


def outputs(monkeypatch: pytest.MonkeyPatch, open_output: Callable[[Path, Job], Any]) -> None:
    """Put another output in the place of the annotated video."""
    monkeypatch.setattr(annotated_video, "open_output", open_output)


def test_what_turns_out_at_the_end_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs(monkeypatch, lambda path, job: Noted())  # noqa: ARG005  # asks for nothing
    video = write_clip(tmp_path / "clip.mp4")
    options = replace(RESULT, write=("result", "video"))
    found = check_video(video, results(video), options, StandIn())
    assert found.notes == ("the sound was lost at \udcff",)
    assert read_result(results(video) / "result.json")["notes"] == list(found.notes)


def test_outputs_are_closed_though_another_can_not_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, job: Job) -> None:
        del job
        raise FormcheckError(f"{path.name}: no encoder")

    outputs(monkeypatch, refuse)
    video = write_clip(tmp_path / "clip.mp4")
    with pytest.raises(FormcheckError, match="no encoder"):
        check(video, replace(RESULT, write=("result", "video")))
    assert files(tmp_path) == {"clip.mp4"}


def test_every_exercise_can_be_asked_for(tmp_path: Path) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    for exercise in EXERCISES:
        assert check(video, replace(RESULT, exercise=exercise))["exercise"] == exercise
