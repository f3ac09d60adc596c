"""What the second look is trained with: rendered people, and what may happen to them on the way."""

from __future__ import annotations

import math
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from formcheck.core.kinematics.geometry import spots_turn_deg
from formcheck.detectors.keypoint_cnn import network_of

ROOT = Path(__file__).parents[2]
SPOTS = np.array([[0.3, 0.1], [0.2, -0.1], [-0.3, 0.0], [0.15, 0.3]])
SEED = 440_001
KINDS = ("body", "head", "shoulder")


def part(name: str) -> ModuleType:
    return import_module(f"benchmarks.training.look.{name}")


def kind_of(name: str) -> Any:
    return part("networks").KINDS[name]


def dotted(size: int) -> np.ndarray:
    """A still in which every spot is a bright dot on black."""
    still = np.zeros((size, size, 3), np.uint8)
    for across, down in ((SPOTS + 1.0) * size / 2.0).round().astype(int):
        still[down - 1 : down + 2, across - 1 : across + 2] = 255
    return still


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("turn_deg", [0.0, 35.0])
def test_spots_stay_on_what_they_show_when_a_still_is_moved_and_turned(
    turn_deg: float, name: str
) -> None:
    kind = kind_of(name)
    still, moved_m = dotted(kind.still.px), np.array([0.02, -0.01])
    crop, placed = part("augmentation")._placed(
        still, SPOTS, kind, 0.8 * kind.still.side_m, math.radians(turn_deg), moved_m
    )
    half = kind.window.px / 2.0
    for across, down in ((placed + 1.0) * half).round().astype(int):
        assert crop[down - 1 : down + 2, across - 1 : across + 2].max() > 150
    assert spots_turn_deg(placed, SPOTS) == pytest.approx(turn_deg)


def test_looks_at_one_still_differ_and_the_same_chance_gives_the_same() -> None:
    kind = kind_of("head")
    looks, still = part("augmentation"), dotted(kind.still.px)
    one, again, other = (
        looks.look(still, SPOTS, kind, kind.rounds[0], np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    assert np.array_equal(one[0], again[0])
    assert np.array_equal(one[1], again[1])
    assert not np.array_equal(one[0], other[0])
    assert not np.array_equal(one[1], other[1])


def test_a_mirrored_look_has_the_shoulders_of_the_other_side() -> None:
    kind, still = kind_of("shoulder"), dotted(kind_of("shoulder").still.px)
    spots = [
        part("augmentation").look(still, SPOTS, kind, kind.rounds[0], np.random.default_rng(seed))[
            1
        ]
        for seed in range(20)
    ]
    upright = np.array([[0.2, 0.0], [-0.2, 0.0], [0.0, -0.1], [0.0, 0.2]])
    seen = [
        part("augmentation").look(
            still, upright, kind, kind.rounds[0], np.random.default_rng(seed)
        )[1]
        for seed in range(20)
    ]
    assert all(left[0] > right[0] for left, right, _, _ in seen)
    mirrored = [spot[0, 0] < 0.0 for spot in spots]  # the first of SPOTS lies right of the middle
    assert 3 < sum(mirrored) < 17


@pytest.mark.parametrize("higher_m", [0.0, 0.02])
def test_a_rise_is_missed_by_how_much_higher_over_the_chest_shoulders_are_found(
    higher_m: float,
) -> None:
    kind = kind_of("shoulder")
    half_m = kind.still.side_m / 2.0
    true = np.array([[0.4, 0.1], [-0.4, 0.1], [0.0, 0.0], [0.0, 0.34]])
    found = true + np.array([0.1, -0.05])  # all of it elsewhere: no rise
    found[:2, 1] -= higher_m / half_m
    assert part("report").MISSES["rise"](found, true, kind) == pytest.approx(1000.0 * higher_m)


@pytest.mark.render
@pytest.mark.usefixtures("opengl")
@pytest.mark.parametrize("name", KINDS)
def test_the_same_seed_gives_the_same_people_and_their_spots_lie_in_the_still(name: str) -> None:
    kind, stills = kind_of(name), part("samples")
    one, again = (stills.stills_of(SEED, kind) for _ in range(2))
    assert one is not None
    assert np.array_equal(one.crops, again.crops)
    assert one.crops.shape[1:] == (kind.still.px, kind.still.px, 3)
    has_head = np.isfinite(one.spots).all(axis=(1, 2))
    assert (~has_head).sum() == stills.ELSEWHERE
    assert one.spots.shape[1] == kind.spots
    assert (np.abs(one.spots[has_head]) < 1.0).all()
    first, second, third = one.spots[has_head].transpose(1, 0, 2)[:3]
    if name == "shoulder":  # the collar between both and above them, the left one to the right
        assert (first[:, 0] > second[:, 0]).all()
        assert np.abs(third - (first + second) / 2.0).max() < 0.3
        assert (third[:, 1] < second[:, 1]).mean() > 0.8
    else:  # the face to the right
        assert (first[:, 0] > third[:, 0]).mean() > 0.8


@pytest.mark.parametrize("name", KINDS)
def test_an_exported_network_answers_as_the_trained_one(name: str) -> None:
    torch = pytest.importorskip("torch")
    kind, side = kind_of(name), kind_of(name).window.px
    torch.manual_seed(0)
    made = part("trainer").network(kind)
    for _ in range(40):  # until the normalisation has learnt what is usual
        made(torch.randn(8, 3, side, side))
    patches = np.random.default_rng(3).integers(0, 256, (2, 8, 8, 3)).astype(np.uint8)
    crops = patches.repeat(side // 8, axis=1).repeat(side // 8, axis=2)
    shown = torch.from_numpy((crops.astype(np.float32) - 127.5) / 63.75).permute(0, 3, 1, 2)
    with torch.no_grad():
        right = made.eval()(shown).numpy()
    found = network_of(part("export").arrays_of(made, kind))(crops)
    assert found == pytest.approx(right, abs=0.002)  # half precision
    assert found[0] != pytest.approx(found[1], abs=0.02)


def test_pairs_are_stills_of_one_person_looked_at_by_the_same_chance() -> None:
    pytest.importorskip("torch")
    trainer = part("trainer")
    people, of_a_person = 40, trainer.OF_A_PERSON
    pairs = next(trainer._pairs(people * of_a_person, np.random.default_rng(2)))
    assert len(pairs) == trainer.BATCH
    half = len(pairs) // 2
    for (one, by), (other, likewise) in zip(pairs[:half], pairs[half:], strict=True):
        assert one // of_a_person == other // of_a_person
        assert by is not likewise
        assert by.random() == likewise.random()
    assert any(
        one != other for (one, _), (other, _) in zip(pairs[:half], pairs[half:], strict=True)
    )


def test_what_both_stills_of_a_person_are_missed_by_is_no_missed_change() -> None:
    torch = pytest.importorskip("torch")
    error = torch.tensor([5.0, 2.0, 1.0, 5.0, -1.0, 9.0])
    whole = torch.tensor([True, True, True, True, True, False])
    assert part("trainer")._changed(error, whole).tolist() == [0.0, 3.0]
