from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.core.pose import Pose
from formcheck.core.readings import SEVERITIES, Event, FormWarning, Reading, Rep, with_interval
from formcheck.core.risks import camera, strain
from formcheck.outputs.captions import LEAST_S, Captions, to_cues
from tests.fixtures.recorded import CLIPS, TOUCHY, USUAL, feed, outputs_for, played, write_all
from tests.fixtures.webvtt import ShownCue, read_webvtt

SPAN = (2.5, 2.75)


def told(start_s: float, end_s: float, severity: str = "caution", what: str = "") -> FormWarning:
    what = what or f"{severity} {start_s}-{end_s}"
    return FormWarning("camera.test", start_s, end_s, severity, f"{what}.", f"Mend {what}.")


def shown(folder: Path, *events: Event) -> list[ShownCue]:
    """The captions of a set in which these events happen, one a frame, all in one rep."""
    readings = [
        Reading(
            Pose.missing(float(i)),
            "situp",
            number=event.number if isinstance(event, FormWarning) else 0,
            events=(event,),
        )
        for i, event in enumerate(events)
    ]
    feed([Captions(folder / "warnings.vtt", USUAL)], readings)
    return read_webvtt(folder / "warnings.vtt")


def spans(*warnings: FormWarning) -> list[tuple[float, float, list[str]]]:
    cues = to_cues(sorted(warnings, key=lambda warning: warning.start_s))
    return [(cue.start_s, cue.end_s, [one.message for one in cue.warnings]) for cue in cues]


times_s = st.integers(-5, 400).map(lambda tenths: tenths / 10)
some_warnings = st.lists(
    st.builds(
        lambda start_s, length_s, severity: told(start_s, start_s + length_s, severity),
        times_s,
        st.integers(0, 200).map(lambda tenths: tenths / 10),
        st.sampled_from(SEVERITIES),
    ),
    max_size=30,
).map(lambda warnings: sorted(warnings, key=lambda warning: warning.start_s))


@settings(max_examples=60, deadline=None)
@given(warnings=some_warnings)
def test_cues_can_be_read_one_at_a_time_and_leave_nothing_out(warnings: list[FormWarning]) -> None:
    cues = list(to_cues(warnings))
    for cue in cues:
        assert cue.end_s - cue.start_s >= LEAST_S - 1e-9
        ranks = [SEVERITIES.index(warning.severity) for warning in cue.warnings]
        assert ranks == sorted(ranks)
    for one, following in pairwise(cues):
        assert one.end_s <= following.start_s
    for warning in warnings:
        first = next(cue for cue in cues if warning in cue.warnings)
        assert first.start_s <= max(warning.start_s, 0.0) < first.start_s + LEAST_S


@settings(max_examples=60, deadline=None)
@given(warnings=some_warnings)
def test_a_milder_warning_never_hides_a_worse_one_that_goes_on(warnings: list[FormWarning]) -> None:
    for cue in to_cues(warnings):
        fresh = [warning for warning in cue.warnings if max(warning.start_s, 0.0) >= cue.start_s]
        worst = min(SEVERITIES.index(warning.severity) for warning in fresh)
        for warning in warnings:
            if max(warning.start_s, 0.0) < cue.start_s < warning.end_s:
                worse = SEVERITIES.index(warning.severity) < worst
                assert (warning in cue.warnings) == worse


def test_a_warning_is_shown_while_it_lasts_and_for_two_seconds_at_least() -> None:
    short, long = told(1.0, 1.5), told(5.0, 9.0)
    assert spans(short, long) == [
        (1.0, 1.0 + LEAST_S, [short.message]),
        (5.0, 9.0, [long.message]),
    ]


def test_warnings_that_begin_together_share_a_cue_the_worst_first() -> None:
    notice, stop = told(1.0, 4.0, "notice"), told(2.5, 6.0, "stop")
    assert spans(notice, stop) == [(1.0, 6.0, [stop.message, notice.message])]


def test_a_later_warning_takes_the_place_of_one_that_could_be_read() -> None:
    one, other = told(1.0, 9.0), told(4.0, 5.0)
    assert spans(one, other) == [(1.0, 4.0, [one.message]), (4.0, 6.0, [other.message])]


