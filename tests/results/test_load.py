"""The one reader of result.json: what it takes, what it refuses, and what it makes of it."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.core.readings import Hold
from formcheck.core.risks.limits import Limits
from formcheck.outputs.result import hold_json, rep_json, warning_json
from formcheck.results.load import load_result
from tests.fixtures.recorded import CLIPS, TOUCHY, played, read_result, write_all
from tests.fixtures.told import UNKNOWN, hold, rep, result, whole

Json = dict[str, Any]

NESTED = "[" * 200_000 + "]" * 200_000


def refused(folder: Path, text: str) -> str:
    """What is said of a result with this text."""
    folder.mkdir(exist_ok=True)
    (folder / "result.json").write_text(text, "utf-8")
    with pytest.raises(FormcheckError) as caught:
        load_result(folder)
    said = str(caught.value)
    assert said.startswith(str(folder / "result.json"))
    assert said.endswith(": analyse the video anew")
    return said


@pytest.mark.parametrize("name", CLIPS)
def test_reps_holds_and_warnings_are_read_as_they_were_written(tmp_path: Path, name: str) -> None:
    folder = write_all(tmp_path, played(name, TOUCHY))
    found, told = load_result(folder), read_result(folder / "result.json")
    assert [rep_json(one, one.neck) for one in found.reps] == told["reps"]
    assert list(map(hold_json, found.holds)) == told["holds"]
    assert list(map(warning_json, found.warnings)) == told["warnings"]
    assert asdict(found.limits) == told["limits"]
    assert found.source.frames == told["source"]["frames"]
    assert found.tool.model_sha256 == told["tool"]["model_sha256"]
    assert (found.exercise, list(found.notes)) == (told["exercise"], told["notes"])
    assert found.limits == TOUCHY


def test_what_is_not_known_is_nan_or_none() -> None:
    found = result(
        reps=[rep(1, "can't tell", hands_at_head=None, trunk_top_deg=None)],
        coverage=None,
        view_yaw_deg=None,
        baseline={"neck_deg": None, "from": "no rest seen"},
    )
    (one,) = found.reps
    assert not any(measure.known for name, measure in one.measures.items() if "dose" not in name)
    for number in (found.coverage, found.view_yaw_deg, found.neutral.neck_deg):
        assert math.isnan(number)
    assert found.recorded is None
    assert found.asked.end_s == math.inf


def test_a_measure_without_its_interval_can_never_be_told_from_a_limit() -> None:
    (one,) = result("shrug", holds=[hold(1, 9.0)]).holds
    assert isinstance(one, Hold)
    assert one.measures["duration_s"].value == 9.0
    assert one.measures["duration_s"].exceeds(1.0) is None


@pytest.mark.parametrize(
    ("origin", "rested"),
    [
        ("rest 0.0-1.9 s", True),
        ("profile Ana of 2026-11-23", True),
        ("profile Ana of 2026-11-23, fitted to rest 0.0-1.9 s", True),
        ("profile Ana of 2026-11-23, fitted to calmest moments; no rest of 1 s was seen", True),
        ("calmest moments; no rest of 1 s was seen", False),
        ("no rest seen", False),
    ],
)
def test_a_neutral_is_one_of_rest_unless_nobody_was_seen_to_rest(origin: str, rested: bool) -> None:
    assert result(baseline={"neck_deg": 20.0, "from": origin}).neutral.rested is rested


WRONG: list[tuple[str, Json, str]] = [
    ("reps null", {"reps": None}, "reps is not a list"),
    ("unknown exercise", {"exercise": "squat"}, "exercise is not situp or shrug or none"),
    ("asked for an unknown one", {"asked": {"exercise": "squat"}}, "asked.exercise is not auto"),
    ("no date", {"source": {"recorded": "yesterday"}}, "source.recorded is not a date and time"),
    ("no such year", {"source": {"recorded": "0001-01-01T00:00:00+23:00"}}, "source.recorded"),
    ("unknown warning", {"warnings": [{"code": "x.y"}]}, "warnings[0]"),
    ("no baseline", {"baseline": None}, "baseline is not an object"),
    ("unknown load", {"limits": {"cramp": {"load": "huge"}}}, "limits.cramp"),
    ("a limit in words", {"limits": {"referral": {"pain_days": "five"}}}, "pain_days"),
    ("a rep that is a number", {"reps": [3]}, "reps[0] is not an object"),
    ("a peak that is true", {"reps": [rep(1, "fine", True, 1, 2)]}, "neck_flexion_peak_deg.value"),
    ("a time in words", {"reps": [rep(1, start_s="soon")]}, "reps[0].start_s is not a number"),
    ("an unknown verdict", {"reps": [rep(1, "good")]}, "reps[0].neck is not fine or too far"),
    ("a rep without a peak", {"reps": [rep(1, neck_flexion_peak_deg=None)]}, "peak_deg is not"),
    ("a key too many", {"mood": "good"}, "mood is not known"),
]


@pytest.mark.parametrize(("parts", "why"), [case[1:] for case in WRONG], ids=[c[0] for c in WRONG])
def test_a_result_with_a_wrong_part_is_refused_and_the_part_named(
    tmp_path: Path, parts: Json, why: str
) -> None:
    told = whole()
    for name, part in parts.items():
        told[name] = {**told[name], **part} if part and isinstance(part, dict) else part
    assert why in refused(tmp_path, json.dumps(told))


def every_key(told: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = told.items() if isinstance(told, dict) else enumerate(told)
    found: list[tuple[Any, ...]] = []
    for name, part in items:
        found.append((*path, name))
        if isinstance(part, dict | list):
            found += every_key(part, (*path, name))
    return found


def test_a_result_that_lacks_any_key_is_refused(tmp_path: Path) -> None:
    reps, holds = [rep(1, "fine", 8, 3, 13)], [hold(1, 3.0)]
    warned = {"code": "strain.neck-flexed", "risk": "strain", "severity": "caution"}
    warned |= {"start_s": 1.0, "end_s": 2.0, "rep": 1, "message": "bent", "advice": "up"}
    told = whole(reps=reps, holds=holds, warnings=[warned])
    keys = [path for path in every_key(told) if isinstance(path[-1], str)]
    assert len(keys) > 70
    for path in keys:
        lacking = copy.deepcopy(told)
        part: Any = lacking
        for step in path[:-1]:
            part = part[step]
        del part[path[-1]]
        assert str(path[-1]) in refused(tmp_path, json.dumps(lacking))


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '"result"', NESTED, '{"schema": "formcheck.review/1"}'),
        json.dumps(whole(coverage=math.nan)),
        json.dumps(whole()).replace('"coverage": 1.0', '"coverage": 1e999'),
        json.dumps(whole()).replace('"coverage": 1.0', '"coverage": ' + "9" * 400),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, text: str) -> None:
    refused(tmp_path, text)


def test_a_result_of_another_version_is_told_as_such(tmp_path: Path) -> None:
    text = json.dumps(whole(schema="formcheck.result/2"))
    assert "of another version (its schema is not formcheck.result/1)" in refused(tmp_path, text)


def test_every_word_of_an_unknown_peak_is_unknown() -> None:
    (one,) = result(reps=[rep(1, "can't tell", neck_dose_deg_s=UNKNOWN)]).reps
    assert not one.measures["neck_dose_deg_s"].known


def test_the_limits_are_the_real_ones() -> None:
    assert result().limits == Limits()
