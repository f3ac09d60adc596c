from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from formcheck.pages.index import write_index
from tests.fixtures.browser import axe_faults, chromium
from tests.fixtures.page_sets import write_set

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

HOSTILE = '<script>alert(1)</script> "it\'s" \n\udcff.mp4'
NAMES = ("clip 10.mp4", "clip 9.mp4", HOSTILE, "shrugs.mp4", "Unknown.mp4")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three sit-ups, one worse than the other, a shrug, and a sit-up without a neck."""
    folder = tmp_path_factory.mktemp("season")
    write_set(folder / "first.formcheck", name=NAMES[0], recorded="2026-11-20T18:30:00Z")
    for place, name in enumerate(NAMES[1:3], start=1):
        copy = folder / f"{place} it's.formcheck"
        shutil.copytree(folder / "first.formcheck", copy)
        change(copy, name, 10.0 * place)
    write_set(folder / "shrugs.formcheck", exercise="shrug", name=NAMES[3])
    shutil.copytree(folder / "first.formcheck", folder / "unknown.formcheck")
    change(folder / "unknown.formcheck", NAMES[4], None)
    write_index(folder, sorted(folder.glob("*.formcheck")), {"<b>.mp4": "<b>.mp4 is empty"})
    return folder


def change(folder: Path, name: str, by_deg: float | None) -> None:
    """Call a set something else, and bend its necks further, or leave them unknown."""
    path = folder / "result.json"
    result: dict[str, Any] = json.loads(path.read_text("utf-8"))
    result["source"] |= {"name": name, "recorded": None}
    for rep in result["reps"]:
        peak = rep["neck_flexion_peak_deg"]
        rep["neck"] = "can't tell" if by_deg is None else rep["neck"]
        rep["neck_flexion_peak_deg"] = {
            end: None if by_deg is None else level + by_deg for end, level in peak.items()
        }
    path.write_text(json.dumps(result), encoding="utf-8")


@pytest.fixture
def shown(page: Page, folder: Path) -> Page:
    page.goto((folder / "index.html").as_uri())
    return page


def names(page: Page) -> list[str]:
    """Of the rows that are shown, from above."""
    return page.locator("#videos tbody tr:visible .name a").all_inner_texts()


def heading(page: Page, name: str) -> Locator:
    return page.locator("#videos thead").get_by_role("button", name=name)


SHOWN_HOSTILE = '<script>alert(1)</script> "it\'s" \\n\\udcff.mp4'


def test_numbers_sort_as_numbers_largest_first_and_unknown_last(shown: Page) -> None:
    worst = [SHOWN_HOSTILE, "clip 9.mp4", "clip 10.mp4"]
    unknown = ["shrugs.mp4", "Unknown.mp4"]  # as they stood before: the order is stable
    heading(shown, "Worst neck").click()
    assert names(shown) == worst + unknown
    column = shown.locator('th[data-sort="neck"]')
    assert column.get_attribute("aria-sort") == "descending"
    heading(shown, "Worst neck").click()
    assert names(shown) == worst[::-1] + unknown
    assert column.get_attribute("aria-sort") == "ascending"
    assert shown.locator("[aria-sort]").count() == 1


def test_names_sort_as_people_count(shown: Page) -> None:
    heading(shown, "Video").click()
    assert names(shown)[1:] == ["clip 9.mp4", "clip 10.mp4", "shrugs.mp4", "Unknown.mp4"]


def test_filters_leave_what_fits_and_say_how_many(shown: Page) -> None:
    count = shown.locator("#shown")
    assert count.inner_text() == "5 of 5 videos"
    shown.get_by_label("Name").fill("CLIP mp4")
    assert names(shown) == ["clip 9.mp4", "clip 10.mp4"]
    assert count.inner_text() == "2 of 5 videos"
    shown.get_by_role("button", name="Show all").click()
    from playwright.sync_api import expect

    expect(count).to_have_text("5 of 5 videos")
    shown.locator("select[name=exercise]").select_option("shrugs")
    assert names(shown) == ["shrugs.mp4"]
    shown.get_by_label("with “can't tell”").check()
    assert names(shown) == []
    shown.locator("select[name=exercise]").select_option("")
    assert "Unknown.mp4" in names(shown)
    assert "shrugs.mp4" not in names(shown)


def test_what_was_chosen_stays_in_the_address(shown: Page) -> None:
    heading(shown, "Worst neck").click()
    shown.get_by_label("Name").fill("clip")
    chosen = names(shown)
    shown.reload()
    assert names(shown) == chosen == ["clip 9.mp4", "clip 10.mp4"]
    assert shown.get_by_label("Name").input_value() == "clip"


def test_two_rows_give_the_command_that_compares_them(shown: Page) -> None:
    shown.get_by_label("Compare clip 10.mp4").check()
    assert "another one" in shown.locator("#told").inner_text()
    shown.get_by_label("Compare clip 9.mp4").check()
    assert (
        shown.locator("#command").input_value()
        == "formcheck compare first.formcheck '1 it'\"'\"'s.formcheck'"
    )
    shown.get_by_label("Compare shrugs.mp4").check()
    assert "choose one exercise" in shown.locator("#told").inner_text()
    assert shown.locator("#command").is_hidden()


def test_names_stay_text(shown: Page) -> None:
    assert SHOWN_HOSTILE in names(shown)
    assert shown.locator("#failures td").all_inner_texts() == ["<b>.mp4", "<b>.mp4 is empty"]


def test_without_scripts_it_is_a_plain_table(folder: Path) -> None:
    plain = chromium().new_context(java_script_enabled=False)
    shown = plain.new_page()
    shown.goto((folder / "index.html").as_uri())
    assert len(names(shown)) == 5
    assert shown.locator("#filters").is_hidden()
    assert shown.locator(".picked").first.is_hidden()
    plain.close()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)], ids=str
)
def test_nothing_keeps_anybody_from_using_it(folder: Path, scheme: str, width: int) -> None:
    context = chromium().new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 844},
    )
    shown = context.new_page()
    shown.goto((folder / "index.html").as_uri())
    shown.locator("#videos").get_by_role("checkbox").nth(1).check()
    assert axe_faults(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_on_a_phone_rows_are_sorted_by_a_menu(folder: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Sort").select_option("neck")
    assert names(page)[0] == SHOWN_HOSTILE
    page.get_by_role("button", name="Turn the order round").click()
    assert names(page)[0] == "clip 10.mp4"


def test_paper_gets_every_row_even_those_that_are_filtered_out(shown: Page) -> None:
    shown.get_by_label("Name").fill("clip")
    shown.emulate_media(media="print")
    assert len(names(shown)) == 5
    assert shown.locator("#filters").is_hidden()
    assert shown.locator("#videos thead button:visible").count() == 0  # which paper would lose
    assert shown.locator('[data-sort="neck"]').inner_text() == "Worst neck, deg"
