"""The review.json that lies beside a result when its report is written."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from formcheck.pages.review import NAME, earlier_review
from tests.fixtures.recorded import SHA
from tests.fixtures.reports import situps

REVIEW = {
    "schema": "formcheck.review/1",
    "source": {"name": "clip.mp4", "sha256": SHA},
    "result": {"version": "0.1.0", "detector": "blazepose-full", "limits_sha256": SHA},
    "reviewer": "Ana",
    "saved": "2026-11-23T10:00:00Z",
    "reps": [],
    "holds": [],
    "warnings": [],
    "notes": [{"time_s": 1.0, "text": "</script><script>alert(1)</script>"}],
}

USELESS = {
    "{": "it is not JSON",
    "\xff": "it is not JSON",
    "[" * 100_000: "it is not JSON",
    "[]": "its schema is not formcheck.review/1",
    json.dumps(REVIEW | {"notes": [1]}): "notes[0] is not an object",
    json.dumps(
        REVIEW | {"source": {"name": "b.mp4", "sha256": "f" * 64}}
    ): "it is of another video",
}


def page_of(address: str) -> str:
    return Path(unquote(urlsplit(address).path)).read_text("utf-8")


def test_a_set_that_nobody_reviewed_needs_no_word(tmp_path: Path) -> None:
    assert earlier_review(tmp_path, SHA) == (None, "")


def test_a_review_of_the_same_video_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("\ufeff" + json.dumps(REVIEW), "utf-8")
    assert earlier_review(tmp_path, SHA) == (REVIEW, "")


@pytest.mark.parametrize("text, why", USELESS.items(), ids=USELESS.values())
def test_one_that_is_of_no_use_is_left_out_and_told_of(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / NAME).write_text(text, "latin-1")
    found, told = earlier_review(tmp_path, SHA)
    assert found is None
    assert told == f"The review.json beside this result was left out: {why}."


def test_one_that_may_not_be_read_is_told_of(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert "it can't be read (" in earlier_review(tmp_path, SHA)[1]


def test_a_broken_review_stops_no_report(tmp_path: Path) -> None:
    told = "The review.json beside this result was left out: it is not JSON."
    assert told in page_of(situps(tmp_path / "a", review="{"))
    assert "was left out" not in page_of(situps(tmp_path / "b"))


def test_a_note_with_script_is_data_in_the_page(tmp_path: Path) -> None:
    page = page_of(situps(tmp_path, review=REVIEW))
    assert "alert(1)" in page
    assert "<script>alert(1)" not in page
