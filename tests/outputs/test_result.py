from __future__ import annotations

import csv
import math
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from formcheck.core.measures.side_view import SideView
from formcheck.core.readings import Hold, Reading, Rep
from formcheck.core.risks.limits import Limits
from tests.fixtures.recorded import (
    NOTES,
    SHA,
    TOOL,
    TOUCHY,
    USUAL,
    feed,
    outputs_for,
    played,
    read_result,
    write_all,
)


def finished(readings: Iterable[Reading]) -> list[Rep | Hold]:
    """The reps and holds that were finished in these readings."""
    events = [event for reading in readings for event in reading.events]
    return [event for event in events if isinstance(event, Rep | Hold)]


def number(read: float, rounding: float) -> Any:
    """What a result tells of a number that was read."""
    return None if math.isnan(read) else pytest.approx(read, abs=rounding)


def test_sit_ups_are_told_as_they_were_read(tmp_path: Path) -> None:
    play = played("situp")
    result = read_result(write_all(tmp_path, play) / "result.json")
    reps = finished(play.readings)
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
                assert told[name][end] == number(getattr(rep.measures[name], end), 0.0051)
        assert told["trunk_top_deg"] == pytest.approx(rep.measures["trunk_top_deg"].value, abs=0.01)


def test_a_sit_ups_top_is_a_time_of_the_table_and_lies_between_its_ends(tmp_path: Path) -> None:
    folder = write_all(tmp_path, played("situp"))
    with (folder / "frames.csv").open(encoding="utf-8") as table:
        times = {float(row["time_s"]) for row in csv.DictReader(table)}
    reps = read_result(folder / "result.json")["reps"]
    assert {rep["top_s"] for rep in reps} <= times
    edges = [rep[name] for rep in reps for name in ("start_s", "top_s", "end_s")]
    assert edges == sorted(edges)


def test_shrugs_are_told_as_they_were_read(tmp_path: Path) -> None:
    play = played("shrug")
    result = read_result(write_all(tmp_path, play) / "result.json")
    holds = finished(play.readings)
    assert len(holds) == 3
    assert (result["exercise"], result["reps"]) == ("shrug", [])
    for told, hold in zip(result["holds"], holds, strict=True):
        assert isinstance(hold, Hold)
        assert told["number"] == hold.number
        assert told["duration_s"] == pytest.approx(told["end_s"] - told["start_s"], abs=2e-4)
        assert told["limit_s"] == pytest.approx(USUAL.cramp.hold_s(), abs=1e-4)
        for end in ("value", "low", "high"):
            read = getattr(hold.measures["elevation_peak"], end)
            assert told["elevation_peak"][end] == number(read, 1e-4)
        for name in ("sag", "left_minus_right"):
            assert told[name] == number(hold.measures[name].value, 1e-4)


def test_what_is_known_of_the_clip_is_told(tmp_path: Path) -> None:
    play = played("situp")
    result = read_result(write_all(tmp_path, play) / "result.json")
    assert result["source"] == {
        "name": "clip.mp4",
        "sha256": SHA,
        "duration_s": pytest.approx(play.poses.time_s[-1], abs=1e-4),
        "frames": len(play.poses),
        "width": 854,
        "height": 480,
        "recorded": None,
    }
    assert result["limits"] == asdict(Limits())
    assert result["tool"] == {
        "version": TOOL.version,
        "detector": TOOL.detector,
        "shoulder_sha256": TOOL.shoulder_sha256,
        "neck_sha256": TOOL.neck_sha256,
        "model_sha256": TOOL.model_sha256,
        "limits_sha256": SHA,
    }
    assert result["asked"] == {"exercise": "auto", "start_s": 0.0, "end_s": None}
    neck_deg = SideView(play.baseline).neck_deg
    assert result["baseline"]["neck_deg"] == pytest.approx(neck_deg, abs=0.01)
    assert result["baseline"]["from"] == play.baseline.origin
    assert (result["coverage"], result["load"]) == (1.0, "none")
    assert result["notes"] == NOTES


def test_somebody_standing_has_no_neutral_neck(tmp_path: Path) -> None:
    result = read_result(write_all(tmp_path, played("shrug")) / "result.json")
    assert result["baseline"] == {"neck_deg": None, "from": played("shrug").baseline.origin}


def test_bent_necks_and_long_holds_are_warned_of(tmp_path: Path) -> None:
    for name, code in (("situp", "strain.neck-flexed"), ("shrug", "cramp.hold-over-limit")):
        play = played(name, TOUCHY)
        result = read_result(write_all(tmp_path / name, play) / "result.json")
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


def test_a_run_that_fails_half_way_closes_all_the_same(tmp_path: Path) -> None:
    for name in ("situp", "shrug"):
        play = played(name, TOUCHY)
        for share in (0.0, 0.4, 0.75):
            folder = tmp_path / f"{name}-{share}"
            folder.mkdir()
            readings = play.readings[: round(share * len(play.readings))]
            feed(outputs_for(folder, play), readings)
            result = read_result(folder / "result.json")
            assert len(result["reps"] + result["holds"]) == len(finished(readings))
