from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from formcheck.core.exercises.neck_monitor import UNSEEN_MAX_S, NeckMonitor
from formcheck.core.pose import Floats
from formcheck.core.readings import UNKNOWN, Measure, NeckUnread, with_interval
from formcheck.core.risks.strain import finalize_warning
from tests.fixtures.bodies import Path, eased, times
from tests.fixtures.watched_neck import LIMITS, TOP_DEG, Watched, plateau

FLEXED, PULLED, EXTENDED = "strain.neck-flexed", "strain.neck-pulled", "strain.neck-extended"


@pytest.mark.parametrize("rate_hz", [10.0, 30.0, 60.0, 120.0])
def test_a_neck_wholly_beyond_the_limit_for_a_fifth_of_a_second_is_cautioned_once(
    rate_hz: float,
) -> None:
    rep = Watched(plateau(32.0, LIMITS.sustained_s, rate_hz), rate_hz=rate_hz)
    (warning,) = rep.warnings
    assert (warning.code, warning.severity, warning.number) == (FLEXED, "caution", 1)
    sure_s = 0.5 + LIMITS.sustained_s
    assert (warning.start_s, warning.end_s) == pytest.approx((sure_s, sure_s), abs=1.01 / rate_hz)
    assert rep.verdict == "too far"


@pytest.mark.parametrize("rate_hz", [10.0, 30.0, 60.0, 120.0])
def test_half_as_long_is_not_warned_of(rate_hz: float) -> None:
    rep = Watched(plateau(32.0, LIMITS.sustained_s / 2, rate_hz), rate_hz=rate_hz)
    assert rep.warnings == []
    assert rep.verdict == "fine"


def test_where_the_interval_straddles_the_limit_nothing_is_warned_of_and_nobody_can_tell() -> None:
    rep = Watched(plateau(LIMITS.neck_flexed_deg + 2.0, 0.8), half_deg=3.0)
    assert rep.warnings == []
    assert rep.verdict == "can't tell"


def test_a_neck_wholly_within_the_limit_is_fine() -> None:
    rep = Watched(plateau(LIMITS.neck_flexed_deg - 4.0, 0.8), half_deg=3.0)
    assert rep.warnings == []
    assert rep.verdict == "fine"


def test_past_the_second_limit_the_person_is_told_to_stop_at_once() -> None:
    rep = Watched(eased((0, 0), (1, 55), (2, 0)))
    warning, stop = rep.warnings
    assert (warning.code, warning.severity) == (FLEXED, "caution")  # 55 is not reached yet
    assert (stop.code, stop.severity) == (FLEXED, "stop")
    assert warning.start_s < stop.start_s < 1.0 + LIMITS.sustained_s
    settled = finalize_warning(warning, rep.rep, LIMITS)
    assert (settled.code, settled.severity) == (FLEXED, "stop")
    assert settled.start_s == warning.start_s
    assert settled.end_s == rep.rep.end_s
    peak = rep.rep.measures["neck_flexion_peak_deg"]
    assert f"{peak.value:.0f} deg" in settled.message


def test_short_of_the_second_limit_a_settled_warning_stays_a_caution() -> None:
    rep = Watched(eased((0, 0), (1, 40), (2, 0)))
    assert [finalize_warning(warning, rep.rep, LIMITS).severity for warning in rep.warnings] == [
        "caution"
    ]


def test_a_neck_bent_backwards_beyond_its_limit_is_noticed_once() -> None:
    rep = Watched(plateau(-LIMITS.neck_extended_deg - 4.0, 0.5), half_deg=3.0)
    (warning,) = rep.warnings
    assert (warning.code, warning.severity) == (EXTENDED, "notice")
    assert rep.rep.measures["neck_extension_peak_deg"].value == LIMITS.neck_extended_deg + 4.0
    settled = finalize_warning(warning, rep.rep, LIMITS)
    assert "bent back 19 deg" in settled.message
    assert settled.end_s == rep.rep.end_s


def test_a_neck_bent_backwards_a_little_is_not_warned_of() -> None:
    assert Watched(plateau(-LIMITS.neck_extended_deg - 2.0, 0.5), half_deg=3.0).warnings == []


LEADING, TOGETHER = eased((0, 0), (0.5, 24), (2, 24)), eased((0, 0), (1, 24), (2, 0))


