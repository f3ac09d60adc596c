from __future__ import annotations

import csv
import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import formcheck.jobs.video_job
from formcheck.outputs import result
from formcheck.outputs.result import Result
from tests.fixtures.clips import write_video
from tests.fixtures.command import Command
from tests.fixtures.drawn_person import draw_person
from tests.fixtures.stand_in import StandIn, stand_in, write_clip


@pytest.fixture
def formcheck_(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    stand_in(monkeypatch)
    return Command(monkeypatch, capfd)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_bad_form_is_no_error(tmp_path: Path, formcheck_: Command) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    ran = formcheck_("check", video, "--write", "result")
    assert ran.code == 0
    assert ran.err == ""
    assert "3 sit-ups; your neck: 2 too far, 1 can't tell." in ran.out
    assert "CAUTION  Rep 2: your neck bent" in ran.out
    assert "Don't pull on your head." in ran.out
    assert f"Results: {tmp_path / 'clip.formcheck'}\n" in ran.out


def test_without_a_terminal_there_is_plain_text_only(tmp_path: Path, formcheck_: Command) -> None:
    write_clip(tmp_path / "clip.mp4")
    write_clip(tmp_path / "other.mp4", "shrug")
    for arguments in (("check", tmp_path, "--write", "result"), ("limits",), ("models",)):
        ran = formcheck_(*arguments)
        assert "\x1b" not in ran.out + ran.err
        assert "\r" not in ran.out + ran.err
        assert not re.search(r"[ \t]$", ran.out, re.MULTILINE)
        assert ran.err == ""


def test_a_folder_gets_a_summary_with_a_row_a_video(tmp_path: Path, formcheck_: Command) -> None:
    write_clip(tmp_path / "in" / "deep" / "situp.mp4")
    write_clip(tmp_path / "in" / "shrug.mp4", "shrug")
    (tmp_path / "in" / "empty.mp4").touch()
    ran = formcheck_("check", tmp_path / "in", "--write", "result")
    assert ran.code == 1
    assert f"One row a video: {tmp_path / 'in' / 'summary.csv'}" in ran.out
    assert (
        ran.err == f"formcheck: {tmp_path}/in/empty.mp4 is empty: copy it again, or record anew\n"
    )
    told = {Path(row["video"]).name: row for row in rows(tmp_path / "in" / "summary.csv")}
    assert set(told) == {"situp.mp4", "shrug.mp4", "empty.mp4"}
    assert (told["situp.mp4"]["reps"], told["shrug.mp4"]["holds"]) == ("3", "3")
    assert "is empty" in told["empty.mp4"]["error"]


def test_the_summary_goes_where_the_results_go(tmp_path: Path, formcheck_: Command) -> None:
    write_clip(tmp_path / "in" / "clip.mp4")
    formcheck_("check", tmp_path / "in", "--out", tmp_path / "out", "--write", "result")
    assert names(tmp_path / "in") == {"clip.mp4"}
    assert names(tmp_path / "out") == {"clip.formcheck", "summary.csv"}


def test_files_that_are_named_get_no_summary(tmp_path: Path, formcheck_: Command) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    formcheck_("check", video, "--write", "result")
    assert names(tmp_path) == {"clip.mp4", "clip.formcheck"}


def test_what_is_kept_is_said(tmp_path: Path, formcheck_: Command) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    assert "(kept" not in formcheck_("check", video, "--resume", "--write", "result").out
    again = formcheck_("check", video, "--resume", "--write", "result").out
    assert f"Results: {tmp_path / 'clip.formcheck'} (kept from an earlier run)" in again
    assert "clip.mp4 (kept)" in again
    assert "(kept" not in formcheck_("check", video, "--write", "result").out


def test_names_stay_text(tmp_path: Path, formcheck_: Command) -> None:
    for name in ("[bold]b.mp4", "<script>.mp4", ":smile:.mp4", "größe 東京.mp4"):
        write_clip(tmp_path / name)
        ran = formcheck_("check", tmp_path / name, "--write", "result")
        assert ran.code == 0
        assert ran.out.startswith(f"{tmp_path / name}\n")
        assert name in ran.out.rpartition("─")[2]


def test_names_cannot_command_the_terminal(tmp_path: Path, formcheck_: Command) -> None:
    video = write_clip(tmp_path / "\x1b[31m\n\udcff.mp4")
    ran = formcheck_("check", video, tmp_path / "\x1bgone\n.mp4", "--write", "result")
    assert ran.code == 1
    assert "\x1b" not in ran.out + ran.err
    assert r"/\x1b[31m\n\udcff.mp4" in ran.out
    assert ran.err.count("\n") == 1
    assert r"/\x1bgone\n.mp4 does not exist" in ran.err


def test_limits_of_ones_own_are_used(tmp_path: Path, formcheck_: Command) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("[strain]\nneck_flexed_deg = 80\nneck_stop_deg = 90\npulled_neck_deg = 80")
    video = write_clip(tmp_path / "clip.mp4")
    ran = formcheck_("check", video, "--write", "result", "--config", config)
    assert "3 sit-ups; your neck: 3 fine." in ran.out
    assert "CAUTION" not in ran.out


def test_nothing_is_left_of_what_cannot_be_read(tmp_path: Path, formcheck_: Command) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "gone.mp4", tmp_path / "empty"):
        ran = formcheck_("check", path, "--out", tmp_path / "out")
        assert ran.code == 1
        assert str(path) in ran.complaint
    assert names(tmp_path) == {"empty"}
    assert names(tmp_path / "empty") == set()


