"""`formcheck journal`: every command by its name."""

from __future__ import annotations

from collections.abc import Callable

import typer

from formcheck.commands import journal_files, journal_pain, journal_sets, journal_weeks

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="What you trained, what hurt, and when it is for a doctor. Stays on this machine.",
)
COMMANDS: dict[str, Callable[..., None]] = {
    "add": journal_sets.add,
    "list": journal_sets.list_,
    "show": journal_sets.show,
    "edit": journal_sets.edit,
    "delete": journal_sets.delete,
    "week": journal_weeks.week,
    "page": journal_weeks.page,
    "pain": journal_pain.pain,
    "close": journal_pain.close,
    "cleared": journal_pain.cleared,
    "new": journal_files.new,
    "export": journal_files.export,
    "import": journal_files.import_,
    "backup": journal_files.backup,
    "restore": journal_files.restore,
    "forget": journal_files.forget,
}
for name, command in COMMANDS.items():
    app.command(name)(command)
