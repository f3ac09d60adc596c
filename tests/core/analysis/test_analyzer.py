from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.core.analysis.analyzer import Analyzer
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises import EXERCISES
from formcheck.core.kinematics.smoothing import PoseSmoother
from formcheck.core.pose import EYES, HIPS, Landmark, Pose
from formcheck.core.readings import Event, FormWarning, Reading
from formcheck.core.risks.limits import Limits
from tests.fixtures.bodies import Clip, eased, sitting_up, standing, times
from tests.fixtures.plain_neck import PLAIN_NECK

TRUNK = eased((0, 5), (2, 5), (3, 65), (4, 5), (6, 5))
CLIP = sitting_up(times(6.0), TRUNK, eased((0, 0), (2, 0), (3, 30), (4, 0), (6, 0)))


def an_analyzer(exercise: str = "situp", clip: Clip = CLIP) -> Analyzer:
    chosen = EXERCISES[exercise]
    baseline = clip.baseline(lying=chosen.spec.posture.lying)
    return Analyzer(chosen(Limits(), baseline, PLAIN_NECK), Limits(), width_px=854, height_px=480)


def told(readings: Iterable[Reading]) -> list[tuple[object, ...]]:
    """All that can be compared of readings, without NaN."""
    return [
        (reading.phase, reading.number, reading.count, repr(reading.measures), reading.events)
        for reading in readings
    ]


@pytest.mark.parametrize("exercise", EXERCISES)
@pytest.mark.parametrize("next_s", [1.0, 0.9, -math.inf, math.nan])
def test_time_that_does_not_grow_is_refused(exercise: str, next_s: float) -> None:
    analyzer = an_analyzer(exercise)
    poses = list(CLIP)
    analyzer.update(replace(poses[0], time_s=1.0))
    with pytest.raises(ValueError, match=r"from 1\.0 s"):
        analyzer.update(replace(poses[1], time_s=next_s))


@pytest.mark.parametrize("start_s", [1.9, 2.2, 2.5, 2.9, 3.2, 3.5, 3.8, 4.1])
def test_a_fifth_of_a_second_without_a_pose_changes_no_count(start_s: float) -> None:
    (rep,) = CLIP.unseen(start_s, start_s + 0.2).reps()
    (whole,) = CLIP.reps()
    for name in ("start_s", "top_s", "end_s"):
        assert getattr(rep, name) == pytest.approx(getattr(whole, name), abs=0.2)


@pytest.mark.parametrize("start_s", [1.9, 2.2, 3.0, 3.8])
def test_a_fifth_of_a_second_without_a_pose_ends_no_hold(start_s: float) -> None:
    clip = standing(times(6.0), eased((0, 0), (2, 0), (2.4, 0.08), (3.6, 0.08), (4, 0), (6, 0)))
    (hold,) = replace(clip.unseen(start_s, start_s + 0.2), height_px=640.0).holds()
    (whole,) = clip.holds()
    assert hold.start_s == pytest.approx(whole.start_s, abs=0.2)
    assert hold.end_s == pytest.approx(whole.end_s, abs=0.2)


def test_while_nobody_is_seen_the_state_is_kept_and_nothing_is_measured() -> None:
    readings = CLIP.unseen(2.5, 2.8).readings("situp")
    before = next(one for one in reversed(readings) if one.pose.time_s < 2.5)
    unseen = [one for one in readings if 2.5 <= one.pose.time_s < 2.8]
    assert len(unseen) > 5
    for reading in unseen:
        assert not reading.pose.seen
        assert dict(reading.measures) == {}
        assert (reading.phase, reading.number) == (before.phase, before.number) == ("up", 1)


def test_a_clip_that_begins_with_half_a_body_is_measured_once_all_of_it_is_seen() -> None:
    clip = CLIP.unseen(-1.0, 0.5, list(HIPS))
    (rep,) = clip.reps()
    assert rep.top_s == pytest.approx(3.0, abs=0.1)
    assert all(reading.measures for reading in clip.readings("situp")[20:])


def test_a_clip_that_begins_with_nobody_is_measured_once_somebody_is_seen() -> None:
    (rep,) = CLIP.unseen(-1.0, 0.5).reps()
    assert rep.top_s == pytest.approx(3.0, abs=0.1)


