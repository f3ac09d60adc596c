"""The screen of a live set, told from its pixels."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.pose import Pose
from formcheck.core.readings import Measure, Reading, with_interval
from formcheck.live.coaching.scene import Stage
from formcheck.live.screen.banner import HIGHEST
from formcheck.overlay.verdicts import AMBER, GREEN, RED
from tests.fixtures.live_scenes import (
    HEIGHT,
    NOBODY,
    WIDTH,
    Image,
    differs,
    near,
    neck,
    rows_of,
    scene,
    shown,
    white,
)
from tests.fixtures.overlay_scenes import LIMITS, blank, lying, mirrored, shrug, situp

CAPTIONED = {"headline": "HE", "detail": "HE", "severity": "caution"}


def test_the_cameras_picture_stays_as_it_was() -> None:
    image = blank()
    shown(scene(Stage.SET, reading=situp(lying(), with_interval(40.0, 5.0))), image)
    assert (image == 90).all()


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("camera_px", [(640, 480), (1080, 1920), (1920, 1080), (1, 1), (0, 0)])
@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (720, 1280), (1920, 1080)])
def test_the_screen_has_its_size_whatever_the_camera_gives(
    stage: Stage, camera_px: tuple[int, int], size: tuple[int, int]
) -> None:
    told = scene(stage, "shrug", shrug(3.0), left_s=2.0, held_s=1.0, limit_s=3.0, **CAPTIONED)
    assert shown(told, blank(*camera_px), size=size).shape == (size[1], size[0], 3)


@pytest.mark.parametrize(
    ("camera_px", "picture"),
    [((640, 480), (160, 0, 1120, 720)), ((720, 1280), (437, 0, 842, 720)),
     ((1280, 720), (0, 0, 1280, 720)), ((2000, 500), (0, 200, 1280, 520))],
)  # fmt: skip
def test_the_picture_keeps_its_shape_between_dark_bars(
    camera_px: tuple[int, int], picture: tuple[int, int, int, int]
) -> None:
    drawn = shown(scene(Stage.SET, "none"), blank(*camera_px, shade=200))
    lit = white(drawn + 20)
    lit[:230, :220] = False  # the counter's corner
    rows, columns = np.flatnonzero(lit.any(axis=1)), np.flatnonzero(lit.any(axis=0))
    left, top, right, bottom = picture
    assert (columns[0], columns[-1] + 1) == (max(left, columns[0]), right)
    assert abs(columns[0] - left) <= 1
    assert (rows[0], rows[-1] + 1) == (top, bottom)


def test_the_picture_is_mirrored_and_the_text_is_not() -> None:
    image = blank(WIDTH, HEIGHT)
    image[300:320, 100:120] = (0, 0, 255)
    there, flipped = (shown(scene(Stage.SET, "none"), image, mirrored=m) for m in (False, True))
    assert near(there, (0, 0, 255))[310, 110]
    assert near(flipped, (0, 0, 255))[310, WIDTH - 110]
    plain_there, plain_flipped = (
        shown(scene(Stage.SET, reading=neck(12.0), **CAPTIONED), mirrored=m) for m in (False, True)
    )
    assert (plain_there == plain_flipped).all()


@pytest.mark.parametrize("camera_px", [(854, 480), (640, 480)])
def test_the_lines_lie_on_the_body_as_it_is_shown(camera_px: tuple[int, int]) -> None:
    pose = lying()
    shoulder, hip = (500.0, 300.0), (300.0, 300.0)
    scale = min(WIDTH / camera_px[0], HEIGHT / camera_px[1])
    left = (WIDTH - camera_px[0] * scale) / 2
    drawn = shown(scene(Stage.SET, reading=situp(pose, with_interval(5.0, 3.0))), blank(*camera_px))
    middle = (camera_px[0] - 1 - (shoulder[0] + hip[0]) / 2) * scale + left
    assert white(drawn)[round(300 * scale), round(middle)]
    unseen = shown(scene(Stage.SET, reading=neck(5.0)), blank(*camera_px))
    columns = np.flatnonzero(differs(drawn, unseen).any(axis=0))
    assert columns[0] == pytest.approx((camera_px[0] - 1 - 560) * scale + left, abs=20)
    assert columns[-1] == pytest.approx((camera_px[0] - 1 - 300) * scale + left, abs=20)


def test_a_mirrored_camera_shows_the_same_as_a_mirrored_screen() -> None:
    reading = situp(lying(), with_interval(5.0, 3.0))
    turned = replace(reading, pose=mirrored(reading.pose))
    one = shown(scene(Stage.SET, reading=reading), blank(), mirrored=True)
    other = shown(scene(Stage.SET, reading=turned), blank(), mirrored=False)
    assert (np.abs(one.astype(int) - other) < 30).all()


def capitals(stage: Stage, part: tuple[slice, slice], told: dict[str, object]) -> list[float]:
    """How high the lines of capitals in a part of the screen are, in shares of its height."""
    drawn = shown(scene(stage, reading=neck(12.0), **told))
    return [(bottom - top) / HEIGHT for top, bottom in rows_of(white(drawn[part]))]


def test_a_headline_is_read_from_four_metres() -> None:
    headline, detail = capitals(Stage.SET, (slice(480, 705), slice(130, 600)), CAPTIONED)
    assert headline == pytest.approx(0.09, abs=0.01)
    assert detail >= 0.05


def test_count_and_angle_are_read_from_four_metres() -> None:
    count, name = capitals(Stage.SET, (slice(0, 250), slice(0, 200)), {})
    assert count >= 0.12 and name >= 0.05
    (angle,) = capitals(Stage.SET, (slice(135, 200), slice(1050, 1180)), {})
    assert angle >= 0.065


def test_a_countdown_is_huge() -> None:
    drawn = shown(scene(Stage.COUNTDOWN, "shrug", left_s=1.2))
    ((top, bottom),) = rows_of(white(drawn[100:500, 560:720]))
    assert (bottom - top) / HEIGHT >= 0.2


@settings(deadline=None, max_examples=12)
@given(st.text(max_size=60), st.text(max_size=200), st.sampled_from(["", "notice", "stop"]))
def test_no_words_take_more_than_their_part_of_the_screen(
    headline: str, detail: str, severity: str
) -> None:
    without = shown(scene(Stage.SET, "none"))
    told = scene(Stage.SET, "none", headline=headline, detail=detail, severity=severity)
    changed = differs(shown(told), without)
    foot = changed[20:-20, 20:-20]  # without the frame
    assert not foot[: round(HEIGHT * (1 - HIGHEST / 100)) - 21].any()


def test_a_warning_stands_alone_with_a_sign_and_a_frame() -> None:
    calm = shown(scene(Stage.SET, reading=neck(5.0)))
    for severity, colour, framed in (
        ("notice", AMBER, False), ("caution", RED, True), ("stop", RED, True),
    ):  # fmt: skip
        told = scene(Stage.SET, reading=neck(5.0), headline="Eyes up", severity=severity)
        drawn = shown(told)
        sign = near(drawn[600:700, 20:130], colour)
        assert sign.sum() > 1000
        assert near(drawn[300:400, :4], RED).all() == framed
        assert not near(calm[600:700, 20:130], colour).any()


def test_signs_of_different_severity_differ_in_shape() -> None:
    shapes = {
        severity: near(
            shown(scene(Stage.SET, "none", headline="Eyes up", severity=severity))[590:710, 20:140],
            colour,
        )
        for severity, colour in (("notice", AMBER), ("caution", RED), ("stop", RED))
    }
    for one, other in (("notice", "caution"), ("notice", "stop"), ("caution", "stop")):
        assert (shapes[one] != shapes[other]).sum() > 300


@pytest.mark.parametrize(
    ("value", "half", "colour"),
    [(5.0, 3.0, GREEN), (24.0, 5.0, AMBER), (45.0, 5.0, RED), (-40.0, 5.0, RED)],
)
def test_the_dial_says_whether_the_whole_interval_is_past_the_limit(
    value: float, half: float, colour: tuple[int, int, int]
) -> None:
    word = shown(scene(Stage.SET, reading=neck(value, half)))[215:270, 950:]
    assert near(word, colour).sum() > 1000
    for other in {GREEN, AMBER, RED} - {colour}:
        assert near(word, other).sum() < 30


def test_the_dials_pointer_turns_with_the_neck() -> None:
    places = []
    for value in (-10.0, 0.0, 20.0, 40.0):
        drawn = shown(scene(Stage.SET, reading=neck(value, math.nan)))
        rest = shown(scene(Stage.SET))
        moved = differs(drawn, rest)[:135, 950:]
        places.append(float(np.nonzero(moved)[1].mean()))
    assert places == sorted(places)
    assert places[-1] - places[0] > 150


def test_the_dial_shows_a_wider_interval_for_a_less_certain_neck() -> None:
    sure, unsure = (
        near(shown(scene(Stage.SET, reading=neck(50.0, half)))[:200, 950:], (150, 150, 150)).sum()
        for half in (3.0, 9.0)
    )
    assert unsure > 2 * sure > 0


def test_the_dial_has_no_number_where_the_neck_is_not_seen() -> None:
    drawn = shown(scene(Stage.SET))
    assert not white(drawn[140:200, 1050:1180]).any()
    assert white(shown(scene(Stage.SET, reading=neck(5.0)))[140:200, 1050:1180]).any()


def ring(held_s: float = math.nan, left_s: float = math.nan) -> Image:
    told = scene(Stage.SET, "shrug", NOBODY, held_s=held_s, left_s=left_s, limit_s=10.0)
    return shown(told)[:290, 950:]


def test_a_hold_fills_its_ring_evenly_and_turns_amber_then_red() -> None:
    green = [int(near(ring(held_s), GREEN).sum()) for held_s in (1.0, 3.5, 6.0)]
    assert green[2] - green[1] == pytest.approx(green[1] - green[0], rel=0.1)
    for held_s, colour in ((8.5, AMBER), (10.5, RED)):
        assert near(ring(held_s), colour).sum() > 3000
        assert not near(ring(held_s), GREEN).any()


def test_a_rest_empties_the_ring() -> None:
    blue = (235, 180, 90)
    filled = [int(near(ring(left_s=left_s), blue).sum()) for left_s in (9.0, 6.0, 3.0)]
    assert filled[0] - filled[1] == pytest.approx(filled[1] - filled[2], rel=0.1)
    assert filled[2] > 500


def test_there_is_no_ring_where_nothing_is_timed() -> None:
    assert (ring() == 90).all()


@pytest.mark.parametrize("odd", [math.inf, -math.inf, 1e300, -1e9, math.nan, 0.0])
@pytest.mark.parametrize("stage", Stage)
def test_odd_numbers_are_survived(odd: float, stage: Stage) -> None:
    points = lying().points.copy()
    points[11:25:3] = odd
    reading = Reading(
        Pose(0.0, points, np.full((33, 3), odd), np.ones(33)),
        "situp",
        measures={"neck_flexion_deg": Measure(odd, odd, odd), "hold_s": Measure(odd, odd, odd)},
    )
    for exercise in ("situp", "shrug", "none"):
        told = scene(stage, exercise, reading, left_s=odd, held_s=odd, limit_s=odd, **CAPTIONED)
        assert shown(told, blank()).shape == (HEIGHT, WIDTH, 3)


def test_marks_show_recording_and_silence_and_their_absence() -> None:
    places = {}
    for name, told in {"both": (True, True), "rec": (False, True), "muted": (True, False)}.items():
        muted, recording = told
        drawn = shown(scene(Stage.SET, "none", muted=muted, recording=recording))
        changed = differs(drawn, shown(scene(Stage.SET, "none")))
        assert changed.any() and not changed[60:].any()
        places[name] = changed.sum()
        assert near(drawn[:60], RED).any() == recording
    assert places["both"] > max(places["rec"], places["muted"])


@pytest.mark.parametrize("limit_deg", [10.0, 40.0])
def test_the_limit_is_the_one_that_was_set(limit_deg: float) -> None:
    from formcheck.live.screen import draw_screen

    limits = replace(LIMITS, strain=replace(LIMITS.strain, neck_flexed_deg=limit_deg))
    told = scene(Stage.SET, reading=neck(25.0))
    word = draw_screen(blank(WIDTH, HEIGHT), told, limits)[215:270, 950:]
    assert near(word, RED if limit_deg < 25.0 else GREEN).sum() > 1000
