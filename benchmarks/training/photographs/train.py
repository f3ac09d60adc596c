"""Train the network on drawn crops, for so many seconds; a run that was stopped goes on.

    python -m benchmarks.training.photographs.train head RUN --crops CROPS FLAT
        --panoramas PANORAMAS --budget-s 2400 [--start FILE] [--rate 1.5e-3]

RUN.pt is written once an epoch, and holds everything that is needed to go on. What is kept for use
is the mean of the weights of the last several hundred steps ("mean").
"""

from __future__ import annotations

import argparse
import copy
import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  # its usual name
from torch.utils.data import DataLoader, Dataset

from benchmarks.training.photographs.backgrounds import draw_background, load_panoramas
from benchmarks.training.photographs.crops import Crops, chances, load_crops
from benchmarks.training.photographs.looks import look
from benchmarks.training.photographs.network import (
    BACK,
    EAR,
    NECK,
    NOSE,
    Network,
    Tensor,
    apart_deg,
    direction,
    directions,
    seen,
)
from benchmarks.training.photographs.views import VIEWS, View

BATCH, EPOCH = 64, 12_000  # looks
BEHIND = 700  # backgrounds, drawn anew for each run
WARM_UP, RATE_MIN = 200, 1e-5
KEPT = 0.998  # of the mean of the weights, a step
FAR_DEG = 60.0


class Looks(Dataset[Any]):  # type: ignore[misc, unused-ignore]
    """So many looks at random crops."""

    def __init__(
        self, crops: Crops, view: View, panoramas: Path | None, count: int, seed: int
    ) -> None:
        self._crops, self._view, self._seed = crops, view, seed
        self._likely = np.cumsum(chances(crops))
        chance, sources = np.random.default_rng(seed), load_panoramas(panoramas)
        self._behind = [draw_background(sources, chance) for _ in range(BEHIND)]
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> tuple[Any, Any]:
        chance = np.random.default_rng([self._seed, at])
        chosen = min(int(np.searchsorted(self._likely, chance.random())), len(self._likely) - 1)
        return look(self._crops, chosen, self._view, self._behind, chance)


@dataclass
class Run:
    """A network in training, and how far it is."""

    network: Any
    mean: Any
    optimiser: Any
    spent_s: float = 0.0
    step: int = 0
    epoch: int = 0


