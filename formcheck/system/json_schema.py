"""Whether a JSON value meets a JSON Schema, as far as formcheck's own schemas go.

A library for schemas would be one more to install, for two small files. A keyword that isn't
known here is passed over; a ``title`` says in a complaint what a value has to be.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from formcheck.system.json_files import JsonObject, instant


def fault(value: Any, schema: JsonObject) -> str | None:
    """What keeps a value from meeting a schema (draft 2020-12), with its place; else None.

    The schema is one of a file that says by its key ``schema`` what it is.
    """
    name = schema["properties"]["schema"]["const"]
    if not isinstance(value, dict) or value.get("schema") != name:
        return f"its schema is not {name}"
    return _fault(value, schema, "", schema)


def _fault(value: Any, schema: JsonObject, place: str, whole: JsonObject) -> str | None:
    schema = resolved(whole, schema)
    if "oneOf" in schema:
        found = [_fault(value, choice, place, whole) for choice in schema["oneOf"]]
        return None if None in found else found[0]
    if not _holds(value, schema):
        return f"{place} is not {_wanted(schema)}"
    if isinstance(value, dict) and "properties" in schema:
        return _fault_inside(value, schema, place, whole)
    if isinstance(value, list) and "items" in schema:
        faults = (
            _fault(part, schema["items"], f"{place}[{number}]", whole)
            for number, part in enumerate(value)
        )
        return next(filter(None, faults), None)
    return None


def _fault_inside(
    value: JsonObject, schema: JsonObject, place: str, whole: JsonObject
) -> str | None:
    known, inside = schema["properties"], f"{place}." if place else ""
    for name in sorted(set(schema.get("required", ())) - value.keys()):
        return f"{inside}{name} is missing"
    if schema.get("additionalProperties") is False:
        for name in sorted(value.keys() - known.keys()):
            return f"{inside}{name} is not known"
    faults = (
        _fault(part, known[name], inside + name, whole)
        for name, part in value.items()
        if name in known
    )
    return next(filter(None, faults), None)


def resolved(whole: JsonObject, part: JsonObject) -> JsonObject:
    """A part of a schema with what it refers to, its own words going first."""
    if "$ref" not in part:
        return part
    target = whole
    for step in part["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return {**resolved(whole, target), **{key: part[key] for key in part if key != "$ref"}}


def _holds(value: Any, schema: JsonObject) -> bool:
    """Whether the value itself, apart from what is inside it, meets the schema."""
    kinds = schema.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    if kinds and not any(_KINDS[kind](value) for kind in kinds):
        return False
    if "enum" in schema and not any(_same(value, word) for word in schema["enum"]):
        return False
    if "const" in schema and not _same(value, schema["const"]):
        return False
    if isinstance(value, str):
        return _text_holds(value, schema)
    if _is_number(value):
        return bool(schema.get("minimum", -math.inf) <= value <= schema.get("maximum", math.inf))
    return True


def _text_holds(text: str, schema: JsonObject) -> bool:
    return (
        schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", math.inf)
        and re.search(schema.get("pattern", ""), text) is not None
        and (schema.get("format") != "date-time" or _is_moment(text))
    )


def _is_moment(text: str) -> bool:
    try:
        return 1 < instant(text).year < 9999  # so that every time zone has it
    except (ValueError, OverflowError):
        return False


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, type(other)) and bool(one == other)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": _is_number,
    "integer": lambda value: _is_number(value) and value % 1 == 0,
}
_NAMES = {"object": "an object", "array": "a list", "string": "text", "boolean": "true or false"}


def _wanted(schema: JsonObject) -> str:
    """What a value has to be, in words."""
    if "title" in schema:
        return str(schema["title"])
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return " or ".join("null" if word is None else str(word) for word in schema["enum"])
    if schema.get("format") == "date-time":
        return "a date and time"
    kinds = schema.get("type", "a value that can be used")
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    return " or ".join(_NAMES.get(kind, f"a {kind}" if kind != "null" else kind) for kind in kinds)
