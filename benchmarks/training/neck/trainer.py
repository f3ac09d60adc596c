"""Trains the network: Adam (Kingma & Ba 2015) on a Huber loss, in numpy, from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.accuracy.clips import Floats
from benchmarks.training.neck.frames import ClipFrames
from formcheck.core.measures.mlp import Network

UNITS = 16  # of each member
EPOCHS, BATCH = 25, 256
RATE, DECAY = 3e-3, 3e-3
TREMBLE = 0.3  # standard deviations of noise on the inputs: real landmarks jitter more
STEADY = 0.15  # the same for a second look, which jitters less
HUBER_DEG = 4.0  # a larger error pulls no harder: some landmarks are plainly wrong
RIDGE = 0.02
SPREAD_DEG = 10.0  # what one unit of the inner layer is worth at first
MOMENTS = (0.9, 0.999)


class Weights(NamedTuple):
    """What is learnt, as in a Network."""

    plane: Floats
    bias: Floats
    inner: Floats
    inner_bias: Floats
    outer: Floats


def train(
    clips: Sequence[ClipFrames], members: int, seed: int = 0, tremble: float = TREMBLE
) -> Network:
    """A network fitted to clips, the average of ``members`` that start and tremble differently."""
    rows = np.concatenate([clip.rows for clip in clips])
    truth_deg = np.concatenate([clip.truth_deg for clip in clips])
    shares = np.concatenate([clip.weights for clip in clips]) / len(clips)
    centre, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    blank = Network(centre, scale, *(np.zeros(1) for _ in Weights._fields))
    known = blank.standardised(rows)
    found = [
        _fit(known, truth_deg, shares, tremble, np.random.default_rng([seed, member]))
        for member in range(members)
    ]
    return Network(
        centre=centre,
        scale=scale,
        plane=np.mean([one.plane for one in found], axis=0),
        bias=np.mean([one.bias for one in found], axis=0),
        inner=np.concatenate([one.inner for one in found], axis=1),
        inner_bias=np.concatenate([one.inner_bias for one in found]),
        outer=np.concatenate([one.outer for one in found]) * SPREAD_DEG / members,
    )


def _fit(
    rows: Floats, truth_deg: Floats, shares: Floats, tremble: float, chance: np.random.Generator
) -> Weights:
    inputs = rows.shape[1]
    plane, bias = _plane(rows, truth_deg, shares)
    weights = Weights(
        plane,
        bias,
        chance.normal(0.0, inputs**-0.5, (inputs, UNITS)),
        np.zeros(UNITS),
        chance.normal(0.0, 0.3 * UNITS**-0.5, UNITS),
    )
    first, second = ([np.zeros_like(w) for w in weights] for _ in range(2))
    steps = EPOCHS * (len(rows) // BATCH)
    for step in range(1, steps + 1):
        batch = chance.choice(len(rows), BATCH, p=shares)
        seen = rows[batch] + chance.normal(0.0, tremble, (BATCH, inputs))
        rate = RATE * (1.0 + np.cos(np.pi * step / steps)) / 2.0
        for at, slope in enumerate(_slopes(weights, seen, truth_deg[batch])):
            first[at] += (1.0 - MOMENTS[0]) * (slope - first[at])
            second[at] += (1.0 - MOMENTS[1]) * (slope**2 - second[at])
            move = first[at] / (1.0 - MOMENTS[0] ** step)
            move /= np.sqrt(second[at] / (1.0 - MOMENTS[1] ** step)) + 1e-8
            shrink = 0.0 if Weights._fields[at].endswith("bias") else DECAY
            weights[at][...] -= rate * (move + shrink * weights[at])
    return weights


def _plane(rows: Floats, truth_deg: Floats, shares: Floats) -> tuple[Floats, Floats]:
    """Ridge regression, to start from."""
    wide = np.column_stack([rows, np.ones(len(rows))])
    held = RIDGE * np.diag([1.0] * rows.shape[1] + [0.0])
    found = np.linalg.solve((wide.T * shares) @ wide + held, (wide.T * shares) @ truth_deg)
    return found[:-1], found[-1:]


def _slopes(weights: Weights, rows: Floats, truth_deg: Floats) -> Weights:
    """How the mean Huber loss changes with each weight."""
    bent = np.tanh(rows @ weights.inner + weights.inner_bias)
    guess = rows @ weights.plane + weights.bias + SPREAD_DEG * (bent @ weights.outer)
    pull = np.clip(guess - truth_deg, -HUBER_DEG, HUBER_DEG) / len(rows)
    back = SPREAD_DEG * np.outer(pull, weights.outer) * (1.0 - bent**2)
    return Weights(
        plane=rows.T @ pull,
        bias=np.array([pull.sum()]),
        inner=rows.T @ back,
        inner_bias=back.sum(axis=0),
        outer=SPREAD_DEG * (bent.T @ pull),
    )
