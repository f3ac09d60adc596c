"""What is told when: while a set goes on, and in pictures of a set that is known whole."""

from __future__ import annotations

import pytest

from formcheck.core.analysis.told_now import SHOW_S, ToldNow, one_a_rep, told_at
from formcheck.core.pose import Pose
from formcheck.core.readings import (
    SEVERITIES,
    Event,
    FormWarning,
    Hold,
    Reading,
    Rep,
    with_interval,
)
from formcheck.core.risks.camera import low_confidence
from formcheck.core.risks.cramp import hold_near_limit, hold_over_limit
from formcheck.core.risks.strain import StrainLimits, neck_extended, neck_flexed, neck_pulled

LIMITS = StrainLimits()
STEP_S = 0.1

Shown = dict[float, list[tuple[str, int]]]
"""Code and number of all that is told, by time."""


def bent(number: int, time_s: float, peak_deg: float = 32.0) -> FormWarning:
    return neck_flexed(number, with_interval(peak_deg, 3.0), (time_s, time_s), LIMITS)


def pulled(number: int, time_s: float) -> FormWarning:
    return neck_pulled(number, with_interval(0.3, 0.1), (time_s, time_s))


def back(number: int, time_s: float) -> FormWarning:
    return neck_extended(number, with_interval(20.0, 3.0), (time_s, time_s), LIMITS)


def a_rep(number: int, start_s: float, end_s: float, peak_deg: float = 32.0) -> Rep:
    names = ("neck_flexion_peak_deg", "neck_extension_peak_deg")
    peaks = dict.fromkeys(names, with_interval(peak_deg, 3.0))
    return Rep(number, start_s, (start_s + end_s) / 2, end_s, peaks)


def near(number: int, time_s: float) -> FormWarning:
    return hold_near_limit(number, 8.0, 10.0, (time_s, time_s))


def over(number: int, time_s: float) -> FormWarning:
    return hold_over_limit(number, 10.0, 10.0, (time_s, time_s))


def told(events: dict[float, Event], spans: dict[int, tuple[float, float]]) -> Shown:
    """What is told of events; ``spans`` are those of the reps or holds, by number."""
    now, found = ToldNow(LIMITS), {}
    for step in range(round(20.0 / STEP_S)):
        at_s = round(step * STEP_S, 3)
        number = next((n for n, (start, end) in spans.items() if start <= at_s < end), 0)
        due = (events[at_s],) if at_s in events else ()
        shown = now.update(Reading(Pose.missing(at_s), "situp", number=number, events=due))
        found[at_s] = [(one.code, one.number) for one in shown]
    return found


def when(found: Shown, code: str, number: int) -> tuple[float, float]:
    """From when and until when it is the first thing told, without a break."""
    times = [at_s for at_s, shown in found.items() if shown[:1] == [(code, number)]]
    assert len(times) == round((times[-1] - times[0]) / STEP_S) + 1
    return times[0], times[-1]


def test_a_caution_waits_for_the_bottom_of_its_rep_and_stays_for_three_seconds() -> None:
    found = told({3.0: bent(1, 3.0), 4.0: a_rep(1, 2.0, 4.0)}, {1: (2.0, 4.0)})
    assert when(found, "strain.neck-flexed", 1) == (4.0, pytest.approx(4.0 + SHOW_S))


def test_a_caution_is_over_when_the_next_rep_is() -> None:
    events = {3.0: bent(1, 3.0), 4.0: a_rep(1, 2.0, 4.0), 6.0: a_rep(2, 4.5, 6.0)}
    found = told(events, {1: (2.0, 4.0), 2: (4.5, 6.0)})
    assert when(found, "strain.neck-flexed", 1) == (4.0, pytest.approx(6.0 - STEP_S))


def test_of_a_rep_one_cause_is_told_and_a_pull_before_the_bend_that_comes_of_it() -> None:
    events = {2.5: back(1, 2.5), 3.0: bent(1, 3.0), 3.2: pulled(1, 3.2), 4.0: a_rep(1, 2.0, 4.0)}
    found = told(events, {1: (2.0, 4.0)})
    assert {tuple(shown) for shown in found.values() if shown} == {(("strain.neck-pulled", 1),)}


def test_it_is_told_with_the_figures_of_the_whole_rep() -> None:
    now = ToldNow(LIMITS)
    for at_s, number, event in ((3.0, 1, bent(1, 3.0)), (4.0, 0, a_rep(1, 2.0, 4.0, 38.0))):
        shown = now.update(Reading(Pose.missing(at_s), "situp", number=number, events=(event,)))
    assert ["bent 38 deg" in one.message for one in shown] == [True]


