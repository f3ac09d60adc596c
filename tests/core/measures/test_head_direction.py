"""The neck by the direction of the head: what it makes of turns, and when it says nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.measures.head_direction import (
    CURL_DEG,
    CURL_RISE_DEG,
    FLEXION_RANGE_DEG,
    HALF_DEG,
    LANDMARKS_APART_DEG,
    NECK_SHARE,
    REST_SHARE,
    HeadDirection,
    neck_of,
)
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import DIRECTION_SPOTS, EARS, HEAD, Landmark, Pose
from formcheck.core.readings import Measure
from tests.fixtures.bodies import sitting_up, times

RISE_DEG = 40.0


def pose_of(trunk_deg: float, neck_deg: float, *, mirrored: bool = False) -> Pose:
    """Somebody seen from the side, the head's direction seen as it is."""
    still = times(0.1)
    clip = sitting_up(still, lambda at: np.full_like(at, trunk_deg), neck_deg)
    pose = next(iter(clip.mirrored() if mirrored else clip))
    spots = pose.spots.copy()
    ears = pose.points[list(EARS)].mean(axis=0)
    spots[DIRECTION_SPOTS] = [ears, pose.points[Landmark.NOSE]]
    return replace(pose, spots=spots)


def read(pose: Pose, rest: Pose | None = None, *, rested: bool = True) -> Measure:
    """The flexion of a body that has risen by ``RISE_DEG`` from a neutral neck at rest."""
    neutral = rest or pose_of(0.0, 0.0)
    baseline = Baseline(neutral, "rest", rested=rested)
    view = SideView(baseline)
    return HeadDirection(baseline, view).flexion(pose, view.rise_deg(view.lines(pose)))


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("neck_deg", [-30.0, 0.0, 25.0, 50.0])
def test_the_neck_is_its_share_of_what_the_head_turned_further_than_the_trunk(
    neck_deg: float, mirrored: bool
) -> None:
    measure = read(
        pose_of(RISE_DEG, neck_deg, mirrored=mirrored), pose_of(0.0, 0.0, mirrored=mirrored)
    )
    assert measure.value == pytest.approx(neck_of(neck_deg, RISE_DEG), abs=0.5)


def test_at_rest_a_neutral_neck_reads_none_and_is_known_best() -> None:
    measure = read(pose_of(0.0, 0.0))
    assert measure.value == pytest.approx(0.0, abs=1e-6)
    assert measure.high - measure.value == pytest.approx(HALF_DEG * REST_SHARE, abs=0.1)
    away = read(pose_of(RISE_DEG, 0.0))
    assert away.high - away.value == pytest.approx(HALF_DEG, abs=0.2)


def test_an_upper_back_takes_its_part_of_forward_turns_alone() -> None:
    assert neck_of(30.0, CURL_RISE_DEG) == pytest.approx(30.0 * NECK_SHARE - CURL_DEG)
    assert neck_of(-30.0, 2 * CURL_RISE_DEG) == pytest.approx(-30.0 - CURL_DEG)
    assert neck_of(10.0, 0.0) == pytest.approx(10.0 * NECK_SHARE)
    assert neck_of(0.0, -5.0) == 0.0


def test_who_was_never_at_rest_is_known_less_well() -> None:
    rested, unrested = (read(pose_of(RISE_DEG, 20.0), rested=known) for known in (True, False))
    assert unrested.value == rested.value
    assert unrested.high > rested.high


def test_a_head_that_is_cut_off_or_not_seen_is_unknown() -> None:
    pose = pose_of(RISE_DEG, 20.0)
    points, spots = pose.points.copy(), pose.spots.copy()
    points[list(HEAD)] = np.nan
    spots[DIRECTION_SPOTS] = np.nan
    assert read(pose).known
    assert not read(replace(pose, points=points)).known
    assert not read(replace(pose, spots=spots)).known
    assert not read(pose, replace(pose_of(0.0, 0.0), spots=spots)).known


@pytest.mark.parametrize("off_deg", [-1.1 * LANDMARKS_APART_DEG, 1.1 * LANDMARKS_APART_DEG])
def test_a_direction_that_landmarks_contradict_far_is_unknown(off_deg: float) -> None:
    pose = pose_of(RISE_DEG, 10.0)
    ear, nose = pose.spots[DIRECTION_SPOTS]
    turn = np.exp(1j * np.radians(off_deg)) * complex(*(nose - ear))
    spots = pose.spots.copy()
    spots[DIRECTION_SPOTS] = [ear, ear + np.array([turn.real, turn.imag])]
    assert not read(replace(pose, spots=spots)).known


def test_no_neck_bends_further_than_necks_do() -> None:
    assert not read(pose_of(RISE_DEG, (FLEXION_RANGE_DEG[1] + 5.0) / NECK_SHARE)).known
