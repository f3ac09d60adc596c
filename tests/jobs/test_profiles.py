"""Profiles: a neutral from another day, on this day's picture."""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import formcheck.jobs.profiles
from formcheck.core.analysis.analyzer import Analyzer
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.baseline.transfer import MisfitError, refit
from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.exercises import EXERCISES
from formcheck.core.pose import SHOULDER_SPOTS, Floats
from formcheck.core.risks.limits import Limits
from formcheck.jobs.neck_weights import neck_models
from formcheck.jobs.profiles import load_profile, profile_path, save_neutral
from tests.fixtures.bodies import FRONT_DEG, SIDE_DEG, eased, held_up, sitting_up, standing, times
from tests.fixtures.command import Command
from tests.fixtures.recorded import HEIGHT, WIDTH, clip, part, play
from tests.fixtures.seen_clip import Clip

NECK, RISE = "neck_flexion_deg", "shoulder_elevation"


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(formcheck.jobs.profiles, "user_data_path", lambda *_, **__: tmp_path)
    return tmp_path


def situps(view_deg: float = SIDE_DEG) -> Clip:
    t = times(8.0)
    trunk = eased((0, 5), (2, 5), (3.5, 65), (5, 5), (8, 5))
    return sitting_up(t, trunk, eased((0, 0), (2, 0), (3.5, 30), (5, 0), (8, 0)), view_deg=view_deg)


def shrugs(view_deg: float = FRONT_DEG) -> Clip:
    return standing(times(8.0), held_up((3, 6), end_s=8), view_deg=view_deg)


def measured(clip: Clip, baseline: Baseline, exercise: str, name: str) -> Floats:
    analyzer = Analyzer(
        EXERCISES[exercise](Limits(), baseline, neck_models()),
        Limits(),
        width_px=round(clip.width_px),
        height_px=round(clip.height_px),
    )
    return np.array([analyzer.update(pose).measures[name].value for pose in clip])


@pytest.mark.parametrize("factor", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("mirrored", [False, True], ids=["same side", "other side"])
@pytest.mark.parametrize("exercise", ["situp", "shrug"])
def test_a_profile_measures_as_the_own_rest_does_in_another_picture(
    exercise: str, mirrored: bool, factor: float
) -> None:
    then = situps() if exercise == "situp" else shrugs()
    now = then.scaled(factor)
    now = now.mirrored() if mirrored else now
    lying, name = exercise == "situp", NECK if exercise == "situp" else RISE
    own = now.baseline(lying=lying)
    fitted = refit(then.baseline(lying=lying), own, from_side=lying, lying=lying)
    expected = measured(now, own, exercise, name)
    assert measured(now, fitted, exercise, name) == pytest.approx(expected, abs=1e-6)


def test_a_neck_that_is_bent_at_rest_today_is_measured_from_the_profile_s_neutral() -> None:
    straight = situps()
    t = times(8.0)
    bent = sitting_up(t, eased((0, 5), (8, 5)), lambda at: np.full_like(at, 20.0))
    own = bent.baseline(lying=True)
    assert measured(bent, own, "situp", NECK)[-1] == pytest.approx(0.0, abs=1.0)
    fitted = refit(straight.baseline(lying=True), own, from_side=True, lying=True)
    assert measured(bent, fitted, "situp", NECK)[-1] == pytest.approx(
        measured(replace(bent), straight.baseline(lying=True), "situp", NECK)[-1], abs=1.0
    )
    assert measured(bent, fitted, "situp", NECK)[-1] > 10.0


def test_a_camera_that_is_tilted_today_does_no_harm() -> None:
    then = situps()
    angle = np.radians(4.0)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    now = replace(then, points=(then.points - 300.0) @ turn + 300.0)
    own = now.baseline(lying=True)
    fitted = refit(then.baseline(lying=True), own, from_side=True, lying=True)
    assert measured(now, fitted, "situp", NECK) == pytest.approx(
        measured(now, own, "situp", NECK), abs=0.1
    )


@pytest.mark.parametrize(("exercise", "off_deg"), [("situp", 40.0), ("shrug", 40.0)])
def test_a_camera_that_looks_from_elsewhere_is_refused(exercise: str, off_deg: float) -> None:
    lying = exercise == "situp"
    then = (situps() if lying else shrugs()).baseline(lying=lying)
    now = situps(SIDE_DEG + off_deg) if lying else shrugs(FRONT_DEG - off_deg)
    with pytest.raises(MisfitError, match="calibrate anew"):
        refit(then, now.baseline(lying=lying), from_side=lying, lying=lying)


def test_nobody_at_rest_can_not_be_fitted() -> None:
    with pytest.raises(MisfitError, match="nobody"):
        refit(situps().baseline(lying=True), Baseline.unknown(), from_side=True, lying=True)


def test_a_profile_of_one_half_of_a_recorded_set_measures_the_other_like_its_own_rest() -> None:
    whole = clip("situp")
    middle_s = float(whole.time_s[-1]) / 2
    halves = [part(whole, whole.time_s < middle_s), part(whole, whole.time_s >= middle_s)]
    first, second = (play(half).baseline for half in halves)
    assert first.origin != second.origin
    fitted = refit(first, second, from_side=True, lying=True)
    found = []
    for baseline in (second, fitted):
        analyzer = Analyzer(
            EXERCISES["situp"](Limits(), baseline, neck_models()),
            Limits(),
            width_px=WIDTH,
            height_px=HEIGHT,
        )
        readings = [analyzer.update(pose) for pose in halves[1]]
        found.append([r.measures[NECK].value for r in readings if NECK in r.measures])
    own, of_profile = np.array(found)
    assert np.abs(own - of_profile).mean() < 3.0


def test_a_profile_keeps_a_neutral_for_each_exercise() -> None:
    lying, upright = situps().baseline(lying=True), shrugs().baseline(lying=False)
    save_neutral("Anna", "situp", lying)
    path = save_neutral("Anna", "shrug", upright)
    kept = load_profile("Anna")
    assert set(kept.neutrals) == {"situp", "shrug"}
    assert kept.neutrals["situp"].neutral.points == pytest.approx(lying.neutral.points, abs=1e-4)
    assert kept.neutrals["situp"].neutral.spots == pytest.approx(
        lying.neutral.spots, abs=1e-4, nan_ok=True
    )
    assert kept.neutrals["shrug"].neutral.world == pytest.approx(upright.neutral.world, abs=1e-4)
    assert kept.neutrals["situp"].origin.startswith("profile Anna of 20")
    assert path.parent.name == "profiles"
    assert [file.name for file in path.parent.iterdir()] == ["Anna.json"]


@pytest.mark.parametrize("seen_today", [True, False])
def test_shoulders_that_no_look_sees_today_are_not_measured_against_those_of_a_profile(
    *, seen_today: bool
) -> None:
    then = replace(shrugs(), shoulders_seen=1.0).baseline(lying=False)
    today = replace(shrugs(), shoulders_seen=float(seen_today)).baseline(lying=False)
    shoulders = refit(then, today, from_side=False, lying=False).neutral.spots[SHOULDER_SPOTS]
    assert bool(np.isfinite(shoulders).all()) is seen_today
    assert bool(np.isnan(shoulders).all()) is not seen_today


def test_a_profile_from_before_there_was_a_second_look_has_none() -> None:
    path = save_neutral("Anna", "situp", situps().baseline(lying=True))
    kept = json.loads(path.read_text())
    del kept["neutrals"]["situp"]["spots"]
    path.write_text(json.dumps(kept))
    assert np.isnan(load_profile("Anna").neutrals["situp"].neutral.spots).all()


def test_a_profile_from_before_shoulders_were_looked_at_has_the_other_spots() -> None:
    lying = situps().baseline(lying=True)
    path = save_neutral("Anna", "situp", lying)
    kept = json.loads(path.read_text())
    del kept["neutrals"]["situp"]["spots"][7:]
    path.write_text(json.dumps(kept))
    spots = load_profile("Anna").neutrals["situp"].neutral.spots
    assert spots == pytest.approx(lying.neutral.spots, abs=1e-4, nan_ok=True)


def test_a_landmark_that_was_never_seen_stays_missing() -> None:
    baseline = situps().unseen(0.0, 9.0, [15]).baseline(lying=True)
    save_neutral("Anna", "situp", baseline)
    assert np.isnan(load_profile("Anna").neutrals["situp"].neutral.points[15]).all()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_its_owner_can_read_a_profile() -> None:
    before = os.umask(0)
    try:
        path = save_neutral("Anna", "situp", situps().baseline(lying=True))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "name", ["../Anna", "a/b", "", " ", ".hidden", "con", "x" * 41, "a\n", "a."]
)
def test_a_name_that_no_file_should_have_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="profile"):
        profile_path(name)


