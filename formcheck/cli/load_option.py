"""How heavy the weights are: as stated, as the journal remembers, or asked once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from formcheck.cli.flags import AUTO, Load

if TYPE_CHECKING:
    from formcheck.cli.person_option import Subject
    from formcheck.core.risks.limits import Limits

REMEMBERED = "Weights: {load}, as you said before. Say --load where they are others."


def has_load(exercise: str) -> bool:
    """Whether weights matter in an exercise; False for "auto", of which that isn't known."""
    from formcheck.core.exercises import spec_of

    return exercise != AUTO and spec_of(exercise).has_load


def with_load(limits: Limits, stated: Load | None, subject: Subject, *, asks: bool) -> Limits:
    """The limits for the weights of that person; ``asks`` where weights matter.

    What is stated is remembered, and goes before a file of limits. Where neither says anything, it
    is what the journal remembers, or what somebody at the terminal answers, once.
    """
    from formcheck.core.risks.cramp import EMPTY_HANDS
    from formcheck.journal import prompts
    from formcheck.journal.service import load_told

    in_file = stated is None and limits.cramp.load != EMPTY_HANDS
    if subject.nobody or in_file or not subject.triage.coaches:
        return limits
    answered: list[str] = []

    def ask() -> str:
        answered.append(prompts.ask_load())
        return answered[0]

    there = asks and prompts.somebody_is_there()
    load = load_told(subject.name, stated and stated.value, ask if there else None)
    if load is None:
        return limits
    if stated is None and asks and not answered:
        typer.echo(REMEMBERED.format(load=load), err=True)
    return replace(limits, cramp=replace(limits.cramp, load=load))
