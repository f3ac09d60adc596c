from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.readings import SEVERITIES, UNKNOWN, Hold, Measure, with_interval
from formcheck.core.risks import camera, cramp, strain
from formcheck.core.risks.cramp import LOADS, CrampLimits
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits

UNITS = {
    *("deg", "s", "trunk lengths", "picture sizes", "class"),
    *("h", "days", "of 10", "sessions in a week"),
    "",  # a share of something
}
SPAN = (1.0, 2.0)

# Shoulder endurance at a share of maximal force, Frey-Law & Avin 2010; a fifth of it may be held.
HOLDS_S = {"none": 200.9, "light": 56.5, "moderate": 26.9, "heavy": 10.6, "maximal": 3.0}


@pytest.mark.parametrize("load", LOADS)
def test_holds_may_last_a_fifth_of_the_endurance_with_that_load(load: str) -> None:
    assert CrampLimits(load=load).hold_s() == pytest.approx(HOLDS_S[load], abs=0.05)
    endurance_s = 14.86 * LOADS[load] ** -1.83
    assert CrampLimits(load=load).hold_s() == pytest.approx(endurance_s / 5)


def test_with_more_load_holds_may_last_less_long() -> None:
    limits_s = [CrampLimits(load=load).hold_s() for load in sorted(LOADS, key=LOADS.__getitem__)]
    assert limits_s == sorted(limits_s, reverse=True)
    assert len(set(limits_s)) == len(LOADS)


def every_field(limits: Any) -> Iterator[tuple[str, dataclasses.Field[Any], Any]]:
    for field in dataclasses.fields(limits):
        value = getattr(limits, field.name)
        if dataclasses.is_dataclass(value):
            yield from every_field(value)
        else:
            yield f"{type(limits).__name__}.{field.name}", field, value


def test_every_limit_carries_its_unit_and_its_source() -> None:
    found = list(every_field(Limits()))
    assert len(found) > 15
    for name, field, value in found:
        assert field.metadata["unit"] in UNITS, name
        assert len(field.metadata["source"]) > 10, name
        assert isinstance(value, str) or math.isfinite(value), name
        for suffix, unit in (("_deg", "deg"), ("_s", "s"), ("_h", "h"), ("_days", "days")):
            assert field.name.endswith(suffix) is (field.metadata["unit"] == unit), name


def test_limits_can_not_be_changed_by_accident() -> None:
    for limits in (Limits(), StrainLimits(), CrampLimits(), camera.CameraLimits()):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(limits, dataclasses.fields(limits)[0].name, 0.0)


def test_limits_stand_in_an_order_that_makes_sense() -> None:
    limits = StrainLimits()
    assert 0 < limits.pulled_neck_deg <= limits.neck_flexed_deg < limits.neck_stop_deg
    assert 0 < CrampLimits().near_share < 1


PEAK = Measure(31.0, 27.0, 35.0)
WARNINGS = {
    "strain.neck-flexed": strain.neck_flexed(2, PEAK, SPAN, StrainLimits()),
    "strain.neck-pulled": strain.neck_pulled(2, with_interval(0.3, 0.1), SPAN),
    "strain.neck-extended": strain.neck_extended(2, PEAK, SPAN, StrainLimits()),
    "cramp.hold-near-limit": cramp.hold_near_limit(2, 22.0, 26.9, SPAN),
    "cramp.hold-over-limit": cramp.hold_over_limit(2, 28.0, 26.9, SPAN),
    "cramp.fatigue": cramp.fatigue(2, cramp.SAG, with_interval(0.3, 0.05), SPAN),
    "camera.viewpoint": camera.viewpoint(-52.0, "your front", "turn to your left", SPAN),
    "camera.out-of-frame": camera.out_of_frame(["head", "hips"], SPAN),
    "camera.low-confidence": camera.low_confidence(SPAN),
    "camera.head-hidden": camera.head_hidden(SPAN),
    "camera.other-person": camera.other_person(SPAN),
}
FIGURES = {
    "strain.neck-flexed": ["Rep 2", "31 deg", "27 to 35", "25"],
    "strain.neck-pulled": ["Rep 2", "0.3 s"],
    "strain.neck-extended": ["Rep 2", "31 deg", "27 to 35", "15"],
    "cramp.hold-near-limit": ["Hold 2", "22 s", "27 s"],
    "cramp.hold-over-limit": ["Hold 2", "28 s", "27 s"],
    "cramp.fatigue": ["Hold 2", "30 %", "25 to 35"],
    "camera.viewpoint": ["about 52 deg"],
    "camera.out-of-frame": ["head and hips"],
    "camera.low-confidence": [],
    "camera.head-hidden": [],
    "camera.other-person": [],
}
SEVERITY = {
    "strain.neck-flexed": "caution",
    "strain.neck-pulled": "caution",
    "strain.neck-extended": "notice",
    "cramp.hold-near-limit": "notice",
    "cramp.hold-over-limit": "caution",
    "cramp.fatigue": "caution",
}


