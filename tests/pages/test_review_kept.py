"""What the browser keeps of a review, what lies beside the page, and browsers that keep nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.reports import situps
from tests.fixtures.reviewing import (
    Json,
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
    from playwright.sync_api import BrowserContext, Dialog, Page

pytestmark = pytest.mark.browser

BLOCKED = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
EARLY, LATE = "2020-01-02T10:00:00Z", "2200-01-02T10:00:00Z"


def saved_review(page: Page, folder: Path, saved: str) -> Json:
    """What Ben said: the second rep was fine."""
    page.goto(situps(folder))
    say(page, "rep", 2, "fine")
    page.get_by_label("Your name").fill("Ben")
    found = save(page) | {"saved": saved}
    page.evaluate("localStorage.clear()")
    return found


def test_a_page_begins_with_the_review_that_lies_beside_it(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    found = saved_review(page, tmp_path / "a", EARLY)
    page.goto(situps(tmp_path / "b", review=found))
    assert judged(page, "rep", 2) == "disagree fine"
    assert standing(page) == "Saved in review.json"
    assert told(page) == ""


def test_a_colleague_is_told_whose_review_it_is(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    found = saved_review(page, tmp_path / "a", EARLY)
    page.evaluate("localStorage.setItem('formcheck.reviewer', 'Ana')")
    page.goto(situps(tmp_path / "b", review=found))
    assert told(page).startswith("This begins with Ben's review of 2 Jan 2020")
    assert page.get_by_label("Your name").input_value() == "Ben"


def test_the_newer_of_two_is_shown_and_the_other_offered(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    found = saved_review(page, tmp_path / "a", EARLY)
    page.goto(situps(tmp_path / "b"))
    press(page, "rep", 2, "Agree")
    page.get_by_label("Your name").fill("Ana")
    page.goto(situps(tmp_path / "b", review=found))
    assert judged(page, "rep", 2) == "agree"
    assert told(page).startswith("Shown is Ana's review kept in this browser, of ")
    page.get_by_role("button", name="Show that one").click()
    assert judged(page, "rep", 2) == "disagree fine"
    assert page.get_by_label("Your name").input_value() == "Ben"
    page.get_by_role("button", name="Undo").click()
    assert judged(page, "rep", 2) == "agree"


def test_a_newer_review_beside_the_page_wins(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    found = saved_review(page, tmp_path / "a", LATE)
    page.goto(situps(tmp_path / "b"))
    press(page, "rep", 2, "Agree")
    page.goto(situps(tmp_path / "b", review=found))
    assert judged(page, "rep", 2) == "disagree fine"
    assert "in the review.json beside this page, of 2 Jan 2200" in told(page)
    page.get_by_role("button", name="Show that one").click()
    assert judged(page, "rep", 2) == "agree"


def test_two_that_say_the_same_need_no_word(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    page.goto(situps(tmp_path))
    press(page, "rep", 2, "Agree")
    found = save(page)
    page.goto(situps(tmp_path, review=found))
    assert (judged(page, "rep", 2), told(page)) == ("agree", "")
    assert standing(page) == "Saved in review.json"


def test_what_is_taken_back_stays_away_though_the_file_has_it(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    found = saved_review(page, tmp_path / "a", EARLY)
    page.goto(situps(tmp_path / "b", review=found))
    press(page, "rep", 2, "Disagree")
    page.reload()
    assert judged(page, "rep", 2) == ""


@pytest.mark.parametrize("storage", [BLOCKED, FULL], ids=["blocked", "full"])
def test_a_browser_that_keeps_nothing_is_told_of_once_and_saves_all_the_same(
    page: Page, tmp_path: Path, storage: str
) -> None:
    without_picker(page)
    page.add_init_script(storage)
    page.goto(situps(tmp_path))
    assert told(page) == ""
    press(page, "rep", 1, "Agree")
    assert told(page).startswith("This browser keeps nothing for this page")
    assert standing(page) == "Not saved yet"
    note(page, 2.0, "on we go")
    page.get_by_role("button", name="Undo").click()
    assert told(page) == "Taken back: note at 0:02.0."
    press(page, "rep", 2, "Agree")
    assert told(page) == "Taken back: note at 0:02.0."
    assert [rep["number"] for rep in save(page)["reps"]] == [1, 2]
    assert standing(page) == "Saved in review.json"


def asked_before_leaving(page: Page) -> list[str]:
    """Leave the page; the kinds of questions that it asks first."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("about:blank")
    return asked


def test_leaving_is_asked_about_only_where_something_would_be_lost(
    context: BrowserContext,
    page: Page,
    tmp_path: Path,
) -> None:
    page.goto(situps(tmp_path))
    press(page, "rep", 1, "Agree")
    assert asked_before_leaving(page) == []
    other = context.new_page()
    other.add_init_script(BLOCKED)
    without_picker(other)
    other.goto(situps(tmp_path))
    assert asked_before_leaving(other) == []
    other.goto(situps(tmp_path))
    press(other, "rep", 1, "Agree")
    assert asked_before_leaving(other) == ["beforeunload"]
    other.goto(situps(tmp_path))
    press(other, "rep", 1, "Agree")
    save(other)
    assert asked_before_leaving(other) == []


def test_a_broken_store_loses_nothing_else(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    note(page, 1.0, "here")
    page.evaluate("for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{')")
    page.reload()
    assert notes(page) == []
    note(page, 1.0, "again")
    page.reload()
    assert notes(page) == ["again"]


def test_another_window_of_the_same_set_is_told_of(
    context: BrowserContext,
    page: Page,
    tmp_path: Path,
) -> None:
    address = situps(tmp_path)
    page.goto(address)
    other = context.new_page()
    other.goto(address)
    press(other, "rep", 1, "Agree")
    page.get_by_role("button", name="Show the change").click()
    assert judged(page, "rep", 1) == "agree"
    assert json.dumps(notes(page)) == "[]"
