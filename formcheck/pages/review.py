"""The coach's word on a report: what the page brings for it, and the review it begins with."""

from __future__ import annotations

from pathlib import Path

from formcheck.review.agreement.reviews import schema
from formcheck.system.json_files import JsonObject, read_json
from formcheck.system.json_schema import fault

NAME = "review.json"
STYLE = "review.css"
SCRIPTS = tuple(
    f"review{part}.js"
    for part in (
        *("_items", "_state", "_form", "_dom", "_store", "_beginning", "_file", "_keeping"),
        *("_judging", "_notes", "_panel", "_current", "_keys", ""),
    )
)
"""In the order in which they build on each other; all need ``formcheck.data`` and its player."""


def earlier_review(folder: Path, sha256: str) -> tuple[JsonObject | None, str]:
    """The review.json in ``folder``, None where there is none; and what to say of it, or "".

    ``sha256`` is that of the video. A review that can't be used stops no report: the page
    begins without it and says so.
    """
    path = folder / NAME
    try:
        found: JsonObject = read_json(path)
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        return None, _left_out(f"it can't be read ({error.strerror})")
    except ValueError:
        return None, _left_out("it is not JSON")
    if wrong := fault(found, schema()):
        return None, _left_out(wrong)
    if found["source"]["sha256"] != sha256:
        return None, _left_out("it is of another video")
    return found, ""


def _left_out(why: str) -> str:
    return f"The {NAME} beside this result was left out: {why}."
