"""The convolutional network: the same numbers as sums written out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from formcheck.detectors.head_refiner import BODY_WINDOW, HEAD_WINDOW
from formcheck.detectors.keypoint_cnn import KeypointCnn, load_keypoint_cnn
from formcheck.detectors.weights.trained import (
    BODY_CNN,
    HEAD_CNN,
    SHOULDER_CNN,
    trained_content,
)
from formcheck.jobs.neck_weights import neck_models

SIDE = 4


def network(stride: int) -> KeypointCnn:
    """One layer of two planes, then three outputs, all at random."""
    chance = np.random.default_rng(1)

    def drawn(*shape: int) -> np.ndarray:
        return chance.normal(size=shape).astype(np.float32)

    side = SIDE // stride
    return KeypointCnn(
        strides=(stride,),
        kernels=(drawn(27, 2),),
        biases=(drawn(2),),
        dense=(drawn(side * side * 2, 5), drawn(5, 3)),
        dense_biases=(drawn(5), drawn(3)),
    )


def written_out(net: KeypointCnn, crop: np.ndarray) -> np.ndarray:
    """The same, sum by sum."""
    stride, shown = net.strides[0], (crop.astype(float) - 127.5) / 63.75
    kernel, planes = net.kernels[0].reshape(3, 3, 3, 2), []
    for down in range(0, SIDE, stride):
        for across in range(0, SIDE, stride):
            total = net.biases[0].astype(float)
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    y, x = down + dy, across + dx
                    if 0 <= y < SIDE and 0 <= x < SIDE:
                        total = total + shown[y, x] @ kernel[dy + 1, dx + 1]
            planes.append(np.maximum(total, 0.0))
    hidden = np.maximum(np.concatenate(planes) @ net.dense[0] + net.dense_biases[0], 0.0)
    return np.asarray(hidden @ net.dense[1] + net.dense_biases[1])


@pytest.mark.parametrize("stride", [1, 2])
def test_a_network_is_the_sums_that_it_stands_for(stride: int) -> None:
    crops = np.random.default_rng(2).integers(0, 256, (2, SIDE, SIDE, 3)).astype(np.uint8)
    net = network(stride)
    one, other = net(crops)
    assert one == pytest.approx(written_out(net, crops[0]), rel=1e-4, abs=1e-4)
    assert other == pytest.approx(written_out(net, crops[1]), rel=1e-4, abs=1e-4)
    assert one != pytest.approx(other, abs=0.1)


class Watched(np.ndarray):
    """A kernel that notes on how many threads BLAS would multiply it."""

    threads: ClassVar[list[int]] = []

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        Watched.threads += blas_threads()
        plain = [np.asarray(one) for one in inputs]
        return getattr(ufunc, method)(*plain, **kwargs)


def blas_threads() -> list[int]:
    """How many threads numpy's own BLAS may take: scipy and OpenCV bring others."""
    return [pool["num_threads"] for pool in threadpool_info() if "numpy" in pool["filepath"]]


@pytest.fixture
def watched() -> KeypointCnn:
    net = network(1)
    Watched.threads.clear()
    return replace(net, kernels=(net.kernels[0].view(Watched),))


BLACK = np.zeros((1, SIDE, SIDE, 3), np.uint8)


def test_a_network_multiplies_on_one_thread_and_leaves_the_others_as_they_were(
    watched: KeypointCnn,
) -> None:
    with threadpool_limits(2, "blas"):
        watched(BLACK)
        assert Watched.threads == [1]
        assert blas_threads() == [2]


def test_networks_multiply_on_one_thread_where_several_run_at_once(watched: KeypointCnn) -> None:
    before = blas_threads()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(watched, [BLACK] * 100))
    assert Watched.threads == [1] * 100
    assert blas_threads() == before


@pytest.mark.parametrize("trained", [BODY_CNN, HEAD_CNN, SHOULDER_CNN])
def test_a_trained_network_says_the_same_to_the_last_bit_on_one_thread_and_on_two(
    trained: str,
) -> None:
    net = load_keypoint_cnn(trained_content(trained))
    size_px = HEAD_WINDOW.px if trained == HEAD_CNN else BODY_WINDOW.px
    shape = (5, size_px, size_px, 3)
    crops = np.random.default_rng(3).integers(0, 256, shape).astype(np.uint8)
    assert on_threads(1, net, crops) == on_threads(2, net, crops)


def test_the_neck_estimates_are_the_same_to_the_last_bit_on_one_thread_and_on_two() -> None:
    for model in (neck_models().refined, neck_models().landmarks):
        net = model.network
        rows = np.random.default_rng(4).normal(size=(50, len(net.centre)))
        assert [on_threads(1, net, row) for row in rows] == [
            on_threads(2, net, row) for row in rows
        ]


def on_threads(count: int, net: Callable[[Any], np.ndarray], given: np.ndarray) -> bytes:
    """The bytes of what a network says where BLAS may take so many threads."""
    with threadpool_limits(count, "blas"):
        return np.asarray(net(given)).tobytes()
