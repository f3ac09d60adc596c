"""Reports of recorded clips, made without the pose model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from recorded import TOUCHY, USUAL, played, read_result, write_all

from formcheck.pages.report import FILE, write_report

Json = dict[str, Any]

SHRUGS_SHA = "1" * 64  # a video of its own


def situps(folder: Path, review: Json | str | None = None) -> str:
    """Three sit-ups, the first "can't tell", the others "too far"; four warnings. Its address."""
    return _report(write_all(_made(folder), played("situp", USUAL)), review)


def shrugs(folder: Path, review: Json | str | None = None) -> str:
    """Three holds, of which the second lasts too long."""
    made = write_all(_made(folder), played("shrug", TOUCHY))
    result = read_result(made / "result.json")
    result["source"]["sha256"] = SHRUGS_SHA
    (made / "result.json").write_text(json.dumps(result), "utf-8")
    return _report(made, review)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "clip.formcheck"


def _report(made: Path, review: Json | str | None) -> str:
    if review is not None:
        text = review if isinstance(review, str) else json.dumps(review)
        (made / "review.json").write_text(text, "utf-8")
    write_report(made)
    return (made / FILE).as_uri()
