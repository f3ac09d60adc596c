"""Entries of the journal in files: JSON, CSV, and Parquet where pyarrow is installed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.journal.rows import COLUMNS, SCHEMA, Row
from formcheck.system.json_files import parse_json
from formcheck.system.safe_text import plain


def as_json(rows: Sequence[Row]) -> bytes:
    """The entries as JSON, a line each."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows)
    return f'{{"schema": "{SCHEMA}", "entries": [\n{lines}\n]}}\n'.encode()


def as_csv(rows: Sequence[Row]) -> bytes:
    """The entries as one table; what isn't known is an empty cell."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows([row.get(name) for name in COLUMNS] for row in rows)
    return text.getvalue().encode()


def as_parquet(rows: Sequence[Row]) -> bytes:
    """The entries as one Parquet table. Raises FormcheckError where pyarrow is missing."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise FormcheckError(
            "--format parquet needs pyarrow: install formcheck[parquet], or choose csv or json"
        ) from error
    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
    fields = [pyarrow.field(name, kinds[kind]) for name, kind in COLUMNS.items()]
    file = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(list(rows), pyarrow.schema(fields)), file)
    return file.getvalue()


FORMATS: Mapping[str, Callable[[Sequence[Row]], bytes]] = {
    "csv": as_csv,
    "json": as_json,
    "parquet": as_parquet,
}


def format_of(path: Path, asked: str | None) -> str:
    """The format that was asked for, or that the name's ending tells. Raises UsageError."""
    chosen = asked or path.suffix.lower().removeprefix(".")
    if chosen not in FORMATS:
        raise UsageError(f"--format: choose from {', '.join(FORMATS)}, or name {path.name}.json")
    return chosen


def read_entries(path: Path) -> list[Row]:
    """The entries of a file that was exported, JSON or CSV. Raises FormcheckError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise FormcheckError(
            f"{path} can't be read ({why}): name an export, CSV or JSON"
        ) from error
    try:
        return _from_json(text) if text.lstrip().startswith("{") else _from_csv(text)
    except (ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise FormcheckError(
            f"{path} is no export of a journal ({plain(error)}): name an export, CSV or JSON"
        ) from error


def _from_json(text: str) -> list[Row]:
    told = parse_json(text)
    if told["schema"] != SCHEMA:
        raise ValueError(f"schema {told['schema']!r}")
    return [dict(row) for row in told["entries"]]


def _from_csv(text: str) -> list[Row]:
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if unknown := sorted(set(table.fieldnames or ["nothing"]) - set(COLUMNS)):
        raise ValueError(f"unknown column {unknown[0]!r}")
    return [
        {name: _cell(name, cell) for name, cell in row.items() if _kept(row["kind"], name, cell)}
        for row in table
    ]


_EMPTY_TEXT = {
    "set": {
        *("load", "limits_sha256", "model", "model_sha256", "version", "source_name"),
        *("source_sha256", "words"),
    },
    "pain entry": {"words"},
    "clearance": {"words"},
}
"""Text that may be empty but is never unknown: a table has one kind of empty cell for both."""


def _kept(kind: str, name: str, cell: str) -> bool:
    return cell != "" or name in _EMPTY_TEXT.get(kind, ())


def _cell(name: str, cell: str) -> str | int | float:
    return COLUMNS[name](cell)  # type: ignore[no-any-return]  # one of the three types
