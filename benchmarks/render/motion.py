"""What a person does over time, with the truth that belongs to each instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from benchmarks.render.body import Body
from benchmarks.render.shape import Floats, Ints
from benchmarks.render.skeleton import Posture

LONGEST_S = 22.0  # reps are left out where a clip would grow longer
BRIEF_REST_S, BRIEF_S = 1.2, 6.0  # of a brief clip: still at first, and about how long


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Postures at T instants and the truth about them, each (T,).

    ``rep`` is the number of the rep or hold under way, 0 between; ``phase`` how far up it is;
    ``neck_deg`` the flexion of the neck's joints; ``raised_m`` the rise of the shoulders.
    """

    posture: Posture
    rep: Ints
    phase: Floats
    neck_deg: Floats
    raised_m: Floats


class Plan(Protocol):
    """A drawn motion, not yet bound to a body or to instants."""

    @property
    def exercise(self) -> str:
        """The truth's word: situp, shrug or negative."""

    @property
    def lying(self) -> bool:
        """Whether it takes place on a mat and is filmed from the side."""

    @property
    def duration_s(self) -> float:
        """How long it takes."""

    def perform(self, body: Body, time_s: Floats) -> Motion:
        """What ``body`` does at the instants ``time_s`` (T,)."""

    def brief(self) -> Plan:
        """Its first rep or two after a moment of rest, or all of it where nothing repeats."""

    def labels(self) -> dict[str, Any]:
        """What was drawn, for grouping clips."""
