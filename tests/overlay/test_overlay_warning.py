"""The warning on the picture, which never hides the head."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from formcheck.core.pose import Pose
from formcheck.core.readings import Reading
from formcheck.overlay import draw
from formcheck.overlay.banner import place_warning
from formcheck.overlay.boxes import HEAD, Box, head_box
from formcheck.overlay.lettering import Phrase, lay_out, plain
from formcheck.overlay.pen import Pen
from formcheck.overlay.verdicts import (
    AMBER,
    RED,
    WHITE,
)
from tests.fixtures.overlay_scenes import LIMITS, WARNING, blank, changed, lying, person, pixels


@st.composite
def heads(draw_: st.DrawFn, largest: float) -> tuple[int, int, Pose]:
    """A picture's size and a pose whose head lies anywhere in it, as large as told at most."""
    width, height = draw_(st.integers(160, 1920)), draw_(st.integers(120, 1920))
    share = st.floats(0.0, 1.0)
    size = draw_(st.floats(0.0, largest)) * min(width, height)
    left, top = (draw_(share) * (side - size) for side in (width, height))
    corners = [(left, top), (left + size, top + size)]
    return width, height, person(dict(zip(HEAD, corners * 6, strict=False)))


@settings(deadline=None)
@given(heads(largest=0.12))
def test_a_warning_never_touches_a_head_that_leaves_room(scene: tuple[int, int, Pose]) -> None:
    width, height, pose = scene
    assume(max(width, height) <= 3 * min(width, height))
    picture = Pen(blank(width, height))
    head = head_box(pose, picture.picture)
    _, box = place_warning(WARNING, picture, head)
    assert box.within(picture.picture)
    assert box.overlap_px(head) == 0


@settings(deadline=None)
@given(heads(largest=1.0))
def test_a_warning_touches_the_head_only_where_no_band_is_free(
    scene: tuple[int, int, Pose],
) -> None:
    width, height, pose = scene
    pen = Pen(blank(width, height))
    head = head_box(pose, pen.picture)
    block, box = place_warning(WARNING, pen, head)
    if box.overlap_px(head):
        margin = pen.width_px(12)
        above, below = head.top - margin, height - margin - head.bottom
        # What was placed is the smallest text; a free band would have taken it.
        assert block.height > max(above, below) or block.width > width - 2 * margin
        narrow = lay_out(block.lines, (width - 2 * margin) * 2 // 5)
        beside = max(head.left - margin, width - margin - head.right)
        assert narrow.width > beside or narrow.height > height


@settings(deadline=None)
@given(heads(largest=0.12))
def test_a_warning_leaves_the_heads_pixels_alone(scene: tuple[int, int, Pose]) -> None:
    width, height, pose = scene
    assume(max(width, height) <= 3 * min(width, height) and width * height < 500_000)
    drawn = draw(blank(width, height), Reading(pose, active=(WARNING,)), LIMITS)
    head = head_box(pose, Box(0, 0, width, height))
    assert not changed(drawn, head)
    assert (drawn != 90).any()


def test_a_warning_leaves_the_band_in_which_the_head_is() -> None:
    pen = Pen(blank())
    low, high = (person(dict.fromkeys(HEAD, (400.0, y))) for y in (440.0, 40.0))
    _, above = place_warning(WARNING, pen, head_box(low, pen.picture))
    _, below = place_warning(WARNING, pen, head_box(high, pen.picture))
    assert above.bottom < 240 < below.top


def test_a_warning_hides_as_little_of_the_head_as_it_can_where_the_head_is_everywhere() -> None:
    pen = Pen(blank())
    _, top = place_warning(WARNING, pen, Box(0, 20, 854, 480))
    _, bottom = place_warning(WARNING, pen, Box(0, 0, 854, 460))
    assert top.top == 480 - bottom.bottom == 12
    assert top.height == bottom.height < 40  # one small line


def test_a_warning_gives_up_its_advice_before_it_hides_the_head() -> None:
    pen = Pen(blank())
    head = Box(0, 45, 854, 480)
    block, box = place_warning(WARNING, pen, head)
    assert not box.overlap_px(head)
    assert "Rep 2" in block.lines[0].text
    assert not any("ceiling" in line.text for line in block.lines)


def test_a_warning_is_the_most_severe_one_and_never_two() -> None:
    other = replace(WARNING, severity="notice", message="Something else.")
    alone, both = (
        draw(blank(), Reading(Pose.missing(0.0), active=active), LIMITS)
        for active in ((WARNING,), (WARNING, other))
    )
    assert (alone == both).all()
    assert (alone != 90).any()


@pytest.mark.parametrize(
    ("severity", "colour"), [("stop", RED), ("caution", RED), ("notice", AMBER)]
)
def test_a_warning_has_the_colour_of_its_severity(
    severity: str, colour: tuple[int, int, int]
) -> None:
    reading = Reading(Pose.missing(0.0), active=(replace(WARNING, severity=severity),))
    assert pixels(draw(blank(), reading, LIMITS), colour) > 300


def test_a_warning_survives_words_longer_than_the_picture_and_no_words_at_all() -> None:
    for text in ("", "x" * 500, "word " * 500):
        warning = replace(WARNING, message=text, advice=text)
        drawn = draw(blank(320, 240), Reading(lying(), active=(warning,)), LIMITS)
        assert drawn.shape == (240, 320, 3)


def test_letters_are_those_that_can_be_drawn() -> None:
    typed = "38\N{DEGREE SIGN} \N{EN DASH} the neck\N{RIGHT SINGLE QUOTATION MARK}s caf\u00e9"
    assert plain(typed) == "38 deg - the neck's cafe"


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(50, 600))
def test_letters_wrap_to_the_width_and_lose_no_word(text: str, width_px: int) -> None:
    block = lay_out([Phrase(text, 0.7, WHITE)], width_px)
    assert " ".join(line.text for line in block.lines).split() == plain(text).split()
    several = [line for line in block.lines if " " in line.text]
    assert all(line.extent[0] + 2 * block.padding <= width_px for line in several)


def test_letters_grow_with_the_picture() -> None:
    reading = Reading(Pose.missing(0.0), active=(WARNING,))
    heights = []
    for size in (1, 2):
        drawn = draw(blank(854 * size, 480 * size), reading, LIMITS)
        heights.append(int((drawn != 90).any(axis=(1, 2)).sum()))
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.05)
