"""Trains a network of the second look with PyTorch, from a seed."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # its usual name
from numpy.typing import NDArray
from torch import nn

from benchmarks.training.look.augmentation import look
from benchmarks.training.look.networks import Kind, Round
from benchmarks.training.look.samples import ELSEWHERE, STILLS, Stills
from benchmarks.training.look.targets import Floats

DENSE = 128
DECAY, BATCH = 1e-3, 128
PLACE, MISS, THERE = 20.0, 0.3, 1.0  # what each part of the loss weighs
OF_A_PERSON = STILLS + ELSEWHERE
CLOSE_M = 0.018  # spots further off pull no harder
TELL = 500  # steps between two lines of progress

Tensor = Any  # torch comes without the types that a strict check needs
Looks = tuple[Tensor, Tensor]
Choice = tuple[int, np.random.Generator]


def network(kind: Kind) -> Any:
    """Convolutions with normalisation, then two dense layers."""
    parts: list[Any] = []
    side = kind.window.px
    for (depth, _), (planes, stride) in pairwise(((3, 1), *kind.layers)):
        parts += [nn.Conv2d(depth, planes, 3, stride, 1), nn.BatchNorm2d(planes), nn.ReLU()]
        side //= stride
    parts += [nn.Flatten(), nn.Linear(planes * side * side, DENSE), nn.ReLU()]
    return nn.Sequential(*parts, nn.Linear(DENSE, 2 * kind.spots + len(kind.parts) + 1))


def train(stills: Stills, kind: Kind, seed: int) -> Any:
    """A network fitted to stills."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    made = network(kind).to(memory_format=torch.channels_last)  # quicker on processors
    for how in kind.rounds:
        _learn(made, stills, kind, how, chance)
    return made.eval()


def _learn(made: Any, stills: Stills, kind: Kind, how: Round, chance: np.random.Generator) -> None:
    """Fit a network further, in one round."""
    optimiser = torch.optim.AdamW(made.parameters(), weight_decay=DECAY)
    steps = how.epochs * (len(stills.crops) // BATCH)
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, how.rate, total_steps=steps + 1, pct_start=how.warm_up
    )
    for step, (seen, true) in enumerate(_looks(stills, kind, how, steps, chance)):
        loss = _loss(made(seen), true, kind, how.change)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rates.step()
        if step % TELL == 0:
            print(f"step {step} of {steps}, loss {loss.item():.2f}", file=sys.stderr, flush=True)


def _loss(found: Tensor, true: Tensor, kind: Kind, change: float) -> Tensor:
    """Places, what of them matters with how far off it may be, and whether somebody is there."""
    there = torch.isfinite(true).all(2).all(1)
    right = torch.nan_to_num(true)
    whole = there & (right.abs() < 1.0).all(2).all(1)
    spots = found[:, : 2 * kind.spots].reshape(-1, kind.spots, 2)
    places = F.smooth_l1_loss(spots[whole], right[whole], beta=CLOSE_M / (kind.window.side_m / 2.0))
    missed = 0.0
    for at, part in enumerate(kind.parts, start=2 * kind.spots):
        spread = found[whole, at].clamp(-1.0, 5.0)
        error = MISSES[kind.misses](spots[:, part], right[:, part], kind)
        alone = error[whole].abs()
        missed = missed + (alone * torch.exp(-spread) + spread).mean()  # of a Laplace distribution
        if change:
            missed = missed + change * _changed(error, whole).mean()
    seen = F.binary_cross_entropy_with_logits(found[:, -1], there.float())
    return PLACE * places + MISS * missed + THERE * seen


def _changed(error: Tensor, whole: Tensor) -> Tensor:
    """By how much a change is missed between each still of the first half and its pair."""
    half = len(error) // 2
    both = whole[:half] & whole[half:]
    return (error[:half] - error[half:])[both].abs()


def _turned_deg(found: Tensor, true: Tensor, kind: Kind) -> Tensor:
    """``spots_turn_deg``, through which the loss flows back."""
    del kind  # turns are turns in any window
    found, true = (spots - spots.mean(1, keepdim=True) for spots in (found, true))
    cross = (true[..., 0] * found[..., 1] - true[..., 1] * found[..., 0]).sum(1)
    return torch.atan2(cross, (true * found).sum((1, 2))) * (180.0 / math.pi)


def _raised_mm(found: Tensor, true: Tensor, kind: Kind) -> Tensor:
    """How much higher over the chest shoulders are found than they are, in mm."""
    left, right, collar, _ = (found - true).unbind(1)
    up = F.normalize(true[:, 2] - true[:, 3], dim=1)
    return (((left + right) / 2.0 - collar) * up).sum(1) * (kind.window.side_m * 500.0)


MISSES = {"turn": _turned_deg, "rise": _raised_mm}


def _looks(
    stills: Stills, kind: Kind, how: Round, batches: int, chance: np.random.Generator
) -> Iterator[Looks]:
    """Batches of looks, each made while the one before is learnt from."""
    chosen = _pairs(len(stills.crops), chance) if how.change else _singly(len(stills.crops), chance)

    def make() -> Looks:
        return _tensors(
            [look(stills.crops[at], stills.spots[at], kind, how, by) for at, by in next(chosen)]
        )

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(make)
        for _ in range(batches):
            ready, coming = coming.result(), ahead.submit(make)
            yield ready


def _singly(count: int, chance: np.random.Generator) -> Iterator[list[Choice]]:
    """Batches of stills in any order, each to be looked at by chance."""
    for chosen in _batches(count, BATCH, chance):
        yield [(at, chance) for at in chosen]


def _pairs(count: int, chance: np.random.Generator) -> Iterator[list[Choice]]:
    """Batches of which the second half are the same people, looked at by the same chance."""
    for chosen in _batches(count, BATCH // 2, chance):
        seeds = chance.integers(2**32, size=len(chosen)).tolist()
        others = chosen // OF_A_PERSON * OF_A_PERSON
        others = np.minimum(others + chance.integers(OF_A_PERSON, size=len(chosen)), count - 1)
        yield [
            (at, np.random.default_rng(seed))
            for half in (chosen, others)
            for at, seed in zip(half.tolist(), seeds, strict=True)
        ]


def _batches(count: int, size: int, chance: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    while True:
        order = chance.permutation(count)
        yield from (order[at : at + size] for at in range(0, count - size + 1, size))


def _tensors(pairs: list[tuple[Any, Floats]]) -> Looks:
    crops, spots = zip(*pairs, strict=True)
    seen = torch.from_numpy(np.array(crops, np.float32)).permute(0, 3, 1, 2)
    return (seen - 127.5) / 63.75, torch.from_numpy(np.array(spots, np.float32))
