from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from formcheck.core.analysis.set_summary import hold_verdict
from formcheck.pages.words import advice, facts, headline, hold_rows, rep_row
from formcheck.results.load import load_result
from tests.fixtures.recorded import TOUCHY, USUAL, played, write_all
from tests.fixtures.told import hold, rep, result, warning


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        (["fine", "fine"], "The neck stayed within its limit."),
        (["fine", "too far", "can't tell"], "The neck bent too far in 1 of 3 sit-ups."),
        (["fine", "can't tell"], "Can't tell for 1 of 2 sit-ups; the others are fine."),
        (["can't tell", "can't tell"], "Can't tell whether the neck bent too far."),
    ],
)
def test_a_set_of_sit_ups_has_one_of_three_answers(verdicts: list[str], told: str) -> None:
    reps = [rep(number, verdict) for number, verdict in enumerate(verdicts, start=1)]
    assert headline(result(reps=reps)) == told


def test_a_set_of_shrugs_tells_of_long_holds_first_and_then_of_tired_ones() -> None:
    tired = warning(1.0, "caution", "sank", "rest", "cramp")
    short, long = hold(1, 9.0, 10.0), hold(2, 10.0, 10.0)
    assert headline(result("shrug", holds=[short])) == "No hold was too long."
    told = headline(result("shrug", holds=[short], warnings=[tired]))
    assert told == "No hold was too long, but the shoulders tired in 1 of them."
    told = headline(result("shrug", holds=[short, long], warnings=[tired]))
    assert told == "1 of 2 shrugs was held too long."
    holds = result("shrug", holds=[short, long, hold(3, None)]).holds
    assert list(map(hold_verdict, holds)) == ["within the limit", "too long", "can't tell"]


def test_advice_is_given_once_the_most_frequent_first_and_none_on_the_camera() -> None:
    told = [
        warning(0.0, "notice", "far", "Move back.", "camera"),
        warning(1.0, "caution", "bent", "Look up.", "strain"),
        warning(2.0, "caution", "pulled", "Don't pull.", "strain"),
        warning(3.0, "caution", "pulled", "Don't pull.", "strain"),
    ]
    assert advice(result(warnings=told)) == [("Don't pull.", 2), ("Look up.", 1)]


def test_tempo_is_up_to_the_top_and_down_again(tmp_path: Any) -> None:
    made = write_all(tmp_path / "a.formcheck", played("situp", USUAL))
    for one in load_result(made).reps:
        cells = rep_row(one, one.top_s).cells
        whole_s = one.end_s - one.start_s
        assert float(cells["up"]) + float(cells["down"]) == pytest.approx(whole_s, abs=0.11)


def test_the_rest_after_a_hold_lasts_until_the_next(tmp_path: Any) -> None:
    made = write_all(tmp_path / "a.formcheck", played("shrug", TOUCHY))
    result = load_result(made)
    rests = [row.cells["rest"] for row in hold_rows(result, [0.0] * len(result.holds))]
    gaps = [b.start_s - a.end_s for a, b in pairwise(result.holds)]
    assert rests == [f"{gap:.1f} s" for gap in gaps] + ["last"]


@pytest.mark.parametrize(
    ("yaw_deg", "told", "verdict"),
    [
        (3.4, "3° off the side", "fine"),
        (-30.0, "30° off the side: errors are larger", "can't tell"),
        (50.0, "50° off the side: too far to measure truly", "can't tell"),
        (None, "can't tell", "can't tell"),
    ],
)
def test_how_square_the_view_was_is_told(yaw_deg: float | None, told: str, verdict: str) -> None:
    found = result(
        view_yaw_deg=yaw_deg,
        baseline={"neck_deg": None, "from": "no rest seen"},
        coverage=0.79,
    )
    view, measured, neutral = facts(found)
    assert (view.told, view.verdict) == (told, verdict)
    assert (measured.told, measured.verdict) == ("79 % of the video", "can't tell")
    assert neutral.verdict == "can't tell"


@pytest.mark.parametrize(
    ("origin", "verdict"),
    [
        ("rest 0.0-1.9 s", "fine"),
        ("profile Ana of 2026-11-23, fitted to rest 0.0-1.9 s", "fine"),
        ("calmest moments; no rest of 1 s was seen", "can't tell"),
    ],
)
def test_a_neutral_of_rest_is_good_wherever_it_was_learnt(origin: str, verdict: str) -> None:
    *_, neutral = facts(result(baseline={"neck_deg": 20.0, "from": origin}))
    assert (neutral.told, neutral.verdict) == (origin, verdict)
