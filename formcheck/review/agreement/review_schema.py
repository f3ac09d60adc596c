"""Whether a JSON value is a coach's review: what pages/review.schema.json says, by hand.

A library for schemas would be one more to install, for one small file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from formcheck.core.analysis.set_summary import VERDICTS

SCHEMA = "formcheck.review/1"
REP_WORDS = (VERDICTS[False], VERDICTS[True], VERDICTS[None])
HOLD_WORDS = ("within the limit", "too long", VERDICTS[None])

_LATEST_S = 1e9  # no video is longer, and infinity is no time
_SAVED = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?Z"
)

Fault = Callable[[Any, str], str | None]
"""Says what is wrong with a value, given the name of its place; None where nothing is."""


def fault(loaded: Any) -> str | None:
    """What keeps a JSON value from being a review, as review.schema.json has it; else None."""
    if not isinstance(loaded, dict) or loaded.get("schema") != SCHEMA:
        return f"its schema is not {SCHEMA}"
    return _REVIEW(loaded, "")


def _object(**fields: Fault) -> Fault:
    def wrong(value: Any, place: str) -> str | None:
        if not isinstance(value, dict):
            return f"{place} is no object"
        inside = f"{place}." if place else ""
        for name in sorted(fields.keys() ^ value.keys()):
            return f"{inside}{name} is {'missing' if name in fields else 'not known'}"
        found = (check(value[name], inside + name) for name, check in fields.items())
        return next((one for one in found if one is not None), None)

    return wrong


def _list(check: Fault) -> Fault:
    def wrong(value: Any, place: str) -> str | None:
        if not isinstance(value, list):
            return f"{place} is no list"
        found = (check(part, f"{place}[{number}]") for number, part in enumerate(value))
        return next((one for one in found if one is not None), None)

    return wrong


def _must(what: str, test: Callable[[Any], bool]) -> Fault:
    return lambda value, place: None if test(value) else f"{place} is not {what}"


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _one_of(words: Sequence[str]) -> Fault:
    return _must(" or ".join(words), lambda value: value in words)


def _counts(value: Any) -> bool:
    return _number(value) and value >= 1 and value % 1 == 0


_TEXT = _must("text", lambda value: isinstance(value, str))
_NAME = _must("a name", lambda value: isinstance(value, str) and value != "")
_SHA256 = _must("a SHA-256", _matches(re.compile("[0-9a-f]{64}")))
_TIME = _must("a time in seconds", lambda value: _number(value) and 0 <= value <= _LATEST_S)
_COUNT = _must("a number from 1", _counts)
_SPAN = {"start_s": _TIME, "end_s": _TIME}
_REP, _HOLD = (
    _object(number=_COUNT, **_SPAN, formcheck=_one_of(words), coach=_one_of(words))
    for words in (REP_WORDS, HOLD_WORDS)
)
_WARNING = _object(
    code=_NAME,
    **_SPAN,
    rep=_must("a number from 1, or null", lambda value: value is None or _counts(value)),
    agree=_must("true or false", lambda value: isinstance(value, bool)),
)
_REVIEW = _object(
    schema=_TEXT,
    source=_object(name=_NAME, sha256=_SHA256),
    result=_object(version=_NAME, detector=_NAME, limits_sha256=_SHA256),
    reviewer=_TEXT,
    saved=_must("a time in UTC as 2026-11-23T10:00:00Z", _matches(_SAVED)),
    reps=_list(_REP),
    holds=_list(_HOLD),
    warnings=_list(_WARNING),
    notes=_list(_object(time_s=_TIME, text=_TEXT)),
)
