from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from formcheck.pages.compare import Written, write_comparison
from formcheck.results.analysed_set import AnalysedSet
from tests.fixtures.browser import axe_faults, chromium
from tests.fixtures.filmed import until
from tests.fixtures.page_sets import write_set

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SLOWER = 1.4
HOSTILE = '<script>alert(1)</script> "it\'s" & <b>.mp4'

# Where each video is in its chosen rep, in seconds off where the first one says.
APART = """() => {
  const { clips, step, data } = formcheck;
  const at = clips.map((clip, i) => {
    const [from, to] = data.sets[i].spans[step.chosen(i)];
    return { share: (clip.video.currentTime - from) / (to - from), length: to - from };
  });
  return at.map((one) => Math.abs(one.share - at[0].share) * one.length);
}"""
PLACES = "() => formcheck.clips.map((clip) => clip.video.currentTime)"
SPANS = (
    "() => formcheck.clips.map((_, i) => formcheck.data.sets[i].spans[formcheck.step.chosen(i)])"
)


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> list[AnalysedSet]:
    folder = tmp_path_factory.mktemp("weeks")
    return [
        write_set(folder / "one.formcheck", name="one.mp4"),
        write_set(folder / "two.formcheck", name="two.mp4", slower=SLOWER),
    ]


@pytest.fixture(scope="module")
def written(sets: list[AnalysedSet]) -> Written:
    return write_comparison(sets, sets[0].folder.parent / "compare.html")


@pytest.fixture
def shown(page: Page, written: Written) -> Page:
    return opened(page, written)


def opened(page: Page, written: Written) -> Page:
    page.goto(written.path.as_uri())
    until(page, "formcheck.clips.every((clip) => clip.video.readyState >= 2)")
    until(page, "formcheck.clips.every((clip) => !clip.video.seeking)")
    return page


def until_still(page: Page) -> None:
    until(page, "formcheck.clips.every((clip) => !clip.video.seeking)")


def percent(page: Page) -> float:
    return float(page.evaluate("formcheck.step.percent()"))


def test_videos_of_fast_and_slow_reps_play_in_step(shown: Page) -> None:
    shown.get_by_role("button", name="Play").click()
    seen = []
    for share in (15, 35, 55, 75, 90):
        until(shown, f"formcheck.step.percent() > {share}")
        seen.append(shown.evaluate(APART))
    assert max(max(apart) for apart in seen) < 0.1
    until(shown, "!formcheck.step.playing()")
    assert percent(shown) == 100


def test_both_videos_show_the_same_percentage_wherever_one_goes(shown: Page) -> None:
    for share in (0, 37, 100):
        shown.evaluate(f"formcheck.step.seek({share})")
        until_still(shown)
        for (start_s, end_s), at_s in zip(
            shown.evaluate(SPANS), shown.evaluate(PLACES), strict=True
        ):
            assert at_s == pytest.approx(start_s + share / 100 * (end_s - start_s), abs=1e-3)


def test_the_slower_rep_leads_at_the_speed_that_was_chosen(shown: Page) -> None:
    shown.locator("#speed").select_option("0.5")
    shown.get_by_role("button", name="Play").click()
    until(shown, "formcheck.step.percent() > 5")
    fast, slow = shown.evaluate("formcheck.clips.map((clip) => clip.video.playbackRate)")
    assert slow == 0.5
    assert fast == pytest.approx(0.5 / SLOWER, rel=0.3)  # and what it takes to catch up


def test_keys_play_step_and_change_the_rep(shown: Page) -> None:
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("ArrowRight")
    assert percent(shown) == 2
    shown.keyboard.press("ArrowLeft")
    assert percent(shown) == 1
    shown.keyboard.press("ArrowDown")
    assert shown.evaluate("formcheck.clips.map((clip) => clip.choice.value)") == ["1", "1"]
    shown.keyboard.press("Space")
    assert shown.evaluate("formcheck.step.playing()")
    shown.keyboard.press("Space")
    assert not shown.evaluate("formcheck.step.playing()")
    shown.keyboard.press("s")
    assert shown.locator("#speed").input_value() == "0.25"
    shown.keyboard.press("l")
    assert shown.locator("#speed").input_value() == "0.5"
    shown.keyboard.press("k")
    assert shown.locator("#speed").input_value() == "1"


