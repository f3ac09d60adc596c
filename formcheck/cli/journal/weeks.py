"""Weeks: `formcheck journal week` and `formcheck journal page`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.journal import flags
from formcheck.cli.journal.flags import answer, opened, unbroken
from formcheck.system.safe_text import plain

if TYPE_CHECKING:
    from formcheck.journal.service import Standing
    from formcheck.journal.weeks import Week

Back = Annotated[int, typer.Option("--weeks", min=1, max=2000, help="How many weeks.")]
Out = Annotated[
    Path,
    typer.Option(metavar="FILE", help="Where to."),
]


def week(
    weeks: Back = 8,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Show the last weeks as a chart: amount, load, dose, warnings, pain."""
    from formcheck.journal.chart import chart
    from formcheck.journal.rendering import standing_json, standing_parts

    name, shown, told = _weeks(weeks, person, journal)
    answer(
        as_json,
        {"person": name, "weeks": [one.told() for one in shown]} | standing_json(told),
        *standing_parts(told),
        chart(shown),
    )


def page(
    out: Out = Path("journal.html"),
    weeks: Back = 26,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Write the last weeks as a page for a browser."""
    from formcheck.pages.weeks import weeks_page
    from formcheck.system.atomic_write import write_whole

    name, shown, told = _weeks(weeks, person, journal)
    content = weeks_page(name, shown, told).encode()
    write_whole(out, content, private=True)
    answer(as_json, {"page": str(out), "bytes": len(content)}, unbroken(f"Page: {plain(out)}"))


def _weeks(many: int, person: str | None, journal: Path | None) -> tuple[str, list[Week], Standing]:
    from formcheck.journal import dates
    from formcheck.journal.history import history
    from formcheck.journal.service import standing_of
    from formcheck.journal.sets import sets_of
    from formcheck.journal.weeks import by_week, monday_of

    today = dates.local_day(dates.now())
    first = monday_of(today) - timedelta(weeks=many - 1)
    with opened(journal, person) as (book, who):
        told = history(book, who, today)
        pains = told.check_ins.pains.values()
        return who.name, by_week(sets_of(book, who, first), pains, today, many), standing_of(told)
