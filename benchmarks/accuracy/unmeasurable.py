"""Where a neck can't be measured, told from the truth and not from what formcheck believes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.clips import Flags, Floats, Truth
from formcheck.core.pose import EARS, HIPS, SHOULDERS
from formcheck.sources.replay import RecordedPoses

LOST_SHARE = 0.5  # of the trunk's length; a pose that lies further off shows something else
MOST = 0.5  # of a rep


def frames_at(truth: Truth, time_s: Floats) -> NDArray[np.intp]:
    """The frame of the truth nearest to each time (T,)."""
    middles = (truth.time_s[1:] + truth.time_s[:-1]) / 2
    found: NDArray[np.intp] = np.searchsorted(middles, time_s)
    return found


def unmeasurable(truth: Truth, poses: RecordedPoses) -> Flags:
    """Where no measure of the neck can be right (T,).

    There nobody was found; or the middle of ears, shoulders or hips was found more than half
    a trunk length off; or the middle of ears or hips lies outside the picture.
    """
    true = truth.middles_px[frames_at(truth, poses.time_s)]
    found = np.stack(
        [poses.points[:, list(pair)].mean(axis=1) for pair in (EARS, SHOULDERS, HIPS)], axis=1
    )
    off = np.linalg.norm(found - true, axis=-1).max(axis=1)
    ends = true[:, [0, 2]]
    outside = ((ends < 0) | (ends > [poses.width, poses.height])).any(axis=(1, 2))
    lost: Flags = ~(off <= LOST_SHARE * truth.trunk_px) | outside
    return lost