def main() -> None:
    """Train, tell how it goes, and keep what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("view", choices=VIEWS)
    parser.add_argument("run", type=Path, metavar="RUN")
    parser.add_argument("--crops", type=Path, nargs="+", required=True)
    parser.add_argument("--panoramas", type=Path)
    parser.add_argument("--budget-s", type=float, default=2400.0)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--start", type=Path, help="another RUN.pt, from whose mean to begin")
    asked = parser.parse_args()
    cv2.setNumThreads(0)
    torch.set_num_threads(1)
    torch.manual_seed(1)
    view = VIEWS[asked.view]
    run = _begun(view, asked.run.with_suffix(".pt"), asked.start)
    tested = Looks(load_crops(asked.crops, held_out=True), view, asked.panoramas, 512, seed=7)
    while run.spent_s < asked.budget_s:
        crops = load_crops(asked.crops, held_out=False)  # what has been drawn since comes in
        print(f"epoch {run.epoch}: {len(crops.points)} crops", flush=True)
        looks = Looks(crops, view, asked.panoramas, EPOCH, seed=asked.seed + run.epoch)
        _learn(run, view, looks, asked.budget_s, asked.rate)
        run.epoch += 1
        _save(run, asked.run.with_suffix(".pt"))
        print(
            f"  {run.spent_s:.0f} s, step {run.step}: {judged(run.mean, view, tested)}", flush=True
        )


def _begun(view: View, file: Path, start: Path | None) -> Run:
    network: Any = Network(view)
    network = network.to(memory_format=torch.channels_last)
    if start and not file.exists():
        _begin_from(network, torch.load(start)["mean"])
    run = Run(network, copy.deepcopy(network), torch.optim.AdamW(network.parameters(), 1e-3,
              weight_decay=1e-2))  # fmt: skip
    if file.exists():
        kept = torch.load(file)
        run.network.load_state_dict(kept["network"])
        run.mean.load_state_dict(kept["mean"])
        run.optimiser.load_state_dict(kept["optimiser"])
        run.spent_s, run.step, run.epoch = kept["spent_s"], kept["step"], kept["epoch"]
    return run


def _begin_from(network: Any, arrays: dict[str, Any]) -> None:
    """Take what has the same shape; a view of another size has other dense layers."""
    own = network.state_dict()
    fitting = {
        name: array
        for name, array in arrays.items()
        if array.shape == own[name].shape and name != "places"
    }
    network.load_state_dict(own | fitting)


def _save(run: Run, file: Path) -> None:
    partial = file.with_suffix(".partial")
    torch.save(
        {
            "network": run.network.state_dict(), "mean": run.mean.state_dict(),
            "optimiser": run.optimiser.state_dict(), "spent_s": run.spent_s, "step": run.step,
            "epoch": run.epoch,
        },
        partial,
    )  # fmt: skip
    partial.replace(file)


def _learn(run: Run, view: View, looks: Looks, budget_s: float, rate: float) -> None:
    run.network.train()
    losses = []
    began_s, before_s = time.monotonic(), run.spent_s
    for crops, points in DataLoader(looks, BATCH, num_workers=1, prefetch_factor=6, drop_last=True):
        run.spent_s = before_s + time.monotonic() - began_s
        done = run.spent_s / budget_s
        if done >= 1.0:
            break
        warm = min(1.0, (run.step + 1) / WARM_UP)
        for group in run.optimiser.param_groups:
            group["lr"] = rate * warm * (0.5 + 0.5 * math.cos(math.pi * done)) + RATE_MIN
        with torch.autocast("cpu", torch.bfloat16):
            outputs = run.network(prepared(crops))
        loss, told = loss_of(outputs.float(), points, view)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.network.parameters(), 5.0)
        run.optimiser.step()
        run.step += 1
        _average(run.mean, run.network, min(KEPT, run.step / (run.step + 10.0)))
        losses.append(told)
    if losses:
        print(f"  learning: {_losses(np.mean(losses, axis=0).tolist())}")


def _average(mean: Any, network: Any, kept: float) -> None:
    with torch.no_grad():
        now = network.state_dict()
        for name, value in mean.state_dict().items():
            if value.is_floating_point():
                value.lerp_(now[name], 1.0 - kept)
            else:
                value.copy_(now[name])


def prepared(crops: Tensor) -> Tensor:
    """Crops (N, H, W, 3) of bytes as the network takes them."""
    planes = crops.permute(0, 3, 1, 2).float()
    return ((planes - 127.5) / 63.75).contiguous(memory_format=torch.channels_last)


def loss_of(outputs: Tensor, points: Tensor, view: View) -> tuple[Tensor, list[float]]:
    """What is to become small, and what it comes from: pixels, degrees, degrees, cross-entropy."""
    there = torch.isfinite(points).all(2).all(1)
    found = seen(outputs)
    presence = F.binary_cross_entropy_with_logits(found.there, there.float())
    found, true = seen(outputs[there]), points[there]
    inside = ((true > -1.0) & (true < view.window.px + 1.0)).all(2)
    miss = F.smooth_l1_loss(found.points, true, beta=1.0, reduction="none").mean(2)
    places = (miss * inside).sum() / inside.sum().clamp(min=1)
    head, chest = (direction(true[:, end] - true[:, start]) for start, end in
                   ((EAR, NOSE), (NECK, BACK)))  # fmt: skip
    head_points, head_both, chest_points, chest_both = directions(found)
    head_alone, chest_alone = direction(found.head_line), direction(found.chest_line)
    turned = sum(
        weight * apart_deg(one, true_line).abs().clamp(max=FAR_DEG).mean()
        for weight, true_line, ones in (
            (view.head, head, (head_points, head_alone)),
            (view.chest, chest, (chest_points, chest_alone)),
        )
        for one in ones
    )  # fmt: skip
    head_deg, chest_deg = apart_deg(head_both, head).abs(), apart_deg(chest_both, chest).abs()
    doubt = sum(
        (missed.detach() / level.exp() + level).mean()
        for missed, level in zip((head_deg, chest_deg), found.log_errors.unbind(1), strict=True)
    )  # of a Laplace distribution: a level's exponential is the mean error
    lines = torch.cat([found.head_line, found.chest_line])
    long = ((lines.norm(dim=1) - 1.0) ** 2).mean()
    loss = places + turned / 8.0 + 0.25 * doubt + 0.05 * long + 0.5 * presence
    told = [places.item(), head_deg.mean().item(), chest_deg.mean().item(), presence.item()]
    return loss, told


def _losses(told: list[float]) -> str:
    places, head, chest, there = told
    return f"px {places:.2f} head {head:.2f} chest {chest:.2f} there {there:.3f}"


def judged(network: Any, view: View, looks: Looks) -> str:
    """How far off it is on crops of people that it has not learnt from."""
    network.eval()
    outputs, points = [], []
    with torch.no_grad():
        for crops, true in DataLoader(looks, BATCH):
            outputs.append(network(prepared(crops)))
            points.append(true)
    _, told = loss_of(torch.cat(outputs), torch.cat(points), view)
    return f"held out: {_losses(told)}"


if __name__ == "__main__":
    main()
