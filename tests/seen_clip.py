"""A clip as a perfect pose model would see it, and what formcheck reads in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from plain_neck import PLAIN_NECK

from formcheck.analyzer import Analyzer
from formcheck.baseline import Baseline, estimate_baseline
from formcheck.exercises import EXERCISES
from formcheck.geometry import EARS, EYES, HIPS, MOUTH, SHOULDERS
from formcheck.limits import Limits
from formcheck.pose import SHOULDER_SPOTS, Floats, Landmark, Pose, with_all_spots
from formcheck.readings import Event, FormWarning, Hold, Reading, Rep

SPOTS = ((Landmark.NOSE,), EYES, EARS, MOUTH)
ALONG_TRUNK = (0.0, 0.3, 0.15)  # shoulders to hips: the spots of a chest
OVER_HIPS = (0.8, 1.1)  # trunk lengths: breast and collar of whoever stands
LOOK_ERROR_DEG = 1.0
TRUNK_PX = 150.0  # of the bodies that are filmed

_SWAP = np.array(
    [
        Landmark[name.replace("LEFT", "?").replace("RIGHT", "LEFT").replace("?", "RIGHT")]
        for name in Landmark.__members__
    ]
)


@dataclass(frozen=True, eq=False)
class Clip:
    """What a pose model would find in a clip, were it perfect.

    ``shoulders_seen`` is the share of frames in which a look finds the shoulders, from the first.
    """

    time_s: Floats
    points: Floats
    world: Floats
    width_px: float = 854.0
    height_px: float = 480.0
    shoulders_seen: float = 0.0

    @property
    def spots(self) -> Floats:
        """What looks would find, were they perfect too and the back stiff (T, 11, 2).

        The chest stays where it is seen from the hips, while the shoulders rise.
        """
        head = [self.points[:, list(pair)].mean(axis=1) for pair in SPOTS]
        shoulders, hips = (self.points[:, list(pair)].mean(axis=1) for pair in (SHOULDERS, HIPS))
        chest = [shoulders + share * (hips - shoulders) for share in ALONG_TRUNK]
        spots = with_all_spots(np.stack([*head, *chest], axis=1))
        seen = round(self.shoulders_seen * len(spots))
        joints = self.points[:seen, list(SHOULDERS)]
        breast, collar = (hips[:seen] - [0.0, share * TRUNK_PX] for share in OVER_HIPS)
        spots[:seen, SHOULDER_SPOTS] = np.stack([*joints.transpose(1, 0, 2), collar, breast], 1)
        return spots

    def __iter__(self) -> Iterator[Pose]:
        rows = zip(self.time_s, self.points, self.world, self.spots, strict=True)
        for time_s, points, world, spots in rows:
            sure = np.where(np.isnan(points[:, 0]), 0.0, 1.0)
            yield Pose(float(time_s), points, world, sure, spots, LOOK_ERROR_DEG)

    def only(self, kept: NDArray[np.bool_]) -> Clip:
        """The frames that are kept."""
        return replace(
            self, time_s=self.time_s[kept], points=self.points[kept], world=self.world[kept]
        )

    def dropping(self, share: float, seed: int) -> Clip:
        """A share of the frames dropped at random."""
        return self.only(np.random.default_rng(seed).random(len(self.time_s)) >= share)

    def unseen(self, start_s: float, end_s: float, landmarks: Sequence[int] = range(33)) -> Clip:
        """The twin in which landmarks are NaN for a while: all, unless told which."""
        points, world = self.points.copy(), self.world.copy()
        when = np.flatnonzero((self.time_s >= start_s) & (self.time_s < end_s))
        points[np.ix_(when, landmarks)] = np.nan
        world[np.ix_(when, landmarks)] = np.nan
        return replace(self, points=points, world=world)

    def mirrored(self) -> Clip:
        """As in a mirror: left is right, and the picture is flipped."""
        points, world = self.points[:, _SWAP].copy(), self.world[:, _SWAP].copy()
        points[..., 0] = self.width_px - points[..., 0]
        world[..., 0] = -world[..., 0]
        return replace(self, points=points, world=world)

    def scaled(self, factor: float) -> Clip:
        """Filmed with more or fewer pixels."""
        return replace(
            self,
            points=self.points * factor,
            width_px=self.width_px * factor,
            height_px=self.height_px * factor,
        )

    def moved(self, x_px: float, y_px: float) -> Clip:
        """Elsewhere in a picture that is larger by as much."""
        return replace(
            self,
            points=self.points + np.array([x_px, y_px]),
            width_px=self.width_px + abs(x_px),
            height_px=self.height_px + abs(y_px),
        )

    def later(self, shift_s: float) -> Clip:
        """The same clip, with a clock that runs ahead."""
        return replace(self, time_s=self.time_s + shift_s)

    def noisy(self, sd: float, seed: int = 0) -> Clip:
        """With noise on every landmark, in trunk lengths."""
        noise = np.random.default_rng(seed).normal(0.0, sd * TRUNK_PX, self.points.shape)
        return replace(self, points=self.points + noise)

    def baseline(self, *, lying: bool) -> Baseline:
        """The neutral pose of the whole clip."""
        return estimate_baseline(
            self.time_s, self.points, self.world, lying=lying, spots=self.spots
        )

    def readings(self, exercise: str, limits: Limits | None = None) -> tuple[Reading, ...]:
        """What formcheck reads in it."""
        return _readings(self, exercise, limits or Limits())

    def events(self, exercise: str, limits: Limits | None = None) -> list[Event]:
        """All that happens in it."""
        return [event for reading in self.readings(exercise, limits) for event in reading.events]

    def reps(self) -> list[Rep]:
        """The sit-ups in it."""
        return [event for event in self.events("situp") if isinstance(event, Rep)]

    def holds(self, limits: Limits | None = None) -> list[Hold]:
        """The shrugs in it."""
        return [event for event in self.events("shrug", limits) if isinstance(event, Hold)]

    def warnings(self, exercise: str, limits: Limits | None = None) -> list[FormWarning]:
        """The warnings in it."""
        events = self.events(exercise, limits)
        return [event for event in events if isinstance(event, FormWarning)]


@lru_cache(maxsize=8)
def _readings(clip: Clip, exercise: str, limits: Limits) -> tuple[Reading, ...]:
    chosen = EXERCISES[exercise]
    analyzer = Analyzer(
        chosen(limits, clip.baseline(lying=chosen.lying), PLAIN_NECK),
        limits,
        width_px=round(clip.width_px),
        height_px=round(clip.height_px),
    )
    return tuple(analyzer.update(pose) for pose in clip)
