"""Coaches' reviews: `formcheck agree`."""

from __future__ import annotations

import typer

from formcheck import flags
from formcheck.commands.ending import FAULT, complain


def agree(paths: flags.Reviews, json: flags.AsJson = False) -> None:
    """Compare formcheck with coaches, and coaches with each other.

    A coach judges a set on its report page, which saves a review.json beside the result.
    Folders are searched through for review*.json. The exit code is 1 where a file is no
    review; the others count all the same.
    """
    from json import dumps

    from formcheck.agreement_document import document
    from formcheck.agreement_listing import shown
    from formcheck.raters import find
    from formcheck.reviews import load_reviews
    from formcheck.screen import show

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
