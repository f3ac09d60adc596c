"""A small convolutional network, evaluated with numpy."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

LAYERS = ("kernel", "bias", "dense", "dense_bias")  # as a file names them, numbered from 0

# A product that is shared among threads may be rounded differently. The limit holds for the whole
# process, so only one network may be under way while it is set.
_BLAS = ThreadpoolController().select(user_api="blas")
_LIMITING = Lock()

Image = NDArray[np.uint8]
Planes = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class KeypointCnn:
    """Convolutions, then dense layers; between all of them, negative numbers become 0.

    ``kernels``, each (9 C, C') for patches of 3 x 3 pixels row by row, at every ``strides``-th
    pixel, and ``biases`` (C'); ``dense``, each (N, N'), and ``dense_biases`` (N'). Its outputs
    are x and y of each spot, -1 to 1 over the crop; for each part of the body the logarithm of
    how many degrees it may be turned otherwise; and how sure it is that it sees somebody, as log
    odds. It runs on one thread, and so says the same on every number of processor cores.
    """

    strides: tuple[int, ...]
    kernels: tuple[Planes, ...]
    biases: tuple[Planes, ...]
    dense: tuple[Planes, ...]
    dense_biases: tuple[Planes, ...]

    def __call__(self, crops: Image) -> Planes:
        """The outputs (N, K) for crops (N, H, W, 3), RGB."""
        with _LIMITING, _BLAS.limit(limits=1):
            return self._outputs(crops)

    def _outputs(self, crops: Image) -> Planes:
        planes = (crops.astype(np.float32) - 127.5) / 63.75
        for stride, kernel, bias in zip(self.strides, self.kernels, self.biases, strict=True):
            planes = _convolved(planes, kernel, stride)
            planes += bias
            np.maximum(planes, 0.0, out=planes)
        signal = planes.reshape(len(planes), -1)
        last = len(self.dense) - 1
        for at, (weights, bias) in enumerate(zip(self.dense, self.dense_biases, strict=True)):
            signal = signal @ weights + bias
            signal = signal if at == last else np.maximum(signal, 0.0)
        return signal


def _convolved(planes: Planes, kernel: Planes, stride: int) -> Planes:
    """Planes (N, H, W, C) to (N, H/stride, W/stride, C'): each pixel from the 3 x 3 around it."""
    count, height, width, depth = planes.shape
    framed = np.zeros((count, height + 2, width + 2, depth), np.float32)
    framed[:, 1:-1, 1:-1] = planes
    patches = np.empty((count, height // stride, width // stride, 9, depth), np.float32)
    for at in range(9):
        down, across = divmod(at, 3)
        patches[..., at, :] = framed[
            :, down : down + height : stride, across : across + width : stride
        ]
    found: Planes = patches.reshape(-1, 9 * depth) @ kernel
    return found.reshape(*patches.shape[:3], -1)


def load_keypoint_cnn(content: bytes) -> KeypointCnn:
    """The network in the bytes of a file: plain arrays, kept in half precision."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return network_of(dict(arrays))


def network_of(arrays: Mapping[str, Any]) -> KeypointCnn:
    """The network whose arrays are called after layer and place in it: ``kernel_3``."""
    return KeypointCnn(
        tuple(arrays["strides"].tolist()), *(_numbered(arrays, layer) for layer in LAYERS)
    )


def _numbered(arrays: Mapping[str, Any], name: str) -> tuple[Planes, ...]:
    found = sorted(one for one in arrays if one.rpartition("_")[0] == name)
    return tuple(arrays[one].astype(np.float32) for one in found)
