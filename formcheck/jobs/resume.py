"""What an earlier run left in a folder: its result, and whether it still holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from formcheck import __version__
from formcheck.core.errors import FormcheckError
from formcheck.jobs.config import limits_sha256
from formcheck.jobs.neck_weights import neck_sha256, shoulder_sha256
from formcheck.jobs.options import FILES, Options
from formcheck.sources.video import file_sha256

Json = dict[str, Any]


def load_result(folder: Path) -> Json:
    """The result that a folder holds. Raises FormcheckError where it holds none."""
    path = folder / FILES["result"]
    try:
        result: Json = json.loads(path.read_text(encoding="utf-8"))
        _origin(result)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FormcheckError(f"{path} can't be read: analyse the video anew") from error
    return result


def is_done(path: Path, folder: Path, options: Options, model: str) -> bool:
    """Whether ``folder`` already holds what a run over ``path`` would write, all unchanged."""
    try:
        result = load_result(folder)
    except FormcheckError:
        return False
    source, tool, asked = _origin(result)
    return (
        all((folder / FILES[name]).is_file() for name in options.write)
        and (tool["version"], tool["detector"]) == (__version__, model)
        and (tool["shoulder_sha256"], tool["neck_sha256"]) == (shoulder_sha256(), neck_sha256())
        and tool["limits_sha256"] == limits_sha256(options.limits)
        and asked == options.asked()
        and source == file_sha256(path)
    )


def drop_outdated(folder: Path, result: Json) -> None:
    """Remove what an earlier run wrote to ``folder`` unless it belongs with ``result``.

    Else a picture of other limits would lie beside it. Raises OSError.
    """
    try:
        belongs = _origin(load_result(folder)) == _origin(result)
    except FormcheckError:
        belongs = False
    if not belongs:
        for file in FILES.values():
            (folder / file).unlink(missing_ok=True)


def _origin(result: Json) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """All that decides what a result says."""
    tool = {name: result["tool"][name] for name in _TOOL}
    for name in ("shoulder_sha256", "neck_sha256"):
        tool[name] = result["tool"].get(name)  # the first results had none
    return result["source"]["sha256"], tool, dict(result["asked"])


_TOOL = ("version", "detector", "model_sha256", "limits_sha256")
