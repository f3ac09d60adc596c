"""Getting ready: one instruction at a time, in words that don't flicker."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.pose import Pose
from formcheck.core.risks.limits import Limits
from formcheck.live.coaching.debounce import Lasting, Steady
from formcheck.live.coaching.positioning import DWELL_S, Placement, Placing
from formcheck.live.coaching.seen_posture import SeenPosture, seen_posture
from tests.fixtures.bodies import FRONT_DEG, body, filmed, sitting_up, standing, times
from tests.fixtures.recorded import HEIGHT, WIDTH, clip
from tests.fixtures.seen_clip import Clip

STILL_S = 2.0


def lying(view_deg: float = 0.0) -> Clip:
    t = times(STILL_S)
    return sitting_up(t, lambda at: np.full_like(at, 5.0), view_deg=view_deg)


def upright(view_deg: float = FRONT_DEG) -> Clip:
    return standing(times(STILL_S), 0.0, view_deg=view_deg)


def placed(clip: Clip, exercise: str) -> Placement:
    """What is told at the end of a clip."""
    placing = Placing(exercise, Limits(), width_px=round(clip.width_px),
                      height_px=round(clip.height_px))  # fmt: skip
    for pose in clip:
        told = placing.update(pose)
    return told


def about_middle(clip: Clip, factor: float) -> Clip:
    """The same body larger or smaller, about the picture's middle."""
    middle = np.array([clip.width_px, clip.height_px]) / 2
    return replace(clip, points=(clip.points - middle) * factor + middle)


def shifted(clip: Clip, right_px: float, down_px: float = 0.0) -> Clip:
    """The same body elsewhere in the same picture."""
    return replace(clip, points=clip.points + np.array([right_px, down_px]))


def test_somebody_who_is_where_they_should_be_is_ready() -> None:
    assert placed(lying(), "situp").ready
    assert placed(upright(), "shrug").ready


@pytest.mark.parametrize(("name", "exercise"), [("situp", "situp"), ("shrug", "shrug")])
def test_recorded_people_who_begin_well_are_ready(name: str, exercise: str) -> None:
    placing = Placing(exercise, Limits(), width_px=WIDTH, height_px=HEIGHT)
    told = [placing.update(pose) for pose in clip(name) if pose.time_s < 1.5]
    assert told[-1].ready


def test_nobody_is_called_into_the_picture() -> None:
    told = placed(lying().unseen(0.0, 9.0), "situp")
    assert told.headline == "Come into the picture"
    assert told.out_of_view == ("head", "shoulders", "hips")


def test_somebody_who_stands_is_asked_to_lie_down_for_sit_ups_and_the_other_way_round() -> None:
    assert placed(upright(), "situp").headline == "Lie down, side to the camera"
    assert placed(lying(), "shrug").headline == "Stand up, facing the camera"


@pytest.mark.parametrize(("clip", "exercise"), [(lying(), "situp"), (upright(), "shrug")])
def test_too_small_and_too_large_are_told_as_closer_and_farther(clip: Clip, exercise: str) -> None:
    assert placed(about_middle(clip, 0.3), exercise).move == "closer"
    large = placed(about_middle(clip, 2.8), exercise)
    assert large.move == "farther"


def test_what_leaves_the_picture_is_named() -> None:
    t = lying()
    cut = shifted(t, 0.0)
    ears = cut.points[:, :, 0] > 560.0  # the head lies to the right
    told = placed(replace(cut, points=np.where(ears[..., None], np.nan, cut.points)), "situp")
    assert told.headline == "Can't see your head"
    assert told.out_of_view == ("head",)


@pytest.mark.parametrize(("right_px", "move"), [(-330.0, "left"), (330.0, "right")])
def test_somebody_at_an_edge_is_sent_to_the_middle_as_in_a_mirror(
    right_px: float, move: str
) -> None:
    told = placed(shifted(upright(), right_px), "shrug")
    assert told.move == move


@pytest.mark.parametrize(("right_px", "words"), [(200.0, "feet"), (-385.0, "head")])
def test_somebody_who_lies_at_an_edge_is_sent_towards_head_or_feet(
    right_px: float, words: str
) -> None:
    clip = shifted(lying(), right_px)
    middle = clip.points[0, [7, 8, 23, 24], 0]
    assert middle.min() > 0.0
    assert middle.max() < clip.width_px  # all is in the picture still
    assert placed(clip, "situp").headline == f"Move towards your {words}"
    mirrored = placed(clip.mirrored(), "situp")
    assert mirrored.headline == f"Move towards your {words}"


def test_there_must_be_room_to_sit_up() -> None:
    told = placed(shifted(lying(), 0.0, -160.0), "situp")
    assert (told.headline, told.move) == ("Tilt the camera up", "lower")


def test_somebody_who_is_turned_is_asked_to_turn() -> None:
    assert placed(lying(view_deg=50.0), "situp").move == "turn"
    assert placed(upright(view_deg=FRONT_DEG - 50.0), "shrug").move == "turn"


def test_auto_takes_the_exercise_that_the_posture_fits() -> None:
    assert placed(lying(), "auto").exercise == "situp"
    assert placed(upright(), "auto").exercise == "shrug"


def test_words_stay_until_others_have_lasted() -> None:
    steady: Steady[str] = Steady("a", DWELL_S)
    assert steady.update(0.0, "b") == "a"
    assert steady.update(DWELL_S / 2, "c") == "a"
    assert steady.update(DWELL_S, "b") == "a"
    assert steady.update(2 * DWELL_S, "b") == "b"
    assert steady.update(2 * DWELL_S + 0.1, "a") == "b"


def test_somebody_on_the_edge_of_too_small_is_not_told_to_and_fro() -> None:
    placing = Placing("situp", Limits(), width_px=854, height_px=480)
    told = []
    for i in range(20):
        factor = 0.5 if i < 4 else 0.51 + 0.02 * (-1) ** i  # of a trunk just above the limit
        for pose in about_middle(lying(), factor).later(i * 2.2):
            told.append(placing.update(pose).headline)
    changes = sum(one != before for one, before in zip(told[1:], told, strict=False))
    assert changes <= 2


def test_lasting_counts_from_when_it_became_true() -> None:
    lasting = Lasting()
    assert lasting.update(5.0, False) == 0.0
    assert lasting.update(6.0, True) == 0.0
    assert lasting.update(7.5, True) == 1.5
    assert lasting.update(8.0, False) == 0.0


def held(**how: object) -> SeenPosture:
    t = np.zeros(1)
    shown = filmed(t, body(t, **how), view_deg=30.0, hips_px=(400.0, 300.0))  # type: ignore[arg-type]
    return seen_posture(next(iter(shown)))


def test_postures_are_told_by_trunk_and_knees() -> None:
    assert held(trunk_deg=5.0) is SeenPosture.LYING
    assert held(trunk_deg=50.0) is SeenPosture.BETWEEN
    assert held(trunk_deg=85.0) is SeenPosture.SITTING
    assert held(trunk_deg=90.0, legs="straight") is SeenPosture.STANDING
    assert seen_posture(Pose.missing(0.0)) is SeenPosture.UNSEEN
