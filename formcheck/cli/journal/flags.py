"""The flags of `formcheck journal`, and what its commands share."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.flags import Health as Health
from formcheck.cli.flags import Load
from formcheck.core.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from formcheck.journal.entries import Person
    from formcheck.journal.store import Journal
    from formcheck.system.json_files import JsonObject


PersonFlag = Annotated[
    str | None,
    typer.Option(
        "--person", metavar="NAME", help="Whose journal.", show_default="the only person's"
    ),
]
File = Annotated[
    Path | None,
    typer.Option(
        "--journal",
        metavar="FILE",
        envvar="FORMCHECK_JOURNAL",
        help="Another journal than the usual one.",
        show_default="the one in your data folder",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]
Number = Annotated[int, typer.Argument(metavar="NO", help="A number that `list` shows.")]
Day = Annotated[
    str | None,
    typer.Option(
        "--date", metavar="DAY", help="2026-11-22, yesterday, or 3 days ago.", show_default="today"
    ),
]
Reps = Annotated[int | None, typer.Option(min=0, help="How many reps.")]
Holds = Annotated[int | None, typer.Option(min=0, help="How many holds.")]
HeldS = Annotated[
    float | None,
    typer.Option(min=0.0, metavar="SECONDS", help="How long all holds lasted."),
]
LoadClass = Annotated[Load | None, typer.Option(help="How heavy the weights felt.")]
Kilograms = Annotated[float | None, typer.Option(min=0.0, help="How heavy the weights were.")]
Words = Annotated[str | None, typer.Option(metavar="TEXT", help="A few words.")]


@contextmanager
def opened(file: Path | None, name: str | None) -> Iterator[tuple[Journal, Person]]:
    """The journal and whose it is."""
    from formcheck.journal.paths import journal_path
    from formcheck.journal.people import person_named
    from formcheck.journal.store import open_journal

    with open_journal(journal_path(file)) as journal:
        yield journal, person_named(journal, name)


def answer(wanted: bool, told: JsonObject, *parts: RenderableType) -> None:
    """Print what came of a command: JSON where it is wanted, else for people."""
    from formcheck.system.console import show

    if wanted:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        show(*parts)


def unbroken(line: str) -> RenderableType:
    """A line that is never broken, so that a path in it can be copied."""
    from rich.console import Group
    from rich.text import Text

    return Group(Text(line, no_wrap=True, overflow="ignore"))  # rich would join a bare text


def sure(yes: bool, question: str, reason: str) -> None:
    """Ask before something is lost. Raises UsageError where nobody answers, or with a no."""
    from formcheck.journal.prompts import ask_yes

    if not yes and not ask_yes(question, reason, "say --yes to go ahead"):
        raise UsageError("nothing was changed: you answered no")
