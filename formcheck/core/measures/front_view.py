"""What is measured of somebody standing, filmed from the front."""

from __future__ import annotations

import math

import numpy as np

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.kinematics.camera_yaw import front_yaw_deg
from formcheck.core.kinematics.geometry import Line, Vector, body_lines
from formcheck.core.pose import (
    EARS,
    ELBOWS,
    EYES,
    HIPS,
    KNEES,
    SHOULDER_SPOTS,
    SHOULDERS,
    Landmark,
    Pose,
)
from formcheck.core.readings import Measure, with_interval

OVER_HEAD, NOD = 1.74, 1.02
"""Rise of the shoulder joints for a rise of their landmarks over the ears, which BlazePose
under-reads, and for a rise of the eyes over the ears: a nod moves ears too, and this takes it out.
Fitted, as those below are, to rendered shrugs with exact truth by
benchmarks/training/fit_shoulders.py; models/shoulder_elevation.md has data, errors and limits."""
REFINED_OVER_CHEST, REFINED_OVER_HIPS, REFINED_OVER_HEAD, REFINED_NOD = 0.67, 0.27, 0.38, 0.59
"""The same where the refiner finds the joints: for their rise over the chest, found by it too, over
the landmarks of the hips, and for the two above. Each errs in its own way."""

UPPER_ARM = 0.564  # trunk lengths that elbows hang below shoulders at rest, on average
STATURE_RANGE = (0.85, 1.15)  # bent elbows say nothing of a body's size

SPREAD = {"rest": 0.019, "rise": 0.26, "speed": 0.08, "level": 0.016}
REFINED_SPREAD = {"rest": 0.010, "rise": 0.18, "speed": 0.08, "level": 0.010}
"""Half-widths of the 90 % interval, added as squares: at rest, in trunk lengths; for each trunk
length of rise, as bodies differ in their gain; for each trunk length a second, as landmarks lag.
"level" is that of a rise against another of the same hold. From landmarks alone, and refined."""
FINE_PX = 90.0  # a trunk shorter than this in the picture widens the interval at rest
YAW_DEG = 30.0  # so far off the front a rise is half as uncertain again
FRONT_MAX_DEG = 60.0
"""Seen from further round, one shoulder hides the other and a bow of the trunk looks like a rise:
rendered squats from 76 and 84 deg were taken for shrugs, and shrugs from up to 45 deg read 47."""
UNRESTED = 1.5  # how much wider the interval is where the person was never seen at rest

HANGING_SHARE = 0.55  # of how far elbows hang below the shoulders at rest
LEAN_MAX_DEG = 25.0


