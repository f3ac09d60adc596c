"""Pages for a browser, made of sets that were analysed before: `formcheck report`."""

from __future__ import annotations

import typer

from formcheck.cli import flags
from formcheck.cli.exit_codes import FAULT, complain
from formcheck.cli.person_option import subject_of
from formcheck.core.errors import FormcheckError
from formcheck.system.safe_text import plain


def report(
    results: flags.Results,
    embed: flags.Embed = False,
    person: flags.Person = None,
    no_person: flags.NoPerson = False,
) -> None:
    """Make the coach's page of sets analysed before.

    The page of clip.formcheck is clip.formcheck/report.html; a folder of sets also gets an
    index.html. Pages open from disk, in any browser, without a network. The exit code is 1
    where a set can't be read; the others get their pages all the same.
    """
    from formcheck.pages.index import write_index
    from formcheck.pages.report import FILE, write_report
    from formcheck.results.analysed_set import find_sets, holds_sets

    triage = subject_of(person, no_person).triage
    faults = []
    for folder in find_sets(results):
        try:
            sizes = write_report(folder, embed=embed, triage=triage)
        except FormcheckError as error:
            faults.append(error)
            continue
        shared = f", with {_kilobytes(sizes.library)} shared" if sizes.library else ""
        typer.echo(f"{plain(folder / FILE)}: {_kilobytes(sizes.page)}{shared}")
    for path in filter(holds_sets, results):
        try:
            index = write_index(path, find_sets([path]), triage=triage)
            typer.echo(f"All sets in one table: {plain(index)}")
        except FormcheckError as error:
            faults.append(error)
    for fault in faults:
        complain(fault)
    if faults:
        raise typer.Exit(FAULT)


def _kilobytes(size: int) -> str:
    return f"{size / 1000:,.0f} kB"
