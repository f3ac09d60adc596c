"""What rises in a sit-up, and what rises in movements that only look like one."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.core.exercises.lift import KNEES_MAX, SHOULDERS_MIN, SHOULDERS_SHARE, Lift
from formcheck.core.pose import HIPS, KNEES, SHOULDERS, Floats
from tests.fixtures.bodies import eased, sitting_up, times

TRUNK_PX = 200.0
RISE = eased((0, 0), (2, 0), (3, 14), (4, 0), (6, 0))  # deg


def risen(hips: float, shoulders: float, knees: float) -> bool:
    """Whether a body that rises so far, in trunk lengths, is sitting up."""
    lift = Lift(TRUNK_PX)
    for time_s, share in ((0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (2.0, 0.0)):
        points: Floats = np.zeros((33, 2))
        for pair, rise in ((HIPS, hips), (SHOULDERS, shoulders), (KNEES, knees)):
            points[list(pair), 1] = -share * rise * TRUNK_PX
        lift.update(time_s, points)
    return lift.is_sit_up(0.0, 1.0, 2.0)


def test_in_a_sit_up_the_shoulders_rise_and_nothing_else_does() -> None:
    assert risen(hips=0.0, shoulders=0.8, knees=0.0)
    assert risen(hips=-0.1, shoulders=0.13, knees=0.05)  # the smallest crunch that was filmed


@pytest.mark.parametrize(
    ("hips", "shoulders", "knees"),
    [
        pytest.param(-0.21, 0.0, 0.0, id="hips that come down from a bridge"),
        pytest.param(0.0, 0.06, 0.1, id="arms that press a weight"),
        pytest.param(0.0, 0.7, 0.6, id="legs that rise with the trunk, as in a V-up"),
    ],
)
def test_what_only_turns_the_trunk_is_no_sit_up(
    hips: float, shoulders: float, knees: float
) -> None:
    assert not risen(hips, shoulders, knees)


@pytest.mark.parametrize("step", [-0.01, 0.01])
def test_each_limit_lies_where_it_says(step: float) -> None:
    inside = step > 0
    assert risen(0.0, SHOULDERS_MIN + step, 0.0) is inside
    assert risen(0.0, 0.8, KNEES_MAX - step) is inside
    sunk = 0.5 - 0.5 / (SHOULDERS_SHARE + step)  # of shoulders that rise by 0.5
    assert risen(sunk, 0.5, 0.0) is inside


def test_knees_that_are_not_seen_raise_no_doubt() -> None:
    assert risen(0.0, 0.8, float("nan"))


def test_hips_that_sink_under_still_shoulders_are_counted_by_nobody() -> None:
    assert len(sitting_up(times(6.0), RISE).reps()) == 1
    sinking = lambda time_s: -np.sin(np.radians(RISE(time_s)))  # noqa: E731
    assert sitting_up(times(6.0), RISE, hips=(0.0, sinking)).reps() == []
