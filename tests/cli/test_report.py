"""`formcheck report`, and the page that a check writes by itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from formcheck.pages.html_page import LIBRARY, SHARED
from tests.fixtures.command import Command
from tests.fixtures.stand_in import stand_in, write_clip


@pytest.fixture
def formcheck_(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    stand_in(monkeypatch)
    return Command(monkeypatch, capfd)


@pytest.fixture
def analysed(tmp_path: Path, formcheck_: Command) -> Path:
    """A set without its page."""
    video = write_clip(tmp_path / "clip.mp4")
    assert formcheck_("check", video, "--write", "frames").code == 0
    return tmp_path / "clip.formcheck"


def test_a_check_writes_the_page_and_what_it_draws(tmp_path: Path, formcheck_: Command) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    assert formcheck_("check", video, "--write", "report").code == 0
    written = {path.name for path in (tmp_path / "clip.formcheck").iterdir()}
    assert written == {"result.json", "frames.csv", "report.html"}
    assert f'src="../{SHARED}/{LIBRARY}"' in (tmp_path / "clip.formcheck/report.html").read_text()
    assert (tmp_path / SHARED / LIBRARY).is_file()


def test_the_page_of_a_check_is_the_page_made_later(tmp_path: Path, formcheck_: Command) -> None:
    video = write_clip(tmp_path / "clip.mp4")
    formcheck_("check", video)
    page = tmp_path / "clip.formcheck/report.html"
    first = page.read_bytes()
    page.unlink()
    assert formcheck_("report", page.parent).code == 0
    assert page.read_bytes() == first


@pytest.mark.parametrize("name", ["", "result.json", ".."])
def test_a_set_is_named_by_its_folder_its_result_or_the_folder_around_it(
    analysed: Path, formcheck_: Command, name: str
) -> None:
    ran = formcheck_("report", analysed / name)
    assert ran.code == 0
    assert (analysed / "report.html").is_file()
    assert "report.html: " in ran.out
    assert " kB, with " in ran.out


def test_one_bad_set_never_stops_the_others(analysed: Path, formcheck_: Command) -> None:
    bad = analysed.with_name("bad.formcheck")
    shutil.copytree(analysed, bad)
    (bad / "frames.csv").write_text("time_s,phase,rep\n")
    ran = formcheck_("report", analysed.parent)
    assert ran.code == 1
    assert ran.err == (f"formcheck: {bad / 'frames.csv'} is broken: analyse the video anew\n")
    assert (analysed / "report.html").is_file()
    assert not (bad / "report.html").exists()


def test_a_table_that_lacks_a_measure_is_broken(analysed: Path, formcheck_: Command) -> None:
    table = analysed / "frames.csv"
    table.write_text(table.read_text("utf-8").replace("trunk_deg_high", "trunk"), "utf-8")
    ran = formcheck_("report", analysed)
    assert ran.complaint == f"{table} is broken: analyse the video anew"


def test_a_folder_without_results_is_wrong_usage(tmp_path: Path, formcheck_: Command) -> None:
    ran = formcheck_("report", tmp_path)
    assert ran.code == 2
    assert ran.complaint == (
        f"{tmp_path} holds no results: name a folder that `formcheck check` wrote"
    )


def test_an_embedded_page_needs_no_file_beside_it(analysed: Path, formcheck_: Command) -> None:
    alone = analysed.parent / "alone"
    shutil.copytree(analysed, alone / analysed.name)
    assert formcheck_("report", alone, "--embed").code == 0
    assert not (alone / SHARED).exists()
    assert "<script src=" not in (alone / analysed.name / "report.html").read_text()


def test_a_folder_of_sets_gets_one_table_of_them(analysed: Path, formcheck_: Command) -> None:
    assert not (analysed.parent / "index.html").exists()
    ran = formcheck_("report", analysed.parent)
    assert f"All sets in one table: {analysed.parent / 'index.html'}" in ran.out
    assert 'href="clip.formcheck/report.html"' in (analysed.parent / "index.html").read_text()


def test_checking_a_folder_makes_the_table_too(tmp_path: Path, formcheck_: Command) -> None:
    write_clip(tmp_path / "clip.mp4")
    (tmp_path / "broken.mp4").write_text("no video")
    assert formcheck_("check", tmp_path).code == 1
    page = (tmp_path / "index.html").read_text()
    assert 'href="clip.formcheck/report.html"' in page
    assert "broken.mp4 is not a video that can be read" in page


WRONG = {
    "reps": (None, "reps is not a list"),
    "exercise": ("squat", "exercise is not "),
    "baseline": ({}, "baseline.from is missing"),
}


@pytest.mark.parametrize("part", [*WRONG])
def test_a_result_that_was_edited_is_named_and_stops_no_other(
    analysed: Path, formcheck_: Command, part: str
) -> None:
    wrong, why = WRONG[part]
    bad = analysed.with_name("a bad one.formcheck")
    shutil.copytree(analysed, bad)
    (bad / "result.json").write_text(
        json.dumps(json.loads((bad / "result.json").read_text()) | {part: wrong})
    )
    ran = formcheck_("report", analysed.parent)
    assert ran.code == 1
    assert str(bad / "result.json") in ran.err
    assert why in ran.err
    assert ran.err.endswith(": analyse the video anew\n")
    assert (analysed / "report.html").is_file()
    assert "Could not be read" in (analysed.parent / "index.html").read_text("utf-8")
    assert not (bad / "report.html").exists()


@pytest.mark.parametrize("part", [*WRONG])
def test_a_result_that_was_edited_is_made_anew_by_resume(
    analysed: Path, formcheck_: Command, part: str
) -> None:
    result = analysed / "result.json"
    before = result.read_bytes()
    result.write_text(json.dumps(json.loads(before) | {part: WRONG[part][0]}))
    ran = formcheck_("check", analysed.parent, "--resume", "--write", "frames", "--jobs", 1)
    assert (ran.code, ran.err) == (0, "")
    assert result.read_bytes() == before
    assert (analysed.parent / "summary.csv").is_file()
