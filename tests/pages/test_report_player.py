from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.filmed import change, filmed, opened, shown_s, until

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser

NEAR_S = 0.1


@pytest.fixture
def report(page: Page, tmp_path: Path) -> Page:
    return opened(page, filmed(tmp_path))


def time_s(page: Page) -> float:
    found: float = page.evaluate("formcheck.player.time()")
    return found


def starts(page: Page, kind: str) -> list[float]:
    found: list[float] = page.evaluate(f"formcheck.data.{kind}.map(event => event.start_s)")
    return found


def test_a_click_on_a_warning_moves_the_video_to_it(report: Page) -> None:
    warnings = starts(report, "warnings")
    assert len(warnings) >= 2
    for index in reversed(range(len(warnings))):
        report.locator(f'#warnings li[data-index="{index}"] .jump').click()
        assert shown_s(report) == pytest.approx(warnings[index], abs=NEAR_S)


def test_a_click_on_a_rep_moves_the_video_to_its_start_and_marks_it(report: Page) -> None:
    row = report.locator('#reps tr[data-number="2"]')
    row.locator(".jump").click()
    assert shown_s(report) == pytest.approx(starts(report, "reps")[1], abs=NEAR_S)
    assert "current" in str(row.get_attribute("class"))


def test_a_click_on_a_still_shows_the_moment_in_which_the_neck_bent_most(report: Page) -> None:
    report.locator(".stills .jump").nth(1).click()
    worst_s = report.evaluate("formcheck.data.reps[1].worst_s")
    assert shown_s(report) == pytest.approx(worst_s, abs=NEAR_S)


def test_a_click_and_a_drag_on_the_curve_scrub_the_video(report: Page) -> None:
    report.locator("#chart-main").scroll_into_view_if_needed()
    box = report.locator("#chart-main .u-over").bounding_box()
    assert box is not None
    first_s, last_s = report.evaluate("[formcheck.startS, formcheck.endS]")

    def at(share: float) -> tuple[float, float]:
        return box["x"] + share * box["width"], box["y"] + 90

    report.mouse.click(*at(0.5))
    assert shown_s(report) == pytest.approx(first_s + 0.5 * (last_s - first_s), abs=NEAR_S)
    report.mouse.move(*at(0.3))
    report.mouse.down()
    report.mouse.move(*at(0.7), steps=5)
    report.mouse.up()
    assert shown_s(report) == pytest.approx(first_s + 0.7 * (last_s - first_s), abs=NEAR_S)


def test_a_click_on_the_mark_of_a_warning_shows_its_very_start(report: Page) -> None:
    start_s = starts(report, "warnings")[0]
    left = report.evaluate("(at) => formcheck.charts[0].u.valToPos(at, 'x')", start_s)
    over = report.locator("#chart-main .u-over")
    over.click(position={"x": left + 4, "y": 5})
    assert time_s(report) == start_s


def test_arrows_step_by_frame_and_with_shift_by_rep(report: Page) -> None:
    frames = report.evaluate("formcheck.data.columns.time_s")
    for key, place in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1)):
        report.keyboard.press(key)
        assert time_s(report) == frames[place]
    reps = starts(report, "reps")
    keys = (("ArrowDown", 0), ("Shift+ArrowRight", 1), ("ArrowDown", 2), ("Shift+ArrowLeft", 1))
    for key, place in (*keys, ("ArrowUp", 0)):
        report.keyboard.press(key)
        assert time_s(report) == reps[place]


def test_w_goes_from_warning_to_warning_and_begins_again(report: Page) -> None:
    warnings = starts(report, "warnings")
    visited = []
    for _ in range(len(set(warnings)) + 1):
        report.keyboard.press("w")
        visited.append(time_s(report))
    assert visited == [*sorted(set(warnings)), warnings[0]]


def test_space_plays_and_stops_and_the_cursor_follows(report: Page) -> None:
    before = playhead_px(report)
    report.keyboard.press("Space")
    until(report, "formcheck.player.time() > 0.4")
    report.keyboard.press("Space")
    assert not report.evaluate("formcheck.player.playing()")
    moved_s = time_s(report)
    expected = report.evaluate("(at) => formcheck.charts[0].u.valToPos(at, 'x')", moved_s)
    assert playhead_px(report) > before
    assert playhead_px(report) == pytest.approx(expected, abs=8)  # a picture's time later


def playhead_px(page: Page) -> float:
    found: float = page.evaluate(
        "new DOMMatrix(getComputedStyle(document.querySelector('.playhead')).transform).e"
    )
    return found


