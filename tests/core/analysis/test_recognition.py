from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.analysis.recognition import neutral_in, recognise
from formcheck.core.risks.limits import Limits
from formcheck.sources.replay import RecordedPoses
from tests.fixtures.bodies import Clip, eased, sitting_up, standing, times
from tests.fixtures.plain_neck import PLAIN_NECK

TRUNK = eased((0, 5), (2, 5), (3, 65), (4, 5), (5, 65), (6, 5), (8, 5))
SHRUG = eased((0, 0), (2, 0), (2.4, 0.08), (4, 0.08), (4.4, 0), (6, 0))
SIT_UPS = sitting_up(times(8.0), TRUNK)  # 4 s of reps
SHRUGS = standing(times(6.0), SHRUG)  # 2 s of hold


def recognised(clip: Clip) -> str:
    size = round(clip.width_px), round(clip.height_px)
    seen = np.ones((len(clip.time_s), 33))
    poses = RecordedPoses(clip.time_s, clip.points, clip.world, seen, *size, spots=clip.spots)
    name, neutral = recognise(poses, Limits(), PLAIN_NECK)
    assert np.array_equal(
        neutral.neutral.points, neutral_in(poses, name).neutral.points, equal_nan=True
    )
    return name


def joined(*clips: Clip) -> Clip:
    """One after another, in the largest of their pictures, a second apart."""
    starts = np.cumsum([0.0, *(clip.time_s[-1] + 1.0 for clip in clips[:-1])])
    return Clip(
        np.concatenate([clip.time_s + start for clip, start in zip(clips, starts, strict=True)]),
        np.concatenate([clip.points for clip in clips]),
        np.concatenate([clip.world for clip in clips]),
        max(clip.width_px for clip in clips),
        max(clip.height_px for clip in clips),
    )


@pytest.mark.parametrize("changed", [lambda clip: clip, Clip.mirrored,
                                     lambda clip: clip.dropping(0.3, 1),
                                     lambda clip: clip.later(1000.0)])  # fmt: skip
def test_an_exercise_is_known_by_its_reps_or_holds(changed: object) -> None:
    assert callable(changed)
    assert recognised(changed(SIT_UPS)) == "situp"
    assert recognised(changed(SHRUGS)) == "shrug"


@pytest.mark.parametrize(
    "clip",
    [
        sitting_up(times(6.0), eased((0, 5), (6, 5))),
        sitting_up(times(6.0), eased((0, 80), (6, 80))),
        standing(times(6.0), 0.0),
        standing(times(6.0), 0.0, raised_deg=eased((0, 0), (2, 0), (3, 90), (4, 0), (6, 0))),
        SHRUGS.unseen(-1.0, 99.0),
    ],
    ids=["lying still", "sitting", "standing", "raising the arms", "nobody"],
)
def test_where_neither_is_done_none_is_claimed(clip: Clip) -> None:
    assert recognised(clip) == "none"


def test_an_empty_clip_shows_nothing() -> None:
    nothing = Clip(np.empty(0), np.empty((0, 33, 2)), np.empty((0, 33, 3)))
    assert recognised(nothing) == "none"


def test_of_two_exercises_the_one_that_takes_longer_is_chosen() -> None:
    assert recognised(joined(SIT_UPS, SHRUGS)) == "situp"
    assert recognised(joined(SHRUGS, SIT_UPS)) == "situp"
    one_long_hold = standing(
        times(10.0), eased((0, 0), (2, 0), (2.4, 0.08), (8, 0.08), (8.4, 0), (10, 0))
    )
    assert recognised(joined(SIT_UPS, one_long_hold)) == "shrug"


def test_a_single_rep_is_enough() -> None:
    assert recognised(SIT_UPS.only(SIT_UPS.time_s < 4.2)) == "situp"


def test_a_clip_is_recognised_in_a_picture_of_any_size() -> None:
    assert recognised(SHRUGS.scaled(0.25)) == "shrug"
    assert recognised(replace(SIT_UPS, width_px=1600.0, height_px=900.0)) == "situp"
