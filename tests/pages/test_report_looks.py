from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from formcheck.pages.report import FILE, write_report
from tests.fixtures.browser import axe_faults
from tests.fixtures.filmed import blank, change, filmed, opened, shown_s, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

NASTY = "<script>alert(1)</script>\"'><b>.mp4"
PHONE = {"width": 390, "height": 844}


def faults(page: Page) -> list[str]:
    """What axe finds serious or worse."""
    found = axe_faults(page)
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("exercise", ["situp", "shrug"])
def test_axe_finds_no_serious_fault(page: Page, tmp_path: Path, exercise: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, filmed(tmp_path, exercise))
    page.evaluate("formcheck.player.seek(formcheck.events[0].start_s + 0.5)")
    assert faults(page) == []


def test_axe_finds_no_serious_fault_on_a_phone_and_in_the_keys(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    opened(page, filmed(tmp_path))
    assert faults(page) == []
    page.keyboard.press("?")
    assert faults(page) == []


@pytest.mark.parametrize("exercise", ["situp", "shrug", "standing"])
def test_a_phone_never_scrolls_the_page_sideways(page: Page, tmp_path: Path, exercise: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    made = filmed(tmp_path, exercise)
    change(made, source={"name": "a_long_name_without_an_end" * 5 + ".mp4"})
    opened(page, made)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate("formcheck.charts.every(({u}) => u.width <= innerWidth)")


def test_the_name_of_a_file_stays_text(page: Page, tmp_path: Path) -> None:
    made = filmed(tmp_path)
    change(made, source={"name": NASTY}, notes=[NASTY])
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    opened(page, made)
    assert page.locator("h1").inner_text() == NASTY
    assert NASTY in page.locator(".verdict").inner_text()
    assert page.title().startswith(NASTY)
    assert page.evaluate("formcheck.data.source.name") == NASTY
    assert page.locator("h1 b, h1 script").count() == 0
    assert asked == []


def test_a_page_with_everything_inside_plays_and_seeks_alone(page: Page, tmp_path: Path) -> None:
    made = filmed(tmp_path)
    write_report(made, embed=True)
    alone = tmp_path / "sent" / "on.html"
    alone.parent.mkdir()
    (made / FILE).rename(alone)
    requests: list[str] = []
    page.on("request", lambda asked: requests.append(asked.url))
    page.goto(alone.as_uri())
    until(page, "formcheck.player.video.readyState > 1")
    page.locator('#reps tr[data-number="3"] .jump').click()
    start_s = page.evaluate("formcheck.data.reps[2].start_s")
    assert shown_s(page) == pytest.approx(start_s, abs=0.1)
    assert page.locator("#chart-main canvas").is_visible()
    outside = [url for url in requests if not url.startswith(("blob:", "data:"))]
    assert outside == [alone.as_uri()]


def test_paper_gets_every_table_and_stills_in_place_of_the_video(
    page: Page, tmp_path: Path
) -> None:
    opened(page, filmed(tmp_path))
    page.evaluate("formcheck.view.zoom(0.2, 3)")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert not page.locator("#video").is_visible()
    assert not page.locator("#controls").is_visible()
    assert page.locator(".stills img").count() == 3
    for row in page.locator("#reps tr, #warnings li, .meanings > div, .facts > div").all():
        assert row.is_visible()
    wide = "[...document.querySelectorAll('.scroll, .stills')].every(e => e.scrollWidth <= 720)"
    page.set_viewport_size({"width": 720, "height": 1000})
    assert page.evaluate(wide)
    assert page.evaluate("formcheck.view.zoomed()") is False
    until(page, "formcheck.charts[0].u.width === 680")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("formcheck.view.zoomed()") is True


def test_a_pdf_of_a_report_holds_all_its_words(page: Page, tmp_path: Path) -> None:
    opened(page, filmed(tmp_path))
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    pages = [int(count) for count in re.findall(rb"/Count (\d+)", pdf)]
    assert 2 <= max(pages) <= 4
    until(page, "formcheck.printing === false")  # it came back from paper


def test_the_theme_follows_the_system_until_one_is_chosen(page: Page, tmp_path: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    opened(page, filmed(tmp_path))
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    dark = page.evaluate(ground)
    assert dark != light
    until(page, "formcheck.colour('neck') !== '#0059b3'")  # the curves follow too
    page.locator("#theme").click()
    assert page.evaluate(ground) == light
    page.reload()
    assert page.evaluate(ground) == light


def test_what_is_unknown_is_a_gap_and_said_in_words(page: Page, tmp_path: Path) -> None:
    made = filmed(tmp_path)
    blank(made, "neck_flexion_deg", 5.0, 6.0)
    opened(page, made)
    assert page.evaluate("formcheck.spans.unknownIn(formcheck.data.columns.neck_flexion_deg)") == [
        {"from": pytest.approx(5.0, abs=0.04), "to": pytest.approx(6.0, abs=0.04), "state": True}
    ]
    page.evaluate("formcheck.player.seek(5.5)")
    assert "can't see the neck" in page.locator("#readout").inner_text()
    page.evaluate("formcheck.player.seek(0.5)")
    assert "fine" in page.locator("#readout").inner_text()


def test_the_moment_looked_at_is_read_out_once_it_stays(page: Page, tmp_path: Path) -> None:
    opened(page, filmed(tmp_path))
    live = page.locator("#live")
    page.locator('#reps tr[data-number="2"] .jump').click()
    assert live.inner_text() == ""
    until(page, "document.getElementById('live').textContent !== ''")
    verdict = page.evaluate("formcheck.data.reps[1].neck")
    assert live.inner_text().endswith(f"rep 2: {verdict}")


def test_the_video_stays_in_sight_while_tables_are_read(page: Page, tmp_path: Path) -> None:
    opened(page, filmed(tmp_path))
    page.locator("footer").scroll_into_view_if_needed()
    until(page, "document.getElementById('screen').classList.contains('docked')")
    box = page.locator("#video").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < box["y"] + box["height"] <= 900
    page.locator("h1").scroll_into_view_if_needed()
    until(page, "!document.getElementById('screen').classList.contains('docked')")


def test_a_set_without_a_video_still_shows_curves_and_tables(page: Page, tmp_path: Path) -> None:
    made = filmed(tmp_path)
    (made / "annotated.mp4").unlink()
    (tmp_path / "clip.mp4").unlink()
    opened(page, made)
    page.locator('#reps tr[data-number="2"] .jump').click()
    page.keyboard.press("ArrowRight")
    assert "rep 2" in page.locator("#readout").inner_text()
    assert faults(page) == []
