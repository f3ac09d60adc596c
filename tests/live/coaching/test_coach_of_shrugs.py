"""The coach of somebody who stands: holds, their limit, and the rest after it."""

from __future__ import annotations

import math

import pytest

from formcheck.core.readings import Hold
from formcheck.core.risks.cramp import CrampLimits
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.prompts import summary_lines
from formcheck.live.coaching.scene import Stage
from tests.fixtures.bodies import held_span_s, held_up, standing, times
from tests.fixtures.coached import BEGIN, Told, coached

MAXIMAL = Limits(cramp=CrampLimits(load="maximal"))  # a hold may last 3 s


def shrugs(*holds: tuple[float, float], end_s: float) -> Told:
    return coached(standing(times(end_s), held_up(*holds, end_s=end_s)), "shrug", limits=MAXIMAL)


def test_a_hold_is_timed_against_its_limit() -> None:
    told = shrugs((8.0, 10.0), end_s=13.0)
    scene = told.at(9.5)
    assert scene.held_s == pytest.approx(9.5 - 8.2, abs=0.2)
    assert scene.limit_s == pytest.approx(MAXIMAL.cramp.hold_s())
    assert math.isnan(told.at(12.0).held_s)
    assert math.isnan(told.at(12.0).left_s)
    assert [type(event) for event in told.events()] == [Hold]


def test_a_hold_past_its_limit_is_followed_by_as_long_a_rest_that_counts_down() -> None:
    told = shrugs((8.0, 13.0), end_s=20.0)
    assert told.at(12.5).headline == "Lower your shoulders now"
    limit_s = MAXIMAL.cramp.hold_s()
    left = {scene.time_s: scene.left_s for scene in told.scenes if scene.left_s > 0
            and scene.stage is Stage.SET}  # fmt: skip
    hold = next(event for event in told.events() if isinstance(event, Hold))
    assert max(left.values()) == pytest.approx(limit_s, abs=0.4)
    assert len(left) / 30 == pytest.approx(limit_s, abs=0.4)
    assert list(left.values()) == sorted(left.values(), reverse=True)
    assert told.cues().count("rested") == 1
    assert hold.measures["duration_s"].value > limit_s


def test_what_was_said_of_a_hold_is_gone_when_the_shoulders_are_down() -> None:
    told = shrugs((8.0, 13.0), end_s=18.0)
    over = [scene.time_s for scene in told.scenes if scene.headline == "Lower your shoulders now"]
    down_s = next(
        scene.time_s for scene in told.scenes for e in scene.reading.events if isinstance(e, Hold)
    )
    limit_s = MAXIMAL.cramp.hold_s()
    assert over[0] == pytest.approx(held_span_s(8.0, 13.0)[0] + limit_s, abs=0.2)
    assert over[-1] == pytest.approx(down_s, abs=0.05)
    assert told.at(down_s).headline == "Rest, shoulders down"


def test_a_neutral_that_was_learnt_with_raised_shoulders_is_learnt_anew() -> None:
    raised = held_up((2.0, 7.0), (11.0, 13.0), (15.0, 17.0), end_s=20.0)
    told = coached(standing(times(20.0), raised), "shrug")
    assert told.stages == [*BEGIN, Stage.NEUTRAL, Stage.SET]
    assert "Keep still, shoulders down" in told.headlines
    assert [ended.done for ended in told.ended] == [False, True]
    assert len(told.ended[1].summary.holds) == 2


def test_a_hold_that_begins_before_the_rest_is_over_is_told_so() -> None:
    told = shrugs((8.0, 13.0), (14.6, 15.9), end_s=20.0)
    assert "Too early: rest a little longer" in told.headlines


@pytest.mark.parametrize(("load", "hold_for"), [("none", " for empty hands"), ("heavy", "")])
def test_the_limit_is_told_with_what_it_is_for(load: str, hold_for: str) -> None:
    limits = Limits(cramp=CrampLimits(load=load))
    clip = standing(times(13.0), held_up((8.0, 10.0), end_s=13.0))
    told = coached(clip, "shrug", limits=limits)
    assert told.at(9.5).limit_for == hold_for
    limit_s = limits.cramp.hold_s()
    lines = summary_lines(told.ended[0].summary, limits)
    assert lines[1].endswith(f"; the limit is {limit_s:.0f} s{hold_for}")


def test_headlines_fit_the_screen() -> None:
    told = shrugs((8.0, 13.0), (14.6, 16.0), end_s=22.0)
    assert max(map(len, told.headlines)) <= 36
