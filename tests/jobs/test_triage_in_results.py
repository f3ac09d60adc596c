"""Whoever is to see a doctor first is measured, and told nothing of their form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.core.analysis.set_summary import NOT_JUDGED
from formcheck.core.risks.triage import Triage, judge
from formcheck.jobs.options import Options
from formcheck.jobs.resume import is_done
from formcheck.jobs.video_job import check_video
from formcheck.results.load import load_result
from tests.fixtures.recorded import read_result
from tests.fixtures.stand_in import MODEL, StandIn, write_clip
from tests.fixtures.webvtt import read_webvtt

OPTIONS = Options(write=("result", "frames", "captions"))
PAIN = {"where": "Neck", "last": 3, "since": "Mon 23 Nov"}
LIGHT, STOPPED = judge({"hurts"}, PAIN), judge({"numb", "fever"})


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("set") / "clip.mp4")


def check(video: Path, triage: Triage) -> Path:
    folder = video.with_suffix(f".{triage.level.name}")
    check_video(video, folder, replace(OPTIONS, triage=triage), StandIn())
    return folder


def test_what_is_for_a_doctor_is_measured_and_not_advised_on(video: Path) -> None:
    plain, stopped = (load_result(check(video, triage)) for triage in (Triage(), STOPPED))
    assert plain.warnings
    assert stopped.warnings == ()
    unjudged = [replace(rep, neck=NOT_JUDGED) for rep in plain.reps]
    assert repr(list(stopped.reps)) == repr(unjudged)


def test_one_caption_says_so_from_beginning_to_end(video: Path) -> None:
    (cue,) = read_webvtt(check(video, STOPPED) / "warnings.vtt")
    result = load_result(check(video, STOPPED))
    assert (cue.start_s, cue.end_s) == (0.0, pytest.approx(result.source.duration_s, abs=0.1))
    assert cue.lines[0] == "See a doctor now."
    assert "not judged" in cue.lines[1]


@pytest.mark.parametrize("triage", [LIGHT, STOPPED])
def test_a_triage_that_says_anything_stands_in_the_result(video: Path, triage: Triage) -> None:
    folder = check(video, triage)
    assert load_result(folder).triage == triage
    told = read_result(folder / "result.json")["triage"]
    assert (told["level"], told["coaches"]) == (triage.level.words, triage.coaches)
    assert told["advice"] == triage.level.advice


def test_a_triage_that_says_nothing_leaves_the_result_as_it_was(video: Path) -> None:
    assert "triage" not in read_result(check(video, Triage()) / "result.json")


def test_only_a_change_of_coaching_asks_for_the_set_anew(video: Path) -> None:
    folder = check(video, Triage())
    done = [
        is_done(video, folder, replace(OPTIONS, triage=triage), MODEL)
        for triage in (Triage(), LIGHT, STOPPED)
    ]
    assert done == [True, True, False]


def test_whose_set_it_is_taken_for_is_said(video: Path) -> None:
    folder = video.with_suffix(".other")
    check_video(video, folder, replace(OPTIONS, person_note="no journal was asked"), StandIn())
    assert "no journal was asked" in load_result(folder).notes
