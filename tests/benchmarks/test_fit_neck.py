"""The training of the neck estimate: what it learns, what its interval holds, what is kept."""

from __future__ import annotations

import shutil
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from formcheck.core.pose import EARS, EYES, HIPS, MOUTH, SHOULDERS, Floats, Landmark, with_all_spots
from formcheck.sources.replay import load_poses, save_poses

ROOT = Path(__file__).parents[2]
POSES = ROOT / "tests" / "data" / "situp.npz"


def part(name: str) -> ModuleType:
    return import_module(f"benchmarks.training.neck.{name}")


def people(count: int, bend: float) -> list[Any]:
    """Clips of people whose truth is a plane through two inputs, bent by ``bend``."""
    chance = np.random.default_rng(2)
    made = []
    for _ in range(count):
        rows = chance.normal(size=(120, 2))
        truth_deg = 10.0 * rows[:, 0] - 4.0 * rows[:, 1] + bend * np.tanh(2.0 * rows[:, 0])
        made.append(SimpleNamespace(rows=rows, truth_deg=truth_deg, weights=np.full(120, 1 / 120)))
    return made


def error_deg(network: Any, clips: list[Any]) -> float:
    return float(np.mean([np.abs(network(one.rows) - one.truth_deg).mean() for one in clips]))


def test_a_plane_is_learnt_from_people_and_holds_for_others() -> None:
    clips = people(26, bend=0.0)
    network = part("trainer").train(clips[:20], members=2)
    assert error_deg(network, clips[20:]) < 0.1 * np.std([one.truth_deg for one in clips])


def test_what_bends_is_learnt_better_than_any_plane_could() -> None:
    clips = people(60, bend=25.0)
    rows, truth_deg = (
        np.concatenate([getattr(c, n) for c in clips]) for n in ("rows", "truth_deg")
    )
    plane = np.linalg.lstsq(rows, truth_deg, rcond=None)[0]
    network = part("trainer").train(clips[:50], members=2)
    assert error_deg(network, clips[50:]) < 0.6 * error_deg(lambda seen: seen @ plane, clips[50:])


def test_the_same_clips_and_seed_give_the_same_network() -> None:
    trainer, clips = part("trainer"), people(6, 10.0)
    first, again, other = (trainer.train(clips, members=2, seed=seed) for seed in (3, 3, 4))
    for name in first.__dataclass_fields__:
        assert np.array_equal(getattr(first, name), getattr(again, name))
    assert not np.array_equal(first.inner, other.inner)


def test_an_average_of_networks_is_one_with_all_their_units() -> None:
    trainer, clips = part("trainer"), people(4, 10.0)
    assert trainer.train(clips, members=3).outer.shape == (3 * trainer.UNITS,)


def drawn(count: int, *parts_deg: float) -> tuple[Floats, Floats]:
    """Conditions, and errors that are as wide as they say."""
    chance = np.random.default_rng(5)
    conditions = np.column_stack([np.ones(count), chance.integers(0, 2, (count, 2))]).astype(float)
    width = np.sqrt(conditions**2 @ np.array(parts_deg) ** 2)
    return conditions, width * chance.normal(size=count)


def test_the_interval_holds_nine_errors_in_ten_and_widens_with_what_they_grow_with() -> None:
    spread = part("interval")
    conditions, errors_deg = drawn(4000, 2.0, 0.0, 9.0)
    found = spread.fit_spread(conditions, errors_deg, np.full(4000, 1 / 4000))
    half = np.sqrt(conditions**2 @ found**2)
    inside = np.abs(errors_deg) <= half
    assert inside.mean() == pytest.approx(0.90, abs=0.01)
    for flag in (0.0, 1.0):  # in each group too, or it would be wide where it need not be
        assert inside[conditions[:, 2] == flag].mean() == pytest.approx(0.90, abs=0.05)
    assert found[2] > 3 * found[0] > 0
    assert found[1] < found[0]


