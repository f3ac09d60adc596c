from __future__ import annotations

import os
import re
import shlex
import subprocess
from datetime import datetime, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest

from formcheck.pages.index import shell_word, write_index
from tests.fixtures.page_sets import write_set

RECORDED = "2026-11-20T18:30:00Z"
HERE = f"{datetime(2026, 11, 20, 18, 30, tzinfo=timezone.utc).astimezone():%Y-%m-%d %H:%M}"


class Cells(HTMLParser):
    """The text of every cell of every table, row by row."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())


def written(folder: Path, failures: dict[str, str] | None = None) -> list[list[str]]:
    return Cells(write_index(folder, sorted(folder.rglob("*.formcheck")), failures)).rows[1:]


def test_each_video_is_a_row_with_what_was_found(tmp_path: Path) -> None:
    write_set(tmp_path / "a.formcheck", name="a.mp4", recorded=RECORDED)
    write_set(tmp_path / "deep" / "b.formcheck", exercise="shrug", name="b.mp4", video=False)
    situp, shrug = written(tmp_path, {})
    assert situp[2:6] == ["a.mp4", HERE, "sit-ups", "3"]
    assert re.fullmatch(r"\d+ \(-?\d+ to \d+\) (fine|\d (too far|can't tell))", situp[7])
    assert situp[8] == ""
    assert situp[11] == "100 %"
    assert shrug[2] == "b.mp4 deep"
    assert shrug[4:6] == ["shrugs", "3"]
    assert re.fullmatch(r"\d+\.\d of 201 for empty hands", shrug[8])
    assert shrug[7] == shrug[10] == ""  # nothing is known of a neck


def test_without_a_time_of_recording_the_files_time_is_told_as_such(tmp_path: Path) -> None:
    one = write_set(tmp_path / "a.formcheck", name="a.mp4", video=False)
    os.utime(one.folder / "result.json", (86400 * 365.25 * 40,) * 2)
    (row,) = written(tmp_path, {})
    assert re.fullmatch(r"20(09|10)-\d\d-\d\d \d\d:\d\d \(file\)", row[3])
    (tmp_path / "a.mp4").write_bytes(b"")
    os.utime(tmp_path / "a.mp4", (86400 * 365.25 * 30.5,) * 2)
    (row,) = written(tmp_path, {})
    assert row[3].startswith("2000-")


def test_a_row_leads_to_the_report_or_else_to_the_folder(tmp_path: Path) -> None:
    one = write_set(tmp_path / "a #1?.formcheck", name="a.mp4", video=False)
    page = write_index(tmp_path, [one.folder], {})
    assert 'href="a%20%231%3F.formcheck"' in page.read_text("utf-8")
    (one.folder / "report.html").write_text("", encoding="utf-8")
    write_index(tmp_path, [one.folder], {})
    assert 'href="a%20%231%3F.formcheck/report.html"' in page.read_text("utf-8")


def test_a_curve_and_a_still_stand_for_the_video(tmp_path: Path) -> None:
    write_set(tmp_path / "a.formcheck", name="a.mp4")
    text = write_index(tmp_path, [tmp_path / "a.formcheck"], {}).read_text("utf-8")
    assert text.count('src="data:image/jpeg;base64,') == 1
    assert 'aria-label="Neck flexion over time, at most' in text
    assert "the limit is 25 deg" in text


def test_failures_are_told_with_their_reason(tmp_path: Path) -> None:
    write_set(tmp_path / "a.formcheck", name="a.mp4", video=False)
    *_, head, failed = written(tmp_path, {"b\n.mp4": "b.mp4 is empty: film it anew"})
    assert head == ["Video", "Why"]
    assert failed == [r"b\n.mp4", "b.mp4 is empty: film it anew"]


def test_later_they_come_from_the_summary_but_for_videos_that_were_analysed_since(
    tmp_path: Path,
) -> None:
    write_set(tmp_path / "a.formcheck", name="a.mp4", video=False)
    (tmp_path / "summary.csv").write_text(
        f'video,error\n{tmp_path}/a.mp4,a.mp4 is empty\n{tmp_path}/b.mp4,"b.mp4 is empty"\n'
        f"{tmp_path}/c.mp4,\n",
        encoding="utf-8",
    )
    rows = written(tmp_path)
    assert rows[2:] == [[f"{tmp_path}/b.mp4", "b.mp4 is empty"]]


def test_a_set_that_cannot_be_read_back_is_a_failure_and_stops_nothing(tmp_path: Path) -> None:
    write_set(tmp_path / "a.formcheck", name="a.mp4", video=False)
    bad = write_set(tmp_path / "b.formcheck", name="b.mp4", video=False)
    (bad.folder / "frames.csv").unlink()
    rows = written(tmp_path, {})
    assert rows[0][2] == "a.mp4"
    assert rows[-1][0] == str(bad.folder)
    assert "frames.csv can't be read" in rows[-1][1]


def test_a_folder_of_failures_alone_has_a_page_too(tmp_path: Path) -> None:
    page = write_index(tmp_path, [], {"a.mp4": "a.mp4 is empty"})
    assert Cells(page).rows == [["Video", "Why"], ["a.mp4", "a.mp4 is empty"]]


@pytest.mark.skipif(os.name == "nt", reason="asks a POSIX shell")
@pytest.mark.parametrize(
    "name", ["plain", "two words", 'it\'s "$HOME" `id`;', "-rf", "new\nline", "\udcff\\x", "ä"]
)
def test_a_shell_takes_the_command_as_it_was_meant(tmp_path: Path, name: str) -> None:
    word = shell_word(tmp_path / name, tmp_path)
    told = subprocess.run(  # noqa: S603  # the very word under test
        ["bash", "-c", f"printf %s {word}"],  # noqa: S607  # whichever bash there is
        capture_output=True,
        check=True,
    ).stdout
    assert os.path.normpath(os.fsdecode(told)) == name
    assert not os.fsdecode(told).startswith("-")
    if name.isalpha() and name.isascii():
        assert shlex.split(word) == [name]
