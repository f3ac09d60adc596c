from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.analysis.set_summary import verdict
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.baseline.plausibility import (
    AGAIN_S,
    HEAD_ROOM,
    LOST,
    PLACE_AWAY,
    REFINED_CHANGE,
    REFINED_DEG,
    STRANGER,
    TRUNK_CHANGE,
    SameBody,
    is_body,
    whole,
)
from formcheck.core.exercises import EXERCISES
from formcheck.core.pose import EARS, HIPS, Landmark
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits
from tests.fixtures.bodies import Clip, eased, sitting_up, standing, times
from tests.fixtures.plain_neck import PLAIN_NECK
from tests.fixtures.seen_clip import TRUNK_PX

REP = eased((0, 5), (2, 5), (3, 65), (4, 65), (5, 5), (8, 5))
SIT_UP = sitting_up(times(8.0), REP)
FLAT = sitting_up(times(4.0), eased((0, 5), (4, 5)))
ANY_NECK = Limits(strain=StrainLimits(neck_flexed_deg=-90.0, neck_stop_deg=170.0))
"""With these, every neck that is seen is warned of."""
HEAD = range(Landmark.NOSE, Landmark.MOUTH_RIGHT + 1)


def doubts(clip: Clip, rested: Clip = FLAT) -> list[str]:
    same = SameBody(rested.baseline(lying=True).neutral)
    return [same.doubt(pose) for pose in clip]


def followed_by(first: Clip, then: Clip) -> Clip:
    """What is seen where the pose model goes over to another body."""
    later = then.time_s + first.time_s[-1] + 1 / 30
    return replace(
        first,
        time_s=np.concatenate([first.time_s, later]),
        points=np.concatenate([first.points, then.points]),
        world=np.concatenate([first.world, then.world]),
    )


def shifted(clip: Clip, across: float) -> Clip:
    return replace(clip, points=clip.points + np.array([across * TRUNK_PX, 0.0]))


def stretched(clip: Clip, factor: float) -> Clip:
    """The same hips, and all else nearer to them or farther away."""
    hips = clip.points[:, list(HIPS)].mean(axis=1, keepdims=True)
    return replace(clip, points=hips + (clip.points - hips) * factor)


@pytest.mark.parametrize("rate_hz", [10.0, 30.0, 120.0])
def test_a_sit_up_is_one_body_all_the_time(rate_hz: float) -> None:
    clip = sitting_up(times(8.0, rate_hz), REP)
    for seen in (clip, clip.dropping(0.3, seed=1), clip.unseen(2.4, 3.6)):
        assert set(doubts(seen)) == {""}
    assert set(doubts(clip.mirrored(), FLAT.mirrored())) == {""}
    assert set(doubts(clip.scaled(0.3), FLAT.scaled(0.3))) == {""}


@pytest.mark.parametrize("sign", [-1.0, 1.0])
@pytest.mark.parametrize(
    ("refined_error_deg", "more"),
    [(REFINED_DEG, REFINED_CHANGE), (1.1 * REFINED_DEG, 1.0), (math.nan, 1.0)],
)
def test_a_trunk_that_changes_its_length_is_lost_later_where_a_look_plainly_sees_it(
    sign: float, refined_error_deg: float, more: float
) -> None:
    for share, doubt in ((0.9, ""), (1.1, LOST)):
        factor = float(np.exp(sign * share * more * TRUNK_CHANGE[0]))
        same = SameBody(FLAT.baseline(lying=True).neutral)
        poses = (
            replace(pose, refined_error_deg=refined_error_deg) for pose in stretched(FLAT, factor)
        )
        assert {same.doubt(pose) for pose in poses} == {doubt}


def test_a_trunk_off_the_side_may_look_longer_as_it_rises() -> None:
    clip = sitting_up(times(8.0), REP, view_deg=40.0)
    neutral = clip.baseline(lying=True).neutral
    same = SameBody(neutral, off_side_deg=40.0)
    assert {same.doubt(pose) for pose in clip} == {""}


def test_a_body_that_leaps_to_another_place_is_somebody_else() -> None:
    assert set(
        doubts(followed_by(FLAT, shifted(SIT_UP, 0.9 * PLACE_AWAY)))[len(FLAT.time_s) :]
    ) >= {STRANGER}
    away = doubts(followed_by(FLAT, shifted(standing(times(3.0), 0.0), 2.0)))
    assert away[: len(FLAT.time_s)] == [""] * len(FLAT.time_s)
    assert set(away[len(FLAT.time_s) :]) == {STRANGER}


def test_who_stands_where_somebody_lay_an_instant_ago_is_somebody_else() -> None:
    upright = standing(times(3.0), 0.0)
    gap = FLAT.points[-1, list(HIPS)].mean(axis=0) - upright.points[0, list(HIPS)].mean(axis=0)
    same_place = replace(upright, points=upright.points + gap)
    assert set(doubts(followed_by(FLAT, same_place))[len(FLAT.time_s) :]) == {STRANGER}