@pytest.mark.parametrize("name", ["Anna", "anna-2", "Anna K.2", "Zoë"])
def test_names_that_people_have_are_taken(name: str) -> None:
    assert profile_path(name).name == f"{name}.json"


def test_a_profile_that_is_not_there_is_named_with_the_remedy() -> None:
    with pytest.raises(FormcheckError, match="formcheck calibrate Anna"):
        load_profile("Anna")


@pytest.mark.parametrize(
    "content",
    [
        "no json",
        "{}",
        "[]",
        '{"schema": "formcheck.profile/2", "neutrals": {}}',
        '{"schema": "formcheck.profile/1", "neutrals": {"situp": {"origin": "x", "points": [], '
        '"world": []}}}',
        '{"schema": "formcheck.profile/1", "neutrals": 3}',
    ],
)
def test_a_broken_profile_is_told_and_can_be_made_anew(content: str) -> None:
    path = profile_path("Anna")
    path.parent.mkdir(parents=True)
    path.write_text(content)
    with pytest.raises(FormcheckError, match=r"Anna\.json .* calibrate Anna"):
        load_profile("Anna")
    save_neutral("Anna", "situp", situps().baseline(lying=True))
    assert "situp" in load_profile("Anna").neutrals


def test_a_profile_that_changed_is_told_from_the_one_before() -> None:
    save_neutral("Anna", "situp", situps().baseline(lying=True))
    before = load_profile("Anna").asked
    save_neutral("Anna", "situp", situps(view_deg=10.0).baseline(lying=True))
    assert load_profile("Anna").asked != before
    assert before.startswith("Anna ")


def test_replay_judges_by_a_profile_and_the_result_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    save_neutral("Anna", "situp", play(clip("situp")).baseline)
    poses = Path(__file__).parents[1] / "data" / "situp.npz"
    ran = Command(monkeypatch, capfd)("replay", poses, "--out", tmp_path, "--profile", "Anna")
    assert ran.code == 0
    result = json.loads((tmp_path / "situp.formcheck" / "result.json").read_text())
    assert result["asked"]["profile"] == load_profile("Anna").asked
    assert result["baseline"]["from"].startswith("profile Anna of 20")
    assert "fitted to rest" in result["baseline"]["from"]