def test_j_k_l_and_s_change_the_speed(report: Page) -> None:
    rates = []
    for key in ("l", "l", "k", "j", "j", "k", "s", "s"):
        report.keyboard.press(key)
        rates.append(report.evaluate("formcheck.player.video.playbackRate"))
    assert rates == [1.5, 2, 1, 0.5, 0.25, 1, 0.25, 1]
    report.keyboard.press("s")
    assert report.locator('[data-do="slow"]').get_attribute("aria-pressed") == "true"
    assert report.locator("#speed").input_value() == "0.25"


def test_a_looped_rep_begins_again_at_its_end(report: Page) -> None:
    start_s, end_s = report.evaluate("[formcheck.events[1].start_s, formcheck.events[1].end_s]")
    report.evaluate("(at) => formcheck.player.seek(at)", end_s - 0.25)
    report.keyboard.press("o")
    assert report.locator('[data-do="loop"]').get_attribute("aria-pressed") == "true"
    report.keyboard.press("Space")
    until(report, "(start) => formcheck.player.time() < start + 0.6", start_s)
    assert time_s(report) >= start_s - NEAR_S
    report.keyboard.press("Space")
    report.keyboard.press("o")
    assert report.locator('[data-do="loop"]').get_attribute("aria-pressed") == "false"


def test_keys_leave_alone_what_is_typed_into(report: Page) -> None:
    report.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    box = report.locator("main > textarea")
    box.focus()
    report.keyboard.type("w ls?")
    report.keyboard.press("ArrowLeft")
    assert box.input_value() == "w ls?"
    assert time_s(report) == 0
    assert report.evaluate("formcheck.player.video.playbackRate") == 1


def test_a_button_that_has_the_focus_keeps_the_space_bar(report: Page) -> None:
    report.locator('[data-do="slow"]').focus()
    report.keyboard.press("Space")
    assert report.evaluate("formcheck.player.video.playbackRate") == 0.25
    assert not report.evaluate("formcheck.player.playing()")
    report.locator('[data-do="slow"]').click()  # a mouse leaves it, and space plays
    report.keyboard.press("Space")
    assert report.evaluate("formcheck.player.playing()")


def test_a_question_mark_shows_the_keys_and_escape_hides_them(report: Page) -> None:
    report.keyboard.press("?")
    assert report.locator("#keys").is_visible()
    report.keyboard.press("w")
    assert time_s(report) == 0
    report.keyboard.press("Escape")
    assert not report.locator("#keys").is_visible()


def test_the_clean_video_shows_the_same_moment(report: Page) -> None:
    report.locator('#reps tr[data-number="2"] .jump').click()
    before_s = shown_s(report)
    report.locator('[data-do="clean"]').click()
    until(report, "formcheck.player.video.src.endsWith('/clip.mp4')")
    until(report, "formcheck.player.video.readyState > 1")
    assert shown_s(report) == pytest.approx(before_s, abs=0.01)


def test_a_set_from_the_middle_of_a_video_is_in_step_with_both_videos(
    page: Page, tmp_path: Path
) -> None:
    made = filmed(tmp_path)
    change(made, asked={"start_s": 1.5})
    opened(page, made)
    page.evaluate("formcheck.player.seek(4)")
    assert shown_s(page) == pytest.approx(2.5, abs=0.01)
    page.locator('[data-do="clean"]').click()
    until(page, "formcheck.player.video.readyState > 1")
    assert shown_s(page) == pytest.approx(4, abs=0.01)


def test_zoom_keeps_the_moment_and_follows_it(report: Page) -> None:
    whole = report.evaluate("formcheck.view.toS - formcheck.view.fromS")
    report.evaluate("formcheck.player.seek(5)")
    report.keyboard.press("+")
    report.locator("#chart-main").hover()
    report.keyboard.down("Control")
    report.mouse.wheel(0, -200)
    report.keyboard.up("Control")
    shown = report.evaluate("[formcheck.view.fromS, formcheck.view.toS]")
    assert shown[1] - shown[0] < whole / 2
    report.evaluate("formcheck.player.seek(formcheck.endS)")
    assert report.evaluate("formcheck.view.toS") == pytest.approx(report.evaluate("formcheck.endS"))
    report.locator('[data-do="zoom-all"]').click()
    assert report.evaluate("formcheck.view.toS - formcheck.view.fromS") == pytest.approx(whole)


def test_a_missing_video_is_told_in_words(context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()  # the browser itself complains about the file, which is right
    made = filmed(tmp_path)
    opened(page, made)
    (made / "annotated.mp4").unlink()
    page.goto("about:blank")
    page.goto((made / "report.html").as_uri())
    page.locator("#trouble").wait_for(state="visible")
    assert "annotated.mp4 has to lie beside this page" in page.locator("#trouble").inner_text()
    page.locator('#reps tr[data-number="2"] .jump').click()  # curves and tables work all the same
    assert time_s(page) == starts(page, "reps")[1]
