"""Build the bundle that MediaPipe's own package wants from plain weights."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_fb
from mediapipe.tasks.metadata import schema_py_generated as model_fb

ALIGNMENT = 16  # bytes; TFLite reads weights in place and its schema forces this alignment
ZIP_HEADER = 30  # bytes before the name in a zip entry; 4 more open its extra field

# What the networks were trained on: the detector wants [-1, 1], the landmark model [0, 1].
DETECTOR_NORMALISATION = (127.5, 127.5)
LANDMARK_NORMALISATION = (0.0, 255.0)


class _AlignedBuilder(flatbuffers.Builder):  # type: ignore[misc]  # flatbuffers ships no types
    """A flatbuffer builder that keeps weight buffers where TFLite may read them in place."""

    def CreateNumpyVector(self, x: Any) -> Any:  # noqa: N802  # the name is flatbuffers' own
        raw = np.ascontiguousarray(x).view(np.uint8) if x.dtype.itemsize == 1 else x
        if raw.dtype != np.uint8:
            return super().CreateNumpyVector(x)
        self.StartVector(1, raw.size, ALIGNMENT)
        self.head -= raw.size
        self.Bytes[self.head : self.head + raw.size] = raw.tobytes()
        self.vectorNumElems = raw.size
        return self.EndVector()


def build_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """The ``.task`` bundle that PoseLandmarker loads, from two ``.tflite`` files."""
    files = {
        "pose_detector.tflite": _pack(_load(detector), DETECTOR_NORMALISATION),
        "pose_landmarks_detector.tflite": _pack(_load(landmarks), LANDMARK_NORMALISATION),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))  # same bytes each time
            padding = -(out.tell() + ZIP_HEADER + len(name) + 4) % ALIGNMENT
            info.extra = b"\xfe\xca" + padding.to_bytes(2, "little") + bytes(padding)
            bundle.writestr(info, content)
    return out.getvalue()


def _load(content: bytes) -> Any:
    return model_fb.ModelT.InitFromObj(model_fb.Model.GetRootAs(content, 0))


def _pack(model: Any, normalisation: tuple[float, float]) -> bytes:
    """``model`` as bytes, with the metadata that tells MediaPipe how to scale its input."""
    buffer = model_fb.BufferT()
    buffer.data = np.frombuffer(_metadata(model, normalisation), np.uint8)
    entry = model_fb.MetadataT()
    entry.name = b"TFLITE_METADATA"
    entry.buffer = len(model.buffers)
    model.buffers.append(buffer)
    model.metadata = [*(model.metadata or []), entry]
    builder = _AlignedBuilder(1 << 20)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def _metadata(model: Any, normalisation: tuple[float, float]) -> bytes:
    options = metadata_fb.NormalizationOptionsT()
    options.mean, options.std = [normalisation[0]], [normalisation[1]]
    unit = metadata_fb.ProcessUnitT()
    unit.optionsType = metadata_fb.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    image = metadata_fb.TensorMetadataT()
    image.name = "image"
    image.processUnits = [unit]
    graph = metadata_fb.SubGraphMetadataT()
    graph.inputTensorMetadata = [image]
    graph.outputTensorMetadata = [metadata_fb.TensorMetadataT() for _ in model.subgraphs[0].outputs]
    root = metadata_fb.ModelMetadataT()
    root.name = "formcheck pose"
    root.subgraphMetadata = [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(root.Pack(builder), b"M001")
    return bytes(builder.Output())