class FrontView:
    """Measures a pose against a baseline that stands with its shoulders down.

    Heights are taken along the person's own neutral trunk, so a tilted camera does no harm.
    """

    def __init__(self, baseline: Baseline) -> None:
        neutral = baseline.neutral
        across, down = map(float, body_lines(neutral.points)[Line.TRUNK])
        self.trunk_px = math.hypot(across, down)
        self._up = (across / self.trunk_px, down / self.trunk_px)
        self._hung = self._hang(neutral.points.tolist())
        self.stature = self._stature()
        self.refined = bool(np.isfinite(neutral.spots[SHOULDER_SPOTS]).all())
        self._neutral = self._shoulders(neutral)
        self.yaw_deg = front_yaw_deg(neutral)
        self._wider = 1.0 if baseline.rested else UNRESTED
        self._spread = REFINED_SPREAD if self.refined else SPREAD

    @property
    def from_the_front(self) -> bool:
        """Whether the camera stands where a rise of the shoulders can be told."""
        return abs(self.yaw_deg.value) <= FRONT_MAX_DEG

    def height(self, point: Vector) -> float:
        """How high a point lies in the picture, in trunk lengths from its corner."""
        across, down = self._up
        return (point[0] * across + point[1] * down) / self.trunk_px

    def elevation(self, pose: Pose) -> tuple[float, float]:
        """The rise of the shoulders over rest and how much higher the left one rose.

        Both in neutral trunk lengths; from landmarks alone where they were not refined at rest.
        """
        left, right = (
            self.stature * (now - rest)
            for now, rest in zip(self._shoulders(pose), self._neutral, strict=True)
        )
        return (left + right) / 2, left - right

    def measured(self, rise: float, speed: float = 0.0) -> Measure:
        """A rise with its interval, from how fast it changes, in trunk lengths a second."""
        half = math.hypot(
            self._spread["rest"] * max(1.0, FINE_PX / self.trunk_px),
            self._spread["rise"] * rise * (1.0 + 0.5 * (self.yaw_deg.value / YAW_DEG) ** 2),
            self._spread["speed"] * speed,
        )
        return with_interval(rise, half * self._wider)

    @property
    def level_half(self) -> float:
        """How uncertain a rise is against another of the same hold, in trunk lengths."""
        return self._spread["level"]

    def whole(self, points: list[Vector]) -> bool:
        """Whether elbows and hips are seen: without them no rise can be told from another."""
        return not any(math.isnan(points[landmark][0]) for landmark in (*ELBOWS, *HIPS))

    def arms_hang(self, points: list[Vector]) -> bool:
        """Whether both elbows hang about as at rest: raised arms lift shoulders too."""
        hangs = zip(self._hang(points), self._hung, strict=True)
        return all(now > HANGING_SHARE * rest for now, rest in hangs)

    def upright(self, points: list[Vector]) -> bool:
        """Whether the trunk stands about as it stood at rest."""
        (right, low), (left, high) = _middle(points, HIPS), _middle(points, SHOULDERS)
        across, down = left - right, high - low
        along = across * self._up[0] + down * self._up[1]
        return along > math.cos(math.radians(LEAN_MAX_DEG)) * math.hypot(across, down)

    def hips(self, points: list[Vector]) -> tuple[float, float]:
        """Where the hips are in the picture, in trunk lengths."""
        across, down = _middle(points, HIPS)
        return across / self.trunk_px, down / self.trunk_px

    def stride(self, points: list[Vector]) -> float:
        """How much higher the left knee is than the right one, in trunk lengths.

        Not how far beside it: legs half hidden are seen swapped, or as one.
        """
        left, right = (self.height(points[knee]) for knee in KNEES)
        return left - right

    def arms(self, points: list[Vector]) -> tuple[tuple[float, float], ...]:
        """Where the elbows are, seen from their shoulders, in trunk lengths."""
        ends = (
            (points[elbow], points[over]) for elbow, over in zip(ELBOWS, SHOULDERS, strict=True)
        )
        return tuple(
            ((elbow[0] - over[0]) / self.trunk_px, (elbow[1] - over[1]) / self.trunk_px)
            for elbow, over in ends
        )

    def shoulder_height(self, pose: Pose) -> float:
        """How high the shoulders lie in the picture, in trunk lengths."""
        spots = pose.spots[SHOULDER_SPOTS] if self.refined else pose.points[list(SHOULDERS)]
        return (self.height(spots[0].tolist()) + self.height(spots[1].tolist())) / 2

    def _hang(self, points: list[Vector]) -> list[float]:
        """How far each elbow hangs below its shoulder."""
        return [
            self.height(points[shoulder]) - self.height(points[elbow])
            for elbow, shoulder in zip(ELBOWS, SHOULDERS, strict=True)
        ]

    def _stature(self) -> float:
        """How much longer the trunk looks than it is, judged by the upper arms; 1 if unknown.

        Hips are seen too high or too low, more on some bodies than on others: the geometric
        mean of trunk and upper arm is a truer unit than the trunk alone.
        """
        arm = sum(self._hung) / 2
        low, high = STATURE_RANGE
        return min(max(math.sqrt(UPPER_ARM / arm), low), high) if arm > 0 else 1.0

    def _shoulders(self, pose: Pose) -> tuple[float, float]:
        """How high each shoulder lies, before rest is taken off."""
        points = pose.points.tolist()
        ears, eyes, hips = (self.height(_middle(points, pair)) for pair in (EARS, EYES, HIPS))
        marked = [self.height(points[shoulder]) - ears for shoulder in SHOULDERS]
        if not self.refined:
            nod = NOD * (eyes - ears)
            left, right = (OVER_HEAD * over_head + nod for over_head in marked)
            return left, right
        *joints, collar, _ = (self.height(spot) for spot in pose.spots[SHOULDER_SPOTS].tolist())
        nod = REFINED_NOD * (eyes - ears)
        left, right = (
            REFINED_OVER_CHEST * (joint - collar)
            + REFINED_OVER_HIPS * (joint - hips)
            + REFINED_OVER_HEAD * over_head
            + nod
            for joint, over_head in zip(joints, marked, strict=True)
        )
        return left, right


def _middle(points: list[Vector], pair: tuple[Landmark, Landmark]) -> tuple[float, float]:
    one, other = (points[landmark] for landmark in pair)
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
