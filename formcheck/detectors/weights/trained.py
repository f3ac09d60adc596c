"""What was trained for formcheck's own measures: files in the ``models`` folder, checked."""

from __future__ import annotations

from functools import cache

from formcheck.core.errors import FormcheckError
from formcheck.detectors.weights.manifest import is_sound, manifest_path
from formcheck.system.json_files import JsonObject, read_json

NECK = "neck_flexion.npz"
HEAD_DIRECTION = "head_direction.onnx"
BODY_CNN, HEAD_CNN, SHOULDER_CNN = "body_look.npz", "head_look.npz", "shoulder_look.npz"


@cache
def _manifest() -> JsonObject:
    trained: JsonObject = read_json(manifest_path())["trained"]
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