def test_a_set_may_show_another_rep_than_its_neighbour(shown: Page) -> None:
    shown.locator("select.event").nth(1).select_option(index=2)
    until_still(shown)
    (first, _), (third, _) = shown.evaluate(SPANS)
    assert shown.evaluate("formcheck.step.chosen(1)") == 2
    assert third > first * SLOWER + 1


def test_a_loop_begins_anew(shown: Page) -> None:
    shown.get_by_role("button", name="Loop").click()
    shown.evaluate("formcheck.step.seek(96)")
    shown.get_by_role("button", name="Play").click()
    until(shown, "formcheck.step.percent() < 50")
    assert shown.evaluate("formcheck.step.playing()")


def test_a_click_on_the_curves_moves_the_videos(shown: Page) -> None:
    chart = shown.locator("#chart .u-over")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    shown.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + 20)
    assert percent(shown) == pytest.approx(60, abs=1)


def test_the_slider_says_how_far_it_is(shown: Page) -> None:
    shown.locator("#percent").fill("42")
    assert shown.locator("#shown").inner_text() == "42 %"
    assert percent(shown) == 42
    assert re.fullmatch(r"Neck -?\d+ deg", shown.locator(".reading").first.inner_text())


def test_one_file_holds_all_of_it(
    page: Page,
    sets: list[AnalysedSet],
    tmp_path: Path,
) -> None:
    made = write_comparison(sets, tmp_path / "alone.html", embed=True)
    assert made.library_bytes == 0
    assert [path.name for path in tmp_path.iterdir()] == ["alone.html"]
    opened(page, made)
    assert page.evaluate("formcheck.clips.every((clip) => clip.video.src.startsWith('blob:'))")
    assert page.locator("#chart canvas").count() == 1


def test_names_stay_text(page: Page, tmp_path: Path) -> None:
    hostile = write_set(tmp_path / 'week 2 #1?\n"%41.formcheck', name=HOSTILE)
    other = write_set(tmp_path / "\udcff.formcheck", name="two\n\udcff.mp4")
    opened(page, write_comparison([hostile, other], tmp_path / "compare.html"))
    headings = page.locator("h3").all_inner_texts()
    assert headings[0] == f"A {HOSTILE}"
    assert headings[1] == r"B two\n\udcff.mp4"


def test_a_set_without_a_video_is_compared_all_the_same(
    page: Page,
    sets: list[AnalysedSet],
    tmp_path: Path,
) -> None:
    bare = [
        write_set(tmp_path / f"{name}.formcheck", name=name, video=False) for name in ("a", "b")
    ]
    page.goto(write_comparison([bare[0], sets[1]], tmp_path / "one.html").path.as_uri())
    until(page, "formcheck.clips[1].video.readyState >= 2")
    assert page.get_by_text("There is no video beside this set.").is_visible()
    page.goto(write_comparison(bare, tmp_path / "none.html").path.as_uri())
    page.get_by_role("button", name="Play").click()
    until(page, "formcheck.step.percent() > 20")


def test_a_video_that_was_moved_is_told_and_the_other_plays(page: Page, tmp_path: Path) -> None:
    both = [write_set(tmp_path / f"{name}.formcheck", name=name) for name in ("a", "b")]
    made = write_comparison(both, tmp_path / "compare.html")
    (both[0].folder / "annotated.mp4").write_bytes(b"no video")
    page.goto(made.path.as_uri())
    until(page, "formcheck.clips[0].video.error !== null")
    assert page.locator(".trouble").first.is_visible()
    assert page.locator(".trouble").last.is_hidden()
    page.get_by_role("button", name="Play").click()
    until(page, "formcheck.step.percent() > 20")


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)], ids=str
)
def test_nothing_keeps_anybody_from_using_it(
    written: Written,
    scheme: str,
    width: int,
) -> None:
    context = chromium().new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 844},
    )
    page = opened(context.new_page(), written)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_paper_gets_stills_and_the_whole_table(shown: Page) -> None:
    shown.emulate_media(media="print")
    assert shown.locator("video").first.is_hidden()
    assert shown.locator("#controls").is_hidden()
    assert shown.locator("figure img").first.is_visible()
    assert shown.locator("#differences tbody tr").count() == 7
    assert shown.locator("#differences tbody tr").last.is_visible()
