from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from formcheck.core.exercises import EXERCISES
from formcheck.core.pose import Landmark, Pose
from formcheck.core.readings import UNKNOWN, Measure, Reading
from formcheck.outputs.table import Table
from tests.fixtures.recorded import CLIPS, feed, frame_at, played, write_all


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file, strict=True))
    for row in found:
        assert None not in row, "a row is too long"
        assert None not in row.values(), "a row is too short"
    return found


def known_pose(time_s: float) -> Pose:
    """A pose in which no two numbers are alike."""
    numbers = np.arange(33 * 3).reshape(33, 3) + 0.2
    return Pose(time_s, numbers[:, :2], np.zeros((33, 3)), numbers[:, 2] / 1000)


@pytest.mark.parametrize("name", CLIPS)
def test_a_row_a_frame_with_a_column_for_all_that_can_be_known(tmp_path: Path, name: str) -> None:
    table = write_all(tmp_path, played(name)) / "frames.csv"
    found = rows(table)
    assert len(found) == len(played(name).readings)
    columns = ["time_s", "phase", "rep"]
    for measure in EXERCISES[played(name).exercise].spec.measures:
        columns += [measure, f"{measure}_low", f"{measure}_high"]
    for landmark in Landmark:
        point = landmark.name.lower()
        columns += [f"{point}_x_px", f"{point}_y_px", f"{point}_visibility"]
    assert table.read_text().partition("\n")[0].split(",") == columns


@pytest.mark.parametrize("name", CLIPS)
def test_every_cell_is_what_was_read(tmp_path: Path, name: str) -> None:
    found = rows(write_all(tmp_path, played(name)) / "frames.csv")
    for row, reading in zip(found, played(name).readings, strict=True):
        assert float(row["time_s"]) == pytest.approx(reading.pose.time_s, abs=1e-4)
        assert (row["phase"], row["rep"]) == (reading.phase, str(reading.number))
        for measure in EXERCISES[reading.exercise].spec.measures:
            read = reading.measures.get(measure, UNKNOWN)
            for column, number in (
                (measure, read.value),
                (f"{measure}_low", read.low),
                (f"{measure}_high", read.high),
            ):
                assert_cell(row[column], number)
        for landmark in (Landmark.NOSE, Landmark.LEFT_HIP, Landmark.RIGHT_FOOT_INDEX):
            point = landmark.name.lower()
            assert_cell(row[f"{point}_x_px"], reading.pose.points[landmark, 0])
            assert_cell(row[f"{point}_y_px"], reading.pose.points[landmark, 1])
            assert_cell(row[f"{point}_visibility"], reading.pose.visibility[landmark])


def assert_cell(cell: str, number: float) -> None:
    """The cell is the number, rounded to the last digit that it shows; empty for NaN."""
    if math.isnan(number):
        assert cell == ""
        return
    digits = len(cell.partition(".")[2])
    assert float(cell) == pytest.approx(number, abs=0.5001 * 10**-digits)


@pytest.mark.parametrize("name", ["situp", "shrug"])
def test_an_exercise_names_exactly_the_measures_that_it_reads(name: str) -> None:
    read = {frozenset(reading.measures) for reading in played(name).readings}
    assert read == {frozenset(EXERCISES[name].spec.measures)}


def test_each_number_stands_under_its_own_name(tmp_path: Path) -> None:
    measures = {"trunk_deg": Measure(2.0, 1.0, 3.0), "hand_head": Measure(5.0, 4.0, 6.0)}
    reading = Reading(known_pose(0.5), "situp", "up", measures, number=7)
    feed([Table(tmp_path / "frames.csv", ["hand_head", "trunk_deg"])], [reading])
    (row,) = rows(tmp_path / "frames.csv")
    assert [row[name] for name in ("time_s", "phase", "rep")] == ["0.5000", "up", "7"]
    assert [float(row[f"trunk_deg{end}"]) for end in ("", "_low", "_high")] == [2.0, 1.0, 3.0]
    assert [float(row[f"hand_head{end}"]) for end in ("", "_low", "_high")] == [5.0, 4.0, 6.0]
    for landmark in Landmark:
        point = landmark.name.lower()
        assert float(row[f"{point}_x_px"]) == pytest.approx(3 * landmark + 0.2)
        assert float(row[f"{point}_y_px"]) == pytest.approx(3 * landmark + 1.2)
        assert float(row[f"{point}_visibility"]) == pytest.approx((3 * landmark + 2.2) / 1000)


def test_what_nobody_could_see_is_an_empty_cell(tmp_path: Path) -> None:
    feed([Table(tmp_path / "frames.csv", ["trunk_deg"])], [Reading(Pose.missing(1.0), "situp")])
    (row,) = rows(tmp_path / "frames.csv")
    assert {name for name, cell in row.items() if cell} == {"time_s", "rep"}


def test_units_decide_on_digits(tmp_path: Path) -> None:
    third = Measure(1 / 3, 1 / 3, 1 / 3)
    names = ("trunk_deg", "neck_speed_deg_s", "hold_s", "hand_head")
    reading = Reading(known_pose(1 / 3), "situp", "up", dict.fromkeys(names, third))
    feed([Table(tmp_path / "frames.csv", names)], [reading])
    (row,) = rows(tmp_path / "frames.csv")
    assert [row[name] for name in ("time_s", *names)] == [
        "0.3333", "0.33", "0.33", "0.3333", "0.3333",
    ]  # fmt: skip


def test_rows_leave_memory_while_the_clip_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "frames.csv"
    table = Table(path, ["trunk_deg"])
    for i in range(300):
        table.write(frame_at(i / 30), Reading(known_pose(i / 30), "situp"))
    written = path.stat().st_size
    table.close()
    assert written > 0.9 * path.stat().st_size
