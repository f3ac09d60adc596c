from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.analysis.camera_monitor import QUIET_S, CameraMonitor
from formcheck.core.analysis.set_summary import Session
from formcheck.core.exercises import spec_of
from formcheck.core.kinematics.camera_yaw import front_yaw_deg, side_yaw_deg
from formcheck.core.pose import EARS, HIPS, SHOULDERS, Landmark, Pose
from formcheck.core.readings import UNKNOWN, FormWarning, Reading, with_interval
from formcheck.core.risks.camera import CameraLimits, viewpoint
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits
from tests.fixtures.bodies import Clip, eased, sitting_up, standing, times

LIMITS = CameraLimits()
OUT, LOST, VIEW = "camera.out-of-frame", "camera.low-confidence", "camera.viewpoint"
OTHER, HIDDEN = "camera.other-person", "camera.head-hidden"
PARTS = {"head": EARS, "shoulders": SHOULDERS, "hips": HIPS}

WHOLE = np.zeros((33, 2))


def reading(
    time_s: float, *, hidden: tuple[str, ...] = (), yaw_deg: float = 0.0, exercise: str = "situp"
) -> Reading:
    points = WHOLE.copy()
    for part in hidden:
        points[list(PARTS[part])] = np.nan
    pose = Pose(time_s, points, np.zeros((33, 3)), np.ones(33))
    return Reading(pose, exercise, measures={"view_yaw_deg": with_interval(yaw_deg, 9.0)})


def lost(time_s: float) -> Reading:
    return Reading(Pose.missing(time_s), "situp")


def told(
    at: Callable[[float], Reading], duration_s: float, rate_hz: float = 30.0
) -> list[FormWarning]:
    watch = CameraMonitor(LIMITS)
    return [
        warning for time_s in times(duration_s, rate_hz) for warning in watch.update(at(time_s))
    ]


def hiding(
    *spans: tuple[float, float], hidden: tuple[str, ...] = ("head",)
) -> Callable[[float], Reading]:
    """The parts are outside the picture in these spans."""

    def at(time_s: float) -> Reading:
        outside = any(start - 1e-6 <= time_s <= end + 1e-6 for start, end in spans)
        return reading(time_s, hidden=hidden if outside else ())

    return at


@pytest.mark.parametrize("rate_hz", [10.0, 30.0, 60.0, 120.0])
def test_who_is_outside_the_picture_for_a_second_is_told_once(rate_hz: float) -> None:
    (warning,) = told(hiding((2.0, 6.0)), 8.0, rate_hz)
    assert (warning.code, warning.severity, warning.number) == (OUT, "notice", 0)
    assert warning.start_s == pytest.approx(2.0)
    assert warning.end_s - warning.start_s == pytest.approx(LIMITS.sustained_s)
    assert told(hiding((2.0, 2.9)), 8.0, rate_hz) == []


@pytest.mark.parametrize(
    "hidden", [("head",), ("shoulders",), ("hips",), ("head", "shoulders"), tuple(PARTS)]
)
def test_the_parts_that_are_outside_are_named(hidden: tuple[str, ...]) -> None:
    (warning,) = told(hiding((0.0, 2.0), hidden=hidden), 2.0)
    for part in PARTS:
        assert (part in warning.message) is (part in hidden)


def test_a_trouble_that_comes_back_soon_is_not_told_again() -> None:
    assert len(told(hiding((1.0, 3.0), (3.0 + QUIET_S - 1.0, 12.0)), 12.0)) == 1


def test_a_trouble_that_was_gone_for_long_is_told_again() -> None:
    found = told(hiding((1.0, 3.0), (3.0 + QUIET_S + 1.0, 12.0)), 12.0)
    assert [warning.start_s for warning in found] == pytest.approx([1.0, 3.0 + QUIET_S + 1.0])


def test_moments_outside_never_add_up() -> None:
    flickering = hiding(*((i, i + 0.8) for i in range(20)))
    assert told(flickering, 20.0) == []


def test_where_nobody_is_seen_the_person_is_told() -> None:
    (warning,) = told(lambda at: lost(at) if at > 1.0 else reading(at), 4.0)
    assert (warning.code, warning.severity) == (LOST, "notice")
    assert told(lambda at: lost(at) if 1.0 < at < 1.9 else reading(at), 4.0) == []


