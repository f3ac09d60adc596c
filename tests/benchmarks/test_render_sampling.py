"""Clips drawn from seeds: repeatable, independent, from two populations."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from benchmarks.render.clip import KINDS, TESTING_FROM, plan_clip
from benchmarks.render.random_streams import evenly_by_ratio, one_of, stream, there_and_back
from benchmarks.render.situp import SitupPlan
from benchmarks.render.subjects import AGES, BUILDS, SEXES, SKINS, held_out

SEEDS = range(300)
CLIPS = [plan_clip(seed) for seed in SEEDS]


def test_the_same_seed_draws_the_same_clip_and_another_seed_another() -> None:
    assert plan_clip(7) == plan_clip(7)
    assert plan_clip(7) != plan_clip(8)
    assert len({clip.name for clip in CLIPS}) == len(CLIPS)


def test_a_clip_asked_for_as_its_own_kind_only_is_the_same_clip() -> None:
    clip = CLIPS[3]
    assert plan_clip(clip.seed, (clip.kind,)) == clip


def test_the_matters_of_a_clip_are_drawn_from_streams_of_their_own() -> None:
    assert stream(5, "person").random() != stream(5, "camera").random()
    assert stream(5, "person").random() == stream(5, "person").random()


def test_kinds_come_as_often_as_they_should() -> None:
    counted = Counter(clip.kind for clip in CLIPS)
    for kind, share in KINDS.items():
        assert counted[kind] / len(CLIPS) == pytest.approx(share, abs=0.08)


def test_neck_and_back_are_drawn_independently() -> None:
    plans = [clip.plan for clip in CLIPS if isinstance(clip.plan, SitupPlan)]
    curls = [plan.curl_deg for plan in plans]
    necks = [max(rep.neck.amount_deg for rep in plan.reps) for plan in plans]
    assert abs(np.corrcoef(curls, necks)[0, 1]) < 0.15


def test_cameras_stay_within_45_degrees_and_mostly_within_35() -> None:
    yaws = np.abs([clip.viewpoint.yaw_deg for clip in CLIPS])
    assert yaws.max() <= 45.0
    assert np.mean(yaws <= 35.0) > 0.9


def test_reps_and_holds_last_as_long_as_people_take() -> None:
    plans = [clip.plan for clip in CLIPS]
    reps = [rep.takes_s for plan in plans if isinstance(plan, SitupPlan) for rep in plan.reps]
    assert min(reps) >= 1.0 and max(reps) <= 7.0 and np.ptp(reps) > 4.0
    assert all(plan.duration_s < 32.0 for plan in plans)


def test_people_kept_for_testing_are_never_seen_in_training() -> None:
    assert not any(_is_held_out(clip.seed) for clip in CLIPS)
    assert all(_is_held_out(TESTING_FROM + seed) for seed in range(50))


def test_each_trait_is_in_both_populations_and_a_quarter_of_all_is_kept() -> None:
    people = list(itertools.product(SEXES, AGES, BUILDS, SKINS))
    kept = [person for person in people if held_out(*person)]
    assert len(kept) == len(people) / 4
    rest = [person for person in people if person not in kept]
    for trait, kinds in enumerate((SEXES, AGES, BUILDS, SKINS)):
        for side in (kept, rest):
            assert {person[trait] for person in side} == set(kinds)


def test_one_of_follows_its_shares_and_ratios_are_drawn_evenly() -> None:
    rng = np.random.default_rng(0)
    drawn = Counter(one_of(rng, {"often": 3.0, "seldom": 1.0}) for _ in range(2000))
    assert drawn["often"] / 2000 == pytest.approx(0.75, abs=0.03)
    values = [evenly_by_ratio(rng, 1.0, 100.0) for _ in range(2000)]
    assert np.mean(np.array(values) < 10.0) == pytest.approx(0.5, abs=0.04)


def test_there_and_back_rests_moves_stays_and_comes_home() -> None:
    x = np.array([-1.0, 0.1, 0.3, 0.5, 0.6, 0.9, 2.0])
    shape = there_and_back(x, 0.1, 0.5, 0.6, 0.9)
    assert shape == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0, 0.0, 0.0])


def _is_held_out(seed: int) -> bool:
    person = plan_clip(seed).person
    return held_out(person.sex, person.age, person.build, person.skin)
