"""What was trained for formcheck's own measures: files in the ``models`` folder, checked."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from formcheck.core.errors import FormcheckError
from formcheck.detectors.weights.manifest import is_sound, manifest_path

NECK = "neck_flexion.npz"
BODY_CNN, HEAD_CNN, SHOULDER_CNN = "body_look.npz", "head_look.npz", "shoulder_look.npz"


@cache
def _manifest() -> dict[str, Any]:
    trained: dict[str, Any] = json.loads(manifest_path().read_text(encoding="utf-8"))["trained"]
    return trained


def trained_sha256(name: str) -> str:
    """What a file has to hash to."""
    sha256: str = _manifest()[name]["sha256"]
    return sha256


def trained_content(name: str) -> bytes:
    """The bytes of a file; raises FormcheckError if it is not the one in the manifest."""
    path = manifest_path().with_name(name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FormcheckError(
            f"{path} can't be read ({error.strerror}): install formcheck anew"
        ) from error
    if not is_sound(content, trained_sha256(name)):
        raise FormcheckError(f"{path} is damaged or not formcheck's own: install formcheck anew")
    return content
