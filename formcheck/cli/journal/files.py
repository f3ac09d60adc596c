"""The journal as a whole: `new`, `export`, `import`, `backup`, `restore` and `forget`."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.journal import flags
from formcheck.cli.journal.flags import answer, sure, unbroken
from formcheck.core.errors import UsageError
from formcheck.system.safe_text import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

    from formcheck.journal.restore import Left


class Format(str, Enum):
    """How entries are written."""

    csv = "csv"
    json = "json"
    parquet = "parquet"


Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose journal.")]
Target = Annotated[Path, typer.Argument(metavar="FILE", help="Where to; - is standard output.")]
Source = Annotated[Path, typer.Argument(metavar="FILE", help="An export, CSV or JSON.")]
Formatted = Annotated[
    Format | None, typer.Option("--format", help="How.", show_default="by the file's ending")
]
To = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE", help="Where to.", show_default="beside the journal"),
]
Backup = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="A backup.", show_default="the newest")
]
Anew = Annotated[bool, typer.Option("--anew", help="Begin an empty journal instead.")]
Copies = Annotated[
    bool | None,
    typer.Option(
        "--copies/--keep-copies",
        help="Also remove the person from every backup.",
        show_default="asks",
    ),
]


def new(name: Name, journal: flags.File = None, as_json: flags.AsJson = False) -> None:
    """Begin the journal of one more person."""
    from formcheck.journal.paths import journal_path
    from formcheck.journal.people import begin
    from formcheck.journal.store import open_journal

    with open_journal(journal_path(journal)) as book:
        person = begin(book, name)
    answer(as_json, {"person": person.name}, unbroken(f"The journal of {person.name} is ready."))


def export(
    file: Target,
    form: Formatted = None,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Write everything to a file that you can take elsewhere.

    With --person, everything of one person.
    """
    from formcheck.journal.formats import FORMATS, format_of
    from formcheck.journal.paths import journal_path
    from formcheck.journal.people import person_named
    from formcheck.journal.rows import all_entries
    from formcheck.journal.store import open_journal
    from formcheck.system.atomic_write import write_whole

    how = format_of(file, form.value if form else None)
    with open_journal(journal_path(journal)) as book:
        rows = all_entries(book, person and person_named(book, person).name)
    content = FORMATS[how](rows)
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    write_whole(file, content, private=True)
    told = {"file": str(file), "entries": len(rows)}
    answer(as_json, told, unbroken(f"{len(rows)} entries: {plain(file)}"))


def import_(file: Source, journal: flags.File = None, as_json: flags.AsJson = False) -> None:
    """Add the entries of an export.

    Those that are there already stay as they are. All are added, or none.
    """
    from formcheck.journal.formats import read_entries
    from formcheck.journal.importing import add_entries
    from formcheck.journal.paths import journal_path
    from formcheck.journal.store import open_journal

    rows = read_entries(file)
    with open_journal(journal_path(journal)) as book:
        added, known = add_entries(book, rows, plain(file))
    told = {"added": added, "known": known}
    answer(as_json, told, f"{added} entries added, {known} were there already.")


def backup(to: To = None, journal: flags.File = None, as_json: flags.AsJson = False) -> None:
    """Copy the journal whole, also while it is in use."""
    from formcheck.journal.backups import back_up
    from formcheck.journal.paths import journal_path
    from formcheck.journal.store import open_journal

    with open_journal(journal_path(journal)) as book:
        place = back_up(book.path, "asked", to)
    answer(as_json, {"backup": str(place)}, unbroken(f"Backup: {plain(place)}"))


def restore(
    file: Backup = None,
    anew: Anew = False,
    yes: flags.Yes = False,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Bring a backup back; asks first.

    What it replaces is backed up before, or set aside where it is damaged.
    """
    from formcheck.journal import restore as restore_steps
    from formcheck.journal.paths import journal_path

    path = journal_path(journal)
    if anew and file is not None:
        raise UsageError("--anew begins an empty journal: leave the backup out")
    what = "an empty journal" if anew else "a backup"
    sure(yes, f"Put {what} in the place of the journal?", "What is there now is kept beside it.")
    if anew:
        restore_steps.begin_anew(path)
        answer(as_json, {"restored": None}, unbroken(f"An empty journal: {plain(path)}"))
        return
    chosen = restore_steps.restore(path, file)
    answer(as_json, {"restored": str(chosen)}, unbroken(f"Restored: {plain(chosen)}"))


def forget(
    name: Name,
    copies: Copies = None,
    yes: flags.Yes = False,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Remove a person with all that is theirs; asks first.

    Says truthfully what stays.
    """
    from formcheck.journal import restore as restore_steps
    from formcheck.journal.paths import journal_path
    from formcheck.journal.people import people
    from formcheck.journal.store import open_journal

    with open_journal(journal_path(journal)) as book:
        known = {person.name.casefold(): person.name for person in people(book)}
        if name.casefold() not in known:
            raise UsageError(f"there is no {plain(name)}: known are {', '.join(known.values())}")
        name = known[name.casefold()]
        sure(yes, f"Forget {name} and all entries?", "It can't be undone.")
        left = restore_steps.forget(book, name)
        if left.copies and _with_copies(copies, yes):
            restore_steps.forget_in_copies(book.path, name)
            left = restore_steps.Left((), left.in_use)
    told = {"forgotten": name, "copies": [str(copy) for copy in left.copies]}
    answer(as_json, told | {"in_use": left.in_use}, *map(_line, what_stays(name, left)))


def _line(told: str) -> RenderableType:
    from rich.text import Text

    return unbroken(told) if told.startswith(" ") else Text(told)


def _with_copies(wanted: bool | None, yes: bool) -> bool:
    from formcheck.journal.prompts import ask_yes

    if wanted is not None or yes:
        return bool(wanted)
    return ask_yes(
        "Remove them from every backup too?",
        "Else the backups still hold everything.",
        "say --copies or --keep-copies",
    )


def what_stays(name: str, left: Left) -> list[str]:
    """The truth about what is left of somebody who was forgotten."""
    told = [f"{name} is forgotten: nothing of it is in the journal's file any more."]
    if left.in_use:
        told[0] = f"{name} is out of the journal, but another formcheck has it open."
        told.append("Until that ends, the log beside the file may hold what was removed.")
    if left.copies:
        told.append("These copies still hold it; --copies removes it from them too:")
        told += [f"  {plain(copy)}" for copy in left.copies]
    told.append(
        "What formcheck can't remove: exports and results folders, copies that your system or "
        "you made, and traces that a disk keeps of deleted files until it writes over them."
    )
    return told