def test_a_stop_is_told_at_once_and_no_caution_of_its_rep_after_it() -> None:
    stop = bent(1, 3.2, 60.0)
    assert stop.severity == "stop"
    events = {3.0: bent(1, 3.0), 3.2: stop, 3.4: pulled(1, 3.4), 4.0: a_rep(1, 2.0, 4.0, 60.0)}
    found = told(events, {1: (2.0, 4.0)})
    assert when(found, "strain.neck-flexed", 1) == (3.2, pytest.approx(4.0 + SHOW_S))
    assert not any(("strain.neck-pulled", 1) in shown for shown in found.values())


def test_a_rise_that_came_to_no_rep_leaves_nothing_to_tell_of_the_next() -> None:
    found = told({3.0: bent(1, 3.0), 7.0: a_rep(1, 5.0, 7.0)}, {1: (2.0, 4.0)})
    assert not any(found.values())


def test_what_is_told_of_a_hold_is_told_at_once_and_goes_with_it() -> None:
    events = {10.0: near(1, 10.0), 12.0: over(1, 12.0), 17.0: Hold(1, 2.0, 17.0)}
    found = told(events, {1: (2.0, 17.0)})
    assert when(found, "cramp.hold-near-limit", 1) == (10.0, pytest.approx(12.0 - STEP_S))
    assert when(found, "cramp.hold-over-limit", 1) == (12.0, pytest.approx(17.0 - STEP_S))


def test_what_the_camera_can_not_see_is_told_for_three_seconds() -> None:
    found = told({2.0: low_confidence((1.0, 2.0))}, {})
    assert when(found, "camera.low-confidence", 0) == (2.0, pytest.approx(2.0 + SHOW_S))


def test_the_most_severe_is_told_first_and_of_equals_the_newest() -> None:
    camera, later = low_confidence((4.0, 5.0)), low_confidence((4.1, 5.1))
    now = ToldNow(LIMITS)
    for at_s, event in ((3.0, bent(1, 3.0, 60.0)), (5.0, camera), (5.1, later)):
        shown = now.update(Reading(Pose.missing(at_s), "situp", number=1, events=(event,)))
    assert [one.severity for one in shown] == ["stop", "notice", "notice"]
    assert shown[1] is later


WHOLE = (
    FormWarning("strain.neck-flexed", 3.0, 4.0, "stop", "Rep 1.", "Stop.", 1),
    FormWarning("strain.neck-flexed", 6.5, 8.0, "caution", "Rep 2.", "Mend.", 2),
    FormWarning("strain.neck-pulled", 6.8, 8.0, "caution", "Rep 2, too.", "Mend.", 2),
    FormWarning("cramp.fatigue", 20.0, 40.0, "caution", "Hold 3.", "Rest.", 3),
    FormWarning("cramp.hold-near-limit", 25.0, 40.0, "notice", "Hold 3, too.", "Rest.", 3),
)
UNDER_WAY = {1: (2.0, 4.0), 2: (5.0, 8.0), 3: (18.0, 40.0)}


def in_picture(time_s: float) -> str:
    number = next((n for n, (start, end) in UNDER_WAY.items() if start <= time_s < end), 0)
    return "".join(one.message for one in told_at(WHOLE, time_s, number))


@pytest.mark.parametrize("warning", WHOLE, ids=lambda one: one.message)
def test_the_picture_at_the_start_of_a_warning_tells_that_warning(warning: FormWarning) -> None:
    assert in_picture(warning.start_s) == warning.message


@pytest.mark.parametrize(
    ("time_s", "message"),
    [
        (2.9, ""),
        (4.5, "Rep 1."),  # it can still be read: three seconds from its start
        (5.0, ""),  # but the next rep is under way
        (9.7, "Rep 2, too."),
        (9.9, ""),
        (24.9, "Hold 3."),  # it goes on
        (27.9, "Hold 3, too."),
        (28.1, "Hold 3."),  # the worse one again, once the other was read
        (40.1, ""),
    ],
)
def test_a_picture_tells_what_has_just_begun_or_goes_on_of_its_own_rep(
    time_s: float, message: str
) -> None:
    assert in_picture(time_s) == message


def test_of_two_that_begin_together_the_worse_is_told() -> None:
    pair = [FormWarning(one, 1.0, 2.0, one, one, one) for one in reversed(SEVERITIES)]
    assert [one.severity for one in told_at(pair, 1.0, 0)] == ["stop"]


def test_one_cause_a_rep_is_left_of_a_set_and_all_else() -> None:
    left = [one.message for one in one_a_rep(WHOLE)]
    assert left == ["Rep 1.", "Rep 2, too.", "Hold 3.", "Hold 3, too."]
