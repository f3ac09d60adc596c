from __future__ import annotations

from importlib import import_module
from types import ModuleType

import numpy as np
import pytest

from formcheck.core.measures import front_view


@pytest.fixture
def fitting() -> ModuleType:
    return import_module("benchmarks.training.fit_shoulders")


def weights(fitting: ModuleType, source: str) -> np.ndarray:
    """Those that formcheck measures with."""
    return np.array([getattr(front_view, name) for name in fitting.WEIGHTS[source]])


@pytest.mark.parametrize("source", ["landmarks", "look"])
def test_the_weights_of_elevation_are_those_that_the_kept_clips_give(
    source: str, fitting: ModuleType
) -> None:
    assert fitting.fit(fitting.load(source)) == pytest.approx(weights(fitting, source), abs=0.005)


@pytest.mark.parametrize("source", ["landmarks", "look"])
def test_the_middle_clip_reads_all_of_a_rise(source: str, fitting: ModuleType) -> None:
    gains = [clip.gain(weights(fitting, source)) for clip in fitting.load(source)]
    assert np.median(gains) == pytest.approx(1.0, abs=0.01)


def test_the_weights_of_a_known_body_are_found(fitting: ModuleType) -> None:
    rng = np.random.default_rng(1)
    clips = []
    for height in (0.05, 0.1, 0.2):
        rows = rng.normal(0.0, height, (60, 2))
        clips.append(fitting.Clip("body", ("", ""), rows, rows @ [1.5, 0.7]))
    assert fitting.fit(clips) == pytest.approx([1.5, 0.7])