def test_who_rests_elsewhere_as_the_body_rested_is_believed_after_a_while() -> None:
    after = doubts(followed_by(FLAT, shifted(FLAT, 2.0)))[len(FLAT.time_s) :]
    back = after.index("")
    assert FLAT.time_s[back] == pytest.approx(AGAIN_S, abs=0.05)
    assert set(after[:back]) == {STRANGER}
    assert set(after[back:]) == {""}


@pytest.mark.parametrize("exercise", ["situp", "shrug"])
def test_of_somebody_elses_form_nothing_is_said(exercise: str) -> None:
    other = shifted(SIT_UP if exercise == "shrug" else standing(times(8.0), 0.0), 2.0)
    first = standing(times(4.0), 0.0) if exercise == "shrug" else FLAT
    clip = followed_by(replace(first, width_px=2000.0, height_px=2000.0), other)
    kind = EXERCISES[exercise]
    neutral = first.baseline(lying=kind.spec.posture.lying)
    watching = kind(ANY_NECK, neutral, PLAIN_NECK)
    readings = [watching.update(pose) for pose in clip][len(first.time_s) :]
    key = "neck_flexion_deg" if exercise == "situp" else "shoulder_elevation"
    assert not any(one.measures[key].known for one in readings if key in one.measures)
    assert {one.doubt for one in readings} == {STRANGER}
    assert not any(one.events for one in readings)


def near_the_edge(room: float, side: int) -> Clip:
    """Somebody lying, the nearest ear that many trunk lengths inside a side of the picture."""
    ears = FLAT.points[:, list(EARS), 0]
    if side > 0:
        return replace(FLAT, width_px=float(ears.max() + room * TRUNK_PX))
    return shifted(FLAT, room - float(ears.min()) / TRUNK_PX)


@pytest.mark.parametrize("side", [-1, 1])
def test_a_head_that_the_edge_cuts_off_is_not_seen(side: int) -> None:
    for room, is_seen in ((HEAD_ROOM[0] - 0.02, False), (HEAD_ROOM[0] + 0.02, True)):
        clip = near_the_edge(room, side)
        kept = whole(clip.points, clip.width_px, clip.height_px)
        assert np.isfinite(kept[:, HEAD]).all() == is_seen
        assert (np.isnan(kept[:, HEAD]).all()) == (not is_seen)
        assert np.isfinite(kept[:, max(HEAD) + 1 :]).all()


def proportions(change: Sequence[int], factor: float) -> Baseline:
    """A neutral whose landmarks are farther from the hips by a factor, in picture and world."""
    neutral = FLAT.baseline(lying=True).neutral
    points, world = neutral.points.copy(), neutral.world.copy()
    points[change] *= factor
    world[change] *= factor
    return Baseline(replace(neutral, points=points, world=world), "rest")


UPPER = [*HEAD, *range(Landmark.LEFT_SHOULDER, Landmark.RIGHT_THUMB + 1)]
LEGS = list(range(Landmark.LEFT_KNEE, Landmark.RIGHT_FOOT_INDEX + 1))


def test_a_person_is_a_body_and_what_has_no_proportions_of_one_is_none() -> None:
    assert is_body(proportions([], 1.0).neutral)
    assert is_body(proportions(LEGS, np.nan).neutral)
    assert not is_body(proportions(LEGS, 3.0).neutral)
    assert not is_body(proportions(UPPER, 0.3).neutral)


def with_a_large_head(clip: Clip) -> Clip:
    points = clip.points.copy()
    hips = points[:, list(HIPS)].mean(axis=1, keepdims=True)
    points[:, HEAD] = hips + 2.0 * (points - hips)[:, HEAD]
    return replace(clip, points=points)


def test_where_the_neutral_is_no_body_there_is_none() -> None:
    legs = replace(FLAT, world=FLAT.world.copy())
    legs.world[:, LEGS] *= 3.0
    assert FLAT.baseline(lying=True).known
    assert not legs.baseline(lying=True).known


def test_a_head_that_is_none_at_rest_silences_the_neck_and_not_the_counting() -> None:
    clip = with_a_large_head(SIT_UP)
    assert np.isnan(clip.baseline(lying=True).neutral.points[list(HEAD)]).all()
    (rep,) = clip.reps()
    assert not rep.measures["neck_flexion_peak_deg"].known
    told = {warning.cause: warning.code for warning in clip.warnings("situp")[:1]}
    assert told == {"camera": "camera.low-confidence"}


def test_a_rep_whose_neck_was_hidden_at_the_top_is_not_called_fine() -> None:
    limits = Limits()
    (seen,) = SIT_UP.reps()
    assert verdict(seen, limits) == "fine"
    (hidden,) = SIT_UP.unseen(2.9, 4.1, HEAD).reps()
    assert verdict(hidden, limits) == "can't tell"
    (glimpse,) = SIT_UP.unseen(2.9, 2.95, HEAD).reps()
    assert verdict(glimpse, limits) == "fine"
