from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.geometry import Line, body_lines, inclination_deg
from formcheck.core.measures.head_direction import neck_of
from formcheck.core.measures.neck_features import (
    CONDITIONS,
    NeckFeatureExtractor,
    NeckFeatures,
    with_refined_head,
)
from formcheck.core.measures.neck_flexion import (
    APART_MAX_DEG,
    SURE_DEG,
    NeckEstimator,
    neck_flexion,
)
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import (
    DIRECTION_SPOTS,
    EARS,
    EYES,
    HIPS,
    MOUTH,
    SHOULDERS,
    Landmark,
    Pose,
    RefinedKeypoint,
    no_spots,
    with_all_spots,
)
from formcheck.core.readings import Measure
from tests.fixtures.bodies import SIDE_DEG, body, filmed
from tests.fixtures.plain_neck import PLAIN_NECK, TURNS, plain_neck

angles = st.floats(-60.0, 80.0)
UNFOLDED = 0.02  # deg: who is seen square from the side reads as turned by under 1 deg
PLAIN = plain_neck()


def pose_of(*, trunk_deg: float, neck_deg: float, mirrored: bool = False) -> Pose:
    instant = np.zeros(1)
    landmarks = body(instant, trunk_deg=trunk_deg, neck_deg=neck_deg)
    clip = filmed(instant, landmarks, view_deg=SIDE_DEG, hips_px=(400.0, 300.0))
    return next(iter(clip.mirrored() if mirrored else clip))


def seen(*poses: Pose, neutral: Pose, elbow_lift: float = 0.0, rested: bool = True) -> NeckFeatures:
    """What the last of the poses looks like to who rested as in ``neutral``."""
    baseline = Baseline(neutral, "rest", rested=rested)
    view = SideView(baseline)
    neck = NeckFeatureExtractor(baseline, view)
    sights = [
        neck.update(pose.time_s, pose.points.tolist(), view.lines(pose), elbow_lift)
        for pose in poses
    ]
    return sights[-1]


@settings(deadline=None)
@given(angles, st.floats(0.0, 100.0), st.floats(0.0, 20.0), st.booleans())
def test_every_line_turns_as_far_as_the_neck_whatever_the_trunk_does(
    neck_deg: float, trunk_deg: float, rest_deg: float, mirrored: bool
) -> None:
    neutral = pose_of(trunk_deg=rest_deg, neck_deg=0.0, mirrored=mirrored)
    pose = pose_of(trunk_deg=trunk_deg, neck_deg=neck_deg, mirrored=mirrored)
    sight = seen(pose, neutral=neutral)
    assert sight.turns_deg == pytest.approx([neck_deg] * TURNS, abs=UNFOLDED)
    assert sight.rise_deg == pytest.approx(trunk_deg - rest_deg, abs=UNFOLDED)
    assert neck_flexion(PLAIN, sight).value == pytest.approx(neck_deg, abs=UNFOLDED)


@given(angles, st.floats(-30.0, 30.0))
@settings(deadline=None)
def test_flexion_counts_from_the_persons_own_neutral(neck_deg: float, rest_deg: float) -> None:
    sight = seen(
        pose_of(trunk_deg=40.0, neck_deg=neck_deg),
        neutral=pose_of(trunk_deg=5.0, neck_deg=rest_deg),
    )
    assert neck_flexion(PLAIN, sight).value == pytest.approx(neck_deg - rest_deg, abs=UNFOLDED)


@pytest.mark.parametrize("trunk_deg", [5.0, 40.0, 85.0])
def test_a_head_that_keeps_its_place_on_the_trunk_has_gone_nowhere(trunk_deg: float) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=0.0)
    sight = seen(pose_of(trunk_deg=trunk_deg, neck_deg=0.0), neutral=neutral)
    assert sight.places == pytest.approx([0.0] * 14, abs=1e-3)
    assert sight.stretch == pytest.approx(0.0, abs=1e-3)


