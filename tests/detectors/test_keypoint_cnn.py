"""The convolutional network: the same numbers as sums written out."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.detectors.keypoint_cnn import KeypointCnn

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
