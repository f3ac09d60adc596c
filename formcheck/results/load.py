"""A result read back from its folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from formcheck.core.errors import FormcheckError
from formcheck.outputs import FILES

Json = dict[str, Any]


def load_result(folder: Path) -> Json:
    """The result that a folder holds. Raises FormcheckError where it holds none."""
    path = folder / FILES["result"]
    try:
        result: Json = json.loads(path.read_text(encoding="utf-8"))
        origin_of(result)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormcheckError(f"{path} can't be read: analyse the video anew") from error
    return result


def origin_of(result: Json) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """All that decides what a result says."""
    tool = {name: result["tool"][name] for name in _TOOL}
    for name in ("shoulder_sha256", "neck_sha256"):
        tool[name] = result["tool"].get(name)  # the first results had none
    return result["source"]["sha256"], tool, dict(result["asked"])


_TOOL = ("version", "detector", "model_sha256", "limits_sha256")