def test_places_are_the_same_in_a_mirror_and_in_a_larger_picture() -> None:
    def places(*, mirrored: bool, size: float) -> list[float]:
        rest, bent = (
            pose_of(trunk_deg=trunk_deg, neck_deg=neck_deg, mirrored=mirrored)
            for trunk_deg, neck_deg in ((5.0, 0.0), (50.0, 30.0))
        )
        large = [replace(pose, points=pose.points * size) for pose in (bent, rest)]
        return list(seen(large[0], neutral=large[1]).places)

    usual = places(mirrored=False, size=1.0)
    assert max(map(abs, usual)) > 0.1
    assert places(mirrored=True, size=1.0) == pytest.approx(usual, abs=1e-9)
    assert places(mirrored=False, size=2.5) == pytest.approx(usual, abs=1e-9)


def test_the_trunks_speed_is_told_apart_by_its_direction() -> None:
    low, high = (pose_of(trunk_deg=trunk_deg, neck_deg=0.0) for trunk_deg in (5.0, 15.0))
    for first, last, sign in ((low, high, 1.0), (high, low, -1.0)):
        sight = seen(first, replace(last, time_s=0.1), neutral=low)
        assert sight.speed_deg_s == pytest.approx(sign * 100.0, abs=10 * UNFOLDED)
        rising, sinking = sight.row[TURNS : TURNS + 2]
        assert (rising, sinking) == (max(sight.speed_deg_s, 0.0), min(sight.speed_deg_s, 0.0))
        assert sight.gap_s == pytest.approx(0.1)


STILL = NeckFeatures(
    turns_deg=[0.0] * TURNS, speed_deg_s=0.0, places=[0.0] * 14, rise_deg=0.0, stretch=0.0,
    yaw_deg=0.0, hands_at_head=False, trunk_px=100.0, gap_s=0.0, rested=True,
)  # fmt: skip
RISEN = replace(STILL, rise_deg=40.0)
TWISTED = [0.0, -12.0, 12.0, -12.0, 12.0, 0.0]  # of mean 0; the head's lines 12 deg off theirs


@pytest.mark.parametrize(
    ("condition", "sight", "amount"),
    [("always", STILL, 1.0), ("away", RISEN, 1.0), ("away", replace(STILL, rise_deg=10.0), 0.5),
     ("speed", replace(STILL, speed_deg_s=-60.0), 1.0), ("yaw", replace(RISEN, yaw_deg=40.0), 4.0),
     ("doubt", replace(RISEN, turns_deg=TWISTED), 1.2),
     ("hands", replace(RISEN, hands_at_head=True), 1.0),
     ("small", replace(STILL, trunk_px=50.0), 2.0),
     ("refined", replace(STILL, refined_error_deg=2.5), 2.5),
     ("refined away", replace(RISEN, refined_error_deg=2.5), 2.5),
     ("gap", replace(STILL, gap_s=0.3), 3.0), ("unrested", replace(STILL, rested=False), 1.0)],
)  # fmt: skip
def test_the_interval_widens_with_each_condition(
    condition: str, sight: NeckFeatures, amount: float
) -> None:
    measure = neck_flexion(plain_neck(**{condition: 6.0}), sight)
    assert measure.high - measure.value == pytest.approx(6.0 * amount)
    assert measure.value - measure.low == pytest.approx(6.0 * amount)
    for other in set(CONDITIONS) - {condition}:
        mixed = neck_flexion(plain_neck(**{condition: 6.0, other: 8.0}), sight)
        both = np.array(sight.conditions(measure.value))[[CONDITIONS.index(other)]] * 8.0
        half_deg = math.hypot(6.0 * amount, float(both[0]))
        assert mixed.high - mixed.value == pytest.approx(half_deg)


def test_an_estimate_far_from_plain_geometry_is_trusted_less() -> None:
    beside = RISEN.conditions(30.0)[CONDITIONS.index("apart")]
    assert beside == pytest.approx(3.0)
    assert replace(RISEN, turns_deg=[30.0] * TURNS).conditions(30.0)[CONDITIONS.index("apart")] == 0


def test_at_rest_nothing_that_a_bent_neck_is_judged_by_widens_the_interval() -> None:
    hidden = replace(STILL, hands_at_head=True, yaw_deg=40.0, refined_error_deg=8.0)
    spread = {"away": 9.0, "hands": 9.0, "yaw": 9.0, "refined away": 9.0}
    assert neck_flexion(plain_neck(**spread), hidden).high == 0.0


