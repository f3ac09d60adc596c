"""How far real clips lie from rendered ones: the features, and the distance between them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.body_features import features
from benchmarks.accuracy.gap import Gap, gaps
from benchmarks.accuracy.gap_report import Comparison, text, write
from formcheck.sources.replay import RecordedPoses
from tests.fixtures.bodies import TRUNK_PX, eased, held_up, sitting_up, standing, times
from tests.fixtures.seen_clip import Clip

UP = eased((0.0, 0.0), (2.0, 0.0), (3.0, 70.0), (4.0, 0.0), (5.0, 0.0))
BENT = eased((0.0, 0.0), (2.0, 0.0), (3.0, 30.0), (4.0, 0.0), (5.0, 0.0))


def recorded(seen: Clip, noise_px: float = 0.0, scale: float = 1.0) -> RecordedPoses:
    noise = np.random.default_rng(3).normal(0.0, 1.0, seen.points.shape) * noise_px
    count = len(seen.time_s)
    return RecordedPoses(
        seen.time_s, scale * (seen.points + noise), seen.world, np.ones((count, 33)), 854, 854
    )


def situp() -> Clip:
    return sitting_up(times(5.0), UP, BENT)


def test_a_sit_up_has_the_lengths_angles_and_speeds_of_its_body() -> None:
    found = features(recorded(situp()), "situp")
    assert found is not None
    assert found["trunk, pixels"] == pytest.approx(TRUNK_PX, rel=0.01)
    assert found["shoulder to ear"] == pytest.approx(0.38, abs=0.01)
    assert found["neck line at rest, deg"] == pytest.approx(0.0, abs=1.0)
    assert found["trunk, range, deg"] == pytest.approx(70.0, abs=5.0)
    assert found["neck line, range, deg"] == pytest.approx(30.0, abs=3.0)
    assert found["frames a second"] == pytest.approx(30.0)
    assert found["neck line, fast, deg/s"] == pytest.approx(30.0 * np.pi / 2, rel=0.1)


def test_lengths_and_angles_do_not_depend_on_the_size_of_the_picture() -> None:
    one, double = (features(recorded(situp(), 0.5, scale), "situp") for scale in (1.0, 2.0))
    assert one is not None and double is not None
    for name, value in one.items():
        factor = 2.0 if name.startswith("trunk, pixels") or "over picture" in name else 1.0
        assert double[name] == pytest.approx(factor * value, rel=1e-6), name


def test_jitter_grows_with_the_noise_of_landmarks() -> None:
    calm, noisy = (features(recorded(situp(), noise), "situp") for noise in (0.2, 2.0))
    assert calm is not None and noisy is not None
    for part in ("nose", "hip"):
        name = f"jitter of {part}, 1/1000"
        assert noisy[name] > 5 * calm[name] > 0.0


def test_a_shrug_shows_in_how_far_the_ears_are_over_the_shoulders() -> None:
    rise = held_up((2.0, 4.0), end_s=6.0, rise=0.1)
    found = features(recorded(standing(times(6.0), rise)), "shrug")
    assert found is not None
    assert found["ears over shoulders, range, 1/1000"] == pytest.approx(100.0, rel=0.1)
    assert found["one shoulder higher"] == pytest.approx(0.0, abs=0.01)


def test_a_clip_in_which_nobody_rests_is_left_out() -> None:
    seen = recorded(situp())
    nobody = replace(seen, points=np.full_like(seen.points, np.nan))
    assert features(nobody, "situp") is None


def test_clips_of_one_kind_are_not_apart_and_those_of_two_kinds_are() -> None:
    rng = np.random.default_rng(4)
    rendered = [{"same": rng.normal(), "other": rng.normal()} for _ in range(200)]
    real = [{"same": rng.normal(), "other": 6.0 + rng.normal()} for _ in range(8)]
    other, same = gaps(rendered, real)
    assert (other.name, same.name) == ("other", "same")
    assert other.distance == pytest.approx(1.0) and other.striking and other.higher == 1.0
    assert other.outside == 8
    assert not same.striking and same.outside <= 3


def test_one_value_in_ten_of_the_same_clips_lies_outside() -> None:
    values = np.arange(1000.0)
    alike = Gap("same", values, values)
    assert alike.outside == 100 and alike.distance == 0.0 and alike.higher == 0.5


@pytest.mark.slow
def test_the_comparison_says_how_few_clips_there_are_and_is_written_small(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    rendered = [{f"feature {n}": rng.normal() for n in range(30)} for _ in range(300)]
    real = [{f"feature {n}": 100.0 * (n == 0) for n in range(30)} for _ in range(7)]
    one = Comparison("situp", tuple(gaps(rendered, real)), 300, 7, 2)
    assert "300 rendered clips against 7 real ones. 2 without a rest were left out." in one.words()
    for folder in ("one", "two"):
        write(tmp_path / folder, [one])
    assert "domain_gap_situp.png" in (tmp_path / "one" / "domain_gap.md").read_text()
    for name in ("domain_gap.md", "domain_gap.json", "domain_gap_situp.png"):
        first, second = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        assert first == second and len(first) < 80_000
    kept = json.loads((tmp_path / "one" / "domain_gap.json").read_text())
    assert kept[0]["features"][0]["real"] == [100.0] * 7
    assert "feature 0" in text([one])
