"""How a command ends: the exit codes, and the one line that says why."""

from __future__ import annotations

import typer

from formcheck.system.safe_text import plain

FAULT, MISUSE = 1, 2  # exit codes


def complain(fault: object) -> None:
    """Say on standard error what went wrong, in one line."""
    typer.echo(f"formcheck: {plain(fault)}", err=True)
