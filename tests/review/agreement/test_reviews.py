from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # ships no types

from formcheck.core.analysis.set_summary import HOLD_VERDICTS, NECK_VERDICTS
from formcheck.core.errors import FormcheckError
from formcheck.review.agreement.reviews import load_review, load_reviews, newest, schema
from formcheck.system import json_schema
from tests.fixtures.reviewed import answered, judged, review, save

Json = dict[str, Any]

SCHEMA = "formcheck.review/1"
WANTED = Draft202012Validator(schema())

WHOLE = review(
    reps=judged([("fine", "too far"), ("can't tell", "fine")]),
    holds=judged([("too long", "within the limit")]),
    warnings=answered([("strain.neck-flexed", True), ("camera.viewpoint", False)]),
    notes=[{"time_s": 3.2, "text": "chin down"}],
)
WHOLE["warnings"][1]["rep"] = None

WORDS = (*NECK_VERDICTS.values(), *HOLD_VERDICTS.values())
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(),
    st.sampled_from([1.0, 1.5, -0.0, 1e9, 1e9 + 1, 10**400, float("inf")]),
    st.floats(allow_nan=False),
    st.text(max_size=3),
    st.sampled_from(
        [
            *NECK_VERDICTS.values(),
            *HOLD_VERDICTS.values(),
            "a" * 64,
            "a" * 64 + "\n",
            "A" * 64,
            SCHEMA,
        ]
    ),
    st.sampled_from(["2026-11-23T10:00:00.123Z", "2026-11-23T10:00:00Z\n", "2026-13-23T10:00:00Z"]),
    st.sampled_from(["2026-11-23T10:00:00+01:00", "٢026-11-23T10:00:00Z", "2026-11-23 10:00:00Z"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value inside a JSON value."""
    if isinstance(value, dict):
        return [path, *(place for name in value for place in places(value[name], (*path, name)))]
    if isinstance(value, list):
        return [
            path,
            *(place for i, part in enumerate(value) for place in places(part, (*path, i))),
        ]
    return [path]


PLACES = [place for place in places(WHOLE) if place]


def parent(whole: Json, place: tuple[Any, ...]) -> Any:
    inside: Any = whole
    for step in place[:-1]:
        inside = inside[step]
    return inside


def fault(value: Any) -> str | None:
    return json_schema.fault(value, schema())


def agree(value: Any) -> bool:
    """Whether the value is a review, of which our own check and the schema must say the same."""
    ours, theirs = fault(value) is None, WANTED.is_valid(value)
    assert ours == theirs, (fault(value), value)
    return ours


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(WANTED.schema)
    assert WANTED.schema["$id"] == SCHEMA
    assert set(WANTED.schema["$defs"]["rep_word"]["enum"]) == set(NECK_VERDICTS.values())
    assert agree(WHOLE)
    assert agree(review(reviewer=""))


@given(st.sampled_from(PLACES), ODD)
def test_the_check_and_the_schema_judge_any_value_alike(place: tuple[Any, ...], odd: Any) -> None:
    whole = copy.deepcopy(WHOLE)
    parent(whole, place)[place[-1]] = odd
    agree(whole)


@given(ODD)
def test_the_check_and_the_schema_judge_any_file_alike(odd: Any) -> None:
    assert not agree(odd)


WRONG: list[tuple[tuple[Any, ...], Any]] = [
    (("reps", 0, "number"), 0),
    (("reps", 0, "number"), True),
    (("reps", 0, "number"), 1.5),
    (("reps", 0, "start_s"), False),
    (("reps", 0, "start_s"), -0.1),
    (("reps", 0, "end_s"), 1e9 + 1),
    (("reps", 0, "end_s"), 10**400),
    (("reps", 0, "coach"), "within the limit"),
    (("holds", 0, "formcheck"), "too far"),
    (("warnings", 0, "agree"), 1),
    (("warnings", 0, "rep"), False),
    (("warnings", 0, "code"), ""),
    (("source", "name"), ""),
    (("source", "sha256"), "a" * 64 + "\n"),
    (("source", "sha256"), "A" * 64),
    (("result", "limits_sha256"), "a" * 65),
    (("saved",), "2026-11-23T10:00:00Z\n"),
    (("saved",), "2026-11-23T10:00:00"),
    (("saved",), "on 2026-11-23T10:00:00Z"),
    (("reviewer",), None),
    (("schema",), "formcheck.review/2"),
]
RIGHT: list[tuple[tuple[Any, ...], Any]] = [
    (("reps", 0, "number"), 7.0),
    (("reps", 0, "start_s"), 0),
    (("warnings", 0, "rep"), None),
    (("saved",), "2026-11-23T10:00:00.123Z"),
    (("notes", 0, "text"), ""),
    (("reps",), []),
]


@pytest.mark.parametrize(
    ("place", "value", "right"),
    [*((*case, False) for case in WRONG), *((*case, True) for case in RIGHT)],
)
def test_the_check_and_the_schema_know_right_from_wrong(
    place: tuple[Any, ...], value: Any, right: bool
) -> None:
    whole = copy.deepcopy(WHOLE)
    parent(whole, place)[place[-1]] = value
    assert agree(whole) == right


@pytest.mark.parametrize("place", [place for place in PLACES if isinstance(place[-1], str)])
def test_a_field_that_is_missing_or_not_known_is_named(place: tuple[Any, ...]) -> None:
    lacking, more = copy.deepcopy(WHOLE), copy.deepcopy(WHOLE)
    del parent(lacking, place)[place[-1]]
    parent(more, place)[place[-1] + "_too"] = 1
    assert not agree(lacking)
    assert not agree(more)
    assert place[-1] in str(fault(lacking))
    assert place[-1] + "_too is not known" in str(fault(more))


def test_what_is_wrong_is_said_with_its_place() -> None:
    whole = copy.deepcopy(WHOLE)
    whole["reps"][1]["coach"] = "good"
    assert fault(whole) == "reps[1].coach is not fine or too far or can't tell"


def test_a_review_is_read_whole(tmp_path: Path) -> None:
    path = save(tmp_path / "review.json", WHOLE)
    read = load_review(path)
    assert (read.name, read.sha256, read.reviewer) == ("a.mp4", "a" * 64, "Ana")
    assert (read.version, read.detector, read.limits_sha256) == (
        "0.1.0", "blazepose-full", "0" * 64
    )  # fmt: skip
    assert [(rep.number, rep.formcheck, rep.coach) for rep in read.reps] == [
        (1, "fine", "too far"),
        (2, "can't tell", "fine"),
    ]
    assert [(one.code, one.rep, one.agree) for one in read.warnings] == [
        ("strain.neck-flexed", 1, True),
        ("camera.viewpoint", None, False),
    ]
    assert read.holds[0].coach == "within the limit"
    assert (read.notes[0].time_s, read.notes[0].text) == (3.2, "chin down")


@pytest.mark.parametrize("name", ["", "  "])
def test_who_gives_no_name_is_called_by_the_file(tmp_path: Path, name: str) -> None:
    assert load_review(save(tmp_path / "review-2.json", review(name))).reviewer == "review-2.json"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff", b"[" * 100_000, b"[]", b'{"schema": "formcheck.result/1"}']
)
def test_a_file_that_is_no_review_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "review.json"
    path.write_bytes(content)
    with pytest.raises(FormcheckError, match=r"review\.json is no review .*: judge the set on"):
        load_review(path)


def test_numbers_that_json_does_not_know_are_no_times(tmp_path: Path) -> None:
    path = tmp_path / "review.json"
    for number in ("NaN", "Infinity", "1e999"):
        path.write_text(json.dumps(WHOLE).replace("3.2", number), encoding="utf-8")
        with pytest.raises(FormcheckError, match="it is not JSON"):
            load_review(path)


def test_folders_are_searched_through_and_each_file_read_once(tmp_path: Path) -> None:
    for place in ("review.json", "deep/er/review-ben.json", ".hidden/review.json", "result.json"):
        save(tmp_path / place, review(place))
    loaded = load_reviews([tmp_path, tmp_path / "deep" / ".." / "review.json"])
    assert [one.reviewer for one in loaded.reviews] == ["review.json", "deep/er/review-ben.json"]
    assert loaded.faults == ()


def test_one_bad_file_stops_no_other(tmp_path: Path) -> None:
    save(tmp_path / "review-1.json", {})
    save(tmp_path / "review-2.json", review())
    (tmp_path / "empty").mkdir()
    loaded = load_reviews([tmp_path, tmp_path / "gone.json", tmp_path / "empty", Path("x" * 5000)])
    assert [one.path.name for one in loaded.reviews] == ["review-2.json"]
    no_review, gone, empty, long = loaded.faults
    assert no_review.startswith(f"{tmp_path / 'review-1.json'} is no review (its schema is not")
    assert gone.startswith(f"{tmp_path / 'gone.json'} can't be read (No such file")
    assert empty.startswith(f"{tmp_path / 'empty'} holds no review*.json: judge the set")
    assert "can't be read" in long


def test_the_newest_review_of_a_video_by_a_coach_counts(tmp_path: Path) -> None:
    saves = {
        "review-1.json": review(saved="2026-11-23T10:00:00.500Z"),
        "review-2.json": review(saved="2026-11-23T10:00:00Z"),
        "review-3.json": review(saved="2026-11-22T23:59:59.999Z"),
        "review-4.json": review("Ben", saved="2026-11-21T00:00:00Z"),
        "review-5.json": review(video="b", saved="2026-11-21T00:00:00Z"),
    }
    for name, content in saves.items():
        save(tmp_path / name, content)
    kept, older = newest(load_reviews([tmp_path]).reviews)
    assert {one.path.name for one in kept} == {"review-1.json", "review-4.json", "review-5.json"}
    assert {(one.path.name, last.path.name) for one, last in older} == {
        ("review-2.json", "review-1.json"),
        ("review-3.json", "review-1.json"),
    }
