"""JSON that comes from outside: read strictly, so that what is read can be written again."""

from __future__ import annotations

import json
import math
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]
"""A JSON object, at the edges: as it is read, before it is checked, and as it is written."""


def read_json(path: Path) -> Any:
    """The value in a file. Raises OSError, and ValueError where it is no JSON."""
    return parse_json(path.read_text(encoding="utf-8-sig"))


def parse_json(text: str | bytes) -> Any:
    """A value from its text. Raises ValueError for what is no JSON, NaN and infinity included."""
    try:
        return json.loads(text, parse_constant=_refuse, parse_float=_float, parse_int=_int)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number in JSON")


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large a number")
    return number


def _int(text: str) -> int:
    _float(text)
    return int(text)


def instant(text: str) -> datetime:
    """The instant that an ISO 8601 text means, in UTC. Raises ValueError, OverflowError."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)
