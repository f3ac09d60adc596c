"""What was trained for formcheck: the neck estimate, read from ``models``, and hashes."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from typing import Any

import numpy as np

from formcheck.core.measures.mlp import Network
from formcheck.core.measures.neck_flexion import NeckModel, NeckModels
from formcheck.detectors.weights.trained import (
    HEAD_DIRECTION,
    NECK,
    SHOULDER_CNN,
    trained_content,
    trained_sha256,
)


def neck_sha256() -> str:
    """A hash for all that necks are measured with: a result says what made it.

    Of the hashes of two files: the neck estimate, which says which head refiner it was trained
    with, and the network that finds the head's direction.
    """
    parts = (trained_sha256(NECK), trained_sha256(HEAD_DIRECTION))
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def shoulder_sha256() -> str:
    """What the file of the shoulder refiner has to hash to."""
    return trained_sha256(SHOULDER_CNN)


@cache
def neck_models() -> NeckModels:
    """The trained estimates of neck flexion; raises FormcheckError if their file is not the one."""
    return load_neck_models(trained_content(NECK))


def load_neck_models(content: bytes) -> NeckModels:
    """Neck models from the bytes of their file: plain arrays, nothing that could run."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return NeckModels(_neck_model(arrays, "look"), _neck_model(arrays, "landmarks"))


def _neck_model(arrays: Any, name: str) -> NeckModel:
    parts = {part: arrays[f"{name}_{part}"] for part in Network.__dataclass_fields__}
    return NeckModel(Network(**parts), arrays[f"{name}_spread"])
