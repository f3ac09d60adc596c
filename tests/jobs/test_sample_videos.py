"""The sample videos give what they are said to give, and what really happens in them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from formcheck.detectors import open_detector
from formcheck.jobs.video_job import Options, check_video

SAMPLES = Path(__file__).parents[2] / "sample_videos"
SIT_UPS = ("situp_behind", "situp_neutral", "situp_crossed")
CLIPS = (*SIT_UPS, "shrug")
TIME_S = 0.1  # processors differ in the last digits of a pose, so in a frame here and there
ANGLE_DEG = 1.5
HOLD_S = 0.15

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("samples")
    found = {}
    for clip in CLIPS:
        detector = open_detector("blazepose-full")
        options = Options(write=("result",))
        check_video(SAMPLES / f"{clip}.mp4", folder / clip, options, detector)
        found[clip] = json.loads((folder / clip / "result.json").read_text())
        detector.close()
    return found


@pytest.mark.parametrize("clip", CLIPS)
def test_a_sample_gives_its_expected_result(clip: str, results: dict[str, Any]) -> None:
    expected = json.loads((SAMPLES / f"{clip}.expected.json").read_text())
    found = results[clip]
    assert found["exercise"] == expected["exercise"]
    assert [w["code"] for w in found["warnings"]] == [w["code"] for w in expected["warnings"]]
    for kind, angle in (("reps", "neck_flexion_peak_deg"), ("holds", "elevation_peak")):
        assert len(found[kind]) == len(expected[kind])
        for one, other in zip(found[kind], expected[kind], strict=True):
            for moment in ("start_s", "end_s"):
                assert one[moment] == pytest.approx(other[moment], abs=TIME_S)
            assert one[angle]["value"] == pytest.approx(other[angle]["value"], abs=ANGLE_DEG)


@pytest.mark.parametrize("clip", SIT_UPS)
def test_every_true_sit_up_is_found_and_never_judged_against_what_the_neck_did(
    clip: str, results: dict[str, Any]
) -> None:
    truth = read_truth(clip)
    rest = next(row["neck_cmd"] for row in truth if row["rep"] == 0)
    numbers = sorted({row["rep"] for row in truth} - {0.0})
    assert [rep["number"] for rep in results[clip]["reps"]] == numbers
    for number, rep in zip(numbers, results[clip]["reps"], strict=True):
        peak_deg = max(row["neck_cmd"] for row in truth if row["rep"] == number) - rest
        assert rep["neck"] in ("can't tell", "too far" if peak_deg > 25.0 else "fine")


def test_nearly_every_true_peak_lies_in_its_interval(results: dict[str, Any]) -> None:
    inside = []
    for clip in SIT_UPS:
        truth = read_truth(clip)
        rest = next(row["neck_cmd"] for row in truth if row["rep"] == 0)
        for rep in results[clip]["reps"]:
            peak_deg = max(row["neck_cmd"] for row in truth if row["rep"] == rep["number"]) - rest
            read = rep["neck_flexion_peak_deg"]
            inside.append(read["low"] <= peak_deg <= read["high"])
    assert len(inside) == 9
    assert sum(inside) >= 8  # as many as a 90 % interval is meant to hold


def test_a_neck_that_bends_surely_too_far_is_warned_of(results: dict[str, Any]) -> None:
    (warning,) = results["situp_crossed"]["warnings"]
    assert (warning["code"], warning["rep"]) == ("strain.neck-flexed", 2)


def test_every_true_hold_is_timed(results: dict[str, Any]) -> None:
    truth = read_truth("shrug")
    for hold in results["shrug"]["holds"]:
        raised = [row for row in truth if row["rep"] == hold["number"]]
        half = max(row["elev_cmd"] for row in raised) / 2
        held = [row["t"] for row in raised if row["elev_cmd"] > half]
        assert hold["duration_s"] == pytest.approx(held[-1] - held[0], abs=HOLD_S)


def read_truth(clip: str) -> list[dict[str, float]]:
    with (SAMPLES / f"{clip}.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        {name: float(row[name]) for name in ("t", "rep", "neck_cmd", "elev_cmd")} for row in rows
    ]
