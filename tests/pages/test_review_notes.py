"""A coach notes moments of a video in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.reports import situps
from tests.fixtures.reviewing import note, note_button, notes, save, seek, told, without_picker

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

HOSTILE = '</script><script>alert(1)</script> <img src=x onerror="alert(2)"> & "so"'


def test_a_note_survives_a_reload_and_comes_out_in_the_file(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    page.goto(situps(tmp_path))
    note(page, 3.2, "chin first\n\n  then the back")
    page.reload()
    assert notes(page) == ["chin first\n\n  then the back"]
    assert save(page)["notes"] == [{"time_s": 3.2, "text": "chin first\n\n  then the back"}]


def test_what_is_being_written_survives_a_reload_too(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    seek(page, 2.0)
    note_button(page).click()
    page.keyboard.type("half a th")
    page.reload()
    assert notes(page) == ["half a th"]


def test_a_note_with_script_stays_text(page: Page, tmp_path: Path) -> None:
    without_picker(page)
    page.on("dialog", lambda asked: pytest.fail(f"the note ran: {asked.message}"))
    page.goto(situps(tmp_path))
    note(page, 1.0, HOSTILE)
    assert notes(page) == [HOSTILE]
    saved = save(page)
    assert saved["notes"][0]["text"] == HOSTILE
    page.goto(situps(tmp_path / "again", review=saved))
    assert notes(page) == [HOSTILE]
    assert page.locator("#review img").count() == 0


def test_the_button_tells_the_time_of_the_video(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    seek(page, 3.2)
    assert note_button(page).inner_text() == "Note at 0:03.2"


def test_notes_stand_by_time_and_jump_there(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    note(page, 5.0, "later")
    note(page, 2.5, "earlier")
    assert notes(page) == ["earlier", "later"]
    page.locator("#review .notes .jump").last.click()
    assert page.evaluate("formcheck.player.time()") == pytest.approx(5.0, abs=0.1)


def test_a_note_can_be_mended_and_undone(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    note(page, 5.0, "good")
    page.get_by_role("button", name="Edit note at 0:05.0").click()
    page.keyboard.press("End")
    page.keyboard.type(" enough")
    page.get_by_role("button", name="Done").click()
    assert notes(page) == ["good enough"]
    page.get_by_role("button", name="Undo").click()
    assert notes(page) == ["good"]
    page.get_by_role("button", name="Delete note at 0:05.0").click()
    assert notes(page) == []
    page.get_by_role("button", name="Undo").click()
    assert notes(page) == ["good"]
    assert told(page) == "Taken back: note at 0:05.0."


def test_a_note_without_a_word_is_none(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    note(page, 1.0, "  ")
    assert page.locator("#review .notes li").count() == 0


def test_notes_are_printed(page: Page, tmp_path: Path) -> None:
    page.goto(situps(tmp_path))
    note(page, 3.2, "chin first")
    page.emulate_media(media="print")
    assert page.locator("#review .notes").inner_text().split() == ["0:03.2", "chin", "first"]