def test_refined_keypoints_stand_in_for_the_landmarks_of_the_head_alone() -> None:
    pose = pose_of(trunk_deg=40.0, neck_deg=20.0)
    found = np.arange(2.0 * len(RefinedKeypoint)).reshape(-1, 2)
    points = with_refined_head(replace(pose, spots=found)).points
    for spot, pair in zip(RefinedKeypoint, ((Landmark.NOSE,), EYES, EARS, MOUTH), strict=False):
        for landmark in pair:
            assert points[landmark] == pytest.approx(found[spot])
    below = range(Landmark.LEFT_SHOULDER, len(Landmark))
    assert np.array_equal(points[below], pose.points[below])
    assert np.isnan(with_refined_head(replace(pose, spots=no_spots())).points[Landmark.NOSE]).all()


def test_what_was_not_believed_of_a_head_is_not_believed_once_it_is_refined() -> None:
    pose = pose_of(trunk_deg=40.0, neck_deg=20.0)
    points = pose.points.copy()
    points[Landmark.LEFT_EAR] = np.nan
    again = with_refined_head(
        replace(pose, points=points, spots=np.ones((len(RefinedKeypoint), 2)))
    )
    assert np.isnan(again.points[Landmark.LEFT_EAR]).all()


def sights(rest_deg: float | None = 0.0) -> NeckEstimator:
    """Sights of somebody whose neck a second look saw at rest, or did not."""
    baseline = Baseline(with_head(pose_of(trunk_deg=5.0, neck_deg=0.0), rest_deg), "rest")
    return NeckEstimator(baseline, SideView(baseline))


def bent(refined_deg: float | None, *, doubt_deg: float = 2.0) -> Pose:
    """A pose whose neck landmarks see bent by 12 deg, and the head refiner as told."""
    return with_head(pose_of(trunk_deg=40.0, neck_deg=12.0), refined_deg, doubt_deg=doubt_deg)


def sighted(neck: NeckEstimator, pose: Pose) -> tuple[NeckFeatures, NeckFeatures | None]:
    """Features of a neck by landmarks, and by the head refiner."""
    view = SideView(Baseline(pose_of(trunk_deg=5.0, neck_deg=0.0), "rest"))
    return neck.update(pose, view.lines(pose), 0.0)


def read(neck: NeckEstimator, pose: Pose) -> Measure:
    return neck.read(PLAIN_NECK, pose, *sighted(neck, pose))


def with_head(pose: Pose, neck_deg: float | None, *, doubt_deg: float = 2.0) -> Pose:
    """The pose whose second look saw the neck bent so far; None where it saw nothing."""
    if neck_deg is None:
        return replace(pose, spots=no_spots())
    trunk = body_lines(pose.points)[Line.TRUNK]
    trunk_deg = inclination_deg(trunk.tolist(), 1.0)
    seen = pose_of(trunk_deg=trunk_deg, neck_deg=neck_deg).points
    pairs = ((Landmark.NOSE,), EYES, EARS, MOUTH, SHOULDERS, HIPS, (Landmark.LEFT_HIP,))
    spots = np.array([seen[list(pair)].mean(axis=0) for pair in pairs])
    return replace(pose, spots=with_all_spots(spots), refined_error_deg=doubt_deg)


def test_the_neck_is_read_from_refined_keypoints_where_rest_shows_them() -> None:
    assert read(sights(), bent(30.0)).value == pytest.approx(30.0, abs=UNFOLDED)


def test_the_neck_is_read_from_landmarks_where_nothing_better_saw_it_at_rest() -> None:
    neck = sights(rest_deg=None)
    for refined_deg in (30.0, None):
        assert read(neck, bent(refined_deg)).value == pytest.approx(12.0, abs=UNFOLDED)


@pytest.mark.parametrize(("refined_deg", "doubt_deg"), [(None, 2.0), (30.0, 8.1)])
def test_landmarks_do_not_stand_in_for_a_refiner_that_loses_the_head(
    refined_deg: float | None, doubt_deg: float
) -> None:
    assert not read(sights(), bent(refined_deg, doubt_deg=doubt_deg)).known


