from __future__ import annotations

import math
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.pose import Pose
from formcheck.core.readings import (
    UNKNOWN,
    Event,
    FormWarning,
    Measure,
    Reading,
    Rep,
    with_interval,
)
from formcheck.core.risks import camera, strain
from formcheck.outputs.job import SourceFacts
from formcheck.outputs.result import Result
from tests.fixtures.recorded import ASKED, SHA, TOOL, USUAL, feed, played, read_result

SOURCE = SourceFacts("clip.mp4", SHA, 10.0, 300, 854, 480)
LIMIT = USUAL.strain.neck_flexed_deg


def result_of(folder: Path, *events: Event) -> dict[str, Any]:
    """The result of a set in which these events happen, one a frame, all in one rep."""
    readings = [
        Reading(Pose.missing(float(i)), "situp", "up", number=event_number(event), events=(event,))
        for i, event in enumerate(events)
    ]
    path = folder / "result.json"
    output = Result(
        path,
        source=SOURCE,
        tool=TOOL,
        baseline=Baseline.unknown(),
        limits=USUAL,
        limits_sha256=SHA,
        asked=ASKED,
    )
    feed([output], readings)
    return read_result(path)


def event_number(event: Event) -> int:
    """The rep or hold under way when it happens: none any more once it is finished."""
    return event.number if isinstance(event, FormWarning) else 0


def sit_up(number: int = 1, **measures: Measure) -> Rep:
    usual = {
        "neck_flexion_peak_deg": with_interval(10.0, 4.0),
        "neck_extension_peak_deg": with_interval(-2.0, 4.0),
        "neck_dose_deg_s": Measure(0.0, 0.0, 1.0),
        "neck_leads_s": with_interval(0.2, 0.1),
        "hands_at_head": with_interval(1.0, 0.0),
        "trunk_top_deg": with_interval(70.0, 6.0),
    }
    return Rep(number, 2.0, 3.0, 4.0, usual | measures, "top")


@pytest.mark.parametrize(
    ("peak", "neck"),
    [
        (Measure(LIMIT + 5, LIMIT + 1, LIMIT + 9), "too far"),
        (Measure(LIMIT - 5, LIMIT - 9, LIMIT - 1), "fine"),
        (Measure(LIMIT + 1, LIMIT - 3, LIMIT + 5), "can't tell"),
        (UNKNOWN, "can't tell"),
    ],
)
def test_a_sit_ups_neck_is_fine_too_far_or_cant_be_told(
    tmp_path: Path, peak: Measure, neck: str
) -> None:
    result = result_of(tmp_path, sit_up(neck_flexion_peak_deg=peak))
    assert [rep["neck"] for rep in result["reps"]] == [neck]


def test_what_cant_be_had_is_null(tmp_path: Path) -> None:
    rep = replace(sit_up(), measures=dict.fromkeys(sit_up().measures, UNKNOWN), peak_phase="")
    nothing = {"value": None, "low": None, "high": None}
    (told,) = result_of(tmp_path, rep)["reps"]
    assert {name: value for name, value in told.items() if value is not None} == {
        "number": 1,
        "start_s": 2.0,
        "top_s": 3.0,
        "end_s": 4.0,
        "neck": "can't tell",
        "neck_flexion_peak_deg": nothing,
        "neck_dose_deg_s": nothing,
        "neck_extension_peak_deg": nothing,
    }


def test_hands_and_lead_are_told_plainly(tmp_path: Path) -> None:
    lead = Measure(0.25, 0.125, 0.5)
    (told,) = result_of(tmp_path, sit_up(hands_at_head=with_interval(0.0, 0.0), neck_leads_s=lead))[
        "reps"
    ]
    assert told["hands_at_head"] is False
    assert told["neck_leads_s"] == lead.value
    assert (told["neck_leads_low_s"], told["neck_leads_high_s"]) == (lead.low, lead.high)


def test_a_sit_ups_warning_has_the_figures_of_the_whole_rep(tmp_path: Path) -> None:
    early = strain.neck_flexed(1, with_interval(30.0, 4.0), (2.5, 2.75), USUAL.strain)
    rep = sit_up(neck_flexion_peak_deg=with_interval(40.0, 4.0))
    (told,) = result_of(tmp_path, early, rep)["warnings"]
    whole = strain.neck_flexed(1, with_interval(40.0, 4.0), (2.5, rep.end_s), USUAL.strain)
    assert told == {
        "code": "strain.neck-flexed",
        "risk": "strain",
        "severity": "caution",
        "start_s": 2.5,
        "end_s": rep.end_s,
        "rep": 1,
        "message": whole.message,
        "advice": whole.advice,
    }


def test_a_rise_that_was_no_sit_up_warns_of_nothing(tmp_path: Path) -> None:
    early = strain.neck_flexed(1, with_interval(30.0, 4.0), (2.5, 2.75), USUAL.strain)
    assert result_of(tmp_path, early)["warnings"] == []


def test_a_warning_of_the_camera_belongs_to_no_rep(tmp_path: Path) -> None:
    (told,) = result_of(tmp_path, camera.low_confidence((0.0, 1.0)))["warnings"]
    assert (told["risk"], told["rep"]) == ("camera", None)


def test_minus_zero_is_zero(tmp_path: Path) -> None:
    (told,) = result_of(tmp_path, sit_up(neck_flexion_peak_deg=with_interval(-0.0, 4.0)))["reps"]
    assert math.copysign(1.0, told["neck_flexion_peak_deg"]["value"]) == 1.0


@pytest.mark.parametrize("name", ["Übung größer 1.mp4", os.fsdecode(b"cli\xff\xfep.mp4"), '"\\\n'])
def test_any_file_name_is_told_as_it_is(tmp_path: Path, name: str) -> None:
    play = played("nobody")
    output = Result(
        tmp_path / "result.json",
        source=replace(SOURCE, name=name),
        tool=TOOL,
        baseline=play.baseline,
        limits=USUAL,
        limits_sha256=SHA,
        asked=ASKED,
    )
    feed([output], play.readings)
    assert read_result(tmp_path / "result.json")["source"]["name"] == name
