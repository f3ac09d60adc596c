"""What a run would see of the necks in a clip, frame by frame, with the truth beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scoreboard.clips import Floats

from formcheck.baseline import estimate_baseline
from formcheck.limits import Limits
from formcheck.neck import NeckView, Sight
from formcheck.plausible import in_picture
from formcheck.pose import Pose
from formcheck.side_view import SideView
from formcheck.smoothing import PoseSmoother

from .kept import KeptClip

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
    sights: Sequence[Sight]

    @property
    def weights(self) -> Floats:
        """How much each frame counts (T,); every clip the same in all."""
        weights = 1.0 + np.maximum(self.truth_deg, 0.0) / BENT_DEG
        shares: Floats = weights / weights.sum()
        return shares


def frames_of(clip: KeptClip, kept_share: float = 1.0) -> ClipFrames | None:
    """The frames of a clip that can be measured; None where too few can.

    ``kept_share`` of the poses come through, as where a camera drops pictures.
    """
    baseline = estimate_baseline(
        clip.time_s, clip.points, clip.world, lying=True, picture_px=clip.size_px
    )
    if not baseline.known or clip.lost.mean() > LOST_SHARE:
        return None
    view = SideView(baseline)
    neck, smoother = NeckView(baseline, view), PoseSmoother()
    margin_px = LIMITS.camera.margin * max(clip.size_px)
    chance = np.random.default_rng(0)
    found: list[tuple[Sight, float]] = []
    last_s = -np.inf
    for at, time_s in enumerate(clip.time_s.tolist()):
        if chance.random() > kept_share:
            continue
        pose = Pose(time_s, clip.points[at], clip.world[at], np.ones(33))
        seen = smoother.update(in_picture(pose, *clip.size_px, margin_px))
        points, lines = seen.points.tolist(), view.lines(seen)
        lift = view.measures(points, lines)["elbow_lift"].value
        sight = neck.update(time_s, points, lines, lift)
        if clip.lost[at] or time_s - last_s < EVERY_S or not np.isfinite(sight.row).all():
            continue
        last_s = time_s
        found.append((sight, float(clip.truth_deg[at])))
    if len(found) * EVERY_S < 1.0 or view.off_side_deg > LIMITS.camera.view_yaw_deg:
        return None
    sights, truth_deg = zip(*found, strict=True)
    return ClipFrames(clip, np.array([sight.row for sight in sights]), np.array(truth_deg), sights)
