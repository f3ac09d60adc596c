from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.baseline.estimate import Baseline, estimate_baseline
from formcheck.core.pose import EARS, SHOULDERS
from formcheck.live.coaching.neutral_learning import Learning
from tests.fixtures.bodies import eased, sitting_up, times

RESTING = eased((0, 5), (2, 5))


@pytest.mark.parametrize(("ears_at_px", "has_head"), [(2.0, False), (150.0, True)])
def test_a_head_that_the_picture_cuts_off_is_learnt_no_more_live_than_from_a_clip(
    ears_at_px: float, has_head: bool
) -> None:
    clip = sitting_up(times(2.0), RESTING)
    ears = clip.points[:, list(EARS), 0]
    clip = replace(clip, points=clip.points + np.array([ears_at_px - ears.mean(), 0.0]))
    picture_px = (854, 480)
    learning = Learning("situp", picture_px)
    live = next(found for found in map(learning.update, clip) if found is not None)
    recorded = estimate_baseline(
        *(clip.time_s, clip.points, clip.world),
        lying=True,
        spots=clip.spots,
        picture_px=picture_px,
    )
    assert has_ears(live) == has_ears(recorded) == has_head
    np.testing.assert_allclose(live.neutral.points, recorded.neutral.points, atol=1e-6)
    assert np.isfinite(live.neutral.points[list(SHOULDERS)]).all()


def has_ears(baseline: Baseline) -> bool:
    return bool(np.isfinite(baseline.neutral.points[list(EARS)]).all())
