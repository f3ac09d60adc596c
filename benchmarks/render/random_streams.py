"""Random draws: one stream for each matter of a clip, so that none disturbs another."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from benchmarks.render.shape import Floats

Kind = TypeVar("Kind")


def stream(seed: int, matter: str) -> np.random.Generator:
    """The draws of one matter of the clip of a seed."""
    return np.random.default_rng([seed, zlib.crc32(matter.encode())])


def between(rng: np.random.Generator, low: float, high: float) -> float:
    """Anything between, evenly."""
    return float(rng.uniform(low, high))


def evenly_by_ratio(rng: np.random.Generator, low: float, high: float) -> float:
    """Anything between, each doubling as likely as the next."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def happens(rng: np.random.Generator, share: float) -> bool:
    """True in this share of draws."""
    return bool(rng.random() < share)


def one_of(rng: np.random.Generator, shares: Mapping[Kind, float]) -> Kind:
    """One of the keys, as often as its value says of their sum."""
    weights = np.array(list(shares.values()))
    return list(shares)[int(rng.choice(len(weights), p=weights / weights.sum()))]


@dataclass(frozen=True, slots=True)
class Sway:
    """A slow, irregular to and fro: sines of an amplitude, a frequency (Hz) and a phase."""

    waves: tuple[tuple[float, float, float], ...]

    @classmethod
    def draw(cls, rng: np.random.Generator, amplitude: float) -> Sway:
        """About as large as ``amplitude``, with periods from 1 to 10 s."""
        return cls(
            tuple(
                (amplitude * between(rng, 0.2, 0.6), between(rng, 0.1, 1.0), between(rng, 0, 6.3))
                for _ in range(3)
            )
        )

    def at(self, time_s: Floats) -> Floats:
        """Its value at each instant."""
        waves = [a * np.sin(2.0 * np.pi * f * time_s + p) for a, f, p in self.waves]
        found: Floats = np.sum(waves, axis=0)
        return found


def smooth(x: Floats) -> Floats:
    """From 0 to 1 as x does, starting and ending without a jerk (Flash & Hogan 1985)."""
    x = np.clip(x, 0.0, 1.0)
    return x * x * x * (x * (6.0 * x - 15.0) + 10.0)


def there_and_back(x: Floats, leave: float, arrive: float, turn: float, home: float) -> Floats:
    """0 until ``leave``, 1 from ``arrive`` to ``turn``, 0 from ``home`` on."""
    out = smooth((x - leave) / max(arrive - leave, 1e-6))
    return out * (1.0 - smooth((x - turn) / max(home - turn, 1e-6)))
