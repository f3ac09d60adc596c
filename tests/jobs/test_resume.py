from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import formcheck.jobs.resume
from formcheck.core.errors import FormcheckError
from formcheck.jobs.options import Options
from formcheck.jobs.resume import is_done
from formcheck.jobs.video_job import check_video
from formcheck.results.load import load_result
from tests.fixtures.recorded import TOUCHY
from tests.fixtures.stand_in import MODEL, StandIn, write_clip

OPTIONS = Options(write=("result", "frames"))


@pytest.fixture
def video(tmp_path: Path) -> Path:
    """A video with what formcheck wrote of it."""
    path = write_clip(tmp_path / "clip.mp4")
    check_video(path, results(path), OPTIONS, StandIn())
    return path


def results(video: Path) -> Path:
    return video.with_suffix(".formcheck")


def change(video: Path, **changes: Any) -> None:
    """Write something else into the result."""
    path = results(video) / "result.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_run_that_changes_nothing_is_done(video: Path) -> None:
    assert is_done(video, results(video), OPTIONS, MODEL)
    assert is_done(video, results(video), replace(OPTIONS, write=("result",)), MODEL)


@pytest.mark.parametrize(
    "options",
    [
        replace(OPTIONS, exercise="situp"),
        replace(OPTIONS, start_s=0.1),
        replace(OPTIONS, end_s=100.0),
        replace(OPTIONS, limits=TOUCHY),
        replace(OPTIONS, write=("result", "frames", "captions")),
    ],
    ids=["exercise", "start", "end", "limits", "another file"],
)
def test_a_run_that_asks_for_something_else_is_not_done(video: Path, options: Options) -> None:
    assert not is_done(video, results(video), options, MODEL)


def test_a_run_with_another_model_is_not_done(video: Path) -> None:
    assert not is_done(video, results(video), OPTIONS, "blazepose-lite")


def test_a_run_by_another_version_is_not_done(video: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formcheck.jobs.resume, "__version__", "99.0")
    assert not is_done(video, results(video), OPTIONS, MODEL)


@pytest.mark.parametrize(
    ("trained", "sha256"),
    [("shoulder_sha256", "0" * 64), ("shoulder_sha256", None), ("neck_sha256", "0" * 64)],
)
def test_a_result_of_other_trained_files_is_read_and_not_taken_for_done(
    sha256: str | None, trained: str, video: Path
) -> None:
    tool = json.loads((results(video) / "result.json").read_text())["tool"] | {trained: sha256}
    change(video, tool=tool)
    assert getattr(load_result(results(video)).tool, trained) == sha256
    assert not is_done(video, results(video), OPTIONS, MODEL)


def test_a_run_over_a_changed_video_is_not_done(video: Path) -> None:
    video.write_bytes(video.read_bytes() + b"\0")
    assert not is_done(video, results(video), OPTIONS, MODEL)


SPOILS: dict[str, Callable[[Path], object]] = {
    "no folder": lambda path: results(path).rename(path.with_suffix(".else")),
    "no frames": lambda path: (results(path) / "frames.csv").unlink(),
    "no result": lambda path: (results(path) / "result.json").unlink(),
    "half a result": lambda path: (results(path) / "result.json").write_text('{"source": {'),
    "not a result": lambda path: (results(path) / "result.json").write_text("[]"),
    "bytes": lambda path: (results(path) / "result.json").write_bytes(b"\xff"),
    "no tool": lambda path: change(path, tool=None),
    "no version": lambda path: change(path, tool={}),
    "no source": lambda path: change(path, source="clip.mp4"),
    "nothing asked": lambda path: change(path, asked=None),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_a_folder_that_is_not_whole_is_not_done(
    video: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(video)
    assert not is_done(video, results(video), OPTIONS, MODEL)


def test_a_result_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormcheckError, match=r"result\.json can't be read: analyse the video"):
        load_result(tmp_path)
