"""A coach judges reps, holds and warnings in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.browser import axe_faults
from tests.fixtures.reports import shrugs, situps
from tests.fixtures.reviewing import button, item, judged, notes, press, progress, say, seek, told

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_rep_is_judged_by_one_press_and_again_takes_it_back(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    press(page, "rep", 2, "Agree")
    assert judged(page, "rep", 2) == "agree"
    press(page, "rep", 2, "Agree")
    assert judged(page, "rep", 2) == ""


def test_who_disagrees_with_a_rep_is_asked_for_one_of_the_other_two_words(
    page: Page, tmp_path: Path
) -> None:
    page.goto(situps(tmp_path))
    press(page, "rep", 2, "Disagree")
    assert item(page, "rep", 2).locator("label").all_inner_texts() == ["fine", "can't tell"]
    assert item(page, "rep", 1).get_by_label("too far").is_hidden()
    assert progress(page).startswith("3 reps to judge.")
    item(page, "rep", 2).get_by_label("fine").check()
    assert judged(page, "rep", 2) == "disagree fine"
    assert progress(page).startswith("1 of 3 reps judged; you agree with 0.")
    press(page, "rep", 2, "Disagree")
    assert judged(page, "rep", 2) == ""


def test_agreeing_takes_the_own_word_away(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    say(page, "rep", 3, "can't tell")
    press(page, "rep", 3, "Agree")
    assert judged(page, "rep", 3) == "agree"
    assert item(page, "rep", 3).get_by_label("fine").is_hidden()


def test_holds_have_words_of_their_own(page: Page, tmp_path: Path) -> None:
    page.goto(shrugs(tmp_path))  # of which the second lasts too long
    press(page, "hold", 2, "Disagree")
    assert item(page, "hold", 2).locator("label").all_inner_texts() == [
        "within the limit",
        "can't tell",
    ]
    say(page, "hold", 1, "too long")
    assert progress(page).startswith("1 of 3 holds judged; you agree with 0.")


def test_a_warning_is_right_or_not(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    press(page, "warning", 1, "Disagree")
    press(page, "warning", 4, "Agree")
    assert [judged(page, "warning", number) for number in (1, 2, 4)] == ["disagree", "", "agree"]
    assert progress(page).endswith("2 of 4 warnings judged; you agree with 1.")
    press(page, "warning", 1, "Disagree")
    assert judged(page, "warning", 1) == ""


def test_judgements_survive_a_reload(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    press(page, "rep", 1, "Agree")
    say(page, "rep", 2, "fine")
    press(page, "warning", 2, "Disagree")
    page.reload()
    assert [judged(page, "rep", number) for number in (1, 2, 3)] == ["agree", "disagree fine", ""]
    assert judged(page, "warning", 2) == "disagree"


def test_undo_goes_back_step_by_step(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    undo = page.get_by_role("button", name="Undo")
    assert undo.is_disabled()
    press(page, "rep", 1, "Agree")
    say(page, "rep", 2, "fine")
    assert undo.inner_text() == "Undo: rep 2"
    undo.click()
    assert (judged(page, "rep", 1), judged(page, "rep", 2)) == ("agree", "")
    assert told(page) == "Taken back: rep 2."
    undo.click()
    assert judged(page, "rep", 1) == ""
    assert undo.is_disabled()


def test_keys_judge_what_has_focus(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    item(page, "warning", 3).locator(".jump").focus()
    page.keyboard.press("d")
    assert judged(page, "warning", 3) == "disagree"
    item(page, "rep", 3).locator(".jump").focus()
    page.keyboard.press("a")
    assert judged(page, "rep", 3) == "agree"
    page.keyboard.press("u")
    assert judged(page, "rep", 3) == ""
    page.keyboard.press("d")
    page.keyboard.press("Space")  # the choice of a word has the focus
    assert judged(page, "rep", 3) == "disagree fine"


def test_keys_judge_the_rep_that_the_video_shows(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    seek(page, 5.5)  # within the second rep, from 4.8 s
    page.keyboard.press("a")
    assert [judged(page, "rep", number) for number in (1, 2, 3)] == ["", "agree", ""]
    page.keyboard.press("a")
    assert judged(page, "rep", 2) == ""


def test_who_judges_by_keys_stays_with_the_video_and_is_told(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    seek(page, 5.5)
    flash = page.locator(".flash")
    page.keyboard.press("a")
    assert flash.inner_text() == "Rep 2: you agree"
    page.keyboard.press("d")
    assert flash.inner_text() == "Rep 2: what was it?"
    page.keyboard.press("ArrowDown")  # to the second of two words
    assert flash.inner_text() == "Rep 2: you say can't tell"
    assert page.evaluate("[window.scrollY, document.activeElement.tagName]") == [0, "BODY"]
    page.keyboard.press("u")
    assert flash.inner_text() == "Taken back: rep 2"


def test_letters_of_a_note_judge_nothing(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    seek(page, 5.5)
    page.keyboard.press("n")
    page.keyboard.type("a bad dunk")
    page.keyboard.press("Escape")
    assert notes(page) == ["a bad dunk"]
    assert judged(page, "rep", 2) == ""
    assert page.evaluate("window.scrollY") == 0  # back where the video is


def test_paper_shows_judgements_as_words(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    say(page, "rep", 2, "fine")
    press(page, "rep", 3, "Agree")
    page.get_by_label("Your name").fill("Ana")
    page.emulate_media(media="print")
    assert item(page, "rep", 2).locator(".judge").inner_text().strip() == "Coach: fine"
    assert item(page, "rep", 3).locator(".judge").inner_text().strip() == "Coach agrees"
    assert item(page, "warning", 1).locator(".judge").is_hidden()
    assert page.locator("#review").inner_text().split("\n")[-1] == (
        "By Ana. 2 of 3 reps judged; the coach agrees with 1."
    )
    for what in ("Agree", "Disagree"):
        assert button(page, "rep", 2, what).is_hidden()


def test_paper_has_no_room_for_judgements_that_were_not_made(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    page.emulate_media(media="print")
    assert page.locator("#review").is_hidden()
    assert page.locator("#reps th.judge").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_listens_to_the_page_can_judge_too(page: Page, tmp_path: Path, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(situps(tmp_path))
    press(page, "rep", 1, "Agree")
    press(page, "rep", 2, "Disagree")
    press(page, "warning", 1, "Disagree")
    seek(page, 1.0)
    page.keyboard.press("n")
    page.keyboard.type("neck")
    context = {"include": [["#review"], [".judging"]]}
    assert [fault["id"] for fault in axe_faults(page, context)] == []


def test_keys_judge_the_warning_that_was_jumped_to(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    for number in (1, 2):
        page.keyboard.press("w")
        page.keyboard.press("a")
        assert judged(page, "warning", number) == "agree"
    item(page, "warning", 4).locator(".jump").click()
    page.keyboard.press("d")
    assert judged(page, "warning", 4) == "disagree"
    seek(page, 5.5)  # the video has left the warning
    page.keyboard.press("a")
    assert judged(page, "rep", 2) == "agree"


def test_no_key_judges_behind_an_open_dialog(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    seek(page, 5.5)
    page.keyboard.press("?")
    page.keyboard.press("a")
    assert judged(page, "rep", 2) == ""