def test_a_refined_head_that_landmarks_contradict_or_that_is_in_doubt_is_trusted_less() -> None:
    apart, refined = (CONDITIONS.index(name) for name in ("apart", "refined"))
    landmarks, second = sighted(sights(), bent(30.0))
    assert second is not None
    known = replace(second, beside_deg=neck_flexion(PLAIN_NECK.landmarks, landmarks).value)
    assert known.conditions(30.0)[apart] == pytest.approx(1.8, abs=0.1)
    assert known.conditions(30.0)[refined] == 2.0
    assert landmarks.conditions(12.0)[refined] == 0.0


def directed(pose: Pose, neck_deg: float | None) -> Pose:
    """The pose whose head's direction is that of a neck bent so far; unseen where None."""
    spots = pose.spots.copy()
    spots[DIRECTION_SPOTS] = np.nan
    if neck_deg is not None:
        trunk_deg = inclination_deg(body_lines(pose.points)[Line.TRUNK].tolist(), 1.0)
        seen = pose_of(trunk_deg=trunk_deg, neck_deg=neck_deg).points
        spots[DIRECTION_SPOTS] = seen[[Landmark.LEFT_EAR, Landmark.NOSE]]
    return replace(pose, spots=spots)


def both(rest_deg: float | None = 0.0) -> NeckEstimator:
    """The neck of somebody whose head's direction was seen at rest, and whose keypoints may be."""
    rest = with_head(pose_of(trunk_deg=5.0, neck_deg=0.0), rest_deg)
    baseline = Baseline(directed(rest, 0.0), "rest")
    return NeckEstimator(baseline, SideView(baseline))


def by_direction(neck_deg: float) -> float:
    """What the head's direction gives for a neck bent so far, with the trunk 35 deg above rest."""
    return neck_of(neck_deg, 35.0)


def test_keypoints_that_are_sure_and_agree_go_before_the_direction_of_the_head() -> None:
    pose = directed(bent(30.0, doubt_deg=SURE_DEG), 30.0 - 0.9 * APART_MAX_DEG)
    assert read(both(), pose).value == pytest.approx(30.0, abs=UNFOLDED)


@pytest.mark.parametrize(
    ("doubt_deg", "apart_deg"),
    [
        pytest.param(SURE_DEG + 0.1, 0.0, id="in doubt"),
        pytest.param(SURE_DEG, 1.2 * APART_MAX_DEG, id="far from the head's direction"),
    ],
)
def test_keypoints_in_doubt_or_far_from_it_give_way_to_the_direction_of_the_head(
    doubt_deg: float, apart_deg: float
) -> None:
    pose = directed(bent(30.0 + apart_deg, doubt_deg=doubt_deg), 30.0)
    assert read(both(), pose).value == pytest.approx(by_direction(30.0), abs=1.0)


def test_a_neck_is_read_by_direction_where_keypoints_never_saw_it() -> None:
    pose = directed(bent(None), 30.0)
    assert read(both(rest_deg=None), pose).value == pytest.approx(by_direction(30.0), abs=1.0)
    assert not read(both(rest_deg=None), directed(bent(None), None)).known


@pytest.mark.parametrize("landmark", [Landmark.LEFT_EAR, Landmark.NOSE, Landmark.RIGHT_EYE])
def test_the_neck_is_unknown_while_part_of_the_head_is_not_seen(landmark: Landmark) -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=0.0)
    points = pose_of(trunk_deg=40.0, neck_deg=20.0).points.copy()
    points[landmark] = np.nan
    sight = seen(replace(neutral, points=points), neutral=neutral)
    assert not neck_flexion(PLAIN, sight).known
    assert sight.rise_deg == pytest.approx(35.0, abs=UNFOLDED)


def test_who_was_never_at_rest_and_whose_hands_are_at_the_head_is_told_on() -> None:
    neutral = pose_of(trunk_deg=5.0, neck_deg=0.0)
    assert seen(neutral, neutral=neutral, elbow_lift=0.2).hands_at_head
    assert not seen(neutral, neutral=neutral, elbow_lift=math.nan).hands_at_head
    assert not seen(neutral, neutral=neutral, rested=False).rested
