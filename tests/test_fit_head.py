"""What the second look is trained with: rendered heads, and what may happen to them on the way."""

from __future__ import annotations

import math
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from formcheck.detectors.head_network import network_of
from formcheck.detectors.second_look import turns_of_heads_deg

ROOT = Path(__file__).parents[1]
SPOTS = np.array([[0.3, 0.1], [0.2, -0.1], [-0.3, 0.0], [0.15, 0.3]])
SEED = 440_001


@pytest.fixture(autouse=True)
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))


def part(name: str) -> ModuleType:
    return import_module(f"head_training.{name}")


def dotted() -> np.ndarray:
    """A still in which every spot is a bright dot on black."""
    size = part("stills").STILL_PX
    still = np.zeros((size, size, 3), np.uint8)
    for across, down in ((SPOTS + 1.0) * size / 2.0).round().astype(int):
        still[down - 1 : down + 2, across - 1 : across + 2] = 255
    return still


@pytest.mark.parametrize("turn_deg", [0.0, 35.0])
def test_spots_stay_on_what_they_show_when_a_still_is_moved_and_turned(turn_deg: float) -> None:
    looks = part("looks")
    crop, placed = looks._placed(
        dotted(), SPOTS, 0.8 * looks.STILL_PX, math.radians(turn_deg), np.array([3.0, -2.0])
    )
    half = looks.CROP_PX / 2.0
    for across, down in ((placed + 1.0) * half).round().astype(int):
        assert crop[down - 1 : down + 2, across - 1 : across + 2].max() > 150
    assert turns_of_heads_deg(placed, SPOTS) == pytest.approx(turn_deg)


def test_looks_at_one_still_differ_and_the_same_chance_gives_the_same() -> None:
    looks, still = part("looks"), dotted()
    one, again, other = (
        looks.look(still, SPOTS, np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert np.array_equal(one[0], again[0])
    assert np.array_equal(one[1], again[1])
    assert not np.array_equal(one[0], other[0])
    assert not np.array_equal(one[1], other[1])


@pytest.mark.render
@pytest.mark.usefixtures("opengl")
def test_the_same_seed_gives_the_same_heads_and_their_spots_lie_in_the_still() -> None:
    stills = part("stills")
    one, again = (stills.stills_of(SEED) for _ in range(2))
    assert one is not None
    assert np.array_equal(one.crops, again.crops)
    assert one.crops.shape[1:] == (stills.STILL_PX, stills.STILL_PX, 3)
    has_head = np.isfinite(one.spots).all(axis=(1, 2))
    assert (~has_head).sum() == stills.ELSEWHERE
    assert (np.abs(one.spots[has_head]) < 1.0).all()
    nose, _, ears, _ = one.spots[has_head].transpose(1, 0, 2)
    assert (nose[:, 0] > ears[:, 0]).mean() > 0.8  # the face to the right


def test_an_exported_network_answers_as_the_trained_one() -> None:
    torch = pytest.importorskip("torch")
    trainer, export = part("trainer"), part("export")
    torch.manual_seed(0)
    made = trainer.network()
    for _ in range(40):  # until the normalisation has learnt what is usual
        made(torch.randn(8, 3, 64, 64))
    patches = np.random.default_rng(3).integers(0, 256, (2, 8, 8, 3)).astype(np.uint8)
    crops = patches.repeat(8, axis=1).repeat(8, axis=2)
    shown = torch.from_numpy((crops.astype(np.float32) - 127.5) / 63.75).permute(0, 3, 1, 2)
    with torch.no_grad():
        right = made.eval()(shown).numpy()
    found = network_of(export.arrays_of(made))(crops)
    assert found == pytest.approx(right, abs=0.002)  # half precision
    assert found[0] != pytest.approx(found[1], abs=0.02)
