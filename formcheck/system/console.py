"""Print to a terminal as it likes it, and elsewhere as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.table import Table

STYLES = {"stop": "bold red", "caution": "yellow", "notice": "cyan"}  # of severities
COLUMNS = 80  # where nobody tells how wide the page is


def show(*parts: RenderableType) -> None:
    """Print to standard output: for a terminal as it likes it, else as plain text."""
    screen = console()
    if screen.is_terminal:
        screen.print(*parts, sep="\n", crop=False)
        return
    with screen.capture() as captured:
        screen.print(*parts, sep="\n", crop=False)
    for line in captured.get().splitlines():
        print(line.rstrip())


def table(*columns: str, right: Sequence[str] = (), flexible: str = "") -> Table:
    """A table without lines but one below its head; the flexible column folds and fills."""
    made = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column in columns:
        made.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=column != flexible,
            overflow="fold",
            ratio=1 if column == flexible else None,
            vertical="top",
        )
    return made


def console(*, stderr: bool = False) -> Console:
    """A console that takes every text as it is, and tells nobody's colours to a file."""
    made = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if made.is_terminal:
        return made
    return Console(
        stderr=stderr, highlight=False, markup=False, emoji=False, color_system=None, width=COLUMNS
    )
