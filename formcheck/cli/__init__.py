"""The command line: every command by its name, and how it all ends."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from formcheck import __version__
from formcheck.cli import agree, check, compare, info, journal, live, report
from formcheck.cli.exit_codes import FAULT, MISUSE, complain
from formcheck.cli.flags import ExerciseCommand
from formcheck.core.errors import FormcheckError, UsageError
from formcheck.system.signals import Stopped, leave_on_signals

app = typer.Typer(
    name="formcheck",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Watch sit-ups and shrugs on video and warn before the neck hurts. "
    "No medical device: it never diagnoses. Nothing leaves this machine.",
)
for exercised in (live.live, live.calibrate, check.check, check.replay):
    app.command(cls=ExerciseCommand)(exercised)
for command in (
    *(report.report, compare.compare, agree.agree),
    *(info.limits, info.doctor),
):
    app.command()(command)
app.add_typer(info.models_app, name="models")
app.add_typer(journal.app, name="journal")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"formcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version  # its callback has answered


def main() -> None:
    """Run the command line; errors that a person can mend are one line, without a trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that can't be shown is no fault
    leave_on_signals()
    try:
        app(prog_name="formcheck")
    except Stopped:
        complain("stopped")
        raise
    except UsageError as error:
        complain(error)
        sys.exit(MISUSE)
    except FormcheckError as error:
        complain(error)
        sys.exit(FAULT)
    except OSError as error:  # whatever can't be read or written else has told so by now
        complain(f"standard output can't be written ({error.strerror}): make room")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python still flushes it
        sys.exit(FAULT)
