"""What is drawn on a picture, told from its pixels."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.pose import Landmark, Pose
from formcheck.core.readings import Measure, Reading, with_interval
from formcheck.overlay import draw
from formcheck.overlay.boxes import HEAD, Box, head_box
from formcheck.overlay.verdicts import (
    AMBER,
    GREEN,
    NEARLY,
    OK,
    RED,
    TOO_LONG,
    WHITE,
    hold_verdict,
)
from tests.fixtures.overlay_scenes import (
    LIMITS,
    WARNING,
    blank,
    changed,
    lying,
    person,
    pixels,
    shrug,
    situp,
)


def test_the_picture_stays_as_it_was() -> None:
    image = blank()
    draw(image, situp(lying(), with_interval(40.0, 5.0)), LIMITS)
    assert (image == 90).all()


def test_the_picture_keeps_its_size_and_gets_something_drawn_at_any_size() -> None:
    reading = replace(situp(lying(), with_interval(40.0, 5.0)), active=(WARNING,))
    for width, height in ((160, 120), (3840, 2160), (1080, 1920), (271, 481), (1, 1)):
        pose = replace(reading.pose, points=reading.pose.points * [width / 854, height / 480])
        drawn = draw(blank(width, height), replace(reading, pose=pose), LIMITS)
        assert drawn.shape == (height, width, 3)
        assert (drawn != 90).any()


def test_the_picture_may_be_empty_as_in_a_replay() -> None:
    assert draw(blank(0, 0), situp(lying(), with_interval(0.0, 5.0)), LIMITS).size == 0


def test_the_picture_of_nobody_doing_nothing_is_left_alone() -> None:
    assert (draw(blank(), Reading(Pose.missing(0.0)), LIMITS) == 90).all()


@pytest.mark.parametrize("odd", [math.inf, -math.inf, 1e300, -1e9, 1e5])
@pytest.mark.parametrize("exercise", ["situp", "shrug", "none"])
def test_a_landmark_that_is_nowhere_is_as_good_as_missing(odd: float, exercise: str) -> None:
    whole = replace(situp(lying(), with_interval(20.0, 5.0)), exercise=exercise, active=(WARNING,))
    for landmark in (*HEAD[::3], Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE):
        drawn = []
        for place in (odd, math.nan):
            points = whole.pose.points.copy()
            points[landmark] = (place, 100.0)
            pose = replace(whole.pose, points=points)
            drawn.append(draw(blank(), replace(whole, pose=pose), LIMITS))
        assert (drawn[0] == drawn[1]).all()


@pytest.mark.parametrize("odd", [math.inf, -math.inf, 1e300, -1e300])
def test_the_picture_survives_measures_without_bounds(odd: float) -> None:
    for measure in (Measure(odd, odd, odd), Measure(20.0, -abs(odd), abs(odd))):
        measures = dict.fromkeys(shrug(1.0).measures, measure)
        draw(blank(), situp(lying(), measure, line_deg=20.0), LIMITS)
        draw(blank(), replace(shrug(1.0), measures=measures), LIMITS)


def test_the_picture_shows_a_landmark_far_outside_without_hiding_the_rest() -> None:
    reading = situp(lying(), with_interval(10.0, 5.0))
    points = reading.pose.points.copy()
    points[Landmark.LEFT_ANKLE] = (1e7, 1e7)
    far = replace(reading, pose=replace(reading.pose, points=points))
    assert (draw(blank(), far, LIMITS) == draw(blank(), reading, LIMITS)).all()


def test_the_head_reaches_from_crown_to_chin_though_only_its_face_has_landmarks() -> None:
    face = {
        Landmark.LEFT_EYE: (220.0, 200.0), Landmark.RIGHT_EYE: (180.0, 200.0),
        Landmark.LEFT_EAR: (250.0, 210.0), Landmark.RIGHT_EAR: (150.0, 210.0),
        Landmark.MOUTH_LEFT: (215.0, 260.0), Landmark.MOUTH_RIGHT: (185.0, 260.0),
    }  # fmt: skip
    box = head_box(person(face), Box(0, 0, 854, 480))
    chin = 285  # below the mouth by about the mouth's width
    crown = 200 - (chin - 200)  # the eyes are half-way up a head
    assert box.top <= crown and box.bottom >= chin
    assert box.left <= 140 and box.right >= 260
    assert box.height < 300


def test_the_count_is_the_rep_under_way_and_between_reps_those_finished() -> None:
    reading = situp(Pose.missing(0.0), with_interval(0.0, 3.0))
    second, still_second, between, three = (
        draw(blank(), replace(reading, number=number, count=count), LIMITS)
        for number, count in ((2, 1), (2, 0), (0, 2), (0, 3))
    )
    assert (second == still_second).all()
    assert (second != between).any()
    assert (between != three).any()


@settings(deadline=None)
@given(st.floats(0.0, 320.0), st.floats(0.0, 240.0))
def test_the_count_never_hides_the_head(x: float, y: float) -> None:
    pose = person(dict.fromkeys(HEAD, (x, y)))
    drawn = draw(blank(320, 240), Reading(pose, "shrug", "hold", number=1), LIMITS)
    assert not changed(drawn, head_box(pose, Box(0, 0, 320, 240)))
    assert (drawn != 90).any()


def test_a_hold_counts_as_nearly_over_from_a_share_of_its_limit_on() -> None:
    near_s = LIMITS.cramp.near_share * 10.0
    times = {near_s - 0.1: OK, near_s + 0.1: NEARLY, 10.0: NEARLY, 10.1: TOO_LONG}
    for held_s, verdict in times.items():
        assert hold_verdict(with_interval(held_s, 0.0), 10.0, LIMITS.cramp) == verdict


def test_a_hold_has_no_verdict_but_ok_without_a_limit() -> None:
    assert hold_verdict(with_interval(1e6, 0.0), math.nan, LIMITS.cramp) == OK


def test_a_hold_fills_its_ring_with_time() -> None:
    filled = [pixels(draw(blank(), shrug(held_s), LIMITS), GREEN) for held_s in (0.5, 3.5, 6.5)]
    assert filled[1] - filled[0] > 100
    assert filled[2] - filled[1] == pytest.approx(filled[1] - filled[0], rel=0.2)


def test_a_hold_turns_amber_and_then_red() -> None:
    near, over = (draw(blank(), shrug(held_s), LIMITS) for held_s in (9.0, 11.0))
    assert pixels(near, AMBER) > 300 > pixels(near, RED)
    assert pixels(over, RED) > 300 > pixels(over, AMBER)


def test_a_hold_shows_the_level_of_rest_below_the_raised_shoulders() -> None:
    drawn = draw(blank(), shrug(2.0, raised=0.1), LIMITS)
    beside = drawn[:, 315:345]  # left of the shoulders, where only the level of rest is drawn
    rows = np.flatnonzero((beside == WHITE).all(axis=2).any(axis=1))
    assert rows.mean() == pytest.approx(200.0, abs=1.0)


def test_a_hold_shows_no_timer_at_rest() -> None:
    resting = replace(shrug(math.nan), number=0, phase="rest")
    drawn = draw(blank(), resting, LIMITS)
    assert not any(pixels(drawn, colour) for colour in (GREEN, AMBER, RED))


@pytest.mark.parametrize("value", [10.0, 24.0, 40.0, -30.0])
@pytest.mark.parametrize("exercise", ["situp", "shrug"])
def test_what_is_not_judged_has_no_colour_of_a_verdict(exercise: str, value: float) -> None:
    neck = situp(lying(value), with_interval(value, 5.0))
    reading = neck if exercise == "situp" else shrug(abs(value) / 3)
    colours = (GREEN, AMBER, RED)
    judged, plain = (
        [pixels(draw(blank(), replace(reading, judged=told), LIMITS), one) for one in colours]
        for told in (True, False)
    )
    assert sum(judged) > 0
    assert sum(plain) == 0
