"""Shrugs: the shoulders rise, stay, perhaps sag, and sink."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.motion import BRIEF_REST_S, BRIEF_S, LONGEST_S, Motion
from benchmarks.render.random_streams import Sway, between, evenly_by_ratio, happens, smooth
from benchmarks.render.shape import Floats
from benchmarks.render.standing import Standing, stand

TREMOR_HZ = 9.0


@dataclass(frozen=True, slots=True)
class Hold:
    """One shrug: it starts, rises, is held and sinks; seconds. ``raised_m`` is the higher side.

    ``nod_deg`` is how the neck bends meanwhile.
    """

    start_s: float
    rise_s: float
    held_s: float
    sink_s: float
    raised_m: float
    nod_deg: float

    @property
    def end_s(self) -> float:
        """When the shoulders are down again."""
        return self.start_s + self.rise_s + self.held_s + self.sink_s


@dataclass(frozen=True, slots=True)
class ShrugPlan:
    """A set of shrugs. ``left`` and ``right`` are the sides' shares of the rise.

    ``sag`` is the share of the rise that is lost by the end of a hold, ``tremor_m`` how far
    the shoulders tremble by then.
    """

    holds: tuple[Hold, ...]
    duration_s: float
    left: float
    right: float
    sag: float
    tremor_m: float
    dumbbells: bool
    neck_deg: float
    lean_deg: float
    arms_out_deg: float
    sways: tuple[Sway, Sway, Sway]

    @property
    def exercise(self) -> str:
        """The truth's word."""
        return "shrug"

    @property
    def lying(self) -> bool:
        """On one's feet."""
        return False

    def perform(self, body: Body, time_s: Floats) -> Motion:
        """The set as ``body`` does it."""
        number, held = np.zeros(len(time_s), int), np.zeros(len(time_s))
        raised, neck = np.zeros(len(time_s)), np.full(len(time_s), self.neck_deg)
        for at, hold in enumerate(self.holds, start=1):
            since = time_s - hold.start_s
            number[(since > 0.0) & (time_s < hold.end_s)] = at
            up_s = hold.rise_s + hold.held_s
            shape = smooth(since / hold.rise_s) * (1.0 - smooth((since - up_s) / hold.sink_s))
            tired = np.clip((since - hold.rise_s) / hold.held_s, 0.0, 1.0)
            tremble = self.tremor_m * tired * np.sin(2.0 * np.pi * TREMOR_HZ * time_s)
            raised += (hold.raised_m * (1.0 - self.sag * tired) + tremble) * shape
            neck += hold.nod_deg * shape
            held += (since >= hold.rise_s) & (since < up_s)
        lean, nod, turn = (sway.at(time_s) for sway in self.sways)
        sides = np.stack([raised * self.left, raised * self.right], axis=1)
        ease = Standing.still(len(time_s), grip=self.dumbbells)
        move = replace(
            ease,
            lean=self.lean_deg + lean,
            neck=neck + nod - self.lean_deg,
            turn=turn,
            raised_m=sides,
            arms_out=ease.arms_out + self.arms_out_deg,
        )
        return Motion(stand(body, move), number, held, move.neck, sides.mean(axis=1))

    def brief(self) -> ShrugPlan:
        """Its first hold or two after a moment of rest."""
        wait_s = BRIEF_REST_S - self.holds[0].start_s
        holds = [replace(hold, start_s=hold.start_s + wait_s) for hold in self.holds[:2]]
        kept = holds if holds[-1].end_s < BRIEF_S else holds[:1]
        return replace(self, holds=tuple(kept), duration_s=kept[-1].end_s + 0.5)

    def labels(self) -> dict[str, Any]:
        """Everything drawn but the sways."""
        drawn = asdict(self)
        del drawn["sways"]
        sided = min(self.left, self.right) < 0.5
        return {**drawn, "motion": "one-sided shrug" if sided else "shrug"}


def draw_shrugs(rng: np.random.Generator) -> ShrugPlan:
    """A set of one to five shrugs."""
    holds, now = list[Hold](), between(rng, 0.5, 3.0)
    for _ in range(int(rng.integers(1, 6))):
        hold = Hold(
            now, between(rng, 0.3, 1.0), evenly_by_ratio(rng, 0.3, 12.0), between(rng, 0.3, 1.2),
            between(rng, 0.02, 0.11), between(rng, -8.0, 14.0) if happens(rng, 0.3) else 0.0,
        )  # fmt: skip
        if holds and hold.end_s > LONGEST_S:
            break
        holds.append(hold)
        now = hold.end_s + between(rng, 0.5, 3.0)
    left, right = 1.0, between(rng, 0.8, 1.0)
    if happens(rng, 0.15):
        right = between(rng, 0.0, 0.3)
    if happens(rng, 0.5):
        left, right = right, left
    return ShrugPlan(
        holds=tuple(holds),
        duration_s=holds[-1].end_s + between(rng, 0.5, 1.5),
        left=left,
        right=right,
        sag=between(rng, 0.1, 0.6) if happens(rng, 0.4) else 0.0,
        tremor_m=between(rng, 0.0005, 0.003) if happens(rng, 0.25) else 0.0,
        dumbbells=happens(rng, 0.45),
        neck_deg=between(rng, -3.0, 9.0),
        lean_deg=between(rng, -2.0, 6.0),
        arms_out_deg=between(rng, -2.0, 8.0),
        sways=(Sway.draw(rng, 0.8), Sway.draw(rng, 2.0), Sway.draw(rng, between(rng, 0.0, 8.0))),
    )
