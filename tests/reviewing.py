"""What a coach does on a report: looks for buttons, judges, notes, saves, opens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

Json = dict[str, Any]

SCHEMA = json.loads(
    (Path(__file__).parents[1] / "formcheck/pages/review.schema.json").read_text("utf-8")
)


def item(page: Page, kind: str, number: int) -> Locator:
    """A rep or hold by its number, or a warning by its place from 1."""
    name, value = ("index", number - 1) if kind == "warning" else ("number", number)
    return page.locator(f'[data-kind="{kind}"][data-{name}="{value}"]')


def press(page: Page, kind: str, number: int, what: str) -> None:
    """Press "Agree" or "Disagree"."""
    button(page, kind, number, what).click()


def button(page: Page, kind: str, number: int, what: str) -> Locator:
    return item(page, kind, number).locator(f'button[aria-label^="{what} with {kind} {number}:"]')


def say(page: Page, kind: str, number: int, word: str) -> None:
    """Disagree, and say another word."""
    if not judged(page, kind, number).startswith("disagree"):
        press(page, kind, number, "Disagree")
    item(page, kind, number).get_by_label(word, exact=True).check()


def judged(page: Page, kind: str, number: int) -> str:
    """What the buttons show: "", "agree", or "disagree" with the coach's word."""
    shown = item(page, kind, number)
    pressed = [
        what
        for what in ("Agree", "Disagree")
        if button(page, kind, number, what).get_attribute("aria-pressed") == "true"
    ]
    word = shown.locator("input:checked")
    words = [word.input_value()] if word.count() else []
    return " ".join([what.lower() for what in pressed] + words)


def note(page: Page, time_s: float, text: str) -> None:
    """Write a note at a time of the set."""
    seek(page, time_s)
    note_button(page).click()
    page.keyboard.insert_text(text)
    page.get_by_role("button", name="Done").click()


def note_button(page: Page) -> Locator:
    return page.locator('#review button[aria-keyshortcuts="n"]')


def notes(page: Page) -> list[str]:
    """The texts of all notes, as they stand in the list."""
    return [str(text) for text in page.locator("#review .note-text").all_text_contents()]


def seek(page: Page, time_s: float) -> None:
    page.evaluate("(time_s) => formcheck.player.seek(time_s)", time_s)


def told(page: Page) -> str:
    """What the page tells of the last thing that was done."""
    return page.locator("#review .told").inner_text().strip()


def standing(page: Page) -> str:
    """Whether the review is in a file, in the browser, or nowhere."""
    return page.locator("#review .standing").inner_text()


def progress(page: Page) -> str:
    return page.locator("#review .progress").inner_text()


def without_picker(page: Page) -> None:
    """As in the browsers that can only download."""
    page.add_init_script("delete window.showSaveFilePicker")


def save(page: Page) -> Json:
    """Save review.json as a download, and read it."""
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save review.json").first.click()
    assert caught.value.suggested_filename == "review.json"
    found: Json = json.loads(Path(caught.value.path()).read_text("utf-8"))
    return found


def choose(page: Page, path: Path) -> None:
    """Open a review from a file, and wait for the answer."""
    before = told(page)
    page.locator("#review input[type=file]").set_input_files(path)
    page.wait_for_function(
        "(before) => document.querySelector('#review .told').innerText.trim() !== before",
        arg=before,
    )
