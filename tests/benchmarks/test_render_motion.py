"""What the renderer's people do, checked against their own truth; nothing is drawn here."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.render.body import Body, make_body
from benchmarks.render.clip import BRIEF_HZ, plan_clip
from benchmarks.render.lying import Lying, lie, resting_neck_deg
from benchmarks.render.motion import BRIEF_REST_S, BRIEF_S
from benchmarks.render.negative import KINDS, NegativePlan, draw_negative
from benchmarks.render.rotation import about, axes_of, reach, swung, turned
from benchmarks.render.shape import Floats, Shape
from benchmarks.render.shrug import ShrugPlan, draw_shrugs
from benchmarks.render.situp import SitupPlan, draw_situps
from benchmarks.render.skeleton import Posture
from benchmarks.render.standing import Standing, plank, stand

STILL = np.zeros(3)


@cache
def body() -> Body:
    return make_body(Shape(0.0, 0.3, 0.5, 0.5, 0.5, 0.5, (0.2, 0.3, 0.5)))


def lying(neck: Floats = STILL, **other: object) -> Lying:
    flat = Lying(STILL - 90.0, STILL, neck, STILL, "behind", 0.58, 0.4)
    return replace(flat, **other)  # type: ignore[arg-type]  # a test names what it changes


def head_over_chest_deg(posture: Posture) -> Floats:
    """How far the head's bone is turned forward against the chest's."""
    bones = posture.body.data.bones
    chest, head = (posture.turns[:, bones.index(name)] for name in ("spine01", "head"))
    forward = np.einsum("tji,tjk->tik", chest, head)
    return np.degrees(np.arctan2(forward[:, 2, 1], forward[:, 1, 1]))


def situps(seed: int = 5) -> tuple[SitupPlan, Floats]:
    plan = draw_situps(np.random.default_rng(seed))
    return plan, np.arange(0.0, plan.duration_s, 0.05)


def test_a_rotation_about_an_axis_leaves_it_and_turns_the_rest() -> None:
    quarter = about((0.0, 0.0, 2.0), 90.0)
    assert turned(quarter, (1.0, 0.0, 5.0)) == pytest.approx([0.0, 1.0, 5.0])


def test_the_smallest_swing_brings_a_direction_to_its_target() -> None:
    start = about((1.0, 2.0, 3.0), 40.0)
    turn = swung(start, (0.0, 1.0, 0.0), (0.6, 0.0, 0.8))
    assert turned(turn, (0.0, 1.0, 0.0)) == pytest.approx([0.6, 0.0, 0.8])
    assert axes_of((0.0, 2.0, 0.0), (1.0, 1.0, 0.0))[:, 1] == pytest.approx([1.0, 0.0, 0.0])


def test_an_arm_reaches_its_target_and_only_as_far_as_it_is_long() -> None:
    elbow, wrist = reach((0, 0, 0), (0.4, 0.0, 0.0), 0.3, 0.25, (0, 1, 0))
    assert wrist == pytest.approx([0.4, 0.0, 0.0])
    assert np.linalg.norm(elbow) == pytest.approx(0.3)
    assert np.linalg.norm(wrist - elbow) == pytest.approx(0.25)
    assert elbow[1] > 0.0
    far = reach((0, 0, 0), (2.0, 0.0, 0.0), 0.3, 0.25, (0, 1, 0))[1]
    assert far == pytest.approx([0.55 * 0.995, 0.0, 0.0])


def test_the_neck_bends_by_the_angle_that_the_truth_tells() -> None:
    neck = np.array([-10.0, 0.0, 45.0])
    assert head_over_chest_deg(lie(body(), lying(neck))) == pytest.approx(neck)


def test_a_curl_of_the_back_leaves_the_neck_as_it_is() -> None:
    neck = np.full(3, 20.0)
    straight = lie(body(), lying(neck))
    curled = lie(body(), lying(neck, curl=np.array([0.0, 20.0, 40.0])))
    assert head_over_chest_deg(curled) == pytest.approx(head_over_chest_deg(straight))


def test_whoever_lies_is_on_the_mat_with_feet_on_it_and_hands_at_the_head() -> None:
    posture = lie(body(), lying())
    every = posture.skin(np.unique(body().data.faces["skin"])[::7])
    assert every[..., 1].min() > -0.06
    found = posture.landmarks()
    assert found["left_hip"][0, 1] == pytest.approx(0.11, abs=0.04)
    assert found["nose"][0, 2] < found["left_shoulder"][0, 2] < found["left_knee"][0, 2]
    for side in ("left", "right"):
        hand = np.linalg.norm(found[f"{side}_wrist"] - found[f"{side}_ear"], axis=1)
        assert hand.max() < 0.12
        assert found[f"{side}_heel"][0, 1] < 0.06


def test_a_resting_head_lies_as_high_as_asked() -> None:
    neck = resting_neck_deg(body(), lying(), 0.08)
    head = np.unique(body().data.faces["skin"])
    head = head[body().data.mean[head, 1] > 0.66][::6]
    low = lie(body(), lying(STILL + neck)).skin(head)[..., 1].min()
    assert low == pytest.approx(0.08, abs=0.005)


def test_sitting_up_brings_the_trunk_up_and_back() -> None:
    plan, time_s = situps()
    motion = plan.perform(body(), time_s)
    found = motion.posture.landmarks()
    trunk = found["left_shoulder"] - found["left_hip"]
    angle = np.degrees(np.arctan2(trunk[:, 1], np.hypot(trunk[:, 0], trunk[:, 2])))
    assert angle[motion.rep == 0].max() < 20.0
    for number in range(1, len(plan.reps) + 1):
        assert angle[motion.rep == number].max() > angle[0] + 10.0
    assert motion.rep.max() == len(plan.reps)


@pytest.mark.parametrize("seed", range(8))
def test_each_rep_bends_the_neck_by_what_was_drawn(seed: int) -> None:
    plan, time_s = situps(seed)
    quiet = replace(plan, sways=tuple(replace(sway, waves=((0, 1, 0),)) for sway in plan.sways))
    motion = quiet.perform(body(), time_s)
    bent = motion.neck_deg - motion.neck_deg[0]
    for number, rep in enumerate(plan.reps, start=1):
        during = bent[motion.rep == number]
        most = during[np.argmax(np.abs(during))]
        room = 62.0 - motion.neck_deg[0]
        assert most == pytest.approx(min(rep.neck.amount_deg, room), abs=1.5)


def test_the_same_seed_gives_the_same_truth() -> None:
    one, other = (plan_clip(11) for _ in range(2))
    time_s = np.linspace(0.0, 5.0, 20)
    first, second = (
        clip.plan.perform(make_body(clip.person.shape), time_s) for clip in (one, other)
    )
    assert np.array_equal(first.neck_deg, second.neck_deg)
    for name, where in first.posture.landmarks().items():
        assert np.array_equal(where, second.posture.landmarks()[name])


def shrugs(**other: object) -> tuple[ShrugPlan, Floats]:
    plan = draw_shrugs(np.random.default_rng(3))
    plan = replace(plan, sag=0.0, tremor_m=0.0, **other)  # type: ignore[arg-type]  # as above
    return plan, np.arange(0.0, plan.duration_s, 0.05)


def test_shoulders_rise_by_what_was_commanded_on_the_side_it_was_commanded_of() -> None:
    plan, time_s = shrugs(left=1.0, right=0.2)
    motion = plan.perform(body(), time_s)
    rest = stand(body(), Standing.still(1)).landmarks()
    highest = max(hold.raised_m for hold in plan.holds)
    found = motion.posture.landmarks()
    for side, share in (("left", 1.0), ("right", 0.2)):
        rise = found[f"{side}_shoulder"][:, 1] - rest[f"{side}_shoulder"][:, 1]
        assert rise.max() == pytest.approx(highest * share, abs=0.006)


def test_a_hold_lasts_as_long_as_drawn() -> None:
    plan, time_s = shrugs(left=1.0, right=1.0)
    motion = plan.perform(body(), time_s)
    for number, hold in enumerate(plan.holds, start=1):
        held = np.count_nonzero((motion.rep == number) & (motion.phase == 1.0)) * 0.05
        assert held == pytest.approx(hold.held_s, abs=0.11)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_exercise_has_no_reps_and_stays_on_the_floor(kind: str) -> None:
    plan = replace(draw_negative(np.random.default_rng(1)), kind=kind)
    time_s = np.arange(0.0, plan.duration_s, 0.1)
    motion = plan.perform(body(), time_s)
    assert motion.rep.max() == 0
    skin = motion.posture.skin(np.unique(body().data.faces["skin"])[::11])[..., 1]
    assert skin.min() > -0.07
    assert skin.min(axis=1).max() < 0.05


def test_squats_lower_the_hips_over_feet_that_stay() -> None:
    plan: NegativePlan = replace(draw_negative(np.random.default_rng(1)), kind="squats", depth=1.0)
    found = plan.perform(body(), np.arange(0.0, 12.0, 0.1)).posture.landmarks()
    assert np.ptp(found["left_hip"][:, 1]) > 0.25
    assert np.ptp(found["left_ankle"], axis=0).max() < 0.02


def test_a_plank_faces_the_floor_on_forearms_and_toes() -> None:
    found = plank(body(), STILL, STILL).landmarks()
    assert found["nose"][0, 1] < found["left_ear"][0, 1]
    assert found["left_elbow"][0, 1] < 0.1
    assert abs(found["left_shoulder"][0, 1] - found["left_hip"][0, 1]) < 0.2


@pytest.mark.parametrize("kind", ["situp", "shrug", "negative"])
def test_a_brief_clip_shows_the_start_of_the_same_set_after_a_moment_of_rest(kind: str) -> None:
    for seed in range(30, 40):
        whole, brief = plan_clip(seed, (kind,)), plan_clip(seed, (kind,), brief=True)
        assert (brief.person, brief.viewpoint) == (whole.person, whole.viewpoint)
        assert brief.film.rate_hz == BRIEF_HZ
        if kind == "negative":
            continue
        body = make_body(brief.person.shape)
        time_s = brief.times_s()[0][:: brief.film.exposures]
        motion = brief.plan.perform(body, time_s)
        assert motion.rep[time_s < BRIEF_REST_S].max() == 0
        assert 1 <= motion.rep.max() <= 2
        assert brief.plan.duration_s <= max(BRIEF_S + 0.5, whole.plan.duration_s + BRIEF_REST_S)
