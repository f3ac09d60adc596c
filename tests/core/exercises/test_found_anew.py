"""A lying body that the pose model lost, took for a standing one, and found on its way up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.exercises.rep_detector import LEAP_DEG_S, RepDetector
from formcheck.core.pose import Floats
from tests.fixtures.bodies import Clip, eased, sitting_up, times

LOST_DEG = 125.0  # how lying bodies are stood up: the head is put at the feet
REPS = ((2.0, 3.0, 4.0), (5.0, 6.0, 7.0))
TRUNK = eased((0, 5), *((at, 65 if i == 1 else 5) for rep in REPS for i, at in enumerate(rep)),
              (9, 5))  # fmt: skip
RATES_HZ = [15.0, 30.0, 120.0]


def lost_until(found_s: float, rate_hz: float = 30.0) -> Clip:
    """Two reps of somebody who is seen standing up until a time, and truly from then on."""
    time_s = times(9.0, rate_hz)
    clip = sitting_up(time_s, TRUNK)
    wrong = sitting_up(time_s, lambda at: np.full_like(at, LOST_DEG))
    lost = (time_s < found_s)[:, None, None]
    return replace(
        clip,
        points=np.where(lost, wrong.points, clip.points),
        world=np.where(lost, wrong.world, clip.world),
    )


@pytest.mark.parametrize("found_s", [2.4, 2.5, 2.7])
@pytest.mark.parametrize("rate_hz", RATES_HZ)
def test_a_rep_on_whose_way_up_the_body_is_found_anew_is_counted(
    found_s: float, rate_hz: float
) -> None:
    for clip in (lost_until(found_s, rate_hz), lost_until(found_s, rate_hz).mirrored()):
        first, second = clip.reps()
        assert first.start_s == pytest.approx(found_s, abs=2 / rate_hz)
        assert first.top_s == pytest.approx(3.0, abs=0.1)
        assert first.end_s == pytest.approx(4.0, abs=0.3)
        assert second.top_s == pytest.approx(6.0, abs=0.1)


@pytest.mark.parametrize("found_s", [3.1, 3.6])
def test_a_rep_that_is_only_seen_to_come_down_is_not_counted(found_s: float) -> None:
    (rep,) = lost_until(found_s).reps()
    assert rep.top_s == pytest.approx(6.0, abs=0.1)


def tops_s(time_s: Floats, rise_deg: Floats) -> list[float]:
    finder = RepDetector()
    cycles = [
        finder.update(at, rise) for at, rise in zip(time_s.tolist(), rise_deg.tolist(), strict=True)
    ]
    return [cycle.top_s for cycle in cycles if cycle]


def test_who_is_found_sitting_and_moves_only_later_has_done_no_rep() -> None:
    time_s = times(8.0)
    sitting = eased((0, 50), (4, 50), (5, 70), (6, 0), (8, 0))(time_s)
    assert tops_s(time_s, np.where(time_s < 2.0, LOST_DEG, sitting)) == []


def test_a_moment_seen_wrong_at_rest_hides_no_rep_and_is_none() -> None:
    time_s = times(6.0)
    rise_deg = eased((0, 0), (2, 0), (3, 60), (4, 0), (6, 0))(time_s)
    rise_deg[30] = LOST_DEG
    assert tops_s(time_s, rise_deg) == pytest.approx([3.0], abs=0.05)


@pytest.mark.parametrize(("share", "reps"), [(0.8, 0), (1.2, 1)])
def test_a_fall_that_a_trunk_could_make_is_no_loss(share: float, reps: int) -> None:
    step_s = 0.1
    fall_deg = share * LEAP_DEG_S * step_s
    rise_deg = np.array(
        [30.0 + fall_deg] * 10 + [30.0, 36.0, 44.0, 52.0, 60.0, 40.0, 20.0, 0.0, 0.0]
    )
    assert len(tops_s(step_s * np.arange(len(rise_deg)), rise_deg)) == reps
