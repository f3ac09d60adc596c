"""Getting ready and the screens around a set, told from their pixels."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.core.exercises.specs import Posture
from formcheck.core.readings import UNKNOWN
from formcheck.live.coaching.scene import Stage
from formcheck.live.screen.figure import PARTS, outlines
from formcheck.live.screen.sheets import KEYS
from formcheck.overlay.verdicts import AMBER, GREEN
from tests.fixtures.live_scenes import HEIGHT, WIDTH, differs, near, rows_of, scene, shown, white
from tests.fixtures.overlay_scenes import blank, lying, mirrored, situp

Found = NDArray[np.bool_]


def arrow(move: str, **how: bool) -> Found:
    """Where an arrow is drawn."""
    still, moving = (shown(scene(Stage.PLACING, move=told), **how) for told in ("", move))
    return differs(still, moving) & near(moving, AMBER)


def middle(found: Found) -> float:
    return float(np.nonzero(found)[1].mean())


def points_right(found: Found) -> bool:
    """An arrow's head is its higher half."""
    columns = np.flatnonzero(found.any(axis=0))
    heights = found[:, columns[0] : columns[-1] + 1].sum(axis=0)
    half = len(heights) // 2
    return bool(heights[half:].max() > heights[:half].max())


@pytest.mark.parametrize("on_screen", [True, False])
def test_an_arrow_points_to_the_side_to_go_to_as_seen_on_the_screen(on_screen: bool) -> None:
    for move, to_left in (("left", True), ("right", False)):
        found = arrow(move, mirrored=on_screen)
        to_left = to_left == on_screen  # without the mirror the screen shows others' left
        assert (middle(found) < WIDTH / 2) == to_left
        assert points_right(found) != to_left


