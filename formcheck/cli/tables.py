"""What the terminal shows of formcheck itself: limits, models, and what the doctor found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from rich.table import Table
from rich.text import Text

from formcheck.cli.doctor import Check
from formcheck.core.risks.cramp import EMPTY_HANDS, LOADS
from formcheck.core.risks.limits import Limits
from formcheck.detectors.weights.catalogue import ModelState
from formcheck.system.console import table


def limits_table(limits: Limits) -> Table:
    """Every limit with its value, unit and source; of changed ones the built-in value too."""
    value, source = "Value", "Where it comes from"
    made = table("Limit", value, "Unit", source, right=[value], flexible=source)
    built_in = Limits()
    for section in fields(limits):
        values, usual = getattr(limits, section.name), getattr(built_in, section.name)
        for field in fields(values):
            mine, theirs = getattr(values, field.name), getattr(usual, field.name)
            told = field.metadata["source"]
            if mine != theirs:
                told = f"your own; {_shown(theirs)} is built in: {told}"
            name = f"{section.name}.{field.name}"
            made.add_row(name, _shown(mine), field.metadata["unit"], told)
    return made


def hold_limits(limits: Limits) -> Table:
    """How long a hold may last, by load class."""
    force, hold = "Of your maximal force", "Hold limit, s"
    made = table("Load", force, hold, "", right=[force, hold])
    for load, share in LOADS.items():
        cramp = replace(limits.cramp, load=load)
        notes = ["in force"] if load == limits.cramp.load else []
        notes += ["for empty hands"] if load == EMPTY_HANDS else []
        made.add_row(load, f"{100 * share:.0f} %", f"{cramp.hold_s():.0f}", ", ".join(notes))
    return made


def models_table(states: Iterable[ModelState]) -> Table:
    """Every model with its state, size, licence and source."""
    size, source = "MB", "Source"
    made = table("Model", "State", size, "Licence", source, right=[size], flexible=source)
    for state in states:
        size_mb = f"{state.size_bytes / 1e6:.1f}"
        made.add_row(state.name, state.state, size_mb, state.licence, state.source)
    return made


def hashes(states: Sequence[ModelState]) -> Text:
    """What the weights of every model are known by; a line each, that fits 80 columns."""
    width = max(len(state.name) for state in states)
    lines = [f"{state.name:{width}} {state.sha256}" for state in states]
    return Text("\n".join(["SHA-256 of the landmark weights:", *lines]))


def checks_table(checks: Iterable[Check]) -> Table:
    """What the doctor found."""
    made = table("What", "State", "Found", flexible="Found")
    for check in checks:
        state = "ok" if check.good else "fault" if check.needed else "none"
        made.add_row(check.what, Text(state, "green" if check.good else "yellow"), check.found)
    return made


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:g}"
