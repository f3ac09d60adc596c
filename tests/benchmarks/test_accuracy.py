"""The scoreboard: what is counted as an error, a false warning, a lost pose or silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy import metrics
from benchmarks.accuracy.analysis import Watched
from benchmarks.accuracy.by_group import neck_groups
from benchmarks.accuracy.clip_scores import ClipScore, HoldScore, score
from benchmarks.accuracy.clips import Truth
from benchmarks.accuracy.estimates import Parts, Sums, Target, figure, sums
from benchmarks.accuracy.headline import headline
from benchmarks.accuracy.report import ClipSet, Report
from benchmarks.accuracy.tables import coverage_note, interval, measured, target
from benchmarks.accuracy.unmeasurable import unmeasurable
from formcheck.core.analysis.set_summary import SetSummary
from formcheck.core.pose import EARS, HIPS, SHOULDERS
from formcheck.core.readings import FormWarning, Hold, Rep, with_interval
from formcheck.sources.replay import RecordedPoses
from tests.fixtures.scored import FRAMES, clip, compared, partly, rep, truth


def value(of: Callable[[ClipScore], Parts], clips: list[ClipScore]) -> float:
    return sums(clips, of).value


def test_coverage_is_told_for_each_group_by_itself() -> None:
    women = [clip(truth(f"w{at}", groups={"sex": "woman"}), neck=partly(0.9)) for at in range(5)]
    men = [clip(truth(f"m{at}", groups={"sex": "man"}), neck=partly(0.5)) for at in range(5)]
    groups = neck_groups(women + men)
    by_sex = {group.name: group.figures["in interval"] for group in groups if group.kind == "sex"}
    assert by_sex["woman"].value == pytest.approx(0.9) and by_sex["woman"].met
    assert by_sex["man"].value == pytest.approx(0.5) and by_sex["man"].met is False
    assert groups[0].kind == "all"
    assert groups[0].figures["in interval"].value == pytest.approx(0.7)
    assert by_sex["man"].clips == by_sex["man"].bodies == 5
    judged = sum(group.figures["in interval"].clips >= 5 for group in groups[1:])
    assert f"In 1 of {judged} groups" in coverage_note(groups)


def test_a_group_of_necks_holds_only_the_frames_of_its_reps() -> None:
    number = np.repeat([0.0, 1.0, 2.0, 0.0], FRAMES // 4)
    off = np.where(number == 2.0, 8.0, 1.0)
    neck = replace(compared(0.0, 5.0), value=off)
    both = (rep(40.0, kind="leads"), rep(40.0, kind="nods at top"))
    groups = neck_groups([clip(truth(rep=number), neck=neck, reps=both)])
    errors = {group.name: group.figures["error"].value for group in groups if group.kind == "neck"}
    assert errors == {"leads": 1.0, "nods at top": 8.0}


def test_each_clip_counts_once_in_an_error_however_long_it_is() -> None:
    short, long = compared(2.0, 1.0, 10), compared(4.0, 1.0, 1000)
    clips = [clip(truth("a"), neck=short), clip(truth("b"), neck=long)]
    assert value(metrics.error(metrics.neck), clips) == pytest.approx(3.0)
    assert value(metrics.covered(metrics.neck), clips) == 0.0
    assert value(metrics.bias(metrics.neck), [clip(truth(), neck=compared(-2.0, 1.0))]) == -2.0


def test_warnings_are_judged_three_degrees_away_from_the_limit() -> None:
    right = [rep(40.0, warned=True)] * 3
    missed = [rep(28.0), rep(30.0, verdict="can't tell")]
    near = [rep(26.0), rep(24.0, warned=True)]
    false = [rep(22.0, warned=True)]
    clean = [rep(0.0)] * 4
    clips = [clip(truth(), reps=(*right, *missed, *near, *false, *clean))]
    assert value(metrics.recall, clips) == pytest.approx(3 / 5)
    assert value(metrics.precision, clips) == pytest.approx(3 / 4)
    assert value(metrics.f1, clips) == pytest.approx(2 / (5 / 3 + 4 / 3))
    assert value(metrics.false_per_100, clips) == pytest.approx(100 / 5)
    assert value(metrics.told_apart_recall, clips) == pytest.approx(3 / 4)
    assert value(metrics.cannot_tell, clips) == pytest.approx(1 / 12)


def test_a_warning_where_no_rep_was_is_a_false_one() -> None:
    clips = [clip(truth(), reps=(rep(40.0, warned=True), rep(0.0)), stray=1)]
    assert value(metrics.precision, clips) == pytest.approx(1 / 2)
    assert value(metrics.false_per_100, clips) == 100.0


def test_a_warning_on_a_lost_pose_is_told_apart_from_right_and_false_ones() -> None:
    lost = rep(40.0, warned=True, measurable=False)
    clips = [clip(truth(), reps=(lost, rep(40.0, warned=True), rep(0.0)))]
    assert value(metrics.blind_warnings, clips) == 1.0
    assert value(metrics.recall, clips) == value(metrics.precision, clips) == 1.0
    by_name = {one.name: one for one in headline(clips)}
    assert by_name["warnings, recall"].cases == 1  # the lost rep is not asked for
    assert by_name["warned, neck not measurable"].met is False


def poses(of: Truth, shift_px: float = 0.0, size: tuple[int, int] = (640, 360)) -> RecordedPoses:
    """The middles of a truth as landmarks, moved along the trunk in the clip's second half."""
    count = len(of.time_s)
    points = np.full((count, 33, 2), 250.0)
    for middle, pair in enumerate((EARS, SHOULDERS, HIPS)):
        for side in pair:
            points[:, side] = of.middles_px[:, middle]
    points[count // 2 :] += [shift_px, 0.0]
    world, seen = np.zeros((count, 33, 3)), np.ones((count, 33))
    return RecordedPoses(of.time_s, points, world, seen, *size)


def test_a_pose_half_a_trunk_length_off_is_lost() -> None:
    of = truth()
    late = np.arange(FRAMES) >= FRAMES // 2
    assert not unmeasurable(of, poses(of, 45.0)).any()
    assert (unmeasurable(of, poses(of, 55.0)) == late).all()


def test_a_pose_that_is_missing_or_a_head_outside_the_picture_is_lost() -> None:
    of = truth()
    gone = poses(of)
    gone.points[7] = np.nan
    assert np.flatnonzero(unmeasurable(of, gone)).tolist() == [7]
    assert unmeasurable(of, poses(of, size=(390, 360))).all()


def summary(reps: list[Rep], holds: list[Hold], warned: list[int]) -> SetSummary:
    warnings = [FormWarning("strain.neck-flexed", 0, 0, "caution", "", "", n) for n in warned]
    exercise = "situp" if reps else "shrug"
    return SetSummary(exercise, tuple(reps), tuple(holds), tuple(warnings), 1.0, 0.0, FRAMES)


def found(number: int, start_s: float, end_s: float, peak_deg: float) -> Rep:
    peak = {"neck_flexion_peak_deg": with_interval(peak_deg, 2.0)}
    return Rep(number, start_s, (start_s + end_s) / 2, end_s, peak)


def test_what_was_found_belongs_to_the_true_rep_that_it_overlaps_most() -> None:
    at_s = np.arange(FRAMES) / 25
    number = np.select([(at_s > 0.5) & (at_s < 1.5), (at_s > 1.7) & (at_s < 3.0)], [1.0, 2.0])
    of = truth(rep=number, neck_deg=np.where(number == 2, 40.0, 0.0))
    reps = [found(1, 0.0, 0.3, 50.0), found(2, 0.4, 1.8, 3.0), found(3, 1.8, 3.1, 38.0)]
    scored = score(of, Watched(poses(of), (), summary(reps, [], [1, 3])))
    assert [rep.peak.value for rep in scored.reps] == [3.0, 38.0]
    assert [rep.warned for rep in scored.reps] == [False, True]
    assert [rep.verdict for rep in scored.reps] == ["fine", "too far"]
    assert [rep.true_deg for rep in scored.reps] == [0.0, 40.0]
    assert scored.stray == 1 and not scored.exact


def test_a_rep_during_which_the_pose_was_lost_is_not_measurable() -> None:
    number = np.where(np.arange(FRAMES) < FRAMES // 2, 1.0, 2.0)
    of = truth(rep=number)
    scored = score(of, Watched(poses(of, 80.0), (), summary([], [], [])))
    assert [rep.measurable for rep in scored.reps] == [True, False]
    assert {rep.verdict for rep in scored.reps} == {"not counted"}


def test_holds_are_timed_and_one_that_was_not_found_is_not_right() -> None:
    of = truth("shrug_1", "shrug")
    holds = (HoldScore(2.0, 2.06, 0.0, False), HoldScore(3.0, np.nan, 0.3, False))
    clips = [clip(of, holds=(*holds, HoldScore(4.0, 3.8, 0.25, True)))]
    assert value(metrics.hold_error, clips) == pytest.approx((0.06 + 0.2) / 2)
    assert value(metrics.close_hold, clips) == pytest.approx(1 / 3)
    assert value(metrics.sag_found, clips) == pytest.approx(1 / 2)
    assert value(metrics.sag_invented, clips) == 0.0


def test_a_sag_is_what_a_hold_sinks_for_good_and_no_tremor() -> None:
    at_s = np.arange(200) / 25
    up = (at_s > 1.0) & (at_s < 7.0)
    tremor = 0.05 * np.sin(2 * np.pi * 9.0 * at_s)
    steady = np.where(up, 1.0, 0.0)
    sinking = np.where(up, 1.0 - 0.3 * np.clip((at_s - 1.0) / 4.0, 0.0, 1.0), 0.0)
    told = [
        truth("s", "shrug", time_s=at_s, rep=up, raised_m=raised).sag(1)
        for raised in (steady + up * tremor, sinking)
    ]
    assert told[0] == pytest.approx(0.0, abs=0.03)
    assert told[1] == pytest.approx(0.3, abs=0.03)


def test_the_gain_is_how_much_the_reading_rises_with_the_truth() -> None:
    true = np.linspace(0.0, 0.2, FRAMES)
    read = replace(compared(0.0, 1.0), true=true, value=0.8 * true + 0.01)
    clips = [clip(truth("s", "shrug"), elevation=read)]
    assert value(metrics.gain, clips) == pytest.approx(0.8)
    assert value(metrics.good_gain, clips) == 0.0


def test_the_interval_over_clips_holds_the_figure_and_narrows_with_more_clips() -> None:
    rng = np.random.default_rng(1)

    def spread(count: int) -> float:
        errors = rng.normal(3.0, 1.0, count)
        drawn = Sums(errors, np.ones(count))
        low, high = drawn.interval()
        assert low < drawn.value < high
        assert drawn.interval() == (low, high)
        return high - low

    few, many = spread(16), spread(256)
    assert many == pytest.approx(2 * 1.96 / 16, rel=0.2)
    assert few > 2.5 * many


def test_a_figure_without_a_case_is_left_out_rather_than_met() -> None:
    names = {one.name for one in headline([clip(truth(), neck=compared(1.0, 2.0))])}
    assert "neck, error, yaw to 20" in names
    assert not {"shoulders, gain", "warnings, F1", "neck, error, yaw 20 to 35"} & names
    one = figure("none", [clip(truth())], metrics.peak_error, cases="reps", target=Target(high=1.0))
    assert one.met is None and measured(one) == interval(one) == "-"


def test_a_false_alarm_on_something_else_is_counted_by_clip() -> None:
    still, alarm = clip(truth("n1", "negative")), clip(truth("n2", "negative"), counted=1)
    by_name = {one.name: one for one in headline([still, alarm])}
    assert by_name["other things, clips alarmed"].value == 0.5
    assert by_name["other things, clips alarmed"].met is False


def test_targets_read_as_they_are_meant() -> None:
    shares = [clip(truth(str(at)), neck=partly(0.9)) for at in range(3)]
    by_name = {one.name: one for one in headline(shares)}
    assert target(by_name["neck, truth in interval"]) == "85 to 95"
    assert target(by_name["neck, error, yaw to 20"]) == "<= 3.0"
    assert measured(by_name["neck, truth in interval"]) == "90 %"


@pytest.mark.slow
def test_everything_is_written_the_same_way_twice_with_small_plots(tmp_path: Path) -> None:
    reps = (rep(40.0, warned=True), rep(3.0), rep(24.0, verdict="can't tell"))
    situps = [
        clip(truth(f"u{at}", yaw_deg=at, groups={"sex": "man"}), neck=partly(0.9), reps=reps)
        for at in range(40)
    ]
    held = (HoldScore(2.0, 2.1, 0.3, True),)
    shrugs = [
        clip(truth(f"s{at}", "shrug"), elevation=compared(0.01, 0.1), holds=held) for at in range(3)
    ]
    report = Report((ClipSet.of("Held-out people", situps + shrugs),), ())
    for folder in ("one", "two"):
        report.write(tmp_path / folder)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    plots = [f"held_out_people_{name}.png" for name in ("coverage", "peaks", "shrugs", "yaw")]
    assert files == [*plots, "truth.json", "truth.md"]
    for name in files:
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        assert one == two and (name == "truth.json" or len(one) < 80_000)
    kept = json.loads((tmp_path / "one" / "truth.json").read_text())
    assert len(kept["sets"][0]["clips"]) == 43
    assert all(name in (tmp_path / "one" / "truth.md").read_text() for name in plots)
