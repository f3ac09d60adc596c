from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types

from formcheck.core.analysis.set_summary import NECK_VERDICTS, NOT_JUDGED
from formcheck.core.exercises import EXERCISES
from formcheck.core.readings import SEVERITIES, FormWarning, with_interval
from formcheck.core.risks import camera, cramp, strain
from formcheck.core.risks.triage import Level
from formcheck.outputs.result import SCHEMA, schema
from tests.fixtures.recorded import CLIPS, TOUCHY, USUAL, played, read_result, write_all

SPAN = (1.0, 2.0)
MEASURE = with_interval(30.0, 4.0)

Json = dict[str, Any]


def errors(result: Json) -> list[str]:
    return [error.message for error in Draft202012Validator(schema()).iter_errors(result)]


@pytest.fixture(scope="module")
def situp(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """A sit-up clip's result, with warnings."""
    folder = write_all(tmp_path_factory.mktemp("situp"), played("situp", TOUCHY))
    return read_result(folder / "result.json")


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$id"] == SCHEMA


@pytest.mark.parametrize("limits", [USUAL, TOUCHY], ids=["usual", "touchy"])
@pytest.mark.parametrize("name", CLIPS)
def test_every_result_meets_the_schema(tmp_path: Path, name: str, limits: Any) -> None:
    result = read_result(write_all(tmp_path, played(name, limits)) / "result.json")
    assert errors(result) == []
    assert result["exercise"] == {"situp": "situp", "shrug": "shrug"}.get(name, "none")
    assert bool(result["reps"]) == (name == "situp")
    assert bool(result["holds"]) == (name == "shrug")


def test_words_in_the_schema_are_the_words_in_use() -> None:
    properties, parts = schema()["properties"], schema()["$defs"]
    assert set(properties["exercise"]["enum"]) == set(EXERCISES)
    assert set(properties["load"]["enum"]) == set(cramp.LOADS)
    words = {*NECK_VERDICTS.values(), NOT_JUDGED}
    assert set(parts["rep"]["properties"]["neck"]["enum"]) == words
    levels = properties["triage"]["properties"]["level"]["enum"]
    assert levels == [level.words for level in Level if level.advice]
    warning = parts["warning"]["properties"]
    assert set(warning["severity"]["enum"]) == set(SEVERITIES)
    assert set(warning["code"]["enum"]) == {one.code for one in every_warning()}
    assert set(warning["risk"]["enum"]) == {one.cause for one in every_warning()}


def every_warning() -> list[FormWarning]:
    return [
        strain.neck_flexed(1, MEASURE, SPAN, USUAL.strain),
        strain.neck_pulled(1, MEASURE, SPAN),
        strain.neck_extended(1, MEASURE, SPAN, USUAL.strain),
        cramp.hold_near_limit(1, 8.0, 10.0, SPAN),
        cramp.hold_over_limit(1, 12.0, 10.0, SPAN),
        cramp.fatigue(1, cramp.SAG, MEASURE, SPAN),
        camera.viewpoint(50.0, "your front", "turn to your right", SPAN),
        camera.out_of_frame(["head"], SPAN),
        camera.low_confidence(SPAN),
        camera.head_hidden(SPAN),
        camera.other_person(SPAN),
    ]


def every_field(part: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path to each field of a result, in lists to that of the first entry."""
    found: list[tuple[str | int, ...]] = []
    for name, value in part.items():
        found.append((*path, name))
        if isinstance(value, dict):
            found += every_field(value, (*path, name))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found += every_field(value[0], (*path, name, 0))
    return found


def changed(result: Json, path: tuple[str | int, ...], change: Callable[[Any, Any], None]) -> Json:
    """A copy of a result in which ``change`` was made to the field at ``path``."""
    copied = copy.deepcopy(result)
    part: Any = copied
    for step in path[:-1]:
        part = part[step]
    change(part, path[-1])
    return copied


LATER = {"neck_unread"}  # keys that results of earlier versions lack


def test_a_result_that_lacks_any_field_fails(situp: Json) -> None:
    fields = [path for path in every_field(situp) if path[-1] not in LATER]
    assert len(fields) > 50
    for path in fields:
        assert errors(changed(situp, path, lambda part, name: part.pop(name))), path


def test_a_result_with_a_field_of_another_kind_fails(situp: Json) -> None:
    for path in every_field(situp):
        wrong = changed(situp, path, lambda part, name: part.update({name: ["something"]}))
        assert errors(wrong) or path == ("notes",), path


def test_a_result_with_a_field_that_is_not_known_fails(situp: Json) -> None:
    for path in every_field(situp):
        wrong = changed(situp, path, lambda part, _: part.update(craniovertebral_angle_deg=50.0))
        assert errors(wrong), path


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "formcheck.result/2"),
        (("exercise",), "squat"),
        (("coverage",), 1.5),
        (("source", "sha256"), "abc"),
        (("source", "frames"), 1.5),
        (("reps", 0, "number"), 0),
        (("reps", 0, "neck"), "good"),
        (("reps", 0, "neck_flexion_peak_phase"), "hold"),
        (("warnings", 0, "code"), "strain.neck"),
        (("warnings", 0, "severity"), "fatal"),
        (("warnings", 0, "rep"), 0),
        (("warnings", 0, "message"), ""),
    ],
)
def test_a_result_with_a_wrong_word_or_number_fails(
    situp: Json, path: tuple[str | int, ...], value: object
) -> None:
    assert errors(situp) == []
    assert errors(changed(situp, path, lambda part, name: part.update({name: value})))


def test_replayed_poses_need_no_model(situp: Json) -> None:
    path = ("tool", "model_sha256")
    assert errors(changed(situp, path, lambda part, name: part.update({name: None}))) == []
