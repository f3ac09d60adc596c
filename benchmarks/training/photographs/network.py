"""The network that sees head and chest: key points by soft maxima, and directions of their own.

It takes crops (N, 3, H, W), RGB, (value - 127.5) / 63.75, as large as its view says.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812  # its usual name
from torch import nn

from benchmarks.training.photographs.views import View

POINTS = 9  # see benchmarks.render.avatars.crops.POINTS
NOSE, EAR, NECK, BACK = 0, 5, 6, 7  # the head's line runs from near ear to nose
DENSE = 128
LOG_ERROR = 2.5  # of either line, before anything is learnt
OTHERS = 7  # head's line (2), chest's line (2), log errors of both, log odds that somebody is there

Tensor = Any  # torch comes without the types that a strict check needs


class Seen(NamedTuple):
    """``points`` (N, 9, 2) pixels of the crop; lines (N, 2), of which the direction counts.

    ``log_errors`` (N, 2): of head and chest, logarithms of the mean error in degrees; ``there``
    (N,): log odds that somebody is there.
    """

    points: Tensor
    head_line: Tensor
    chest_line: Tensor
    log_errors: Tensor
    there: Tensor


def convolved(depth: int, planes: int, stride: int = 1, size: int = 3) -> Any:
    """A convolution, normalised, without what is negative."""
    return nn.Sequential(
        nn.Conv2d(depth, planes, size, stride, size // 2, bias=False),
        nn.BatchNorm2d(planes),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):  # type: ignore[misc, unused-ignore]
    """Two convolutions whose outcome is added to what went in."""

    def __init__(self, planes: int) -> None:
        super().__init__()
        self.first = convolved(planes, planes)
        self.second = convolved(planes, planes)[:2]

    def forward(self, planes: Tensor) -> Tensor:
        """Planes (N, C, H, W) to as many."""
        return F.relu(planes + self.second(self.first(planes)))


class Network(nn.Module):  # type: ignore[misc, unused-ignore]
    """Planes at a half, quarter, eighth and sixteenth of the size, and back up to a quarter."""

    places: Tensor

    def __init__(self, view: View) -> None:
        super().__init__()
        self.size_px, grid = view.window.px, view.window.px // 4  # cells of a map, each way
        half, quarter, eighth, sixteenth = view.widths
        self.to_quarter = nn.Sequential(
            convolved(3, half, 2, 5), convolved(half, quarter, 2), convolved(quarter, quarter)
        )
        self.to_eighth = nn.Sequential(convolved(quarter, eighth, 2), Residual(eighth))
        self.to_sixteenth = nn.Sequential(convolved(eighth, sixteenth, 2), Residual(sixteenth))
        self.from_sixteenth = nn.Conv2d(sixteenth, 48, 1)
        self.from_eighth = nn.Conv2d(eighth, 48, 1)
        self.eighth = convolved(48, 32)
        self.from_quarter = nn.Conv2d(quarter, 32, 1)
        self.quarter = convolved(32, 32)
        self.maps = nn.Conv2d(32, POINTS, 1)
        small = self.size_px // 16
        self.whole = nn.Sequential(
            convolved(sixteenth, 32, 1, 1),
            nn.Flatten(),
            nn.Linear(32 * small * small, DENSE),
            nn.ReLU(inplace=True),
            nn.Dropout(0.1),
        )
        self.others = nn.Linear(DENSE + 3 * POINTS, OTHERS)
        nn.init.constant_(self.others.bias[4:6], LOG_ERROR)
        middles = (torch.arange(grid) + 0.5) * (self.size_px / grid)
        across, down = middles.repeat(grid), middles.repeat_interleave(grid)
        self.register_buffer("places", torch.stack([across, down, across**2 + down**2], 1) / 1e2)

    def forward(self, crops: Tensor) -> Tensor:
        """Outputs (N, 25): x and y of each point, pixels, then ``OTHERS``."""
        quarter = self.to_quarter(crops)
        eighth = self.to_eighth(quarter)
        sixteenth = self.to_sixteenth(eighth)
        up = self.from_eighth(eighth) + _twice(self.from_sixteenth(sixteenth))
        up = self.from_quarter(quarter) + _twice(self.eighth(up))
        logits = self.maps(self.quarter(up)).flatten(2)
        mass = torch.softmax(logits.float(), 2)
        found = mass @ self.places  # x, y and x^2 + y^2 in 1e2, (N, 9, 3)
        points = found[..., :2] * 1e2
        spread = found[..., 2] * 1e2 - (points**2).sum(2)
        told = torch.cat(
            [
                self.whole(sixteenth).float(),
                (points.flatten(1) - self.size_px / 2) * (4.0 / self.size_px),
                torch.log(F.relu(spread) + 1e-1),
            ],
            1,
        )
        return torch.cat([points.flatten(1), self.others(told).float()], 1)


def _twice(planes: Tensor) -> Tensor:
    return F.interpolate(planes, scale_factor=2.0, mode="nearest")


def seen(outputs: Tensor) -> Seen:
    """The outputs (N, 25) by name."""
    points = outputs[:, : 2 * POINTS].reshape(-1, POINTS, 2)
    others = outputs[:, 2 * POINTS :]
    return Seen(points, others[:, :2], others[:, 2:4], others[:, 4:6], others[:, 6])


def direction(line: Tensor) -> Tensor:
    """Radians, of lines (N, 2)."""
    return torch.atan2(line[:, 1], line[:, 0])


def directions(found: Seen) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Of the head by points, of the head by both, of the chest by points, of the chest by both."""
    points = found.points
    head, chest = points[:, NOSE] - points[:, EAR], points[:, BACK] - points[:, NECK]
    both_head, both_chest = (
        F.normalize(one, dim=1, eps=1e-3) + F.normalize(other, dim=1, eps=1e-3)
        for one, other in ((head, found.head_line), (chest, found.chest_line))
    )
    return direction(head), direction(both_head), direction(chest), direction(both_chest)


def apart_deg(one: Tensor, other: Tensor) -> Tensor:
    """The angle between two directions, degrees, -180 to 180."""
    return torch.atan2(torch.sin(one - other), torch.cos(one - other)) * (180.0 / math.pi)