def test_landmarks_outside_the_picture_are_guesses_and_left_out() -> None:
    pose = next(iter(CLIP))
    margin_px = Limits().camera.margin * CLIP.width_px
    points = pose.points.copy()
    points[Landmark.LEFT_HEEL] = (-margin_px - 1.0, 100.0)
    points[Landmark.RIGHT_HEEL] = (-margin_px + 1.0, 100.0)
    points[Landmark.LEFT_WRIST] = (100.0, CLIP.height_px + margin_px + 1.0)
    points[Landmark.RIGHT_WRIST] = (100.0, CLIP.height_px + margin_px - 1.0)
    seen = an_analyzer().update(replace(pose, points=points)).pose
    missing = np.flatnonzero(np.isnan(seen.points).any(axis=1))
    assert set(missing) == {Landmark.LEFT_HEEL, Landmark.LEFT_WRIST}
    assert set(np.flatnonzero(np.isnan(seen.world).any(axis=1))) == set(missing)


def test_readings_carry_the_smoothed_pose() -> None:
    noisy = CLIP.noisy(0.005)
    smooth = np.array([reading.pose.points for reading in noisy.readings("situp")])
    resting, still = slice(15, 55), CLIP.points[0]
    before, after = (np.abs(seen[resting] - still).mean() for seen in (noisy.points, smooth))
    assert 0 < after < 0.6 * before


def test_a_body_is_smoothed_alike_however_large_it_is_filmed() -> None:
    clip = CLIP.noisy(0.005)
    small, large = PoseSmoother(), PoseSmoother()
    for pose, same in zip(clip, clip.scaled(8.0), strict=True):
        spots = pose.points[[Landmark.NOSE, *EYES, Landmark.LEFT_EAR]]
        expected = small.update(replace(pose, spots=spots))
        seen = large.update(replace(same, world=2.0 * same.world, spots=8.0 * spots))
        assert seen.points / 8.0 == pytest.approx(expected.points, abs=1e-6)
        assert seen.spots / 8.0 == pytest.approx(expected.spots, abs=1e-6)
        assert expected.spots[0] == pytest.approx(expected.points[Landmark.NOSE])
        assert seen.world / 2.0 == pytest.approx(expected.world, abs=1e-9)


@pytest.mark.parametrize(("gap_s", "anew"), [(0.1, False), (0.5, True)])
def test_after_a_moment_unseen_smoothing_goes_on_and_after_a_long_one_it_begins_anew(
    gap_s: float, *, anew: bool
) -> None:
    smoother = PoseSmoother()
    first, *_ = CLIP
    smoother.update(first)
    smoother.update(Pose.missing(gap_s / 2))
    moved = replace(first, time_s=gap_s, points=first.points + 10.0)
    smooth = smoother.update(moved)
    assert np.array_equal(smooth.points, moved.points) is anew


def test_what_comes_later_changes_nothing_that_was_said() -> None:
    baseline = CLIP.baseline(lying=True)

    def read(poses: Iterable[Pose]) -> list[Reading]:
        analyzer = Analyzer(
            EXERCISES["situp"](Limits(), baseline, PLAIN_NECK),
            Limits(),
            width_px=854,
            height_px=480,
        )
        return [analyzer.update(pose) for pose in poses]

    poses = list(CLIP)
    assert told(read(poses[:95])) == told(read(poses))[:95]


def test_two_analyzers_at_once_keep_out_of_each_others_way() -> None:
    first, second = an_analyzer(), an_analyzer()
    both = [(first.update(pose), second.update(pose)) for pose in CLIP]
    alone = told(CLIP.readings("situp"))
    assert told(one for one, _ in both) == alone
    assert told(other for _, other in both) == alone


@pytest.mark.parametrize("exercise", EXERCISES)
def test_poses_are_left_as_they_came(exercise: str) -> None:
    analyzer = an_analyzer(exercise)
    for pose in CLIP:
        pose.points.flags.writeable = pose.world.flags.writeable = False
        analyzer.update(pose)


class Warner:
    """An exercise that gives the events it is told to."""

    name = "none"
    lying = True
    measures = ()

    def __init__(self, limits: Limits, baseline: Baseline) -> None:
        del limits, baseline
        self.due: dict[float, tuple[Event, ...]] = {}

    def update(self, pose: Pose) -> Reading:
        return Reading(pose, self.name, events=self.due.get(pose.time_s, ()))


def test_what_the_camera_can_not_see_is_told_with_the_exercises_own_events() -> None:
    warner = Warner(Limits(), Baseline.unknown())
    warner.due = {1.0: (FormWarning("strain.caution", 1.0, 1.0, "caution", "Seen.", "Do.", 1),)}
    analyzer = Analyzer(warner, Limits(), width_px=854, height_px=480)
    analyzer.update(Pose.missing(0.0))
    events = analyzer.update(Pose.missing(1.0)).events
    assert [getattr(event, "code", "") for event in events] == [
        "strain.caution",
        "camera.low-confidence",
    ]
