"""review.json: saved from the page, opened again, and never half taken over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from formcheck.review.agreement.reviews import load_review
from tests.fixtures.reports import shrugs, situps
from tests.fixtures.reviewing import (
    SCHEMA,
    Json,
    choose,
    judged,
    note,
    notes,
    press,
    save,
    say,
    standing,
    told,
    without_picker,
)

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

PICKER = """
window.saved = [];
window.showSaveFilePicker = async (asked) => {
  if (window.cancels) throw new DOMException("the coach changed their mind", "AbortError");
  const writing = { write: async (text) => window.saved.push(text), close: async () => {} };
  return { name: asked.suggestedName, createWritable: async () => writing };
};
"""


def judge_all(page: Page) -> None:
    press(page, "rep", 1, "Agree")
    say(page, "rep", 2, "fine")
    press(page, "warning", 1, "Disagree")
    note(page, 3.2, "chin first")
    page.get_by_label("Your name").fill("Ana")


def written(folder: Path, found: str | Json) -> Path:
    path = folder / "chosen.json"
    path.write_text(found if isinstance(found, str) else json.dumps(found), "utf-8")
    return path


def test_the_file_is_what_formcheck_reads(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    page.goto(situps(tmp_path))
    judge_all(page)
    found = save(page)
    jsonschema.validate(found, SCHEMA)
    review = load_review(written(tmp_path, found))
    assert review.reviewer == "Ana"
    assert [(rep.number, rep.formcheck, rep.coach) for rep in review.reps] == [
        (1, "can't tell", "can't tell"),
        (2, "too far", "fine"),
    ]
    assert [(one.code, one.rep, one.agree) for one in review.warnings] == [
        ("strain.neck-flexed", 2, False)
    ]
    assert review.saved.endswith("Z")


def test_holds_come_out_too(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    page.goto(shrugs(tmp_path))
    press(page, "hold", 1, "Agree")
    say(page, "hold", 2, "can't tell")
    found = save(page)
    jsonschema.validate(found, SCHEMA)
    assert [(hold["number"], hold["formcheck"], hold["coach"]) for hold in found["holds"]] == [
        (1, "within the limit", "within the limit"),
        (2, "too long", "can't tell"),
    ]


def test_the_coach_picks_the_place_where_the_browser_lets_them(page: Page, tmp_path: Path) -> None:
    page.add_init_script(PICKER)
    page.goto(situps(tmp_path))
    press(page, "rep", 1, "Agree")
    assert standing(page) == "Kept in this browser, not saved in a file yet"
    page.evaluate("window.cancels = true")
    page.get_by_role("button", name="Save review.json").click()
    assert standing(page) == "Kept in this browser, not saved in a file yet"
    page.evaluate("window.cancels = false")
    page.get_by_role("button", name="Save review.json").click()
    page.wait_for_function("window.saved.length === 1")
    assert json.loads(page.evaluate("window.saved[0]"))["reps"][0]["coach"] == "can't tell"
    assert told(page) == "Saved in review.json."
    assert standing(page) == "Saved in review.json"


def test_the_page_knows_what_is_saved_also_after_a_reload(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    page.goto(situps(tmp_path))
    assert standing(page) == ""
    press(page, "rep", 1, "Agree")
    save(page)
    page.reload()
    assert standing(page) == "Saved in review.json"
    press(page, "rep", 2, "Agree")
    assert standing(page) == "Kept in this browser, not saved in a file yet"
    page.get_by_role("button", name="Undo").click()
    assert standing(page) == "Saved in review.json"


def test_an_opened_review_takes_the_place_of_this_one_and_undo_brings_it_back(
    page: Page, tmp_path: Path
) -> None:
    without_picker(page)
    page.goto(situps(tmp_path))
    judge_all(page)
    path = written(tmp_path, save(page) | {"reviewer": "Ben", "notes": []})
    say(page, "rep", 2, "can't tell")
    choose(page, path)
    assert told(page) == "Opened Ben's review from chosen.json. Undo brings back yours."
    assert (judged(page, "rep", 2), notes(page)) == ("disagree fine", [])
    assert page.get_by_label("Your name").input_value() == "Ben"
    page.get_by_role("button", name="Undo").click()
    assert (judged(page, "rep", 2), notes(page)) == ("disagree can't tell", ["chin first"])
    assert page.get_by_label("Your name").input_value() == "Ana"


OTHER = {"name": "<b>other</b>.mp4", "sha256": "f" * 64}
WRONG: dict[str, tuple[str | Json, str]] = {
    "no JSON": ("{", "is not a review"),
    "nothing": ("", "is not a review"),
    "null": ("null", "is not a review"),
    "a result": ({"schema": "formcheck.result/1"}, "is not a review"),
    "another video": ({"source": OTHER}, f"is a review of another video ({OTHER['name']})"),
    "a word that no coach says": (
        {"reps": [{"number": 1, "start_s": 2.2, "end_s": 4.0, "coach": "<script>"}]},
        "is broken (reps)",
    ),
    "a warning half answered": (
        {"warnings": [{"code": "strain.neck-flexed", "start_s": 5.0, "end_s": 6.0}]},
        "is broken (warnings)",
    ),
    "a note without text": ({"notes": [{"time_s": 1}]}, "is broken (notes)"),
    "a list of nothing": ({"reps": None}, "is broken (reps)"),
    "saved at no time": ({"saved": "yesterday"}, "is broken (saved)"),
}


@pytest.mark.parametrize("change, says", WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told_and_changes_nothing(
    page: Page, tmp_path: Path, change: str | Json, says: str
) -> None:
    without_picker(page)
    page.goto(situps(tmp_path))
    judge_all(page)
    good = save(page)
    page.get_by_role("button", name="Delete note at 0:03.2").click()
    choose(page, written(tmp_path, change if isinstance(change, str) else good | change))
    assert told(page).startswith(f"chosen.json {says}")
    assert (judged(page, "rep", 2), notes(page)) == ("disagree fine", [])
    assert standing(page) == "Kept in this browser, not saved in a file yet"


def test_judgements_of_another_analysis_are_taken_where_they_fit(
    page: Page, tmp_path: Path
) -> None:
    without_picker(page)
    page.goto(situps(tmp_path))
    judge_all(page)
    found = save(page)
    found["reps"][0] |= {"start_s": 20.0, "end_s": 22.0}
    choose(page, written(tmp_path, found))
    assert "One judgement belongs to another analysis of this video" in told(page)
    assert [judged(page, "rep", number) for number in (1, 2)] == ["", "disagree fine"]


def test_the_name_is_remembered_and_the_judgements_stay_with_their_set(
    context: BrowserContext,
    page: Page,
    tmp_path: Path,
) -> None:
    page.goto(situps(tmp_path / "a"))
    judge_all(page)
    other = context.new_page()
    other.goto(shrugs(tmp_path / "b"))
    assert other.get_by_label("Your name").input_value() == "Ana"
    assert (judged(other, "hold", 1), notes(other)) == ("", [])
    page.reload()
    assert judged(page, "rep", 2) == "disagree fine"