@pytest.mark.parametrize("code", WARNINGS)
def test_a_warning_says_what_was_seen_with_its_figures_and_what_to_do(code: str) -> None:
    warning = WARNINGS[code]
    assert warning.code == code
    assert warning.cause == code.split(".")[0]
    assert warning.severity == SEVERITY.get(code, "notice")
    assert warning.severity in SEVERITIES
    assert (warning.start_s, warning.end_s) == SPAN
    assert warning.number == (0 if warning.cause == "camera" else 2)
    for figure in FIGURES[code]:
        assert figure in warning.message
    for sentence in (warning.message, warning.advice):
        assert sentence.endswith(".")
        assert "nan" not in sentence


@given(st.floats(-90.0, 90.0), st.floats(0.0, 30.0))
def test_a_neck_wholly_past_the_second_limit_means_stop(value: float, half: float) -> None:
    limits = StrainLimits()
    warning = strain.neck_flexed(1, with_interval(value, half), SPAN, limits)
    assert (warning.severity == "stop") is (value - half > limits.neck_stop_deg)


@given(st.floats(-90.0, 90.0), st.floats(0.0, 30.0), st.floats(-90.0, 90.0))
def test_a_measure_is_beyond_a_limit_or_within_it_or_nobody_can_tell(
    value: float, half: float, limit: float
) -> None:
    measure = with_interval(value, half)
    expected = {(True, False): True, (False, True): False}.get(
        (measure.low > limit, measure.high <= limit)
    )
    assert measure.exceeds(limit) is expected
    assert UNKNOWN.exceeds(limit) is None


def test_advice_after_too_long_a_hold_is_a_rest_as_long_as_its_limit() -> None:
    assert "rest for 27 s" in WARNINGS["cramp.hold-over-limit"].advice


HOLD = Hold(
    2,
    1.0,
    34.0,
    {
        "duration_s": with_interval(33.0, 0.1),
        "limit_s": with_interval(26.9, 0.0),
        "sag": with_interval(0.5, 0.05),
    },
)


@pytest.mark.parametrize(
    ("code", "figure"),
    [
        ("cramp.hold-over-limit", "33 s"),
        ("cramp.hold-near-limit", "22 s"),
        ("cramp.fatigue", "50 %"),
    ],
)
def test_a_finished_hold_settles_how_long_it_was_and_how_far_it_sank(
    code: str, figure: str
) -> None:
    settled = cramp.finalize_warning(WARNINGS[code], HOLD)
    assert figure in settled.message
    assert (settled.start_s, settled.end_s) == (HOLD.start_s, HOLD.end_s)
    assert (settled.code, settled.severity, settled.number) == (code, SEVERITY[code], 2)


def test_one_side_that_gave_way_keeps_the_figures_it_was_told_with() -> None:
    side = cramp.fatigue(2, cramp.SIDE_SAG, with_interval(0.4, 0.05), SPAN)
    assert cramp.finalize_warning(side, HOLD).message == side.message


def test_what_gave_way_is_known_whatever_the_words() -> None:
    both = replace(WARNINGS["cramp.fatigue"], message="one shoulder gave way")
    assert "50 %" in cramp.finalize_warning(both, HOLD).message
    side = cramp.fatigue(2, cramp.SIDE_SAG, with_interval(0.4, 0.05), SPAN)
    side = replace(side, message="your shoulders sank by 40 %")
    assert cramp.finalize_warning(side, HOLD).message == side.message
