"""Bundles built once and kept in the user's cache folder, named by their own SHA-256.

The manifest names the bundle that a model must give, so the name alone stands for the
weights and for the way they were put together, and a damaged file gives itself away.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from formcheck.detectors.weights.manifest import Model, is_sound, model, read_weights


@dataclass(frozen=True, slots=True, eq=False)
class Bundle:
    """The ``.task`` bytes that PoseLandmarker loads, under the model's name."""

    name: str
    content: bytes
    sha256: str


def load_bundle(name: str, cache: Path | None = None) -> Bundle:
    """The bundle of the model ``name``, from ``cache`` if it is sound there, else built.

    Raises FormcheckError if there is no such model, or its weights are missing or damaged.
    """
    wanted = model(name)
    kept = cached_bundle(wanted, cache)
    return Bundle(name, kept, wanted.bundle_sha256) if kept else _build(wanted, cache)


def cached_bundle(model: Model, cache: Path | None = None) -> bytes | None:
    """The bundle from the cache, or None if it isn't there or isn't sound."""
    try:
        content = _cache_path(model, cache).read_bytes()
    except OSError:
        return None
    return content if is_sound(content, model.bundle_sha256) else None


def put_in_place(path: Path, content: bytes) -> None:
    """Write a file beside ``path`` and move it there, so that no half file is ever seen.

    Raises OSError if the folder can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _build(model: Model, cache: Path | None) -> Bundle:
    detector = read_weights(model, model.detector)
    landmarks = read_weights(model, model.landmarks)
    # The builder imports flatbuffers and MediaPipe's schemas: only for this first time.
    from formcheck.detectors.weights.bundle import build_bundle

    content = build_bundle(detector, landmarks)
    if is_sound(content, model.bundle_sha256):
        with suppress(OSError):  # a cache that can't be written costs time, not the run
            put_in_place(_cache_path(model, cache), content)
    return Bundle(model.name, content, hashlib.sha256(content).hexdigest())


def _cache_path(model: Model, cache: Path | None) -> Path:
    folder = cache or user_cache_path("formcheck", appauthor=False)
    return folder / f"{model.name}-{model.bundle_sha256}.task"
