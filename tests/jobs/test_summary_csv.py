from __future__ import annotations

import csv
import errno
import os
from pathlib import Path
from unittest.mock import Mock

import pytest

from formcheck.core.analysis.set_summary import worst_peak
from formcheck.core.errors import FormcheckError
from formcheck.core.readings import Measure
from formcheck.jobs.batch import Outcome
from formcheck.jobs.summary_csv import write_summaries
from formcheck.results.statistics import unsure, warning_counts
from tests.fixtures.told import hold, outcome, rep, result, warning

SITUPS = result(
    reps=[
        rep(1, "fine", 8, 3, 13),
        rep(2, "too far", 48, 41, 55),
        rep(3, "can't tell", 26, 20, 32),
        rep(4, "can't tell"),
    ],
    warnings=[
        warning(1, "caution", "", ""),
        warning(2, "stop", "", ""),
        warning(3, "notice", "", "", "camera"),
    ],
    notes=["one note", "another, with a comma"],
)
SHRUGS = result("shrug", holds=[hold(1, 3.5), hold(2, 8.5), hold(3, 1.5)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def written(outcomes: list[Outcome], searched: list[Path], out: Path | None = None) -> list[Path]:
    return list(write_summaries(outcomes, searched, out))


def test_the_worst_rep_counts() -> None:
    assert worst_peak(SITUPS.reps) == Measure(48, 41, 55)
    assert not worst_peak(SHRUGS.reps).known
    assert not worst_peak(result(reps=[rep(1, "can't tell")]).reps).known


def test_warnings_are_counted_by_cause() -> None:
    assert warning_counts(SITUPS) == {"strain": 2, "cramp": 0, "camera": 1}


def test_reps_that_cannot_be_told_are_picked_out() -> None:
    assert [one.number for one in unsure(SITUPS)] == [3, 4]


def test_a_summary_tells_each_video_in_a_row(tmp_path: Path) -> None:
    names = [f"{tmp_path}/{name}.mp4" for name in ("situp", "shrug", "bad")]
    outcomes = [
        outcome(names[0], SITUPS),
        outcome(names[1], SHRUGS),
        outcome(names[2], None, error="bad.mp4 is empty"),
    ]
    assert written(outcomes, [tmp_path]) == [tmp_path / "summary.csv"]
    situp, shrug, bad = rows(tmp_path / "summary.csv")
    assert [row["video"] for row in (situp, shrug, bad)] == names
    assert situp == {
        "video": names[0],
        "error": "",
        "exercise": "situp",
        "reps": "4",
        "holds": "0",
        "worst_neck_deg": "48.0",
        "worst_neck_deg_low": "41.0",
        "worst_neck_deg_high": "55.0",
        "longest_hold_s": "",
        "strain": "2",
        "cramp": "0",
        "camera": "1",
        "cant_tell": "2",
        "coverage": "1.0",
        "view_yaw_deg": "3.0",
        "duration_s": "10.4",
        "notes": "one note; another, with a comma",
    }
    assert (shrug["holds"], shrug["longest_hold_s"], shrug["worst_neck_deg"]) == ("3", "8.5", "")
    assert {name: cell for name, cell in bad.items() if cell} == {
        "video": names[2],
        "error": "bad.mp4 is empty",
    }


def test_each_folder_gets_its_own_videos(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    outcomes = [outcome(f"{folder}/deep/a.mp4", SITUPS) for folder in (one, other)]
    one.mkdir()
    other.mkdir()
    assert written(outcomes, [one, other]) == [one / "summary.csv", other / "summary.csv"]
    for folder in (one, other):
        assert [row["video"] for row in rows(folder / "summary.csv")] == [f"{folder}/deep/a.mp4"]


def test_all_go_into_one_where_a_folder_is_given(tmp_path: Path) -> None:
    outcomes = [outcome(f"{name}/a.mp4", SITUPS) for name in ("one", "other")]
    paths = written(outcomes, [Path("one"), Path("other")], tmp_path)
    assert paths == [tmp_path / "summary.csv"]
    assert len(rows(paths[0])) == 2


def test_nothing_is_written_where_no_folder_was_searched_or_nothing_found(tmp_path: Path) -> None:
    assert written([outcome("a.mp4", SITUPS)], [], tmp_path) == []
    failed = outcome(f"{tmp_path}/a.mp4", None, error="a.mp4 is empty")
    assert written([failed], [tmp_path]) == []
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_no_text_are_written_all_the_same(tmp_path: Path) -> None:
    written([outcome(f"{tmp_path}/\udcff.mp4", SITUPS)], [tmp_path])
    (row,) = rows(tmp_path / "summary.csv")
    assert row["video"] == rf"{tmp_path}/\udcff.mp4"


def test_an_earlier_summary_stays_whole_where_a_new_one_can_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written([outcome(f"{tmp_path}/a.mp4", SITUPS)], [tmp_path])
    before = (tmp_path / "summary.csv").read_bytes()

    full = Mock(side_effect=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(FormcheckError, match=r"summary\.csv can't be written \(No space left"):
        written([outcome(f"{tmp_path}/b.mp4", SITUPS)], [tmp_path])
    assert (tmp_path / "summary.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["summary.csv"]