def test_who_is_seen_but_can_not_be_measured_is_told() -> None:
    (warning,) = told(lambda at: replace(reading(at), measures={}), 3.0)
    assert warning.code == LOST


def test_who_is_partly_outside_is_not_told_to_be_lost() -> None:
    outside = hiding((0.0, 3.0))
    (warning,) = told(lambda at: replace(outside(at), measures={}), 3.0)
    assert warning.code == OUT


def test_where_no_exercise_is_done_nothing_needs_to_be_measured() -> None:
    assert told(lambda at: replace(reading(at, exercise="none"), measures={}), 3.0) == []


@pytest.mark.parametrize("yaw_deg", [LIMITS.view_yaw_deg + 1.0, -LIMITS.view_yaw_deg - 1.0])
@pytest.mark.parametrize(("exercise", "where"), [("situp", "side"), ("shrug", "front")])
def test_a_camera_too_far_off_is_told_of_once(yaw_deg: float, exercise: str, where: str) -> None:
    (warning,) = told(lambda at: reading(at, yaw_deg=yaw_deg, exercise=exercise), 9.0)
    assert (warning.code, warning.severity) == (VIEW, "notice")
    assert where in warning.message
    assert where in warning.advice
    assert f"{abs(yaw_deg):.0f} deg" in warning.message


def test_a_camera_that_stands_well_enough_is_not_told_of() -> None:
    assert told(lambda at: reading(at, yaw_deg=LIMITS.view_yaw_deg - 1.0), 9.0) == []


def test_two_troubles_are_both_told() -> None:
    found = told(lambda at: reading(at, hidden=("hips",), yaw_deg=60.0), 9.0)
    assert {warning.code for warning in found} == {OUT, VIEW}


# From poses on.

SIT_UP = sitting_up(times(8.0), eased((0, 5), (2, 5), (3, 65), (5, 65), (6, 5), (8, 5)), 0.0)
ANY_NECK = Limits(strain=StrainLimits(neck_flexed_deg=-90.0, neck_stop_deg=170.0))
"""With these, every neck that is seen is warned of."""


def cut_off() -> Clip:
    """Filmed so that at the top of a rep the head is above the picture, and only then."""
    lying, up = SIT_UP.points[0], SIT_UP.points[SIT_UP.time_s == 4.0][0]
    margin_px = LIMITS.margin * SIT_UP.width_px
    shift_px = up[list(EARS), 1].max() + margin_px + 5.0
    assert shift_px < up[list(SHOULDERS), 1].min()
    assert shift_px < lying[:, 1].min()
    return replace(SIT_UP, points=SIT_UP.points - np.array([0.0, shift_px]))


def test_nothing_is_said_of_a_neck_while_the_head_is_outside_the_picture() -> None:
    readings = cut_off().readings("situp")
    top = [one for one in readings if 3.5 < one.pose.time_s < 4.5]
    assert all("trunk_deg" in one.measures for one in top)
    assert not any(one.measures["neck_flexion_deg"].known for one in top)
    assert readings[30].measures["neck_flexion_deg"].known
    assert len(cut_off().reps()) == 1
    assert [warning.code for warning in cut_off().warnings("situp")] == [OUT]


def coverage(clip: Clip, exercise: str) -> float:
    session = Session(Limits())
    for one in clip.readings(exercise):
        session.add(one)
    return session.summary().coverage


def test_what_is_not_seen_is_not_covered() -> None:
    shrug = standing(times(8.0), 0.0)
    for clip, exercise in ((SIT_UP, "situp"), (shrug, "shrug"), (shrug, "none")):
        assert coverage(clip, exercise) == 1.0
        assert coverage(clip.unseen(2.0, 6.0), exercise) == pytest.approx(0.5, abs=0.01)
    hidden = np.mean(
        [one.measures["neck_flexion_deg"].known for one in cut_off().readings("situp")]
    )
    assert coverage(cut_off(), "situp") == hidden < 1.0


def test_of_form_nothing_is_warned_while_nobody_is_seen() -> None:
    def codes(clip: Clip) -> set[str]:
        return {warning.code for warning in clip.warnings("situp", ANY_NECK)}

    assert "strain.neck-flexed" in codes(SIT_UP)
    assert codes(SIT_UP.unseen(1.5, 99.0)) == {LOST}


