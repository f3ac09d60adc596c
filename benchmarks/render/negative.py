"""What is neither a sit-up nor a shrug, and must not be counted as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.lying import Lying, lie
from benchmarks.render.motion import Motion
from benchmarks.render.random_streams import Sway, between, happens, one_of, smooth
from benchmarks.render.shape import Floats
from benchmarks.render.skeleton import Posture
from benchmarks.render.standing import Standing, plank, stand

KINDS = {
    "standing": 1, "walking in place": 1, "squats": 1.5, "arm raises": 1.5,
    "sitting up to talk": 1, "plank": 1,
}  # fmt: skip
ON_THE_MAT = ("sitting up to talk", "plank")


@dataclass(frozen=True, slots=True)
class NegativePlan:
    """Something else. ``cycle_s`` is the length of a step, squat or raise; ``depth`` 0.4 to 1."""

    kind: str
    duration_s: float
    start_s: float
    cycle_s: float
    depth: float
    to_the_side: bool
    curl_deg: float
    sways: tuple[Sway, ...]

    @property
    def exercise(self) -> str:
        """The truth's word."""
        return "negative"

    @property
    def lying(self) -> bool:
        """On the mat, some of them."""
        return self.kind in ON_THE_MAT

    def perform(self, body: Body, time_s: Floats) -> Motion:
        """It as ``body`` does it."""
        neck = 3.0 + self.sways[0].at(time_s)
        posture = POSTURES[self.kind](self, body, time_s, neck)
        nothing = np.zeros(len(time_s))
        return Motion(posture, np.zeros(len(time_s), int), nothing, neck, nothing)

    def brief(self) -> NegativePlan:
        """All of it: nothing here repeats as reps do."""
        return self

    def labels(self) -> dict[str, Any]:
        """Everything drawn but the sways."""
        drawn = asdict(self)
        del drawn["sways"]
        return {**drawn, "motion": self.kind}

    def cycles(self, time_s: Floats) -> Floats:
        """How many steps, squats or raises have been done, in shares too."""
        return np.maximum(time_s - self.start_s, 0.0) / self.cycle_s


def draw_negative(rng: np.random.Generator) -> NegativePlan:
    """Any of KINDS."""
    kind = one_of(rng, KINDS)
    step = kind == "walking in place"
    return NegativePlan(
        kind=kind,
        duration_s=between(rng, 6.0, 15.0),
        start_s=between(rng, 0.5, 3.0),
        cycle_s=between(rng, 0.8, 1.4) if step else between(rng, 1.8, 5.0),
        depth=between(rng, 0.4, 1.0),
        to_the_side=happens(rng, 0.5),
        curl_deg=between(rng, 5.0, 35.0),
        sways=tuple(Sway.draw(rng, amplitude) for amplitude in (3.0, 6.0, 0.8)),
    )


def _standing(plan: NegativePlan, body: Body, time_s: Floats, neck: Floats) -> Posture:
    return stand(body, _at_ease(plan, time_s, neck))


def _walking(plan: NegativePlan, body: Body, time_s: Floats, neck: Floats) -> Posture:
    ease = _at_ease(plan, time_s, neck)
    swing = np.sin(2.0 * np.pi * plan.cycles(time_s))
    steps = np.stack([np.maximum(swing, 0.0), np.maximum(-swing, 0.0)], axis=1) * plan.depth
    arms = np.stack([-swing, swing], axis=1) * 25.0 * plan.depth
    move = replace(
        ease, thighs=70.0 * steps, knees=90.0 * steps, arms_front=arms, elbows=15.0 + 0.0 * arms
    )
    return stand(body, move)


def _squats(plan: NegativePlan, body: Body, time_s: Floats, neck: Floats) -> Posture:
    ease = _at_ease(plan, time_s, neck)
    deep = plan.depth * (0.5 - 0.5 * np.cos(2.0 * np.pi * plan.cycles(time_s)))
    both = np.stack([deep, deep], axis=1)
    move = replace(
        ease, lean=ease.lean + 38.0 * deep, neck=neck - 25.0 * deep, thighs=95.0 * both,
        knees=118.0 * both, arms_front=75.0 * both,
    )  # fmt: skip
    return stand(body, move)


def _arm_raises(plan: NegativePlan, body: Body, time_s: Floats, neck: Floats) -> Posture:
    ease = _at_ease(plan, time_s, neck)
    high = 60.0 + 100.0 * (plan.depth - 0.4)
    angle = high * (0.5 - 0.5 * np.cos(2.0 * np.pi * plan.cycles(time_s)))
    both = np.stack([angle, angle], axis=1)
    move = replace(ease, arms_out=both) if plan.to_the_side else replace(ease, arms_front=both)
    # A shoulder blade goes with a raised arm by a third of its angle (Inman 1944).
    return stand(body, replace(move, raised_m=0.0004 * np.maximum(both - 30.0, 0.0)))


def _sitting_up(plan: NegativePlan, body: Body, time_s: Floats, neck: Floats) -> Posture:
    up = smooth((time_s - plan.start_s) / plan.cycle_s)
    nodding = neck - 8.0 * (1.0 - up) + plan.sways[1].at(time_s) * up
    turn = 25.0 * up * np.tanh(plan.sways[1].at(time_s - 3.0) / 3.0)
    rise, curl = (40.0 + 25.0 * plan.depth) * up, plan.curl_deg * up
    return lie(body, Lying(rise - 90.0, curl, nodding, turn, "reaching", 0.58, 0.5))


def _plank(plan: NegativePlan, body: Body, time_s: Floats, neck: Floats) -> Posture:
    return plank(body, neck - 12.0, 3.0 + plan.sways[2].at(time_s))


def _at_ease(plan: NegativePlan, time_s: Floats, neck: Floats) -> Standing:
    ease = Standing.still(len(time_s))
    turn = plan.sways[1].at(time_s)
    return replace(ease, lean=plan.sways[2].at(time_s), neck=neck, turn=turn)


POSTURES: dict[str, Callable[[NegativePlan, Body, Floats, Floats], Posture]] = {
    "standing": _standing, "walking in place": _walking, "squats": _squats,
    "arm raises": _arm_raises, "sitting up to talk": _sitting_up, "plank": _plank,
}  # fmt: skip
