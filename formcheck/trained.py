"""What was trained for formcheck's own measures, read from the ``models`` folder and checked."""

from __future__ import annotations

import io
import json
from functools import cache

import numpy as np

from formcheck.detectors.weights import is_sound, manifest_path
from formcheck.errors import FormcheckError
from formcheck.neck import NeckModel
from formcheck.network import Network

NECK = "neck_flexion.npz"


@cache
def neck_sha256() -> str:
    """What the file of the neck estimate has to hash to: a result says what made it."""
    manifest = json.loads(manifest_path().read_text(encoding="utf-8"))
    sha256: str = manifest["trained"][NECK]["sha256"]
    return sha256


@cache
def neck_model() -> NeckModel:
    """The trained estimate of neck flexion; raises FormcheckError if its file is not the one."""
    path = manifest_path().with_name(NECK)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FormcheckError(
            f"{path} can't be read ({error.strerror}): install formcheck anew"
        ) from error
    if not is_sound(content, neck_sha256()):
        raise FormcheckError(f"{path} is damaged or not formcheck's own: install formcheck anew")
    return load_neck_model(content)


def load_neck_model(content: bytes) -> NeckModel:
    """A neck model from the bytes of its file: plain arrays, nothing that could run."""
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        network = Network(**{name: arrays[name] for name in Network.__dataclass_fields__})
        return NeckModel(network, arrays["spread"])
