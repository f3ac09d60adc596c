"""Sets: `formcheck journal add`, `list`, `show`, `edit` and `delete`."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.flags import LoggedExercise
from formcheck.cli.journal import flags
from formcheck.cli.journal.flags import answer, opened, sure
from formcheck.core.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from formcheck.journal.entries import LoggedSet


class Kind(str, Enum):
    """What is to be deleted."""

    set = "set"
    pain = "pain"
    screen = "screen"


Back = Annotated[int, typer.Option("--weeks", min=1, max=2000, help="How many weeks back.")]
Sort = Annotated[Kind, typer.Option(help="A set, a pain, or answers about red flags.")]


def add(
    exercise: LoggedExercise,
    reps: flags.Reps = None,
    holds: flags.Holds = None,
    held: flags.HeldS = None,
    load: flags.LoadClass = None,
    kilograms: flags.Kilograms = None,
    date: flags.Day = None,
    words: flags.Words = None,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Add a set without a video.

    Tells what is new or much heavier than in the last weeks.
    """
    from formcheck.core.exercises import spec_of
    from formcheck.journal import dates
    from formcheck.journal.entries import LoggedSet
    from formcheck.journal.history import history
    from formcheck.journal.rendering import set_json, standing_json, standing_parts
    from formcheck.journal.service import standing_of
    from formcheck.journal.sets import add_set

    now = dates.now()
    _require_counted(exercise, reps=reps, holds=holds, held=held)
    said = _Said(reps, holds, held, load and load.value, kilograms, words)
    if not reps and not holds:
        raise UsageError(
            f"--{spec_of(exercise).counted_in[0].many} is needed: how many did you do?"
        )
    day = dates.local_day(now) if date is None else dates.stated_day(date, "--date", now)
    one = said.in_place_of(LoggedSet(dates.moment_of(day, now), day, exercise))
    with opened(journal, person) as (book, who):
        kept, _ = add_set(book, who, one)
        exercises = (kept.exercise,) if day == dates.local_day(now) else ()
        told = standing_of(history(book, who, dates.local_day(now)), exercises)
    line = f"Logged as set {kept.number} of {who.name}."
    answer(as_json, {"set": set_json(kept)} | standing_json(told), line, *standing_parts(told))


@dataclass(frozen=True, slots=True)
class _Said:
    """What somebody said of a set, by the names of its fields; None is what they didn't say."""

    reps: int | None = None
    holds: int | None = None
    held_s: float | None = None
    load: str | None = None
    weight_kg: float | None = None
    words: str | None = None

    def __post_init__(self) -> None:
        for name in ("held_s", "weight_kg"):
            value = getattr(self, name)
            if value is not None and not math.isfinite(value):
                raise UsageError(f"{name} must be a number, not {value}")

    def in_place_of(self, one: LoggedSet) -> LoggedSet:
        """The set with all that was said."""
        said = {name: value for name, value in asdict(self).items() if value is not None}
        return replace(one, **said)


def _require_counted(
    exercise: str, *, reps: int | None, holds: int | None, held: float | None
) -> None:
    """An exercise is counted in reps, holds or both. Raises UsageError."""
    from formcheck.core.exercises import selectable_exercises, spec_of
    from formcheck.core.exercises.specs import Counted

    counted = {
        what: [spec for spec in map(spec_of, selectable_exercises()) if spec.counts(what)]
        for what in Counted
    }
    mine = spec_of(exercise)
    if not mine.counts(Counted.HOLD) and (holds is not None or held is not None):
        names = " and ".join(spec.many for spec in counted[Counted.HOLD])
        raise UsageError(f"--holds and --held are for {names}: use --reps")
    if not mine.counts(Counted.REP) and reps is not None:
        names = " and ".join(spec.many for spec in counted[Counted.REP])
        raise UsageError(f"--reps is for {names}: use --holds")


def list_(
    weeks: Back = 4,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """List the sets and pains of the last weeks."""
    from formcheck.journal import dates
    from formcheck.journal.history import history
    from formcheck.journal.rendering import (
        pain_json,
        pains_table,
        set_json,
        sets_table,
        standing_json,
        standing_parts,
    )
    from formcheck.journal.service import standing_of
    from formcheck.journal.sets import sets_of

    today = dates.local_day(dates.now())
    since = today - timedelta(weeks=weeks)
    with opened(journal, person) as (book, who):
        sets = sets_of(book, who, since)
        whole = history(book, who, today)
    told = standing_of(whole)
    pains = {
        number: pain
        for number, pain in whole.check_ins.pains.items()
        if pain.closed is None or pain.closed >= since
    }
    below: list[RenderableType] = ["", pains_table(pains)] if pains else []
    answer(
        as_json,
        {
            "person": who.name,
            "sets": [set_json(one) for one in sets],
            "pains": [pain_json(number, pain) for number, pain in pains.items()],
        }
        | standing_json(told),
        *standing_parts(told),
        sets_table(sets) if sets else f"No sets since {since}.",
        *below,
    )


def show(
    number: flags.Number,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Show everything that the journal holds of a set."""
    from formcheck.journal.rendering import set_json, set_table
    from formcheck.journal.sets import set_numbered

    with opened(journal, person) as (book, who):
        one = set_numbered(book, who, number)
    answer(as_json, set_json(one), set_table(one))


def edit(
    number: flags.Number,
    reps: flags.Reps = None,
    holds: flags.Holds = None,
    held: flags.HeldS = None,
    load: flags.LoadClass = None,
    kilograms: flags.Kilograms = None,
    date: flags.Day = None,
    words: flags.Words = None,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Change what was logged of a set."""
    from formcheck.journal import dates
    from formcheck.journal.rendering import set_json, set_table
    from formcheck.journal.sets import edit_set

    said = _Said(reps, holds, held, load and load.value, kilograms, words)
    if said == _Said() and date is None:
        raise UsageError("nothing to change: name what is different, as in --reps 12")
    now = dates.now()
    day = None if date is None else dates.stated_day(date, "--date", now)

    def change(one: LoggedSet) -> LoggedSet:
        if day is not None:
            one = replace(one, day=day, at=dates.moment_of(day, now), dated="stated")
        return said.in_place_of(one)

    with opened(journal, person) as (book, who):
        one = edit_set(book, who, number, change)
    answer(as_json, set_json(one), set_table(one))


def delete(
    number: flags.Number,
    kind: Sort = Kind.set,
    yes: flags.Yes = False,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Delete a set that was no set; asks first.

    Also a pain, or answers about red flags, that were entered by mistake: see --kind.
    """
    from formcheck.journal.check_ins import delete_check_in
    from formcheck.journal.sets import delete_set, set_numbered

    with opened(journal, person) as (book, who):
        if kind is Kind.set:
            one = set_numbered(book, who, number)
            sure(yes, f"Delete set {number} of {one.day}?", "Only backups keep it.")
            delete_set(book, who, number)
        else:
            sure(yes, f"Delete {kind.value} {number}?", _WHY[kind])
            delete_check_in(book, who, kind.value, number)
    answer(as_json, {"deleted": kind.value, "number": number}, f"Deleted {kind.value} {number}.")


_WHY = {
    Kind.pain: "For a pain that never was. One that is gone is closed: formcheck journal close.",
    Kind.screen: "For answers that were wrong. A red flag that was right is for a doctor.",
}
