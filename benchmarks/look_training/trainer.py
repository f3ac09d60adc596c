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

from .kinds import Kind, Round
from .looks import look
from .stills import Floats, Stills

DENSE = 128
DECAY, BATCH = 1e-3, 128
PLACE, TURN, HEAD = 20.0, 0.3, 1.0  # what each part of the loss weighs
CLOSE_M = 0.018  # spots further off pull no harder
TELL = 500  # steps between two lines of progress

Tensor = Any  # torch comes without the types that a strict check needs
Looks = tuple[Tensor, Tensor]


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
        loss = _loss(made(seen), true, kind)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rates.step()
        if step % TELL == 0:
            print(f"step {step} of {steps}, loss {loss.item():.2f}", file=sys.stderr, flush=True)


def _loss(found: Tensor, true: Tensor, kind: Kind) -> Tensor:
    """Places, the turns with how far off they may be, and whether somebody is there."""
    has_head = torch.isfinite(true).all(2).all(1)
    whole = has_head & (torch.nan_to_num(true).abs() < 1.0).all(2).all(1)
    spots, right = found[whole, : 2 * kind.spots].reshape(-1, kind.spots, 2), true[whole]
    places = F.smooth_l1_loss(spots, right, beta=CLOSE_M / (kind.window.side_m / 2.0))
    turn = 0.0
    for at, part in enumerate(kind.parts, start=2 * kind.spots):
        spread = found[whole, at].clamp(-1.0, 5.0)
        error = _turned_deg(spots[:, part], right[:, part]).abs()
        turn = turn + (error * torch.exp(-spread) + spread).mean()  # of a Laplace distribution
    head = F.binary_cross_entropy_with_logits(found[:, -1], has_head.float())
    return PLACE * places + TURN * turn + HEAD * head


def _turned_deg(found: Tensor, true: Tensor) -> Tensor:
    """``spots_turn_deg``, through which the loss flows back."""
    found, true = (spots - spots.mean(1, keepdim=True) for spots in (found, true))
    cross = (true[..., 0] * found[..., 1] - true[..., 1] * found[..., 0]).sum(1)
    return torch.atan2(cross, (true * found).sum((1, 2))) * (180.0 / math.pi)


def _looks(
    stills: Stills, kind: Kind, how: Round, batches: int, chance: np.random.Generator
) -> Iterator[Looks]:
    """Batches of looks, each made while the one before is learnt from."""
    chosen = _batches(len(stills.crops), chance)

    def make() -> Looks:
        return _tensors(
            [look(stills.crops[at], stills.spots[at], kind, how, chance) for at in next(chosen)]
        )

    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(make)
        for _ in range(batches):
            ready, coming = coming.result(), ahead.submit(make)
            yield ready


def _batches(count: int, chance: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    while True:
        order = chance.permutation(count)
        yield from (order[at : at + BATCH] for at in range(0, count - BATCH + 1, BATCH))


def _tensors(pairs: list[tuple[Any, Floats]]) -> Looks:
    crops, spots = zip(*pairs, strict=True)
    seen = torch.from_numpy(np.array(crops, np.float32)).permute(0, 3, 1, 2)
    return (seen - 127.5) / 63.75, torch.from_numpy(np.array(spots, np.float32))
