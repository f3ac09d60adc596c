from __future__ import annotations

import numpy as np
import pytest

from formcheck.detectors.blazepose_graph.landmark_finder import FLAG, MASK
from formcheck.detectors.blazepose_graph.network import Network
from formcheck.detectors.blazepose_graph.pruning import operator_count, without_output
from formcheck.detectors.weights.manifest import model, read_weights

pytestmark = pytest.mark.model
FULL = model("blazepose-full")


@pytest.fixture(scope="module")
def whole() -> bytes:
    return read_weights(FULL, FULL.landmarks)


@pytest.fixture(scope="module")
def pruned(whole: bytes) -> bytes:
    return without_output(whole, MASK, stand_in=FLAG)


def test_the_mask_alone_needs_46_of_332_operators(whole: bytes, pruned: bytes) -> None:
    assert (operator_count(whole), operator_count(pruned)) == (332, 286)
    assert len(whole) == len(pruned)


def test_no_other_output_changes_by_a_bit_and_the_flag_stands_in_for_the_mask(
    whole: bytes, pruned: bytes
) -> None:
    picture = np.random.default_rng(0).random((256, 256, 3), np.float32)
    expected, found = Network(whole).run(picture), Network(pruned).run(picture)
    for number, (one, other) in enumerate(zip(expected, found, strict=True)):
        np.testing.assert_array_equal(other, expected[FLAG] if number == MASK else one)


def test_what_several_outputs_need_stays(whole: bytes) -> None:
    picture = np.zeros((256, 256, 3), np.float32)
    landmarks, flag, *_ = Network(without_output(whole, FLAG, stand_in=0)).run(picture)
    np.testing.assert_array_equal(landmarks, Network(whole).run(picture)[0])
    np.testing.assert_array_equal(flag, landmarks)
