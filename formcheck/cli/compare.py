"""Sets against each other: `formcheck compare`."""

from __future__ import annotations

import typer

from formcheck.cli import flags
from formcheck.cli.person_option import subject_of
from formcheck.system.safe_text import plain


def compare(
    sets: flags.Sets,
    out: flags.ComparisonOut = None,
    embed: flags.Embed = False,
    person: flags.Person = None,
    no_person: flags.NoPerson = False,
) -> None:
    """Lay analysed sets side by side in a page for a browser.

    Videos play rep by rep in step, curves lie over each other, and a table tells what differs
    and how surely. Name two to six folders that `formcheck check` wrote.
    """
    from formcheck.pages.compare import LETTERS, default_name, labels, write_comparison
    from formcheck.results.analysed_set import find_sets, load_set
    from formcheck.review.compare.quantities import cautions, compare_sets
    from formcheck.review.compare.table import INTERVALS, difference_tables
    from formcheck.system.console import show

    folders = find_sets(sets)
    triage = subject_of(person, no_person).triage
    found = [load_set(folder).under(triage) for folder in folders]
    written = write_comparison(found, out or default_name(found), embed=embed)
    rows = compare_sets(found)
    show(*difference_tables(rows, LETTERS, labels(found)), "", INTERVALS)
    for caution in cautions(found, LETTERS[: len(found)]):
        typer.echo(f"\nNote: {plain(caution)}")
    beside = f", library beside it {written.library_bytes / 1e3:.0f} kB"
    typer.echo(
        f"\nThe page: {plain(written.path)} ({written.page_bytes / 1e3:.0f} kB"
        f"{beside if written.library_bytes else ''})"
    )