def test_one_fault_that_all_videos_share_is_told_once(
    tmp_path: Path, formcheck_: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.core.errors import FormcheckError

    def missing(name: str) -> StandIn:
        raise FormcheckError(f"{name} is not installed: run `formcheck models get {name}`")

    monkeypatch.setattr(formcheck.jobs.batch, "open_detector", missing)
    videos = [write_clip(tmp_path / name) for name in ("one.mp4", "other.mp4")]
    ran = formcheck_("check", *videos, "--model", "blazepose-heavy")
    assert ran.code == 1
    assert ran.complaint.startswith("blazepose-heavy is not installed")


@pytest.mark.parametrize("what", ["file in the way", "full disk", "read-only summary"])
def test_what_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, formcheck_: Command, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    write_clip(tmp_path / "in" / "clip.mp4")
    out = tmp_path / "out"
    if what == "file in the way":
        out.touch()
    elif what == "full disk":
        monkeypatch.setattr(result, "Result", Full)
    else:
        (out / "summary.csv" / "in the way").mkdir(parents=True)
    ran = formcheck_("check", tmp_path / "in", "--out", out, "--write", "result")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "can't be written" in ran.err
    assert "choose another folder with --out" in ran.err
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".partial"]


class Full(Result):
    """The result, on a disk that gets full as it is written."""

    def close(self) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_poses_are_replayed_with_another_load(tmp_path: Path, formcheck_: Command) -> None:
    video = write_clip(tmp_path / "clip.mp4", "shrug")
    assert "CAUTION" not in formcheck_("check", video, "--write", "poses").out
    poses = tmp_path / "clip.formcheck" / "poses.npz"
    ran = formcheck_("replay", poses, "--load", "maximal")
    assert ran.code == 0
    assert "CAUTION  Hold 2: shoulders up for 6 s, past the limit of 3 s." in ran.out
    assert names(tmp_path / "clip.formcheck") == {"result.json", "poses.npz"}
    assert names(tmp_path / "clip.replay.formcheck") == {
        "result.json",
        "frames.csv",
        "warnings.vtt",
        "report.html",
    }


def test_what_is_no_poses_file_is_told(tmp_path: Path, formcheck_: Command) -> None:
    (tmp_path / "poses.npz").write_text("no poses")
    ran = formcheck_("replay", tmp_path / "poses.npz")
    assert ran.code == 1
    assert "is not a poses file" in ran.complaint
    assert names(tmp_path) == {"poses.npz"}


def test_a_model_that_is_there_needs_no_network(formcheck_: Command) -> None:
    for name in ("full", "blazepose-full"):
        ran = formcheck_("models", "get", name)
        assert ran.code == 0
        assert ran.out.startswith("blazepose-full is ready: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("arguments", [["limits"], ["check", "--help"]])
def test_output_that_cannot_be_written_is_told_in_one_line(arguments: list[str]) -> None:
    program = "from formcheck.cli import main; main()"
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-c", program, *arguments],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith("formcheck: standard output can't be written (No space left")
    assert ran.stderr.count("\n") == 1


TIMED = ("annotated.mp4", "index.html")  # tell when they, or the results, were written


@pytest.mark.model
def test_two_at_once_find_the_same_as_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    person, run = draw_person(), Command(monkeypatch, capfd)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, frames in (("one", 8), ("other", 12)):
        write_video(folder / f"{name}.mp4", [i / 10 for i in range(frames)], lambda _: person)
    ends = [
        run("check", folder, "--jobs", jobs, "--out", tmp_path / f"out{jobs}" / "sets")
        for jobs in (1, 2)
    ]
    assert [end.code for end in ends] == [0, 0]
    assert ends[0].out.replace("out1", "out2") == ends[1].out
    for path in (tmp_path / "out1").rglob("*.*"):
        if path.is_file() and path.name not in TIMED:
            twin = tmp_path / "out2" / path.relative_to(tmp_path / "out1")
            assert path.read_bytes() == twin.read_bytes(), path
    assert len(list((tmp_path / "out2").rglob("result.json"))) == 2
