from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.core.readings import Hold, Rep
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits
from formcheck.pages.curves import columns, courses, hands, numbers, worst_s
from formcheck.results.analysed_set import AnalysedSet, load_set
from tests.fixtures import told
from tests.fixtures.filmed import filmed
from tests.fixtures.recorded import read_result

TIMES_S = np.arange(0.0, 10.05, 0.1)
LIMITS = StrainLimits(hands_at_head=0.3, elbows_at_head=0.05)


def rep(start_s: float, end_s: float) -> Rep:
    return Rep(1, start_s, (start_s + end_s) / 2, end_s)


def a_set(neck: np.ndarray) -> AnalysedSet:
    """A set of sit-ups with this neck flexion at ``TIMES_S``."""
    table = {
        "time_s": TIMES_S,
        "neck_flexion_deg": neck,
        "neck_flexion_deg_low": neck - 5.0,
        "neck_flexion_deg_high": neck + 5.0,
        "trunk_deg": 2.0 * neck,
    }
    return AnalysedSet(Path("clip.formcheck"), told.result(), table, ("rest",) * len(TIMES_S))


def test_what_is_unknown_is_null_and_never_a_number() -> None:
    assert numbers("neck_flexion_deg", np.array([1.234, np.nan, -0.001])) == [1.23, None, 0.0]
    neck = np.where(TIMES_S < 5.0, 10.0, np.nan)
    found = columns(a_set(neck))
    assert found["neck_flexion_deg"][:2] == [10.0, 10.0]
    assert set(found["neck_flexion_deg"][50:]) == {None}
    assert set(found["neck_flexion_deg_low"][50:]) == {None}
    assert set(found["hands"]) == {None}  # nothing was measured of them


def test_hands_are_at_the_head_as_reps_are_judged() -> None:
    nothing = np.nan
    table = {
        "time_s": np.arange(5.0),
        "hand_head": np.array([0.29, 0.31, nothing, nothing, 0.9]),
        "elbow_lift": np.array([-1.0, -1.0, nothing, 0.06, 0.04]),
    }
    assert hands(table, LIMITS) == [1, 0, None, 1, 0]


def test_reps_lie_over_each_other_from_their_start_to_their_end() -> None:
    quick, slow = rep(0.0, 2.0), rep(4.0, 8.0)
    neck = np.where(TIMES_S < 3.0, 10.0 * TIMES_S, 5.0 * (TIMES_S - 4.0))
    found = courses(a_set(neck), [quick, slow])
    assert found["percent"] == pytest.approx(range(101))
    expected = [0.2 * percent for percent in range(101)]  # both bend from 0 to 20 deg
    for course in (*found["each"], found["mean"]):
        assert course == pytest.approx(expected, abs=0.01)


def test_the_mean_of_reps_is_told_where_half_of_them_are_known() -> None:
    events = [rep(start_s, start_s + 1.0) for start_s in (0.0, 2.0, 4.0)]
    neck = np.select([TIMES_S < 1.5, TIMES_S < 3.5], [10.0, 20.0], np.nan)
    found = courses(a_set(neck), events)
    assert set(found["each"][2]) == {None}
    assert set(found["mean"]) == {15.0}
    assert set(courses(a_set(neck), [events[0], events[2], events[2]])["mean"]) == {None}


def test_a_rep_is_most_worth_looking_at_where_the_neck_bent_most() -> None:
    neck = 20.0 - np.abs(TIMES_S - 3.6)
    neck[:5] = 90.0  # before the rep
    assert worst_s(a_set(neck), rep(1.0, 5.0)) == pytest.approx(3.6)
    assert worst_s(a_set(np.full(101, np.nan)), rep(1.0, 5.0)) == 3.0


def test_a_hold_is_most_worth_looking_at_just_before_its_end() -> None:
    assert worst_s(a_set(TIMES_S), Hold(1, 1.0, 5.0)) == pytest.approx(4.7)
    assert worst_s(a_set(TIMES_S), Hold(1, 1.0, 1.2)) == 1.0


def test_recorded_sets_give_a_cell_a_frame_in_every_column(tmp_path: Path) -> None:
    for exercise, beside in (("situp", "trunk_deg"), ("shrug", "hold_s")):
        made = filmed(tmp_path / exercise, exercise)
        found = columns(load_set(made))
        frames = read_result(made / "result.json")["source"]["frames"]
        assert {len(column) for column in found.values()} == {frames}
        assert beside in found
        assert ("hands" in found) == (exercise == "situp")
    assert columns(load_set(filmed(tmp_path / "none", "standing"))).keys() == {"time_s"}


def test_the_limits_named_behind_warnings_are_there() -> None:
    from formcheck.pages.explanations import BEHIND, CAUSES, TITLES

    assert BEHIND.keys() == TITLES.keys()
    for code, rows in BEHIND.items():
        cause = code.partition(".")[0]
        assert cause in CAUSES
        assert all(hasattr(getattr(Limits(), cause), name) for name, _ in rows)
