"""`formcheck journal`: every command by its name."""

from __future__ import annotations

from collections.abc import Callable

import typer

from formcheck.cli.flags import ExerciseCommand
from formcheck.cli.journal import files, pain, sets, weeks

app = typer.Typer(
    rich_markup_mode=None,
    no_args_is_help=True,
    help="What you trained, what hurt, and when it is for a doctor. Stays on this machine.",
)
COMMANDS: dict[str, Callable[..., None]] = {
    "list": sets.list_,
    "show": sets.show,
    "edit": sets.edit,
    "delete": sets.delete,
    "week": weeks.week,
    "page": weeks.page,
    "pain": pain.pain,
    "close": pain.close,
    "cleared": pain.cleared,
    "health": pain.health,
    "new": files.new,
    "export": files.export,
    "import": files.import_,
    "backup": files.backup,
    "restore": files.restore,
    "forget": files.forget,
}
app.command("add", cls=ExerciseCommand)(sets.add)
for name, command in COMMANDS.items():
    app.command(name)(command)
