"""What a run would see of the necks in a clip, frame by frame, with the truth beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.clips import Floats
from benchmarks.training.neck.clip_cache import KeptClip
from formcheck.core.baseline.estimate import Baseline, estimate_baseline
from formcheck.core.baseline.plausibility import in_picture
from formcheck.core.kinematics.smoothing import PoseSmoother
from formcheck.core.measures.neck_features import NeckFeatures
from formcheck.core.measures.neck_flexion import NeckEstimator
from formcheck.core.measures.side_view import SideView
from formcheck.core.pose import Pose
from formcheck.core.risks.limits import Limits

EVERY_S = 0.1  # frames closer to each other teach the same
BENT_DEG = 10.0  # a neck that is bent further counts more: most frames are at rest
LOST_SHARE = 0.3  # of its frames; a clip that is lost more is not learnt from
LIMITS = Limits()


@dataclass(frozen=True, slots=True, eq=False)
class ClipFrames:
    """One clip's frames: the network's inputs (T, F), the truth, and what was seen."""

    clip: KeptClip
    rows: Floats
    truth_deg: Floats
    sights: Sequence[NeckFeatures]

    @property
    def weights(self) -> Floats:
        """How much each frame counts (T,); every clip the same in all."""
        weights = 1.0 + np.maximum(self.truth_deg, 0.0) / BENT_DEG
        shares: Floats = weights / weights.sum()
        return shares

    def beside(self, flexion_deg: Floats) -> ClipFrames:
        """The same frames, each with what else is known of the flexion (T,)."""
        pairs = zip(self.sights, flexion_deg.tolist(), strict=True)
        sights = [replace(sight, beside_deg=known_deg) for sight, known_deg in pairs]
        return replace(self, sights=sights)


class BothFrames(NamedTuple):
    """A clip's frames as landmarks show them, and those at which a second look was taken.

    ``looked`` tells which of the frames these are.
    """

    landmarks: ClipFrames
    look: ClipFrames | None
    looked: NDArray[np.intp]


def frames_of(clip: KeptClip, kept_share: float = 1.0) -> BothFrames | None:
    """The frames of a clip that can be measured; None where too few can.

    ``kept_share`` of the poses come through, as where a camera drops pictures.
    """
    baseline = estimate_baseline(
        *(clip.time_s, clip.points, clip.world),
        lying=True,
        spots=clip.spots,
        picture_px=clip.size_px,
    )
    if not baseline.known or clip.lost.mean() > LOST_SHARE:
        return None
    view = SideView(baseline)
    if view.off_side_deg > LIMITS.camera.view_yaw_deg:
        return None
    seen = list(_seen(clip, baseline, view, kept_share))
    looked = np.flatnonzero(
        [look is not None and bool(np.isfinite(look.row).all()) for _, _, look in seen]
    )
    if not _long_enough(seen):
        return None
    landmarks = _frames(clip, [(at, sight) for at, sight, _ in seen])
    again = [(at, look) for at, _, look in (seen[one] for one in looked) if look]
    return BothFrames(landmarks, _frames(clip, again) if _long_enough(again) else None, looked)


def _long_enough(frames: Sequence[object]) -> bool:
    return len(frames) * EVERY_S >= 1.0


def _frames(clip: KeptClip, seen: Sequence[tuple[int, NeckFeatures]]) -> ClipFrames:
    at, sights = zip(*seen, strict=True)
    return ClipFrames(
        clip, np.array([sight.row for sight in sights]), clip.truth_deg[list(at)], sights
    )


def _seen(
    clip: KeptClip, baseline: Baseline, view: SideView, kept_share: float
) -> Iterator[tuple[int, NeckFeatures, NeckFeatures | None]]:
    """The sights of a run, thinned out to those that teach something new."""
    neck, smoother = NeckEstimator(baseline, view), PoseSmoother()
    margin_px = LIMITS.camera.margin * max(clip.size_px)
    chance = np.random.default_rng(0)
    last_s = -np.inf
    for at, time_s in enumerate(clip.time_s.tolist()):
        if chance.random() > kept_share:
            continue
        pose = Pose(
            *(time_s, clip.points[at], clip.world[at], np.ones(33)),
            spots=clip.spots[at],
            refined_error_deg=float(clip.refined_error_deg[at]),
        )
        seen = smoother.update(in_picture(pose, *clip.size_px, margin_px))
        points, lines = seen.points.tolist(), view.lines(seen)
        lift = view.measures(points, lines)["elbow_lift"].value
        landmarks, look = neck.update(seen, lines, lift)
        if clip.lost[at] or time_s - last_s < EVERY_S or not np.isfinite(landmarks.row).all():
            continue
        last_s = time_s
        yield at, landmarks, look
