"""A clip as it is drawn from its seed: who, what, where, and how it is filmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from benchmarks.render.motion import Plan
from benchmarks.render.negative import draw_negative
from benchmarks.render.random_streams import between, happens, one_of, stream
from benchmarks.render.rooms import Setting, draw_setting
from benchmarks.render.sensor import Film, draw_film
from benchmarks.render.shape import Floats
from benchmarks.render.shrug import draw_shrugs
from benchmarks.render.situp import draw_situps
from benchmarks.render.subjects import Person, draw_person
from benchmarks.render.viewpoint import Viewpoint, draw_viewpoint

KINDS = {"situp": 0.70, "shrug": 0.20, "negative": 0.10}
"""What a clip shows, and how often."""

TESTING_FROM = 500_000
"""Clips of this seed and later ones show people of the population kept for testing."""

WITH_A_SECOND_PERSON = 0.12
BRIEF_HZ = 15  # of brief clips: many bodies for little drawing


@dataclass(frozen=True, slots=True)
class Bystander:
    """Somebody behind: metres to the right and behind, and the way they face."""

    person: Person
    right_m: float
    behind_m: float
    facing_deg: float


@dataclass(frozen=True, slots=True)
class Clip:
    """All that a clip is made from."""

    seed: int
    kind: str
    person: Person
    plan: Plan
    setting: Setting
    viewpoint: Viewpoint
    film: Film
    bystander: Bystander | None

    @property
    def name(self) -> str:
        """Of its files."""
        return f"{self.kind}_{self.seed:06d}"

    def times_s(self) -> tuple[Floats, Floats]:
        """When each frame is taken (T,), and each of its exposures (T * exposures,)."""
        film = self.film
        count = max(2, round(self.plan.duration_s * film.rate_hz))
        frames = np.arange(count) / film.rate_hz
        open_s = film.shutter / film.rate_hz
        apart = open_s * ((np.arange(film.exposures) + 0.5) / film.exposures - 0.5)
        return frames, (frames[:, None] + apart).ravel()

    def labels(self) -> dict[str, Any]:
        """Everything drawn, and first the groups that errors are told apart by."""
        plan, setting, point = self.plan.labels(), self.setting, self.viewpoint
        style = self.person.style
        groups = {
            "sex": self.person.sex, "age": self.person.age, "build": self.person.build,
            "skin": self.person.skin, "yaw_deg": point.yaw_deg, "motion": plan["motion"],
            "arms": plan.get("arms", ""), "necks": plan.get("necks", []),
            "dumbbells": plan.get("dumbbells", False), "scene": setting.kind, "dim": setting.dim,
            "occluder": setting.occluder, "hides": setting.hides if setting.occluder else "",
            "crop": point.crop, "second_person": self.bystander is not None,
            "bare": not style.cut.shirt, "tail": style.tail, "shaken": point.shake_m > 0.0,
            "moving_blur": self.film.exposures > 1, "rate_hz": self.film.rate_hz,
            "testing": self.seed >= TESTING_FROM,
        }  # fmt: skip
        return {
            "groups": groups,
            "person": self.person.labels(),
            "plan": plan,
            "setting": asdict(setting),
            "viewpoint": asdict(point),
            "film": asdict(self.film),
            "bystander": asdict(self.bystander) if self.bystander else None,
        }


def plan_clip(seed: int, kinds: tuple[str, ...] = tuple(KINDS), *, brief: bool = False) -> Clip:
    """The clip of a seed, of one of ``kinds``. The same seed and kinds give the same clip.

    A ``brief`` one has only the first rep or two, at ``BRIEF_HZ``.
    """
    testing = seed >= TESTING_FROM
    kind = one_of(stream(seed, "kind"), {kind: KINDS[kind] for kind in kinds})
    plan = DRAWERS[kind](stream(seed, "motion"))
    setting = draw_setting(stream(seed, "setting"))
    film = draw_film(stream(seed, "film"), dim=setting.dim)
    if brief:
        plan, film = plan.brief(), replace(film, rate_hz=BRIEF_HZ)
    sides = kind == "negative"
    return Clip(
        seed=seed,
        kind=kind,
        person=draw_person(stream(seed, "person"), from_held_out=testing),
        plan=plan,
        setting=setting,
        viewpoint=draw_viewpoint(stream(seed, "camera"), lying=plan.lying, any_side=sides),
        film=film,
        bystander=_draw_bystander(stream(seed, "bystander"), setting, from_held_out=testing),
    )


def _draw_bystander(
    rng: np.random.Generator, setting: Setting, *, from_held_out: bool
) -> Bystander | None:
    if not happens(rng, WITH_A_SECOND_PERSON):
        return None
    return Bystander(
        person=draw_person(rng, from_held_out=from_held_out),
        right_m=between(rng, 0.3, 1.8) * (1.0 if happens(rng, 0.5) else -1.0),
        behind_m=between(rng, 1.1, setting.far_m - 0.5),
        facing_deg=between(rng, -180.0, 180.0),
    )


DRAWERS: dict[str, Callable[[np.random.Generator], Plan]] = {
    "situp": draw_situps,
    "shrug": draw_shrugs,
    "negative": draw_negative,
}