def test_frames_that_count_for_nothing_move_no_interval() -> None:
    spread = part("interval")
    conditions, errors_deg = drawn(2000, 3.0, 0.0, 0.0)
    shares = np.where(np.arange(2000) < 1000, 1 / 1000, 0.0)
    wild = np.where(shares > 0, errors_deg, 50.0 * errors_deg)
    usual, with_wild = (spread.fit_spread(conditions, e, shares) for e in (errors_deg, wild))
    assert with_wild == pytest.approx(usual)


def test_a_kept_clip_is_what_the_pose_model_saw(tmp_path: Path) -> None:
    kept, folder = part("clip_cache"), tmp_path / "clips"
    folder.mkdir()
    for ending in (".csv", ".json"):
        shutil.copy(ROOT / "sample_videos" / f"situp_behind{ending}", folder)
    shutil.copy(POSES, folder / "situp_behind.poses.npz")
    assert kept.keep(folder, tmp_path / "kept.npz") == 1
    (clip,), poses = kept.load(tmp_path / "kept.npz"), load_poses(POSES)
    assert (clip.name, clip.arms, clip.yaw_deg) == ("situp_behind", "behind", 10.0)
    assert clip.size_px == (poses.width, poses.height)
    assert clip.time_s == pytest.approx(poses.time_s)
    half_px, half_m = 0.51 / kept.STEPS_PX, 0.51 / kept.STEPS_M
    assert clip.points[:, kept.SEEN] == pytest.approx(poses.points[:, kept.SEEN], abs=half_px)
    assert clip.world[:, kept.SOLID] == pytest.approx(poses.world[:, kept.SOLID], abs=half_m)
    unseen = [landmark for landmark in range(33) if landmark not in kept.SEEN]
    assert np.isnan(clip.points[:, unseen]).all()
    assert clip.truth_deg.max() == pytest.approx(42.0, abs=0.5)  # as the clip was rendered

    frames, look, _ = part("frames").frames_of(clip)
    assert frames.rows.shape == (len(frames.sights), 24)
    assert frames.weights.sum() == pytest.approx(1.0)
    assert look is None  # nobody took one
    thinned = part("frames").frames_of(clip, 0.35).landmarks
    gaps = [np.mean([sight.gap_s for sight in one.sights]) for one in (thinned, frames)]
    assert gaps[0] > 1.5 * gaps[1]


def test_a_second_look_is_learnt_from_where_it_was_taken(tmp_path: Path) -> None:
    kept, folder = part("clip_cache"), tmp_path / "clips"
    folder.mkdir()
    for ending in (".csv", ".json"):
        shutil.copy(ROOT / "sample_videos" / f"situp_behind{ending}", folder)
    poses = load_poses(POSES)
    spots = ([Landmark.NOSE], EYES, EARS, MOUTH)
    spots = np.stack([poses.points[:, list(pair)].mean(axis=1) for pair in spots], axis=1)
    spots = np.concatenate([spots, poses.points[:, [*SHOULDERS, HIPS[0]]]], axis=1)
    spots = with_all_spots(spots)
    spots[60:90] = np.nan
    looked = replace(
        poses, spots=spots, refined_error_deg=np.where(np.isnan(spots[:, 0, 0]), np.nan, 2)
    )
    save_poses(folder / "situp_behind.poses.npz", looked)
    kept.keep(folder, tmp_path / "kept.npz")
    (clip,) = kept.load(tmp_path / "kept.npz")
    assert clip.spots == pytest.approx(spots, abs=0.51 / kept.STEPS_PX, nan_ok=True)
    frames, look, at = part("frames").frames_of(clip)
    assert look.rows.shape == (len(at), 19)
    assert 0 < len(at) < len(frames.sights)
    assert np.array_equal(look.truth_deg, frames.truth_deg[at])
    assert look.rows[:, :6] == pytest.approx(frames.rows[at, :6], abs=0.5)  # the same spots
    beside = look.beside(np.arange(len(at)))
    assert [sight.beside_deg for sight in beside.sights] == list(range(len(at)))


def test_a_clip_whose_body_was_mostly_lost_is_not_learnt_from() -> None:
    kept = part("clip_cache")
    (clip, *_) = kept.load(ROOT / "benchmarks" / "training" / "older.npz")
    frames = part("frames")
    assert frames.frames_of(clip) is not None
    clip.lost[:] = True
    assert frames.frames_of(clip) is None