@pytest.mark.parametrize(("hand", "elbow"), [(0.1, -0.4), (0.9, 0.2)])
def test_a_head_that_is_pulled_up_before_the_trunk_is_cautioned_once(
    hand: float, elbow: float
) -> None:
    rep = Watched(LEADING, hand=hand, elbow=elbow, half_deg=2.0)
    (warning,) = rep.warnings
    assert (warning.code, warning.severity) == (PULLED, "caution")
    assert warning.start_s >= 0.8  # not before the top: until then nobody knows who leads
    assert rep.rep.measures["hands_at_head"].value == 1.0
    # Half of the bend is passed at 0.25 s, half of the rise at 0.5 s.
    assert rep.rep.measures["neck_leads_s"].value == pytest.approx(0.25, abs=0.04)
    settled = finalize_warning(warning, rep.rep, LIMITS)
    assert (settled.message, settled.end_s) == (warning.message, rep.rep.end_s)


@pytest.mark.parametrize(
    ("neck_deg", "hand", "elbow"),
    [
        (LEADING, 0.6, -0.4),  # hands on the chest
        (TOGETHER, 0.1, 0.2),  # the head does not lead
        (eased((0, 0), (0.5, 15), (2, 15)), 0.1, 0.2),  # the neck hardly bends
        (LEADING, math.nan, math.nan),  # hands out of sight
    ],
)
def test_nobody_pulls_without_hands_at_a_head_that_leads(
    neck_deg: Path, hand: float, elbow: float
) -> None:
    assert Watched(neck_deg, hand=hand, elbow=elbow, half_deg=2.0).warnings == []


def test_hands_out_of_sight_for_some_of_the_rep_are_judged_by_the_rest_of_it() -> None:
    watch = NeckMonitor(1, LIMITS)
    for i in range(30):
        hand = 0.1 if i % 3 == 0 else math.nan
        measures = {
            "neck_flexion_deg": with_interval(0.0, 3.0),
            "hand_head": with_interval(hand, 0.1),
            "elbow_lift": with_interval(math.nan, 0.1),
        }
        watch.update(i / 30, "up", float(i), measures)
    assert watch.hands_at_head()


def test_hands_of_which_nothing_was_seen_yet_are_not_at_the_head() -> None:
    assert not NeckMonitor(1, LIMITS).hands_at_head()


def test_a_trunk_that_rises_first_is_led_by_nothing() -> None:
    late = eased((0, 0), (0.9, 0), (1.2, 24), (2, 24))
    assert Watched(late).rep.measures["neck_leads_s"].value < 0


def test_a_neck_that_hardly_bends_leads_nothing() -> None:
    assert not Watched(eased((0, 0), (1, 8), (2, 0))).rep.measures["neck_leads_s"].known


def test_finer_samples_change_nothing() -> None:
    coarse, fine = (Watched(LEADING, hand=0.1, half_deg=2.0, rate_hz=hz) for hz in (120.0, 480.0))
    assert fine.codes == coarse.codes
    for name, measure in fine.rep.measures.items():
        expected = coarse.rep.measures[name].value
        assert measure.value == pytest.approx(expected, abs=0.02, nan_ok=True), name


def test_each_code_is_warned_of_once_a_rep_never_in_a_stream() -> None:
    swaying = eased((0, 0), (0.3, 40), (0.6, 40), (0.9, -30), (1.2, -30), (1.5, 40), (2.0, 40))
    rep = Watched(swaying, hand=0.1, rate_hz=60.0)
    assert sorted(rep.codes) == sorted({FLEXED, EXTENDED, PULLED})


@pytest.mark.parametrize("rate_hz", [10.0, 30.0, 120.0])
def test_the_dose_is_the_integral_of_the_flexion_beyond_the_limit(rate_hz: float) -> None:
    beyond_deg = 20.0
    limit_deg = LIMITS.neck_flexed_deg
    neck = eased((0, limit_deg), (1, limit_deg + beyond_deg), (2, limit_deg))
    dose = Watched(neck, half_deg=5.0, rate_hz=rate_hz).rep.measures["neck_dose_deg_s"]
    fine_s = times(2.0, 2000.0)

    def integral(shift_deg: float) -> float:
        excess = np.maximum(neck(fine_s) + shift_deg - limit_deg, 0.0)
        return float(excess.mean() * 2.0)

    assert integral(0.0) == pytest.approx(beyond_deg, rel=1e-3)  # a raised cosine's mean is half
    ends = [dose.value, dose.low, dose.high]
    assert ends == pytest.approx([integral(0.0), integral(-5.0), integral(5.0)], rel=0.05)


