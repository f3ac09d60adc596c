from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from formcheck.core.exercises.situp import SitUp
from formcheck.core.pose import Landmark, Pose
from formcheck.core.readings import Measure, Reading, Rep
from formcheck.core.risks.limits import Limits
from tests.fixtures.bodies import eased, sitting_up, times

FULL = eased((0, 5), (2, 5), (3.2, 65), (4.4, 5), (6, 5))
TRUNK = eased((0, 5), (2, 5), (3, 65), (3.4, 65), (4.4, 5), (5, 5), (6, 65), (7, 5), (8, 5))
NECK = eased((0, 0), (2, 0), (3, 40), (4, 0), (8, 0))
TWO = sitting_up(times(8.0), TRUNK, NECK)


def test_the_trunk_and_neck_line_read_what_they_are_in_pictures_of_any_shape() -> None:
    time_s = times(4.0)
    clip = sitting_up(time_s, eased((0, 5), (2, 5), (3, 45), (4, 45)),
                      eased((0, 0), (2, 0), (3, 20), (4, 20)))  # fmt: skip
    for width_px, height_px in ((854, 480), (1920, 480), (720, 1280)):
        reading = replace(clip, width_px=width_px, height_px=height_px).readings("situp")[-1]
        assert reading.measures["trunk_deg"].value == pytest.approx(45.0, abs=0.2)
        assert reading.measures["neck_line_deg"].value == pytest.approx(20.0, abs=0.2)


@pytest.mark.parametrize(("arms", "at_head"), [("head", 1.0), ("chest", 0.0)])
def test_hands_at_the_head_are_seen(arms: str, at_head: float) -> None:
    for clip in (sitting_up(times(6.0), FULL, arms=arms),
                 sitting_up(times(6.0), FULL, arms=arms).mirrored()):  # fmt: skip
        (rep,) = clip.reps()
        assert rep.measures["hands_at_head"].value == at_head


HANDS = [landmark for landmark in Landmark
         if landmark.name.endswith(("WRIST", "PINKY", "INDEX", "THUMB"))
         and "FOOT" not in landmark.name]  # fmt: skip


@pytest.mark.parametrize("hidden", [HANDS[::2], HANDS[1::2], HANDS])
def test_hands_that_are_not_seen_are_judged_by_those_that_are_and_by_the_elbows(
    hidden: list[Landmark],
) -> None:
    clip = sitting_up(times(6.0), FULL, arms="head").unseen(-1.0, 9.0, hidden)
    (rep,) = clip.reps()
    assert rep.measures["hands_at_head"].value == 1.0
    for reading in clip.readings("situp"):
        assert reading.measures["hand_head"].known is (hidden != HANDS)


def test_hands_that_the_model_puts_near_the_knees_are_told_by_the_elbows() -> None:
    clip = sitting_up(times(6.0), FULL, arms="head")
    points = clip.points.copy()
    points[:, HANDS] = points[:, [Landmark.LEFT_KNEE]]
    (rep,) = replace(clip, points=points).reps()
    assert rep.measures["hands_at_head"].value == 1.0


def test_every_reading_tells_the_phase_and_counts() -> None:
    readings = TWO.readings("situp")
    assert [reading.exercise for reading in readings] == ["situp"] * len(readings)
    done = 0
    for reading in readings:
        done += sum(isinstance(event, Rep) for event in reading.events)
        assert reading.count == done
        assert reading.number == (0 if reading.phase == "rest" else done + 1)
        assert set(reading.measures) == set(SitUp.spec.measures)
    assert done == 2
    assert {reading.phase for reading in readings} == {"rest", "up", "top", "down"}


def one_at(readings: Sequence[Reading], at_s: float) -> dict[str, Measure]:
    return dict(min(readings, key=lambda one: abs(one.pose.time_s - at_s)).measures)


def test_filmed_too_far_off_the_side_nothing_is_said_of_the_neck_but_reps_are_counted() -> None:
    clip = sitting_up(times(8.0), TRUNK, NECK, view_deg=40.0)
    readings = clip.readings("situp")
    for at_s in (0.5, 3.2, 6.0):
        measures = one_at(readings, at_s)
        assert abs(measures["view_yaw_deg"].value) > Limits().camera.view_yaw_deg
        for name in ("neck_flexion_deg", "neck_line_deg", "neck_speed_deg_s"):
            assert not measures[name].known
    assert len(clip.reps()) == 2
    assert [warning.cause for warning in clip.warnings("situp")] == ["camera"]


def test_somebody_of_quite_another_size_is_not_measured() -> None:
    clip = sitting_up(times(6.0), FULL)
    points = clip.points.copy()
    passing = (clip.time_s > 2.5) & (clip.time_s < 3.0)
    points[passing] = points[passing] * 0.3 + 100.0
    readings = replace(clip, points=points).readings("situp")
    assert one_at(readings, 2.9) == {}
    assert one_at(readings, 4.5) != {}


def test_without_a_neutral_nothing_is_measured() -> None:
    clip = sitting_up(times(4.0), eased((0, 80), (4, 80)))
    for reading in clip.readings("situp"):
        assert dict(reading.measures) == {}
        assert reading.count == 0
        assert isinstance(reading.pose, Pose)
