from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from formcheck.core.analysis.set_summary import Session, SetSummary, verdict
from formcheck.core.pose import Pose
from formcheck.core.readings import (
    UNKNOWN,
    Event,
    FormWarning,
    Hold,
    Measure,
    Reading,
    Rep,
    with_interval,
)
from formcheck.core.risks.camera import low_confidence
from formcheck.core.risks.cramp import CrampLimits, hold_near_limit, hold_over_limit
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits, neck_extended, neck_flexed, neck_pulled
from tests.fixtures.bodies import Clip, eased, sitting_up, standing, times

LIMITS = Limits()
KNOWN = {"neck_flexion_deg": with_interval(10.0, 4.0), "view_yaw_deg": with_interval(5.0, 9.0)}


def at(
    time_s: float,
    *events: Event,
    number: int = 0,
    measures: Mapping[str, Measure] = KNOWN,
    exercise: str = "situp",
) -> Reading:
    return Reading(Pose.missing(time_s), exercise, measures=measures, number=number, events=events)


def a_rep(number: int, start_s: float, peak: Measure = UNKNOWN, back: Measure = UNKNOWN) -> Rep:
    measures = {"neck_flexion_peak_deg": peak, "neck_extension_peak_deg": back}
    return Rep(number, start_s, start_s + 1.0, start_s + 2.0, measures)


def a_hold(number: int, start_s: float, duration_s: float, limit_s: float = 10.0) -> Hold:
    measures = {
        "duration_s": with_interval(duration_s, 0.1),
        "limit_s": with_interval(limit_s, 0.0),
        "sag": with_interval(0.1, 0.1),
    }
    return Hold(number, start_s, start_s + duration_s, measures)


def flexed(number: int, time_s: float, peak_deg: float = 32.0) -> FormWarning:
    return neck_flexed(number, with_interval(peak_deg, 3.0), (time_s - 0.2, time_s), StrainLimits())


def near(number: int, start_s: float, time_s: float) -> FormWarning:
    return hold_near_limit(number, time_s - start_s, 10.0, (start_s, time_s))


def over(number: int, start_s: float, time_s: float) -> FormWarning:
    return hold_over_limit(number, time_s - start_s, 10.0, (start_s, time_s))


def summed(*readings: Reading, limits: Limits = LIMITS) -> SetSummary:
    session = Session(limits)
    for reading in readings:
        session.add(reading)
    return session.summary()


def test_a_set_of_nothing_is_empty() -> None:
    summary = summed()
    assert (summary.exercise, summary.frames) == ("none", 0)
    assert (summary.reps, summary.holds, summary.warnings) == ((), (), ())
    assert math.isnan(summary.coverage)
    assert math.isnan(summary.view_yaw_deg)
    assert not summary.worst_peak().known


def test_reps_and_holds_are_kept_in_order() -> None:
    reps = a_rep(1, 0.0), a_rep(2, 3.0)
    assert summed(at(2.0, reps[0]), at(5.0, reps[1])).reps == reps
    holds = a_hold(1, 0.0, 2.0), a_hold(2, 3.0, 2.0)
    assert summed(at(2.0, holds[0]), at(5.0, holds[1])).holds == holds


def test_the_warnings_of_a_finished_rep_get_its_last_figures_and_its_whole_span() -> None:
    rep = a_rep(1, 1.0, peak=with_interval(52.0, 4.0), back=with_interval(21.0, 4.0))
    warnings = (
        flexed(1, 1.6),
        neck_extended(1, with_interval(18.0, 2.0), (2.4, 2.6), StrainLimits()),
        neck_pulled(1, with_interval(0.3, 0.1), (1.9, 2.1)),
    )
    summary = summed(*(at(warning.end_s, warning, number=1) for warning in warnings), at(3.0, rep))
    bent, pulled, back = summary.warnings
    assert (bent.severity, bent.start_s, bent.end_s) == ("stop", warnings[0].start_s, rep.end_s)
    assert "bent 52 deg" in bent.message
    assert "bent back 21 deg" in back.message
    assert pulled == replace(warnings[2], end_s=rep.end_s)


def test_the_warnings_of_a_finished_hold_get_its_last_figures_and_its_whole_span() -> None:
    hold = a_hold(1, 1.0, 14.0)
    summary = summed(
        at(9.0, near(1, 1.0, 9.0), number=1), at(11.0, over(1, 1.0, 11.0), number=1), at(15.2, hold)
    )
    told_near, told_over = summary.warnings
    assert told_near == replace(near(1, 1.0, 9.0), end_s=hold.end_s)
    assert "shoulders up for 14 s" in told_over.message
    assert (told_over.start_s, told_over.end_s) == (1.0, hold.end_s)


def test_an_unfinished_rep_leaves_no_warning() -> None:
    assert summed(at(1.5, flexed(1, 1.5), number=1), at(1.6, number=1)).warnings == ()


def test_a_rise_that_came_to_no_rep_leaves_no_warning_to_the_rep_that_follows() -> None:
    follows = a_rep(1, 5.0, peak=with_interval(8.0, 4.0))
    summary = summed(
        at(1.5, flexed(1, 1.5), number=1), at(2.0), at(6.0, number=1), at(7.0, follows)
    )
    assert summary.reps == (follows,)
    assert summary.warnings == ()


def test_a_muscle_that_was_held_too_long_is_warned_of_even_if_the_hold_never_ended() -> None:
    warning = over(1, 1.0, 11.5)
    on = at(11.5, warning, number=1), at(12.0, number=1)
    assert summed(*on).warnings == (warning,)
    dropped = at(13.0), at(14.0, number=1), at(17.0, a_hold(1, 14.0, 3.0))
    assert summed(*on, *dropped).warnings == (warning,)  # not with the next hold's figures


