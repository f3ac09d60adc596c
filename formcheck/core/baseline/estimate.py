"""The person's own neutral: the pose that everything else is measured against.

A pose model reads a neck 2 to 16 degrees off, more for one person than for another, so no
absolute angle can be trusted: only the change from the person's own rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from formcheck.core.baseline.plausibility import headless, is_body, whole, with_its_head
from formcheck.core.kinematics.camera_yaw import UPRIGHT_MIN_DEG
from formcheck.core.kinematics.geometry import Line, body_lines, turns_deg
from formcheck.core.pose import ELBOWS, HIPS, SHOULDERS, Floats, Pose, RefinedKeypoint

LYING_MAX_DEG = 45.0  # a trunk lower than this may be lying
QUIET_DEG_S = 12.0  # a trunk or neck line that turns slower than this is at rest
LOW_MARGIN_DEG = 6.0  # how far above the lowest trunk inclination still is lying down
DOWN_SHARE = 0.2  # of a clip that the shoulders may be expected to be down
DOWN_S = 2.0  # or this long, in a longer clip
DOWN_MARGIN = 0.015  # trunk lengths above the lowest that shoulders still are down
HANGING = 0.3  # trunk lengths below the shoulders; higher elbows belong to raised arms
REST_MIN_S = 1.0
GAP_S = 0.3
SEEN_SHARE = 0.5  # of the rest in which a landmark must be seen to have a neutral
FOUND_SHARE = 0.5  # of a clip without rest; who is found less often has no neutral for the neck
SPEED_WINDOW_S = 0.3

Flags = NDArray[np.bool_]

CALMEST = "calmest moments; no rest of 1 s was seen"
UNSEEN = "no rest seen"
"""The origins of baselines that are no rest."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """A neutral pose, the median over quiet rest, hip-centred in the picture.

    ``rested`` is False where no second of rest was found and the calmest moments had to do.
    """

    neutral: Pose
    origin: str  # where it comes from, in words: "rest 0.0-1.9 s"
    rested: bool = True

    @property
    def known(self) -> bool:
        """Whether there is a neutral pose at all."""
        return self.neutral.seen

    @classmethod
    def unknown(cls) -> Baseline:
        """The baseline of somebody who was never seen at rest."""
        return cls(Pose.missing(0.0), UNSEEN, rested=False)


def estimate_baseline(
    time_s: Floats,
    points: Floats,
    world: Floats,
    *,
    lying: bool,
    spots: Floats | None = None,
    picture_px: tuple[float, float] | None = None,
) -> Baseline:
    """The neutral pose of a whole clip: lying on the back, or standing with shoulders down.

    ``time_s`` (T,), ``points`` (T, 33, 2) pixels, ``world`` (T, 33, 3) metres, ``spots``
    (T, 13, 2) pixels where poses were refined. With the size of the picture, a head that it
    cuts off at rest is not taken for the person's neutral; a neutral that is no body is none.
    """
    if len(time_s) < 2:
        return Baseline.unknown()
    certain = points if picture_px is None else whole(points, *picture_px)
    spots = np.full((len(time_s), len(RefinedKeypoint), 2), np.nan) if spots is None else spots
    lines = body_lines(points)
    trunk = lines[:, Line.TRUNK]
    with np.errstate(invalid="ignore"):
        inclination = np.degrees(np.arctan2(-trunk[:, 1], np.abs(trunk[:, 0])))
        neck = turns_deg(trunk, lines[:, Line.NECK])
        quiet = (_speed(time_s, inclination) < QUIET_DEG_S) & (_speed(time_s, neck) < QUIET_DEG_S)
        posture = (
            _lying(lines, inclination, quiet)
            if lying
            else _shoulders_down(time_s, lines, inclination, _arms_hang(points, trunk))
        )
    for start, end in _runs(time_s, posture & quiet):
        if time_s[end] - time_s[start] >= REST_MIN_S:
            origin = f"rest {time_s[start]:.1f}-{time_s[end]:.1f} s"
            rest = np.zeros(len(time_s), bool)
            rest[start : end + 1] = True
            return _checked(Baseline(_median_pose(certain, world, spots, rest), origin))
    if not posture.any():
        return Baseline.unknown()
    calm = posture & quiet if (posture & quiet).any() else posture
    found = _checked(Baseline(_median_pose(certain, world, spots, calm), CALMEST, rested=False))
    seen_share = np.isfinite(points[:, 0, 0]).mean()
    return found if seen_share >= FOUND_SHARE or not lying else _without_head(found)


def _without_head(baseline: Baseline) -> Baseline:
    """The baseline of somebody found now and then: perhaps only with a bent neck."""
    return replace(baseline, neutral=headless(baseline.neutral))


def _lying(lines: Floats, inclination: Floats, quiet: Flags) -> Flags:
    """Where the person lies on the back, trunk at its lowest."""
    trunk = lines[:, Line.TRUNK]
    face = turns_deg(trunk, lines[:, Line.NOSE])
    flat: Flags = np.abs(inclination) < LYING_MAX_DEG
    supine: Flags = flat & (face * np.sign(trunk[:, 0]) < 0)
    if supine.sum() <= flat.sum() / 2:  # a plank, whose face is seen wrong now and then
        return np.zeros_like(flat)
    calm = supine & quiet if (supine & quiet).any() else supine
    lowest = np.percentile(inclination[calm], 10)  # a pose that finds its feet moves fast
    bottom = np.percentile(inclination[supine], 10)
    if lowest > bottom + LOW_MARGIN_DEG:  # only the tops of reps were calm
        lowest = bottom
    low: Flags = supine & (inclination < lowest + LOW_MARGIN_DEG)
    return low


def _shoulders_down(time_s: Floats, lines: Floats, inclination: Floats, hanging: Flags) -> Flags:
    """Where the person is upright, arms hanging, and the shoulders as far from the ears as ever.

    "As ever" is what ``DOWN_S`` of a clip reach: a hold may fill all the rest of it.
    """
    upright: Flags = (inclination > UPRIGHT_MIN_DEG) & hanging
    height = -lines[:, Line.NECK, 1] / np.linalg.norm(lines[:, Line.TRUNK], axis=-1)
    upright &= np.isfinite(height)
    if not upright.any():
        return upright
    share = min(DOWN_SHARE, DOWN_S / (time_s[-1] - time_s[0]))
    down: Flags = upright & (height > np.quantile(height[upright], 1 - share) - DOWN_MARGIN)
    return down


def _arms_hang(points: Floats, trunk: Floats) -> Flags:
    """Where both elbows hang below the shoulders: raised arms take the shoulders along."""
    arms = points[:, list(ELBOWS)] - points[:, list(SHOULDERS)]
    along = (arms * trunk[:, None]).sum(axis=-1) / (trunk**2).sum(axis=-1, keepdims=True)
    hanging: Flags = (along < -HANGING).all(axis=-1)
    return hanging


def _speed(time_s: Floats, angle_deg: Floats) -> Floats:
    """How fast angles (T,) change over about ``SPEED_WINDOW_S``, in deg/s; NaN reads as fast."""
    before = np.searchsorted(time_s, time_s - SPEED_WINDOW_S / 2)
    after = np.searchsorted(time_s, time_s + SPEED_WINDOW_S / 2, side="right") - 1
    span_s = np.maximum(time_s[after] - time_s[before], 1e-6)
    speed = np.abs(angle_deg[after] - angle_deg[before]) / span_s
    return np.where(np.isfinite(speed) & (after > before), speed, np.inf)


def _runs(time_s: Floats, flags: Flags) -> list[tuple[int, int]]:
    """First and last index of each run of flags without a gap of more than ``GAP_S``."""
    where = np.flatnonzero(flags)
    if not len(where):
        return []
    breaks = np.flatnonzero(np.diff(time_s[where]) > GAP_S)
    starts = where[np.concatenate([[0], breaks + 1])]
    ends = where[np.concatenate([breaks, [len(where) - 1]])]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def _checked(found: Baseline) -> Baseline:
    """The baseline, unless it is nobody's: everything measured against it would be wrong.

    A head that is none takes only the neck's neutral away: reps can still be counted.
    """
    if not is_body(found.neutral):
        return Baseline.unknown()
    return replace(found, neutral=with_its_head(found.neutral))


def _median_pose(points: Floats, world: Floats, spots: Floats, chosen: Flags) -> Pose:
    hips = points[chosen][:, list(HIPS)].mean(axis=1, keepdims=True)
    return Pose(
        0.0,
        _median(points[chosen] - hips),
        _median(world[chosen]),
        np.ones(33),
        _median(spots[chosen] - hips),
    )


def _median(samples: Floats) -> Floats:
    """The median over time of landmarks (T, N, k); NaN for one that was mostly not seen."""
    seen = np.isfinite(samples).all(axis=2).mean(axis=0) >= SEEN_SHARE
    middle = np.full(samples.shape[1:], np.nan)
    middle[seen] = np.nanmedian(samples[:, seen], axis=0)
    return middle
