"""Sit-ups and crunches: the trunk, the back's curl and the neck, each drawn by itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from benchmarks.render.body import Body
from benchmarks.render.lying import Arms, Lying, lie, resting_neck_deg
from benchmarks.render.motion import BRIEF_REST_S, BRIEF_S, LONGEST_S, Motion
from benchmarks.render.random_streams import (
    Sway,
    between,
    evenly_by_ratio,
    happens,
    one_of,
    there_and_back,
)
from benchmarks.render.shape import Floats

NECKS = {"neutral": 2, "leads": 3, "follows": 2, "extends": 1, "pulled low": 2, "nods at top": 1.5}
"""What the neck does in a rep, and how often."""

REST_NECK_DEG = (-14.0, 12.0)
FARTHEST_NECK_DEG = 62.0
UPRIGHT_DEG = 12.0  # a chest leans no further forward: knees are in the way


@dataclass(frozen=True, slots=True)
class NeckBend:
    """What the neck does in one rep.

    ``amount_deg`` of flexion over rest; the four times are shares of the rep: it leaves rest,
    arrives, turns back, is home.
    """

    kind: str
    amount_deg: float
    leave: float
    arrive: float
    turn: float
    home: float


@dataclass(frozen=True, slots=True)
class Rep:
    """One sit-up: when it starts, how long it takes, when of that it is up, and the neck."""

    start_s: float
    takes_s: float
    top: float
    down: float
    neck: NeckBend

    @property
    def end_s(self) -> float:
        """When the body lies again."""
        return self.start_s + self.takes_s


@dataclass(frozen=True, slots=True)
class SitupPlan:
    """A set of sit-ups. The trunk rises by ``rise_deg``, the back curls by ``curl_deg``.

    ``curl_lead`` is how much earlier than the pelvis the back moves, as a share of the rise;
    ``head_m`` how high the resting head lies: on hands, on a towel or held up.
    """

    kind: str
    arms: Arms
    reps: tuple[Rep, ...]
    duration_s: float
    rise_deg: float
    curl_rest_deg: float
    curl_deg: float
    curl_lead: float
    head_m: float
    feet: float
    elbows: float
    sways: tuple[Sway, Sway, Sway, Sway]

    @property
    def exercise(self) -> str:
        """Crunches count as sit-ups."""
        return "situp"

    @property
    def lying(self) -> bool:
        """On the mat."""
        return True

    def perform(self, body: Body, time_s: Floats) -> Motion:
        """The set as ``body`` does it."""
        number = np.zeros(len(time_s), int)
        up, curled, flexed = np.zeros((3, len(time_s)))
        for at, rep in enumerate(self.reps, start=1):
            x = (time_s - rep.start_s) / rep.takes_s
            number[(x > 0.0) & (x < 1.0)] = at
            delay = self.curl_lead * rep.top
            up += there_and_back(x, 0.5 * delay, rep.top, rep.down, 0.98 - 0.5 * delay)
            curled += there_and_back(x, 0.0, rep.top - 0.5 * delay, rep.down + 0.3 * delay, 0.98)
            bend = rep.neck
            flexed += bend.amount_deg * there_and_back(
                x, bend.leave, bend.arrive, bend.turn, bend.home
            )
        sway_pelvis, sway_curl, sway_neck, turn = (sway.at(time_s) for sway in self.sways)
        pelvis = -90.0 + self.rise_deg * up + sway_pelvis * up
        curl = self.curl_rest_deg + self.curl_deg * curled + sway_curl * curled
        start = self._lying(np.full(1, -90.0), np.full(1, self.curl_rest_deg), np.zeros(1))
        rest = float(np.clip(resting_neck_deg(body, start, self.head_m), *REST_NECK_DEG))
        neck = np.minimum(rest + flexed + sway_neck, FARTHEST_NECK_DEG)
        posture = lie(body, self._lying(pelvis, curl, neck, turn))
        phase = curled if self.kind == "crunch" else up
        return Motion(posture, number, phase, neck, np.zeros(len(time_s)))

    def brief(self) -> SitupPlan:
        """Its first rep or two after a moment of rest."""
        wait_s = BRIEF_REST_S - self.reps[0].start_s
        reps = [replace(rep, start_s=rep.start_s + wait_s) for rep in self.reps[:2]]
        kept = reps if reps[-1].end_s < BRIEF_S else reps[:1]
        return replace(self, reps=tuple(kept), duration_s=kept[-1].end_s + 0.5)

    def labels(self) -> dict[str, Any]:
        """Everything drawn but the sways."""
        drawn = asdict(self)
        del drawn["sways"]
        return {**drawn, "motion": self.kind, "necks": sorted({r.neck.kind for r in self.reps})}

    def _lying(
        self, pelvis: Floats, curl: Floats, neck: Floats, turn: Floats | None = None
    ) -> Lying:
        turn = np.zeros(len(pelvis)) if turn is None else turn
        return Lying(pelvis, curl, neck, turn, self.arms, self.feet, self.elbows)


def draw_situps(rng: np.random.Generator) -> SitupPlan:
    """A set of two to five sit-ups or crunches."""
    crunch = happens(rng, 0.2)
    curl_rest = between(rng, -9.0, 4.0)
    rise = between(rng, 0.0, 6.0) if crunch else between(rng, 34.0, 68.0)
    curl = between(rng, 14.0, 40.0) if crunch else between(rng, 3.0, 45.0)
    curl = min(curl, 90.0 + UPRIGHT_DEG - rise - curl_rest)
    arms: dict[Arms, float] = {"behind": 2, "crossed": 1, "reaching": 1}
    reps = _draw_reps(rng)
    return SitupPlan(
        kind="crunch" if crunch else "situp",
        arms=one_of(rng, arms),
        reps=reps,
        duration_s=reps[-1].end_s + between(rng, 0.4, 1.5),
        rise_deg=rise,
        curl_rest_deg=curl_rest,
        curl_deg=curl,
        curl_lead=between(rng, 0.0, 0.6),
        head_m=between(rng, 0.01, 0.10),
        feet=between(rng, 0.48, 0.70),
        elbows=between(rng, 0.0, 1.0),
        sways=(
            Sway.draw(rng, 1.0),
            Sway.draw(rng, 1.5),
            Sway.draw(rng, between(rng, 0.0, 2.0)),
            Sway.draw(rng, between(rng, 2.0, 10.0) if happens(rng, 0.3) else 0.5),
        ),
    )


def _draw_reps(rng: np.random.Generator) -> tuple[Rep, ...]:
    """Two to five reps that fit a clip, each with its own neck, most of one kind."""
    usual_s, resting = evenly_by_ratio(rng, 1.2, 6.0), happens(rng, 0.7)
    usual_neck, reps = one_of(rng, NECKS), list[Rep]()
    now = between(rng, 0.5, 3.0)
    for _ in range(int(rng.integers(2, 6))):
        takes = usual_s * between(rng, 0.85, 1.15)
        if reps and now + takes > LONGEST_S:
            break
        top = between(rng, 0.32, 0.50)
        kind = usual_neck if happens(rng, 0.65) else one_of(rng, NECKS)
        down = top + between(rng, 0.02, 0.20)
        reps.append(Rep(now, takes, top, down, _draw_neck(rng, kind, top, down)))
        now += takes + (between(rng, 0.5, 3.0) if resting else 0.0)
    return tuple(reps)


def _draw_neck(rng: np.random.Generator, kind: str, top: float, down: float) -> NeckBend:
    """How the neck bends in a rep whose trunk is up from ``top`` to ``down``."""
    low, high = {
        "neutral": (-4.0, 5.0), "extends": (-25.0, -8.0), "pulled low": (32.0, 62.0),
    }.get(kind, (8.0, 52.0))  # fmt: skip
    amount, home = between(rng, low, high), between(rng, 0.86, 0.98)
    turn = between(rng, down, 0.5 * (down + home))
    if kind == "leads":
        return NeckBend(kind, amount, 0.0, between(rng, 0.12, 0.30), turn, home)
    if kind == "pulled low":
        return NeckBend(kind, amount, 0.0, between(rng, 0.10, 0.28), between(rng, 0.7, 0.84), 0.98)
    if kind == "nods at top":
        arrive = top + 0.4 * (down - top)
        leave = between(rng, 0.4, 0.8) * top
        return NeckBend(kind, amount, leave, arrive, down, between(rng, down + 0.08, 0.8))
    return NeckBend(kind, amount, between(rng, 0.0, 0.12), between(rng, 0.9, 1.2) * top, turn, home)