def test_a_summary_can_be_had_at_any_time_and_changes_nothing() -> None:
    session = Session(LIMITS)
    session.add(at(1.5, flexed(1, 1.5), number=1))
    assert session.summary().warnings == ()
    session.add(at(3.0, a_rep(1, 1.0, peak=with_interval(36.0, 4.0))))
    assert session.summary() == session.summary()
    (warning,) = session.summary().warnings
    assert "bent 36 deg" in warning.message


def test_each_rep_keeps_its_own_warnings() -> None:
    first, second = (a_rep(i, 3.0 * i, peak=with_interval(30.0 + i, 3.0)) for i in (1, 2))
    summary = summed(
        at(4.0, flexed(1, 4.0), number=1),
        at(5.0, first),
        at(7.0, flexed(2, 7.0), number=2),
        at(8.0, second),
    )
    assert [(warning.number, warning.end_s) for warning in summary.warnings] == [
        (1, first.end_s),
        (2, second.end_s),
    ]
    assert "bent 31 deg" in summary.warnings[0].message


def test_what_the_camera_can_not_see_is_kept_as_it_was_told() -> None:
    camera = low_confidence((1.2, 2.2))
    summary = summed(
        at(1.5, flexed(1, 1.5), number=1), at(2.2, camera, number=1), at(3.0, a_rep(1, 1.0))
    )
    assert camera in summary.warnings
    assert summed(at(2.2, camera, number=1)).warnings == (camera,)


def test_warnings_come_in_the_order_in_which_they_began() -> None:
    camera = low_confidence((0.5, 1.6))
    summary = summed(
        at(1.5, flexed(1, 1.5), number=1), at(1.6, camera, number=1), at(3.0, a_rep(1, 1.0))
    )
    starts = [warning.start_s for warning in summary.warnings]
    assert starts == sorted(starts)
    assert len(starts) == 2


def test_coverage_is_the_share_of_frames_in_which_what_matters_was_known() -> None:
    unknown = {"neck_flexion_deg": UNKNOWN, "trunk_deg": with_interval(5.0, 6.0)}
    situp = summed(at(0.0), at(1.0, measures=unknown), at(2.0, measures={}), at(3.0))
    assert situp.coverage == 0.5
    up = {"shoulder_elevation": with_interval(0.1, 0.02)}
    shrug = summed(
        at(0.0, measures=up, exercise="shrug"),
        at(1.0, measures={}, exercise="shrug"),
        at(2.0, measures={}, exercise="shrug"),
    )
    assert shrug.coverage == pytest.approx(1 / 3)
    assert situp.frames == 4


def test_where_the_camera_stood_is_what_was_known_of_it_last() -> None:
    turned = {"view_yaw_deg": with_interval(12.0, 9.0)}
    summary = summed(at(0.0), at(1.0, measures=turned), at(2.0, measures={}))
    assert summary.view_yaw_deg == 12.0


def test_the_exercise_is_the_one_that_was_read_most_often() -> None:
    assert summed(at(0.0, exercise="none"), at(1.0), at(2.0)).exercise == "situp"


def test_the_worst_peak_is_the_highest_of_those_that_are_known() -> None:
    peaks = (UNKNOWN, with_interval(20.0, 3.0), with_interval(31.0, 3.0), UNKNOWN)
    reps = [a_rep(i + 1, 3.0 * i, peak) for i, peak in enumerate(peaks)]
    assert summed(*(at(rep.end_s, rep) for rep in reps)).worst_peak() == with_interval(31.0, 3.0)


@pytest.mark.parametrize(
    ("peak", "expected"),
    [
        (with_interval(20.0, 3.0), "fine"),
        (with_interval(25.0, 3.0), "can't tell"),
        (with_interval(31.0, 3.0), "too far"),
        (Measure(22.0, 19.0, 25.0), "fine"),  # at the limit is within it
        (Measure(28.0, 25.0, 31.0), "can't tell"),
        (UNKNOWN, "can't tell"),
    ],
)
def test_a_rep_is_fine_or_too_far_or_nobody_can_tell(peak: Measure, expected: str) -> None:
    assert verdict(a_rep(1, 0.0, peak), LIMITS) == expected


def read(clip: Clip, exercise: str, limits: Limits) -> SetSummary:
    return summed(*clip.readings(exercise, limits), limits=limits)


def test_who_holds_too_long_when_the_clip_ends_is_warned_all_the_same() -> None:
    limits = Limits(cramp=CrampLimits(load="maximal"))
    clip = standing(times(7.0), eased((0, 0), (2, 0), (2.4, 0.08), (7, 0.08)))
    summary = read(clip, "shrug", limits)
    assert summary.holds == ()
    assert [warning.code for warning in summary.warnings] == [
        "cramp.hold-near-limit",
        "cramp.hold-over-limit",
    ]


def test_who_stops_in_the_middle_of_a_rep_is_not_warned_of_it() -> None:
    any_neck = Limits(strain=StrainLimits(neck_flexed_deg=-90.0, neck_stop_deg=170.0))
    clip = sitting_up(times(8.0), eased((0, 5), (2, 5), (3, 65), (4, 5), (6, 5), (7, 65), (8, 65)))
    assert len(clip.warnings("situp", any_neck)) == 2
    summary = read(clip, "situp", any_neck)
    assert [(warning.code, warning.number) for warning in summary.warnings] == [
        ("strain.neck-flexed", 1)
    ]
    peak = summary.reps[0].measures["neck_flexion_peak_deg"]
    assert f"bent {peak.value:.0f} deg" in summary.warnings[0].message
    assert summary.coverage == 1.0
