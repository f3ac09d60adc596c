from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from types import SimpleNamespace

import numpy as np
import pytest

from formcheck.detectors.blazepose import BlazePose
from formcheck.detectors.weights.bundle_cache import Bundle
from formcheck.detectors.weights.manifest import model, read_weights
from formcheck.frame import Frame
from tests.fixtures import fresh_process
from tests.fixtures.drawn_person import draw_person

pytestmark = pytest.mark.model
FULL = model("blazepose-full")
BUILD = """
import hashlib
from formcheck.detectors.weights.bundle import build_bundle
from formcheck.detectors.weights.manifest import model, read_weights
full = model("blazepose-full")
parts = [read_weights(full, weights) for weights in (full.detector, full.landmarks)]
print(hashlib.sha256(build_bundle(*parts)).hexdigest())
"""


def build(*, prune: bool = True) -> bytes:
    from formcheck.detectors.weights.bundle import build_bundle

    detector, landmarks = (read_weights(FULL, w) for w in (FULL.detector, FULL.landmarks))
    return build_bundle(detector, landmarks, prune=prune)


@pytest.fixture(scope="module")
def pruned() -> bytes:
    return build()


def test_the_bundle_is_the_one_that_the_manifest_names(pruned: bytes) -> None:
    assert hashlib.sha256(pruned).hexdigest() == FULL.bundle_sha256


def test_another_process_builds_the_same_bytes(pruned: bytes) -> None:
    out, _ = fresh_process.run(BUILD)
    assert out.strip() == hashlib.sha256(pruned).hexdigest()


def test_dropping_an_output_drops_only_what_nothing_else_needs() -> None:
    from formcheck.detectors.weights.bundle import drop_output

    def operator(name: str, inputs: list[int], outputs: list[int]) -> SimpleNamespace:
        return SimpleNamespace(name=name, inputs=np.array(inputs), outputs=np.array(outputs))

    graph = SimpleNamespace(
        outputs=np.array([2, 4], np.int32),
        operators=[
            operator("shared", [0], [1]),
            operator("landmarks", [1], [2]),
            operator("decoder", [1], [3]),
            operator("mask", [3], [4]),
        ],
    )
    drop_output(SimpleNamespace(subgraphs=[graph]), 1, stand_in=0)
    assert [kept.name for kept in graph.operators] == ["shared", "landmarks"]
    assert graph.outputs.tolist() == [2, 2]


def test_the_landmark_model_gets_smaller_and_keeps_its_five_outputs(pruned: bytes) -> None:
    from formcheck.detectors.weights.bundle import model_fb, operator_count

    with zipfile.ZipFile(BytesIO(pruned)) as bundle:
        landmarks = bundle.read("pose_landmarks_detector.tflite")
    graph = model_fb.Model.GetRootAs(landmarks, 0).Subgraphs(0)
    names = [graph.Tensors(index).Name().decode() for index in graph.OutputsAsNumpy()]
    # The third was Identity_2, the mask; the flag stands in for it.
    assert names == ["Identity", "Identity_1", "Identity_1", "Identity_3", "Identity_4"]
    assert operator_count(landmarks) < operator_count(read_weights(FULL, FULL.landmarks))


def test_every_weight_lies_where_it_may_be_read_in_place(pruned: bytes) -> None:
    from formcheck.detectors.weights.bundle import ALIGNMENT, model_fb

    for entry in zipfile.ZipFile(BytesIO(pruned)).infolist():
        assert entry.compress_type == zipfile.ZIP_STORED
        start = entry.header_offset + 30 + len(entry.filename) + len(entry.extra)
        network = pruned[start : start + entry.file_size]
        first_byte = np.frombuffer(network, np.uint8).ctypes.data
        tables = model_fb.Model.GetRootAs(network, 0)
        buffers = (tables.Buffers(index) for index in range(tables.BuffersLength()))
        places = [b.DataAsNumpy().ctypes.data - first_byte for b in buffers if b.DataLength()]
        assert places
        assert {(start + place) % ALIGNMENT for place in places} == {0}


def test_no_landmark_moves_without_the_mask(pruned: bytes) -> None:
    image = draw_person()
    poses = {}
    for name, content in {"whole": build(prune=False), "pruned": pruned}.items():
        with BlazePose(Bundle(name, content, "")) as detector:
            poses[name] = [
                detector.detect(Frame(i / 30, np.roll(image, 4 * i, 1))) for i in range(5)
            ]
    for whole, without in zip(poses["whole"], poses["pruned"], strict=True):
        assert whole.seen
        for part in ("points", "world", "visibility"):
            np.testing.assert_array_equal(getattr(without, part), getattr(whole, part))
