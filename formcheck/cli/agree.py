"""Coaches' reviews: `formcheck agree`."""

from __future__ import annotations

import typer

from formcheck.cli import flags
from formcheck.cli.exit_codes import FAULT, complain


def agree(paths: flags.Reviews, json: flags.AsJson = False) -> None:
    """Compare formcheck with coaches, and coaches with each other.

    A coach judges a set on its report page, which saves a review.json beside the result.
    Folders are searched through for review*.json. The exit code is 1 where a file is no
    review; the others count all the same.
    """
    from json import dumps

    from formcheck.review.agreement.json_document import document
    from formcheck.review.agreement.raters import find
    from formcheck.review.agreement.reviews import load_reviews
    from formcheck.review.agreement.table import shown
    from formcheck.system.console import show

    loaded = load_reviews(paths)
    if loaded.reviews:
        found = find(loaded.reviews)
        if json:
            typer.echo(dumps(document(found, loaded.faults), indent=2, ensure_ascii=False))
        else:
            show(*shown(found))
    for fault in loaded.faults:
        complain(fault)
    if loaded.faults:
        raise typer.Exit(FAULT)