@pytest.mark.parametrize(("doubt", "code"), [("lost", LOST), ("stranger", OTHER)])
def test_who_can_not_be_the_body_that_rested_is_told_once(doubt: str, code: str) -> None:
    (warning,) = told(lambda at: replace(reading(at), doubt=doubt if at > 1.0 else ""), 9.0)
    assert (warning.code, warning.severity) == (code, "notice")
    assert told(lambda at: replace(reading(at), doubt=doubt if 1.0 < at < 1.9 else ""), 4.0) == []


def test_somebody_else_is_not_told_to_be_lost_too() -> None:
    found = told(lambda at: replace(reading(at), measures={}, doubt="stranger"), 9.0)
    assert [warning.code for warning in found] == [OTHER]


def viewpoint_advice(exercise: str, yaw_deg: float) -> str:
    guidance = spec_of(exercise).guidance
    warning = viewpoint(yaw_deg, guidance.camera_sees, guidance.turn_for(yaw_deg), (0.0, 1.0))
    return warning.advice


@pytest.mark.parametrize("view_deg", [-60.0, 60.0])
@pytest.mark.parametrize("mirrored", [False, True])
def test_who_lies_is_told_which_end_to_bring_nearer(view_deg: float, *, mirrored: bool) -> None:
    clip = sitting_up(times(3.0), eased((0, 5), (3, 5)), view_deg=view_deg)
    clip = clip.mirrored() if mirrored else clip
    neutral = clip.baseline(lying=True).neutral
    yaw = side_yaw_deg(neutral)
    away = neutral.world[list(EARS), 2].mean() > neutral.world[[Landmark.LEFT_ANKLE], 2].mean()
    end = "head" if away else "feet"
    verb = "has" if away else "have"
    advice = viewpoint_advice("situp", yaw.value)
    assert f"your {end} {verb} to come nearer" in advice


@pytest.mark.parametrize("off_deg", [-60.0, 60.0])
def test_who_stands_is_told_which_way_to_turn(off_deg: float) -> None:
    neutral = standing(times(3.0), 0.0, view_deg=90.0 + off_deg).baseline(lying=False).neutral
    left, right = (neutral.world[shoulder, 2] for shoulder in SHOULDERS)
    advice = viewpoint_advice("shrug", front_yaw_deg(neutral).value)
    # The shoulder that is farther away comes forward by a turn to the other side.
    assert f"turn to your {'right' if left > right else 'left'}" in advice


@pytest.mark.parametrize("view_deg", [-70.0, -45.0, -20.0, 0.0, 20.0, 45.0, 70.0])
def test_the_cameras_angle_off_the_side_is_known_to_its_interval(view_deg: float) -> None:
    clip = sitting_up(times(3.0), eased((0, 5), (3, 5)), view_deg=view_deg)
    yaw = side_yaw_deg(clip.baseline(lying=True).neutral)
    assert yaw.low <= view_deg <= yaw.high
    assert side_yaw_deg(clip.mirrored().baseline(lying=True).neutral).value == pytest.approx(
        yaw.value
    )


def unread(at: Reading) -> Reading:
    """The reading of somebody whose neck could not be told."""
    return replace(at, measures={**at.measures, "neck_flexion_deg": UNKNOWN})


def test_whose_head_is_not_made_out_for_a_second_is_told_once() -> None:
    (warning,) = told(lambda at: unread(reading(at)) if at > 1.0 else reading(at), 9.0)
    assert (warning.code, warning.severity, warning.cause) == (HIDDEN, "notice", "camera")
    assert told(lambda at: unread(reading(at)) if 1.0 < at < 1.9 else reading(at), 4.0) == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (lambda at: replace(reading(at), doubt="lost"), LOST),
        (lambda at: reading(at, hidden=("head",)), OUT),
        (lambda at: reading(at, yaw_deg=60.0), VIEW),
    ],
)
def test_a_neck_that_is_unknown_for_another_reason_is_told_of_once(
    other: Callable[[float], Reading], code: str
) -> None:
    assert [warning.code for warning in told(lambda at: unread(other(at)), 9.0)] == [code]


def test_nobody_hides_a_head_in_an_exercise_that_measures_no_neck() -> None:
    assert told(lambda at: reading(at, exercise="shrug"), 9.0) == []
