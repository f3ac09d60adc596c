from __future__ import annotations

import csv
import json
import math
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from recorded import SHA, TOOL, TOUCHY, USUAL, feed, outputs_for, played, write_all

from formcheck.baseline import Baseline
from formcheck.outputs.result import Result, SourceFacts
from formcheck.pose import Pose
from formcheck.readings import UNKNOWN, Event, FormWarning, Hold, Measure, Reading, Rep, around
from formcheck.risks import camera, strain
from formcheck.side_view import SideView

SOURCE = SourceFacts("clip.mp4", SHA, 10.0, 300, 854, 480)
LIMIT = USUAL.strain.neck_flexed_deg


def loads(path: Path) -> dict[str, Any]:
    """Strict JSON: the names that JavaScript alone knows are refused."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"), parse_constant=refuse)
    return loaded


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
        notes=["the file breaks off"],
    )
    feed([output], readings)
    return loads(path)


def event_number(event: Event) -> int:
    """The rep or hold under way when it happens: none any more once it is finished."""
    return event.number if isinstance(event, FormWarning) else 0


def sit_up(number: int = 1, **measures: Measure) -> Rep:
    usual = {
        "neck_flexion_peak_deg": around(10.0, 4.0),
        "neck_extension_peak_deg": around(-2.0, 4.0),
        "neck_dose_deg_s": Measure(0.0, 0.0, 1.0),
        "neck_leads_s": around(0.2, 0.1),
        "hands_at_head": around(1.0, 0.0),
        "trunk_top_deg": around(70.0, 6.0),
    }
    return Rep(number, 2.0, 3.0, 4.0, usual | measures, "top")


def test_sit_ups_are_told_as_they_were_read(tmp_path: Path) -> None:
    play = played("situp")
    result = loads(write_all(tmp_path, play) / "result.json")
    reps = [event for reading in play.readings for event in reading.events]
    assert len(reps) == 3
    assert (result["exercise"], result["holds"]) == ("situp", [])
    for told, rep in zip(result["reps"], reps, strict=True):
        assert isinstance(rep, Rep)
        assert told["number"] == rep.number
        assert told["neck_flexion_peak_phase"] == rep.peak_phase
        assert told["hands_at_head"] is True
        for name in ("start_s", "top_s", "end_s"):
            assert told[name] == pytest.approx(getattr(rep, name), abs=1e-4)
        for name in ("neck_flexion_peak_deg", "neck_extension_peak_deg", "neck_dose_deg_s"):
            for end in ("value", "low", "high"):
                read = getattr(rep.measures[name], end)
                assert told[name][end] == pytest.approx(read, abs=0.0051)
        assert told["trunk_top_deg"] == pytest.approx(rep.measures["trunk_top_deg"].value, abs=0.01)


def test_a_sit_ups_times_are_times_of_the_table(tmp_path: Path) -> None:
    folder = write_all(tmp_path, played("situp"))
    with (folder / "frames.csv").open(encoding="utf-8") as table:
        times = {float(row["time_s"]) for row in csv.DictReader(table)}
    reps = loads(folder / "result.json")["reps"]
    assert {rep[name] for rep in reps for name in ("start_s", "top_s", "end_s")} <= times


def test_shrugs_are_told_as_they_were_read(tmp_path: Path) -> None:
    play = played("shrug")
    result = loads(write_all(tmp_path, play) / "result.json")
    holds = [event for reading in play.readings for event in reading.events]
    assert len(holds) == 3
    assert (result["exercise"], result["reps"]) == ("shrug", [])
    for told, hold in zip(result["holds"], holds, strict=True):
        assert isinstance(hold, Hold)
        assert told["number"] == hold.number
        assert told["duration_s"] == pytest.approx(told["end_s"] - told["start_s"], abs=2e-4)
        assert told["limit_s"] == pytest.approx(USUAL.cramp.hold_s(), abs=1e-4)
        for end in ("value", "low", "high"):
            read = getattr(hold.measures["elevation_peak"], end)
            assert told["elevation_peak"][end] == pytest.approx(read, abs=1e-4)
        sag = hold.measures["sag"].value
        assert told["sag"] == (None if math.isnan(sag) else pytest.approx(sag, abs=1e-4))


def test_source_tool_baseline_and_notes_are_told(tmp_path: Path) -> None:
    play = played("situp")
    result = loads(write_all(tmp_path, play) / "result.json")
    assert result["source"] == {
        "name": "clip.mp4",
        "sha256": SHA,
        "duration_s": pytest.approx(play.poses.time_s[-1], abs=1e-4),
        "frames": len(play.poses),
        "width": 854,
        "height": 480,
    }
    assert result["tool"] == {
        "version": TOOL.version,
        "detector": TOOL.detector,
        "model_sha256": TOOL.model_sha256,
        "limits_sha256": SHA,
    }
    neck_deg = SideView(play.baseline).neck_deg
    assert result["baseline"]["neck_deg"] == pytest.approx(neck_deg, abs=0.01)
    assert result["baseline"]["from"] == play.baseline.origin
    assert (result["coverage"], result["load"]) == (1.0, "none")
    assert result_of(tmp_path)["notes"] == ["the file breaks off"]


def test_somebody_standing_has_no_neutral_neck(tmp_path: Path) -> None:
    result = loads(write_all(tmp_path, played("shrug")) / "result.json")
    assert result["baseline"] == {"neck_deg": None, "from": played("shrug").baseline.origin}


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
    (told,) = result_of(tmp_path, sit_up(hands_at_head=around(0.0, 0.0), neck_leads_s=lead))["reps"]
    assert told["hands_at_head"] is False
    assert told["neck_leads_s"] == lead.value
    assert (told["neck_leads_low_s"], told["neck_leads_high_s"]) == (lead.low, lead.high)


def test_a_sit_ups_warning_has_the_figures_of_the_whole_rep(tmp_path: Path) -> None:
    early = strain.neck_flexed(1, around(30.0, 4.0), (2.5, 2.75), USUAL.strain)
    rep = sit_up(neck_flexion_peak_deg=around(40.0, 4.0))
    (told,) = result_of(tmp_path, early, rep)["warnings"]
    whole = strain.neck_flexed(1, around(40.0, 4.0), (2.5, rep.end_s), USUAL.strain)
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
    early = strain.neck_flexed(1, around(30.0, 4.0), (2.5, 2.75), USUAL.strain)
    assert result_of(tmp_path, early)["warnings"] == []


def test_a_warning_of_the_camera_belongs_to_no_rep(tmp_path: Path) -> None:
    (told,) = result_of(tmp_path, camera.low_confidence((0.0, 1.0)))["warnings"]
    assert (told["risk"], told["rep"]) == ("camera", None)


def test_bent_necks_and_long_holds_are_warned_of(tmp_path: Path) -> None:
    for name, code in (("situp", "strain.neck-flexed"), ("shrug", "cramp.hold-over-limit")):
        play = played(name, TOUCHY)
        result = loads(write_all(tmp_path / name, play) / "result.json")
        told = [warning for warning in result["warnings"] if warning["code"] == code]
        events = {event["number"]: event for event in result["reps"] + result["holds"]}
        assert told
        for warning in told:
            event = events[warning["rep"]]
            assert event["start_s"] <= warning["start_s"] < warning["end_s"]
            assert warning["end_s"] >= event["end_s"]


def test_the_same_readings_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("situp", "shrug"):
        one, other = (
            write_all(tmp_path / f"{name}-{i}", played(name, TOUCHY)) / "result.json"
            for i in range(2)
        )
        assert one.read_bytes() == other.read_bytes()


def test_minus_zero_is_zero(tmp_path: Path) -> None:
    (told,) = result_of(tmp_path, sit_up(neck_flexion_peak_deg=around(-0.0, 4.0)))["reps"]
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
    )
    feed([output], play.readings)
    assert loads(tmp_path / "result.json")["source"]["name"] == name


def test_a_run_that_fails_half_way_closes_all_the_same(tmp_path: Path) -> None:
    for name in ("situp", "shrug"):
        play = played(name, TOUCHY)
        for share in (0.0, 0.4, 0.75):
            folder = tmp_path / f"{name}-{share}"
            folder.mkdir()
            readings = play.readings[: round(share * len(play.readings))]
            feed(outputs_for(folder, play), readings)
            events = [event for reading in readings for event in reading.events]
            finished = [event for event in events if isinstance(event, Rep | Hold)]
            result = loads(folder / "result.json")
            assert len(result["reps"] + result["holds"]) == len(finished)
