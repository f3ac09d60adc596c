"""What mkdocs runs while it builds the site: tables and help made from the code itself."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from html import escape
from importlib import import_module
from inspect import getsource
from pathlib import Path
from textwrap import indent
from typing import Any

os.environ["COLUMNS"] = "80"  # as wide as help is shown; read when typer is imported

import typer
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.core.risks.cramp import LOADS, CrampLimits
from formcheck.core.risks.limits import Limits
from formcheck.outputs.dictionary import FRAMES, POSES, SUMMARY, Definition, keys_of
from formcheck.outputs.result import schema

ROOT = Path(__file__).parents[1]
INSERT = re.compile(r"^\{\{ (\w+)(?: (\S+))? \}\}$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put what is named in {{ }} on a line of its own in its place."""
    return INSERT.sub(lambda found: "\n".join(MAKERS[found[1]](found[2] or "")), markdown)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def dictionary(which: str) -> Iterator[str]:
    """The definitions of a file's columns, arrays or keys."""
    made: dict[str, Iterable[Definition]] = {
        "frames": FRAMES, "poses": POSES, "summary": SUMMARY, "result": keys_of(schema()),
    }  # fmt: skip
    definitions = list(made[which])
    signed = any(one.sign for one in definitions)
    head = ["name", "unit", *(["sign"] if signed else []), "range", "what it is"]
    return table(
        head,
        (
            [
                f"`{one.name}`",
                one.unit,
                *([one.sign] if signed else []),
                escape(one.range),
                escape(one.what),
            ]
            for one in definitions
        ),
    )


def limits(cause: str) -> Iterator[str]:
    """The limits of a cause, with their sources."""
    group = getattr(Limits(), cause)
    return table(
        ("limit", "value", "source"),
        (
            (
                f"`{one.name}`",
                f"{getattr(group, one.name)} {one.metadata['unit']}".strip(),
                one.metadata["source"],
            )
            for one in fields(group)
        ),
    )


def holds(_: str) -> Iterator[str]:
    """How long a hold should last, by load."""
    return table(
        ("load", "of your maximal force", "hold at most"),
        (
            (load, f"{100 * share:.0f} %", f"{CrampLimits(load=load).hold_s():.0f} s")
            for load, share in LOADS.items()
        ),
    )


def commands(_: str) -> Iterator[str]:
    """What --help prints, of every command."""
    return helps(typer.main.get_command(app))


def source(name: str) -> Iterator[str]:
    """The source of a class, such as formcheck.run.Output."""
    module, _, found = name.rpartition(".")
    yield from ("```python", getsource(getattr(import_module(module), found)).rstrip(), "```")


def code(name: str) -> Iterator[str]:
    """A file of ours, whole."""
    yield from ("```python", (ROOT / name).read_text("utf-8").rstrip(), "```")


def folded(name: str) -> Iterator[str]:
    """The same, shown when it is clicked at."""
    yield from (f'??? example "{name}"', "")
    yield indent("\n".join(code(name)), "    ")


def file(name: str) -> Iterator[str]:
    """A document that lies a folder higher; its links into docs/ are made to fit."""
    yield (ROOT / name).read_text("utf-8").replace("](docs/", "](")


def helps(command: Any, *words: str) -> Iterator[str]:
    """The help of a command and of those below it."""
    printed = CliRunner().invoke(app, [*words, "--help"], prog_name="formcheck").output
    yield from ("", f"## formcheck {' '.join(words)}".rstrip(), "")
    yield from ("```text", printed.rstrip(), "```")
    for name, inner in getattr(command, "commands", {}).items():
        yield from helps(inner, *words, name)


MAKERS: dict[str, Callable[[str], Iterator[str]]] = {
    "dictionary": dictionary,
    "limits": limits,
    "holds": holds,
    "commands": commands,
    "source": source,
    "code": code,
    "folded": folded,
    "file": file,
}
