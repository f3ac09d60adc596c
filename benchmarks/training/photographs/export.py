"""Write a trained network as ONNX, its weights in half precision, and compare what it says.

    python -m benchmarks.training.photographs.export head RUN.pt OUT.onnx [--keep]

``--keep`` puts the head's network where formcheck reads it: models/head_direction.onnx.
"""

from __future__ import annotations

import argparse
import io
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from benchmarks.training.keep_model import keep_content
from benchmarks.training.photographs.network import Network
from benchmarks.training.photographs.views import VIEWS
from formcheck.detectors.direction_refiner import load_network
from formcheck.detectors.weights.trained import HEAD_DIRECTION

OPSET = 13
SMALL = 64  # numbers; shorter arrays stay in single precision


def main() -> None:
    """Export the mean of a run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("view", choices=VIEWS)
    parser.add_argument("run", type=Path, metavar="RUN.pt")
    parser.add_argument("out", type=Path, metavar="OUT.onnx")
    parser.add_argument("--keep", action="store_true", help="let formcheck use it from now on")
    asked = parser.parse_args()
    if asked.keep and asked.view != "head":
        parser.error("formcheck uses the head's network alone")
    view = VIEWS[asked.view]
    network = Network(view).eval()
    network.load_state_dict(torch.load(asked.run)["mean"])
    exact = _exported(network, view.window.px)
    half = halved(exact)
    asked.out.write_bytes(half)
    crops = _crops(view.window.px)
    with torch.no_grad():
        true = network(torch.from_numpy(crops)).numpy()
    for name, content in (("single", exact), ("half", half)):
        print(f"{name}: {len(content)} bytes, off by at most {_off(content, crops, true):.1e}")
    if asked.keep:
        keep_content(HEAD_DIRECTION, "direction of the head in the picture", half)


def _exported(network: Any, size_px: int) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network, (torch.zeros(1, 3, size_px, size_px),), file, dynamo=False,
            opset_version=OPSET, input_names=["crop"], output_names=["seen"],
        )  # fmt: skip
    return file.getvalue()


def halved(content: bytes) -> bytes:
    """The same network, its larger arrays in half precision, cast back where they are used."""
    model = onnx.load_from_string(content)
    graph, casts = model.graph, []
    for array in list(graph.initializer):
        values = numpy_helper.to_array(array)
        if values.dtype != np.float32 or values.size < SMALL or "places" in array.name:
            continue
        name = f"{array.name}_half"
        graph.initializer.remove(array)
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), name))
        casts.append(helper.make_node("Cast", [name], [array.name], to=TensorProto.FLOAT))
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)
    return bytes(model.SerializeToString())


def _crops(size_px: int) -> Any:
    """Smooth noise (40, 3, size, size), as the network takes crops."""
    noise = np.random.default_rng(1).normal(size=(40, 3, size_px, size_px)).astype(np.float32)
    return np.clip(np.cumsum(noise, axis=3) / 5.0, -2.0, 2.0)


def _off(content: bytes, crops: Any, true: Any) -> float:
    network = load_network(content)
    found = []
    for crop in crops:
        network.setInput(crop[np.newaxis])
        found.append(network.forward()[0])
    return float(np.abs(np.array(found) - true).max())


if __name__ == "__main__":
    main()
