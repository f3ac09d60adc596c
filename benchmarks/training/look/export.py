"""The trained network as plain arrays, the normalisation folded into the convolutions."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.training.look.networks import Kind
from benchmarks.training.look.targets import Floats

Arrays = dict[str, Any]


def arrays_of(made: Any, kind: Kind) -> Arrays:
    """What ``load_keypoint_cnn`` reads, in half precision."""
    parts = list(made)
    arrays: Arrays = {"strides": np.array([stride for _, stride in kind.layers])}
    for at in range(len(kind.layers)):
        kernel, bias = _folded(*parts[3 * at : 3 * at + 2])
        arrays[f"kernel_{at}"], arrays[f"bias_{at}"] = kernel, bias
    first, last = parts[-3], parts[-1]
    planes = kind.layers[-1][0]
    side = round((first.in_features / planes) ** 0.5)
    by_pixel = _numbers(first.weight).reshape(-1, planes, side, side).transpose(2, 3, 1, 0)
    arrays |= {
        "dense_0": by_pixel.reshape(first.in_features, -1), "dense_bias_0": _numbers(first.bias),
        "dense_1": _numbers(last.weight).T, "dense_bias_1": _numbers(last.bias),
    }  # fmt: skip
    return {
        name: array if name == "strides" else array.astype(np.float16)
        for name, array in arrays.items()
    }


def _folded(convolution: Any, norm: Any) -> tuple[Floats, Floats]:
    """Kernel (9 C, C') and bias (C') of a convolution and the normalisation behind it."""
    scale = _numbers(norm.weight) / np.sqrt(_numbers(norm.running_var) + norm.eps)
    kernel = _numbers(convolution.weight).transpose(2, 3, 1, 0) * scale
    shift = (_numbers(convolution.bias) - _numbers(norm.running_mean)) * scale
    return kernel.reshape(-1, kernel.shape[-1]), shift + _numbers(norm.bias)


def _numbers(tensor: Any) -> Floats:
    return np.asarray(tensor.detach().numpy(), np.float64)
