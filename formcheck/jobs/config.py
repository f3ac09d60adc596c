"""One TOML file of limits, read into the frozen dataclasses and nothing else."""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from formcheck.core.errors import UsageError
from formcheck.core.risks.cramp import LOADS
from formcheck.core.risks.limits import Limits

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
    known = [field.name for field in fields(limits)]
    for name, values in tables.items():
        if name not in known:
            raise _unknown(path, name, [f"[{section}]" for section in known])
        if not isinstance(values, dict):
            raise UsageError(f"--config {path}: {name} must be a table: write [{name}] above it")
        changed = _with_values(getattr(limits, name), name, values, path)
        limits = replace(limits, **{name: changed})
    return limits


def chosen_limits(path: Path | None, load: str | None) -> Limits:
    """The limits of a file, or the built-in ones, for a stated load class where one is.

    Raises UsageError.
    """
    limits = Limits() if path is None else read_limits(path)
    if load is None:
        return limits
    if load not in LOADS:
        raise UsageError(f"--load {load}: choose from {', '.join(LOADS)}")
    return replace(limits, cramp=replace(limits.cramp, load=load))


def limits_sha256(limits: Limits) -> str:
    """The SHA-256 of the limits' values, to tell whether two results were judged alike."""
    return hashlib.sha256(json.dumps(asdict(limits), sort_keys=True).encode()).hexdigest()


def _with_values(section: Any, name: str, values: Mapping[str, object], path: Path) -> Any:
    known = [field.name for field in fields(section)]
    changed: dict[str, str | float] = {}
    for key, value in values.items():
        if key not in known:
            raise _unknown(path, f"{name}.{key}", [f"{name}.{field}" for field in known])
        where, usual = f"--config {path}: {name}.{key}", getattr(section, key)
        changed[key] = (
            _class(value, where)
            if isinstance(usual, str)
            else _number(value, where, negative=usual < 0)
        )
    return replace(section, **changed)


def _class(value: object, where: str) -> str:
    if not isinstance(value, str) or value not in LOADS:
        raise UsageError(f"{where} must be one of {', '.join(LOADS)}, not {value!r}")
    return value


def _number(value: object, where: str, *, negative: bool) -> float:
    """A limit with the sign of the built-in one; 25 and 25.0 are the same limit."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{where} must be a number, not {value!r}")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number) or (number < 0) != negative:
        sign = "below zero" if negative else "zero or more"
        raise UsageError(f"{where} must be finite and {sign}, not {number:g}")
    return number


def _unknown(path: Path, name: str, known: list[str]) -> UsageError:
    return UsageError(f"--config {path}: there is no {name}; known: {', '.join(known)}")
