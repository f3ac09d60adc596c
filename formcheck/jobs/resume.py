"""What an earlier run left in a folder: its result, and whether it still holds."""

from __future__ import annotations

from pathlib import Path

from formcheck import __version__
from formcheck.core.errors import FormcheckError
from formcheck.jobs.config import limits_sha256
from formcheck.jobs.neck_weights import neck_sha256, shoulder_sha256
from formcheck.jobs.options import Options
from formcheck.outputs import OUTPUTS
from formcheck.results.load import load_result
from formcheck.results.model import SetResult
from formcheck.sources.video import file_sha256


def is_done(path: Path, folder: Path, options: Options, model: str) -> bool:
    """Whether ``folder`` already holds what a run over ``path`` would write, all unchanged."""
    try:
        result = load_result(folder)
    except FormcheckError:
        return False
    tool = result.tool
    return (
        all((folder / OUTPUTS[name].file).is_file() for name in options.write)
        and (tool.version, tool.detector) == (__version__, model)
        and (tool.shoulder_sha256, tool.neck_sha256) == (shoulder_sha256(), neck_sha256())
        and result.limits_sha256 == limits_sha256(options.limits)
        and result.asked == options.asked()
        and result.triage.coaches == options.triage.coaches
        and result.source.sha256 == file_sha256(path)
    )


def drop_outdated(folder: Path, result: SetResult) -> None:
    """Remove what an earlier run wrote to ``folder`` unless it belongs with ``result``.

    Else a picture of other limits would lie beside it. Raises OSError.
    """
    try:
        belongs = load_result(folder).origin == result.origin
    except FormcheckError:
        belongs = False
    if not belongs:
        for kind in OUTPUTS.values():
            (folder / kind.file).unlink(missing_ok=True)