@pytest.mark.parametrize(("move", "parting"), [("closer", True), ("farther", False)])
def test_two_arrows_part_to_come_closer_and_meet_to_go_farther(move: str, parting: bool) -> None:
    found = arrow(move)
    left, right = found.copy(), found.copy()
    left[:, WIDTH // 2 :], right[:, : WIDTH // 2] = False, False
    assert points_right(right) == parting
    assert points_right(left) != parting


def test_every_move_has_a_sign_of_its_own() -> None:
    drawn = {move: arrow(move) for move in ("left", "right", "closer", "farther", "lower", "turn")}
    for move, found in drawn.items():
        assert found.sum() > 5000
        for other, theirs in drawn.items():
            assert other == move or (found != theirs).sum() > 3000


@pytest.mark.parametrize("exercise", ["situp", "shrug"])
@pytest.mark.parametrize("part", ["head", "shoulders", "hips"])
def test_what_is_out_of_view_is_crossed_and_ringed_and_the_rest_ticked(
    exercise: str, part: str
) -> None:
    drawn = shown(scene(Stage.PLACING, exercise, out_of_view=(part,)))
    row = ("head", "shoulders", "hips").index(part)
    for place in range(3):
        sign = drawn[20 + 68 * place : 75 + 68 * place, 15:75]
        assert near(sign, AMBER if place == row else GREEN).sum() > 500
        assert not near(sign, GREEN if place == row else AMBER).any()
    assert near(drawn[:, 340:], AMBER).sum() > 500  # a ring on the figure


def figure(reading_x: bool | None = None) -> Found:
    """The figure's outline, for somebody whose head is to the left, to the right, or unseen."""
    if reading_x is None:
        drawn = shown(scene(Stage.PLACING))
    else:
        pose = lying() if reading_x else mirrored(lying())
        told = scene(Stage.PLACING, reading=situp(pose, UNKNOWN))
        drawn = shown(told, blank())
    return white(drawn[240:530])


def test_the_lying_figure_has_its_head_where_the_persons_is() -> None:
    left, right = figure(True), figure(False)  # as in a mirror

    def knees(found: Found) -> float:
        return middle(found[: rows_of(found)[0][0] + 20])

    assert knees(left) > WIDTH / 2 > knees(right)
    assert (figure() == right).all()


@pytest.mark.parametrize(
    ("posture", "long", "high"),
    [
        (Posture.SUPINE, (88.0, 96.0), (29.0, 33.0)),
        (Posture.STANDING, (40.0, 48.0), (95.0, 101.0)),
        (Posture.KNEELING, (34.0, 40.0), (70.0, 75.0)),  # standing, less a shin of 24.6
    ],
)
def test_a_figure_has_a_persons_proportions(
    posture: Posture, long: tuple[float, float], high: tuple[float, float]
) -> None:
    points = np.concatenate(outlines(posture))
    across, up = np.ptp(points, axis=0)
    assert long[0] <= across <= long[1]
    assert high[0] <= up <= high[1]


@pytest.mark.parametrize("posture", Posture)
def test_a_figure_holds_the_parts_that_are_looked_for(posture: Posture) -> None:
    outer = max(outlines(posture), key=len).astype(np.float32)
    for x, y, _ in PARTS[posture].values():
        assert cv2.pointPolygonTest(outer, (x, y), False) > 0


@pytest.mark.parametrize("exercise", ["situp", "shrug"])
@pytest.mark.parametrize("shade", [10, 240])
def test_a_figure_is_seen_on_dark_and_bright_pictures(exercise: str, shade: int) -> None:
    drawn = shown(scene(Stage.PLACING, exercise), blank(WIDTH, HEIGHT, shade))[:, 340:]
    assert (np.abs(drawn.astype(int) - shade) > 60).all(axis=2).sum() > 8000


@pytest.mark.parametrize("exercise", ["situp", "shrug"])
def test_a_figure_stays_within_the_picture_of_an_upright_phone(exercise: str) -> None:
    drawn = shown(scene(Stage.PLACING, exercise), blank(720, 1280))
    columns = np.flatnonzero(white(drawn[240:]).any(axis=0))
    assert columns[0] >= 437 - 40 and columns[-1] <= 842 + 40


def test_a_lost_camera_darkens_the_picture_and_shows_a_sign() -> None:
    drawn = shown(scene(Stage.LOST), blank(WIDTH, HEIGHT, 250))
    assert drawn[650:].max() < 80
    assert near(drawn[60:420, 460:820], AMBER).sum() > 2000


def test_a_pause_says_so_and_how_to_go_on() -> None:
    drawn = shown(scene(Stage.PAUSED))
    bars, word, hint = rows_of(white(drawn))
    assert bars[1] - bars[0] > 150
    assert (word[1] - word[0]) / HEIGHT > 0.1 and (hint[1] - hint[0]) / HEIGHT > 0.05


@pytest.mark.parametrize("count", [1, 4, 8, 30])
def test_a_summary_shows_its_sentences_as_large_as_they_fit(count: int) -> None:
    told = scene(Stage.SUMMARY, headline="Set finished", summary=("HHHH",) * count)
    lines = rows_of(white(shown(told)))[1:]
    heights = [bottom - top for top, bottom in lines]
    assert len(lines) == count if count < 30 else len(lines) >= 10
    assert lines[-1][1] < HEIGHT - 80
    assert heights[0] / HEIGHT >= (0.05 if count < 5 else 0.025)


def test_the_help_names_every_key_and_hides_what_is_below() -> None:
    drawn = shown(scene(Stage.SET, help_shown=True), blank(WIDTH, HEIGHT, 250))
    assert len(rows_of(near(drawn, AMBER)[:, :300])) == len(KEYS)
    assert {key for key, _ in KEYS} == {"space", "m", "c", "e", "r", "q", "h"}
    assert drawn[:, 1000:].max() < 60


def test_learning_the_neutral_fills_its_ring() -> None:
    blue = (235, 180, 90)
    filled = [
        int(near(shown(scene(Stage.NEUTRAL, left_s=left, limit_s=2.0))[:290, 950:], blue).sum())
        for left in (1.5, 1.0, 0.5)
    ]
    assert filled[2] - filled[1] == pytest.approx(filled[1] - filled[0], rel=0.1)
    assert filled[1] > filled[0]
