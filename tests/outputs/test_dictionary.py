from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.core.exercises import EXERCISES
from formcheck.core.pose import Landmark
from formcheck.jobs import summary_csv
from formcheck.outputs.dictionary import (
    FRAMES,
    MEASURE_ENDS,
    MEASURES,
    POSES,
    SUMMARY,
    UNITS,
    Definition,
    keys_of,
)
from formcheck.outputs.result import schema
from formcheck.sources.replay import Learnt, save_poses
from tests.fixtures.recorded import TOUCHY, clip, played, read_result, write_all

ALL = (*FRAMES, *POSES, *SUMMARY, *keys_of(schema()))
NOT_IN_EVERY_RESULT = {"asked.profile"} | {
    name for name in (one.name for one in ALL) if name.startswith("triage")
}


def columns(definition: Definition) -> list[str]:
    """The columns that a definition of frames.csv stands for."""
    if "<landmark>" in definition.name:
        return [definition.name.replace("<landmark>", each.name.lower()) for each in Landmark]
    ends = MEASURE_ENDS if definition in MEASURES else ("",)
    return [definition.name + end for end in ends]


def names(definitions: tuple[Definition, ...]) -> list[str]:
    return [definition.name for definition in definitions]


def test_every_column_of_frames_csv_is_defined_and_no_other(tmp_path: Path) -> None:
    written: set[str] = set()
    for exercise in ("situp", "shrug"):
        table = write_all(tmp_path / exercise, played(exercise)) / "frames.csv"
        with table.open(newline="", encoding="utf-8") as file:
            written |= set(next(csv.reader(file)))
    assert written == {column for one in FRAMES for column in columns(one)}


def test_every_measure_of_every_exercise_is_defined_and_no_other() -> None:
    measured = {name for exercise in EXERCISES.values() for name in exercise.spec.measures}
    assert measured == set(names(MEASURES))


def test_every_array_of_poses_npz_is_defined_with_its_shape_and_no_other(tmp_path: Path) -> None:
    poses = replace(clip("situp"), learnt=Learnt("situp", played("situp").baseline))
    save_poses(tmp_path / "poses.npz", poses)
    with np.load(tmp_path / "poses.npz") as archive:
        assert sorted(archive.files) == sorted(names(POSES))
        for one in POSES:
            shape = str(archive[one.name].shape).replace(f"({len(poses)},", "(T,")
            if shape != "()":
                assert one.range.startswith(shape), one.name


def keys(part: dict[str, Any], path: str = "") -> Iterator[str]:
    """The dotted path of each key in a result, as the dictionary writes it."""
    for name, value in part.items():
        here = path + name + ("[]" if isinstance(value, list) else "")
        yield here
        entries = value if isinstance(value, list) else [value]
        for entry in entries:
            if isinstance(entry, dict):
                yield from keys(entry, f"{here}.")


def test_every_key_of_result_json_is_defined_and_no_other(tmp_path: Path) -> None:
    written: set[str] = set()
    for exercise in ("situp", "shrug"):
        folder = write_all(tmp_path / exercise, played(exercise, TOUCHY))
        written |= set(keys(read_result(folder / "result.json")))
    defined = {one.name for one in keys_of(schema())}
    causes = {f"limits.{cause}" for cause in schema()["properties"]["limits"]["properties"]}
    assert written == defined - NOT_IN_EVERY_RESULT | causes


def test_every_column_of_summary_csv_is_defined_and_no_other() -> None:
    assert names(SUMMARY) == list(summary_csv.COLUMNS)


@pytest.mark.parametrize("definition", ALL, ids=lambda one: one.name)
def test_a_name_that_ends_in_a_unit_has_that_unit(definition: Definition) -> None:
    assert definition.what
    ending = next((end for end in UNITS if definition.name.endswith(end)), None)
    if ending:
        assert definition.unit == UNITS[ending]