def test_a_worse_warning_stays_beside_a_later_one() -> None:
    stop, notice, late = told(1.0, 9.0, "stop"), told(4.0, 5.0, "notice"), told(20.0, 21.0)
    assert spans(stop, notice, late) == [
        (1.0, 4.0, [stop.message]),
        (4.0, 9.0, [stop.message, notice.message]),
        (20.0, 22.0, [late.message]),
    ]


def test_a_cue_tells_the_message_then_the_advice(tmp_path: Path) -> None:
    warning = camera.low_confidence((1.0, 2.0))
    (cue,) = shown(tmp_path, warning)
    assert cue.lines == (warning.message, warning.advice)


def test_advice_that_holds_for_two_warnings_is_given_once(tmp_path: Path) -> None:
    warning = camera.low_confidence((1.0, 2.0))
    other = replace(warning, message="Another thing.")
    (cue,) = shown(tmp_path, warning, other)
    assert cue.lines == (warning.message, warning.advice, other.message)


@pytest.mark.parametrize("text", ["a < b > c & d", "--> 1", "<b>&lt;", "two\n\nblocks", "NOTE"])
def test_any_text_comes_out_as_it_was_written(tmp_path: Path, text: str) -> None:
    (cue,) = shown(tmp_path, told(1.0, 2.0, what=text))
    in_lines = " ".join(text.split())
    assert cue.lines == (f"{in_lines}.", f"Mend {in_lines}.")


@pytest.mark.parametrize("start_s", [0.0, 0.0004, 59.9996, 3599.9999, 3661.5, 360000.25])
def test_times_are_written_with_hours_minutes_and_seconds(tmp_path: Path, start_s: float) -> None:
    (cue,) = shown(tmp_path, told(start_s, start_s + 3.0))
    assert cue.start_s == pytest.approx(start_s, abs=0.0005001)
    assert cue.end_s == pytest.approx(start_s + 3.0, abs=0.0005001)


def test_what_began_before_the_clip_is_shown_from_its_start(tmp_path: Path) -> None:
    (cue,) = shown(tmp_path, told(-9.0, -8.0))
    assert (cue.start_s, cue.end_s) == (0.0, LEAST_S)


def test_captions_have_the_figures_of_the_whole_rep(tmp_path: Path) -> None:
    early, late = with_interval(30.0, 4.0), with_interval(40.0, 4.0)
    names = ("neck_flexion_peak_deg", "neck_extension_peak_deg")
    rep = Rep(1, 2.0, 3.0, 6.0, dict.fromkeys(names, late))
    (cue,) = shown(tmp_path, strain.neck_flexed(1, early, SPAN, USUAL.strain), rep)
    final = strain.neck_flexed(1, late, SPAN, USUAL.strain)
    assert (cue.start_s, cue.end_s) == (SPAN[0], rep.end_s)
    assert cue.lines == (final.message, final.advice)


def test_of_a_rep_captions_tell_the_one_thing_to_mend(tmp_path: Path) -> None:
    bent = strain.neck_flexed(1, with_interval(32.0, 4.0), (2.5, 2.5), USUAL.strain)
    pulled = strain.neck_pulled(1, with_interval(0.3, 0.1), (2.75, 2.75))
    names = ("neck_flexion_peak_deg", "neck_extension_peak_deg")
    rep = Rep(1, 2.0, 3.0, 6.0, dict.fromkeys(names, with_interval(32.0, 4.0)))
    (cue,) = shown(tmp_path, bent, pulled, rep)
    assert (cue.start_s, cue.end_s) == (2.75, rep.end_s)
    assert cue.lines == (pulled.message, pulled.advice)


@pytest.mark.parametrize("name", CLIPS)
def test_every_clip_has_captions_that_players_take(tmp_path: Path, name: str) -> None:
    for limits in (USUAL, TOUCHY):
        cues = read_webvtt(write_all(tmp_path, played(name, limits)) / "warnings.vtt")
        assert not cues or name != "empty"
    assert bool(cues) == (name in ("situp", "shrug", "nobody"))


def test_captions_of_a_run_that_failed_half_way_are_whole(tmp_path: Path) -> None:
    play = played("situp", TOUCHY)
    feed(outputs_for(tmp_path, play), play.readings[: len(play.readings) // 2])
    read_webvtt(tmp_path / "warnings.vtt")
