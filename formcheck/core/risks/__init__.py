"""The causes of neck pain that formcheck warns of: limits, wording and their sources."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def limit(value: float | str, unit: str, source: str) -> Any:
    """A field of a limits dataclass that carries its unit and the source of its figure."""
    return field(default=value, metadata={"unit": unit, "source": source})
