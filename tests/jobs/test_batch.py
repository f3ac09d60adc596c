from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

import formcheck.jobs.batch
from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.pose import Pose
from formcheck.frame import Frame
from formcheck.jobs.batch import Outcome, check_all
from formcheck.jobs.options import Options
from formcheck.results.paths import Task, find_videos, results_folder
from formcheck.system.atomic_write import staging_path
from tests.fixtures.clips import write_sound
from tests.fixtures.stand_in import MODEL, StandIn, stand_in, write_clip

RESULT = Options(write=("result",))


def touch(folder: Path, *names: str) -> list[Path]:
    """Empty files."""
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return paths


def found(folder: Path, *paths: Path, out: Path | None = None) -> dict[str, str]:
    """The videos that are found and their results' folders, as seen from ``folder``."""
    return {
        os.path.relpath(task.video, folder): os.path.relpath(task.folder, folder)
        for task in find_videos(paths or [folder], out)
    }


def check(*tasks: Task, resume: bool = False) -> list[Outcome]:
    def watch(place: int, share: float) -> None:
        assert 0 <= place < len(tasks)
        assert 0.0 <= share <= 1.0

    return list(check_all(tasks, RESULT, MODEL, jobs=1, resume=resume, watch=watch))


def task(video: Path) -> Task:
    return Task(video, video.with_suffix(".formcheck"))


def test_a_folder_is_searched_through_in_order(tmp_path: Path) -> None:
    touch(tmp_path, "b.mp4", "a.MOV", "deep/er/c.webm", "notes.txt", "frames.csv", "picture.jpg")
    assert found(tmp_path) == {
        "a.MOV": "a.formcheck",
        "b.mp4": "b.formcheck",
        "deep/er/c.webm": "deep/er/c.formcheck",
    }


def test_results_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    touch(tmp_path, "a.mp4", ".b.mp4", "._a.mp4", ".hidden/c.mp4", "a.formcheck/annotated.mp4")
    assert found(tmp_path) == {"a.mp4": "a.formcheck"}


def test_a_folder_of_results_that_is_named_among_others_is_passed_over(tmp_path: Path) -> None:
    video, _ = touch(tmp_path, "a.mp4", "a.formcheck/annotated.mp4")
    assert found(tmp_path, *sorted(tmp_path.iterdir())) == {"a.mp4": "a.formcheck"}
    with pytest.raises(FormcheckError, match=r"a\.formcheck holds results: name a video"):
        find_videos([video.with_suffix(".formcheck")], None)


def test_a_file_that_is_named_is_tried_whatever_its_ending(tmp_path: Path) -> None:
    touch(tmp_path, "a.dat")
    assert found(tmp_path, tmp_path / "a.dat") == {"a.dat": "a.formcheck"}


def test_names_are_taken_as_they_are(tmp_path: Path) -> None:
    names = ["two words.mp4", "größe 東京.mp4", "<script>.mp4", "[bold].mp4", "a\nb.mp4", "-x.mp4"]
    touch(tmp_path, *names)
    assert set(found(tmp_path)) == set(names)


def test_results_under_out_keep_the_shape_of_the_folder(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.mp4", "in/deep/b.mp4")
    assert found(tmp_path, tmp_path / "in", out=tmp_path / "out") == {
        "in/a.mp4": "out/a.formcheck",
        "in/deep/b.mp4": "out/deep/b.formcheck",
    }


def test_videos_that_differ_in_their_ending_only_get_folders_of_their_own(tmp_path: Path) -> None:
    both = {"a.mov": "a.mov.formcheck", "a.mp4": "a.mp4.formcheck"}
    paths = touch(tmp_path, *both)
    assert found(tmp_path) == both
    assert found(tmp_path, *paths) == both


def test_a_video_that_is_named_twice_is_checked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (video,) = touch(tmp_path, "a.mp4")
    monkeypatch.chdir(tmp_path)
    paths = [tmp_path, video, Path("a.mp4"), Path("./a.mp4"), Path()]
    assert len(find_videos(paths, None)) == 1


def test_two_videos_never_share_a_folder(tmp_path: Path) -> None:
    paths = touch(tmp_path, "one/a.mp4", "other/a.mp4")
    assert len(find_videos(paths, None)) == 2
    with pytest.raises(UsageError, match=r"one/a\.mp4 and .*other/a\.mp4 would both write"):
        find_videos(paths, tmp_path / "out")


def test_replayed_poses_get_a_folder_beside_that_of_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "clip.formcheck"
    folder.mkdir()
    beside = tmp_path / "clip.replay.formcheck"
    assert results_folder(folder / "poses.npz", None) == beside
    assert results_folder(tmp_path / "mine.npz", None) == tmp_path / "mine.formcheck"
    assert results_folder(folder / "poses.npz", Path("out")) == Path("out/clip.replay.formcheck")
    monkeypatch.chdir(folder)
    assert results_folder(Path("poses.npz"), None) == beside


def test_a_bad_video_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch)
    good = write_clip(tmp_path / "good.mp4")
    empty, text = touch(tmp_path, "empty.mp4", "text.mp4")
    text.write_text("not a video")
    sound = write_sound(tmp_path / "sound.wav")
    videos = [empty, good, tmp_path / "gone.mp4", text, tmp_path, sound]
    outcomes = check(*map(task, videos))
    assert [outcome.task.video for outcome in outcomes] == videos
    assert [bool(outcome.result) for outcome in outcomes] == [False, True, *[False] * 4]
    told = [outcome.error for outcome in outcomes]
    assert "empty.mp4 is empty" in told[0]
    assert told[1] == ""
    assert "gone.mp4 does not exist" in told[2]
    assert "text.mp4 is not a video" in told[3]
    assert "holds no video that can be read" in told[4]
    assert "sound.wav has sound but no picture" in told[5]
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"good.mp4", "good.formcheck", "empty.mp4", "text.mp4", "sound.wav"}


def test_whatever_goes_wrong_is_told_with_the_videos_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fails(StandIn):
        def detect(self, frame: Frame) -> Pose:
            raise ZeroDivisionError(f"at {frame.time_s}")

    monkeypatch.setattr(formcheck.jobs.batch, "open_detector", Fails)
    video = write_clip(tmp_path / "clip.mp4")
    (outcome,) = check(task(video))
    assert outcome.error == f"{video}: ZeroDivisionError: at 0.0"
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_the_model_is_let_go_of_whatever_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []
    monkeypatch.setattr(StandIn, "close", lambda self: closed.append(self.name))
    stand_in(monkeypatch)
    check(task(write_clip(tmp_path / "clip.mp4")), task(tmp_path / "gone.mp4"))
    assert closed == [MODEL, MODEL]


def test_resuming_keeps_what_is_done_and_does_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch)
    one, other = (task(write_clip(tmp_path / name)) for name in ("one.mp4", "other.mp4"))
    (first,) = check(one)
    staging_path(one.folder).mkdir()
    outcomes = check(one, other, resume=True)
    assert [outcome.kept for outcome in outcomes] == [True, False]
    assert outcomes[0].result == first.result
    assert not staging_path(one.folder).exists()
    assert [outcome.kept for outcome in check(one)] == [False]


def test_a_folder_that_cannot_be_read_is_told_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "a.mp4", "locked/b.mp4")
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("locked"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    tasks = find_videos([tmp_path], None)
    assert [task.video.name for task in tasks] == ["a.mp4", "locked"]
    (outcome,) = check(tasks[1])
    assert "locked holds no video that can be read" in outcome.error


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    (outcome,) = check(*find_videos([tmp_path / ("a" * 300)], None))
    assert "File name too long" in outcome.error
