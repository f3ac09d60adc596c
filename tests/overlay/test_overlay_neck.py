"""The neck against its limit, as drawn."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from formcheck.core.pose import Pose
from formcheck.core.readings import UNKNOWN, Measure, with_interval
from formcheck.overlay import draw, flexion_sign
from formcheck.overlay.boxes import Box, head_box
from formcheck.overlay.lettering import Phrase, lay_out
from formcheck.overlay.neck_gauge import label_box
from formcheck.overlay.verdicts import (
    CANT_TELL,
    GREEN,
    OK,
    RED,
    TOO_FAR,
    TOO_FAR_BACK,
    UNSEEN,
    WHITE,
    neck_verdict,
)
from tests.fixtures.overlay_scenes import LIMIT_DEG, LIMITS, blank, lying, mirrored, pixels, situp


def test_flexion_turns_towards_the_face_whichever_way_it_looks() -> None:
    assert flexion_sign(lying()) == -1.0  # the head lies right and rises: anticlockwise
    assert flexion_sign(mirrored(lying())) == 1.0


def test_flexion_keeps_its_sense_through_a_whole_sit_up() -> None:
    for trunk_deg in range(0, 120, 10):
        turn = math.radians(-trunk_deg)
        matrix = [[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]]
        for neck_deg in (0, 30, 60):
            pose = lying(neck_deg)
            pose = replace(pose, points=(pose.points - 300) @ matrix + 300)
            assert flexion_sign(pose) == -1.0


def test_flexion_has_no_sense_where_nobody_is_seen() -> None:
    assert math.isnan(flexion_sign(Pose.missing(0.0)))


@pytest.mark.parametrize("flip", [False, True])
def test_the_wedge_reaches_from_neutral_to_the_limit_on_the_side_of_the_face(flip: bool) -> None:
    pose = mirrored(lying()) if flip else lying()
    drawn = draw(blank(), situp(pose, UNKNOWN), LIMITS)

    def green_at(flexion_deg: float) -> bool:
        """Whether the picture turned greener beyond the head, at 0.8 of the trunk's length."""
        turn = math.radians(-flexion_deg)
        x, y = 500 + 160 * math.cos(turn), 300 + 160 * math.sin(turn)
        blue, green, red = drawn[round(y), round(853 - x if flip else x)].astype(int)
        return bool(green > red + 10 and green > blue)

    assert all(green_at(deg) for deg in (4.0, LIMIT_DEG / 2, LIMIT_DEG - 4.0))
    assert not any(green_at(deg) for deg in (-4.0, -15.0, LIMIT_DEG + 6.0, 60.0))


def test_the_wedge_stays_with_neutral_when_the_neck_bends() -> None:
    straight = draw(blank(), situp(lying(), UNKNOWN), LIMITS)
    bent = draw(blank(), situp(lying(40.0), UNKNOWN, line_deg=40.0), LIMITS)
    middle = math.radians(LIMIT_DEG / 2)
    x, y = round(500 + 160 * math.cos(middle)), round(300 - 160 * math.sin(middle))
    assert tuple(bent[y, x]) == tuple(straight[y, x]) != (90, 90, 90)


@pytest.mark.parametrize("flexion_deg", [-20.0, 0.0, 20.0, 50.0])
def test_the_wedge_has_its_needle_at_the_estimated_flexion(flexion_deg: float) -> None:
    flexion = with_interval(flexion_deg, 3.0)
    colour = neck_verdict(flexion, LIMITS.strain).colour
    drawn = draw(blank(), situp(lying(), flexion), LIMITS)
    x = 500 + 120 * math.cos(math.radians(flexion_deg))
    y = 300 - 120 * math.sin(math.radians(flexion_deg))
    assert tuple(drawn[round(y), round(x)]) == colour


def test_the_wedge_shows_a_wider_band_for_a_wider_interval() -> None:
    sure, unsure = (
        pixels(draw(blank(), situp(lying(), with_interval(60.0, half)), LIMITS), RED)
        for half in (3.0, 12.0)
    )
    assert unsure > sure + 50


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (LIMIT_DEG + 0.1, LIMIT_DEG + 9.0, TOO_FAR),
        (LIMIT_DEG - 0.1, LIMIT_DEG + 9.0, CANT_TELL),
        (LIMIT_DEG - 9.0, LIMIT_DEG, OK),
        (-LIMITS.strain.neck_extended_deg, 0.0, OK),
        (-LIMITS.strain.neck_extended_deg - 1.0, 0.0, CANT_TELL),
        (-60.0, -LIMITS.strain.neck_extended_deg - 0.1, TOO_FAR_BACK),
    ],
)
def test_the_necks_verdict_looks_at_the_whole_interval(
    low: float, high: float, verdict: object
) -> None:
    assert neck_verdict(Measure((low + high) / 2, low, high), LIMITS.strain) == verdict


def test_the_necks_verdict_says_so_where_the_neck_can_not_be_seen() -> None:
    assert neck_verdict(UNKNOWN, LIMITS.strain) == UNSEEN
    drawn = draw(blank(), situp(Pose.missing(0.0), UNKNOWN), LIMITS)
    told = draw(blank(), situp(Pose.missing(0.0), with_interval(3.0, 2.0)), LIMITS)
    assert pixels(told, GREEN) > 10 > pixels(drawn, GREEN)
    assert pixels(drawn, UNSEEN.colour) > pixels(told, UNSEEN.colour) + 50


def test_the_necks_verdict_is_told_by_a_word_as_well_as_by_a_colour() -> None:
    verdicts = (OK, CANT_TELL, TOO_FAR, UNSEEN)
    assert len({verdict.word for verdict in verdicts}) == len(verdicts)
    assert len({verdict.colour for verdict in verdicts}) == len(verdicts)


@pytest.mark.parametrize("half_deg", [3.0, 40.0])
def test_the_necks_verdict_stands_beside_the_head_and_not_on_it(half_deg: float) -> None:
    reading = situp(lying(), with_interval(10.0, half_deg))
    unlabelled = draw(blank(), situp(lying(), UNKNOWN), LIMITS)
    labelled = draw(blank(), reading, LIMITS)
    text = (labelled != unlabelled).any(axis=2) & (labelled > 200).all(axis=2)
    head = head_box(reading.pose, Box(0, 0, 854, 480))
    assert text.sum() > 20
    assert not text[head.top : head.bottom, head.left : head.right].any()


def test_the_necks_verdict_moves_where_its_place_is_taken() -> None:
    reading = situp(lying(), with_interval(10.0, 3.0))
    label = lay_out([Phrase("10 deg", 0.8, WHITE)], 400)
    picture, taken = Box(0, 0, 854, 480), []
    for _ in range(3):
        box = label_box(reading, label, picture, taken)
        assert box is not None and box.within(picture)
        assert not any(box.overlap_px(other) for other in taken)
        taken.append(box)
    assert label_box(reading, label, picture, [picture]) is None