def test_a_neck_within_the_limit_has_no_dose() -> None:
    assert Watched(eased((0, 0), (1, 15), (2, 0))).rep.measures["neck_dose_deg_s"].value == 0


def test_a_moment_in_which_the_neck_is_not_seen_is_bridged_and_a_long_one_is_not() -> None:
    bent = eased((0, 35), (2, 35))

    def dose(gap_s: float) -> float:
        seen = Watched(bent, seen=lambda at: not 0.5 < at < 0.5 + gap_s)
        return seen.rep.measures["neck_dose_deg_s"].value

    assert dose(0.0) == pytest.approx(20.0)
    assert dose(0.3) == pytest.approx(20.0)
    assert dose(1.2) == pytest.approx(20.0 - 12.0, abs=0.5)


def test_what_was_not_seen_to_last_is_not_warned_of() -> None:
    once_a_second = Watched(
        eased((0, 35), (2, 35)), seen=lambda at: abs(at - round(at)) < 0.01, rate_hz=30.0
    )
    assert once_a_second.warnings == []
    assert once_a_second.verdict == "can't tell"


def test_the_peak_is_the_highest_that_lasted() -> None:
    def path(time_s: Floats) -> Floats:
        return plateau(20.0, 0.5)(time_s) + np.where(np.abs(time_s - 0.7) < 0.05, 30.0, 0.0)

    rep = Watched(path)
    assert rep.rep.measures["neck_flexion_peak_deg"].value == 20.0
    assert rep.watch.peak_phase == "up"


def test_a_moment_of_which_little_is_known_hides_none_that_was_seen_well() -> None:
    watch = NeckMonitor(1, LIMITS)
    well, badly = Measure(32.0, 29.0, 35.0), Measure(40.0, 10.0, 70.0)
    for i in range(40):
        measures = {
            "neck_flexion_deg": well if i < 20 else badly,
            "hand_head": UNKNOWN,
            "elbow_lift": UNKNOWN,
        }
        watch.update(i / 30, "up", 10.0, measures)
    kept = watch.measures(TOP_DEG)
    assert kept["neck_flexion_peak_deg"] == well


def test_of_a_neck_that_was_never_seen_nothing_is_claimed() -> None:
    rep = Watched(eased((0, 60), (2, 60)), seen=lambda _: False)
    assert rep.warnings == []
    assert rep.verdict == "can't tell"
    measures = rep.rep.measures
    assert measures["trunk_top_deg"] == TOP_DEG
    assert not any(measure.known for name, measure in measures.items() if name != "trunk_top_deg")


def hidden(start_s: float, end_s: float) -> Callable[[float], bool]:
    """A head that is not seen between two times; the way up lasts for the first second."""
    return lambda at: not start_s <= at <= end_s


@pytest.mark.parametrize("why", [NeckUnread.HEAD_HIDDEN, NeckUnread.OFF_SIDE])
def test_a_neck_unseen_on_the_way_up_cant_be_told_and_the_reason_is_kept(why: NeckUnread) -> None:
    watched = Watched(plateau(10.0, 0.3), seen=hidden(0.2, 0.2 + 1.5 * UNSEEN_MAX_S), unread=why)
    assert (watched.verdict, watched.rep.neck_unread) == ("can't tell", why)


@pytest.mark.parametrize(
    "gap_s",
    [
        pytest.param((0.2, 0.2 + 0.8 * UNSEEN_MAX_S), id="briefly on the way up"),
        pytest.param((1.1, 1.9), id="for long on the way down"),
    ],
)
def test_a_neck_that_is_seen_where_it_matters_is_judged(gap_s: tuple[float, float]) -> None:
    watched = Watched(plateau(10.0, 0.3), seen=hidden(*gap_s))
    assert (watched.verdict, watched.rep.neck_unread) == ("fine", None)


def test_a_neck_seen_too_far_is_too_far_however_little_else_is_seen() -> None:
    watched = Watched(plateau(40.0, 0.3), seen=lambda at: 0.5 <= at <= 0.8)
    assert (watched.verdict, watched.rep.neck_unread) == ("too far", None)


def test_a_limit_within_the_interval_is_a_reason_of_its_own() -> None:
    watched = Watched(plateau(LIMITS.neck_flexed_deg + 1.0, 0.3), half_deg=3.0)
    assert (watched.verdict, watched.rep.neck_unread) == ("can't tell", NeckUnread.NEAR_LIMIT)
