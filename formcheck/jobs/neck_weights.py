"""What was trained for formcheck: the neck estimate, read from ``models``, and hashes."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import numpy as np

from formcheck.core.measures.mlp import Network
from formcheck.core.measures.neck_flexion import NeckModel, NeckModels
from formcheck.detectors.weights.trained import NECK, SHOULDER_CNN, trained_content, trained_sha256


def neck_sha256() -> str:
    """What the file of the neck estimate has to hash to: a result says what made it.

    The file says which head refiner it was trained with, so the hash stands for both.
    """
    return trained_sha256(NECK)


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
