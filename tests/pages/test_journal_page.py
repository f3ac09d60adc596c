from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from formcheck.core.risks.pain import Pain, PainEntry
from formcheck.core.risks.triage import judge
from formcheck.journal.entries import LoggedSet, LoggedWarning
from formcheck.journal.service import Standing
from formcheck.journal.weeks import by_week
from formcheck.pages.weeks import weeks_page
from tests.fixtures.browser import axe_faults, context, page  # noqa: F401  # fixtures
from tests.fixtures.journals import NOON, TODAY, a_set

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WEEKS = 26


def a_year() -> list[LoggedSet]:
    """Sets of every kind, with the weight going up, and a week without any."""
    strain = (LoggedWarning("strain.neck-flexed", "caution", "too far"),)
    sets = []
    for days in range(0, 7 * WEEKS, 2):
        one = a_set(days, reps=40 - days // 6, dose_deg_s=days / 9, worst_peak_deg=31.0)
        if days % 3 == 0:
            one = a_set(days, exercise="shrug", reps=0, holds=4, held_s=30.0, weight_kg=20.0)
        elif days % 5 == 0:
            one = replace(one, warnings=strain, load="light")
        sets += [one] if not 35 <= days < 42 else []
    return sets


PAIN = Pain("neck", TODAY, (PainEntry(NOON, TODAY, 4),))


def written(folder: Path, told: Standing, name: str = "Ana") -> str:
    weeks = by_week(a_year(), [PAIN], TODAY, WEEKS)
    path = folder / "journal.html"
    path.write_text(weeks_page(name, weeks, told), encoding="utf-8")
    return path.as_uri()


def test_every_week_has_its_figures_and_every_figure_its_bar(
    tmp_path: Path,
    page: Page,  # noqa: F811  # the fixture
) -> None:
    page.goto(written(tmp_path, Standing()))
    assert page.locator("tbody tr").count() == WEEKS
    weeks = by_week(a_year(), [PAIN], TODAY, WEEKS)
    cells = page.locator("tbody tr").first.locator("td").all_inner_texts()
    assert cells[1:3] == [str(weeks[-1].reps or ""), str(weeks[-1].holds or "")]
    charts = {
        figure.locator("figcaption").inner_text().partition(" (")[0]: figure.locator("rect").count()
        for figure in page.locator("figure").all()
    }
    assert charts == {
        "Reps": sum(week.reps > 0 for week in weeks),
        "Holds": sum(week.holds > 0 for week in weeks),
        "Heaviest weight": sum(week.weight_kg > 0 for week in weeks),
        "Heaviest load": sum(week.load != "" for week in weeks),
        "Dose: neck bent past the limit": sum(week.dose_deg_s > 0 for week in weeks),
        "Warnings": sum(bool(week.warnings) for week in weeks),
        "Worst pain, 0 to 10": 1,
    }
    bars = page.locator("figure").first.locator("rect").all()
    heights = [float(bar.get_attribute("height") or 0) for bar in bars]
    counts = [week.reps for week in weeks if week.reps]
    assert heights == pytest.approx([96 * count / max(counts) for count in counts], abs=0.1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everybody(
    tmp_path: Path,
    page: Page,  # noqa: F811  # the fixture
    scheme: str,
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
    page.goto(written(tmp_path, Standing(judge({"numb", "clumsy"}))))
    assert axe_faults(page) == []


def test_a_doctor_s_case_stands_before_anything_else(
    tmp_path: Path,
    page: Page,  # noqa: F811  # the fixture
) -> None:
    told = Standing(judge({"numb"}), advice="a light day")
    page.goto(written(tmp_path, told))
    assert page.locator("main").inner_text().startswith("STOP You said: a numb arm or hand.")
    assert "a light day" not in page.locator("main").inner_text()


def test_a_phone_shows_it_without_scrolling_sideways(
    tmp_path: Path,
    page: Page,  # noqa: F811  # the fixture
) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(written(tmp_path, Standing()))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_names_stay_text(
    tmp_path: Path,
    page: Page,  # noqa: F811  # the fixture
) -> None:
    name = "</script><img src=x onerror=alert(1)>"
    page.goto(written(tmp_path, Standing(), name))
    assert page.locator("h1").inner_text() == f"{name}: training journal"
    assert page.locator("img").count() == 0


def test_weeks_without_entries_say_so(
    tmp_path: Path,
    page: Page,  # noqa: F811  # the fixture
) -> None:
    weeks = by_week([], [], TODAY - timedelta(days=700), 4)
    (tmp_path / "page.html").write_text(weeks_page("Ana", weeks, Standing()), encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    assert "Nothing was logged in these weeks." in page.locator("main").inner_text()
