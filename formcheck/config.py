"""One TOML file of limits, read into the frozen dataclasses and nothing else."""

from __future__ import annotations

import hashlib
import json
import math
import sys
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from formcheck.errors import UsageError
from formcheck.limits import Limits
from formcheck.risks.cramp import LOADS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def read_limits(path: Path) -> Limits:
    """The limits of a TOML file over the built-in ones.

    Raises UsageError, naming the file and the key, for whatever can't be a limit.
    """
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)
    except OSError as error:
        raise UsageError(f"--config {path}: {error.strerror}: check the name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"--config {path} is not valid TOML: {error}") from error
    limits = Limits()
    for name, values in tables.items():
        known = [field.name for field in fields(limits)]
        if name not in known or not isinstance(values, dict):
            raise _unknown(path, name, [f"[{section}]" for section in known])
        changed = _with_values(getattr(limits, name), name, values, path)
        limits = replace(limits, **{name: changed})
    return limits


def with_load(limits: Limits, load: str | None) -> Limits:
    """The same limits for a stated load class; None leaves them. Raises UsageError."""
    if load is None:
        return limits
    if load not in LOADS:
        raise UsageError(f"--load {load}: choose from {', '.join(LOADS)}")
    return replace(limits, cramp=replace(limits.cramp, load=load))


def limits_sha256(limits: Limits) -> str:
    """The SHA-256 of the limits' values, to tell whether two results were judged alike."""
    return hashlib.sha256(json.dumps(asdict(limits), sort_keys=True).encode()).hexdigest()


def _with_values(section: Any, name: str, values: dict[str, Any], path: Path) -> Any:
    known = {field.name: getattr(section, field.name) for field in fields(section)}
    for key, value in values.items():
        where = f"{name}.{key}"
        if key not in known:
            raise _unknown(path, where, [f"{name}.{field}" for field in known])
        if isinstance(known[key], str):
            if value not in LOADS:
                raise UsageError(f"--config {path}: {where} must be one of {', '.join(LOADS)}")
        elif isinstance(value, bool) or not isinstance(value, int | float):
            raise UsageError(f"--config {path}: {where} must be a number, not {value!r}")
        elif not math.isfinite(value) or (value < 0) != (known[key] < 0):
            sign = "negative" if known[key] < 0 else "zero or more"
            raise UsageError(f"--config {path}: {where} must be finite and {sign}")
    return replace(section, **values)


def _unknown(path: Path, name: str, known: list[str]) -> UsageError:
    return UsageError(f"--config {path}: there is no {name}; known: {', '.join(known)}")
