"""Check-ins: `formcheck journal pain`, `close` and `cleared`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.journal import flags
from formcheck.cli.journal.flags import answer, opened
from formcheck.core.errors import UsageError

if TYPE_CHECKING:
    import datetime as dt

    from formcheck.core.risks.pain import PainEntry
    from formcheck.journal.entries import Person
    from formcheck.journal.store import Journal

Level = Annotated[
    int | None,
    typer.Argument(metavar="[LEVEL]", min=0, max=10, help="From 0 (gone) to 10 (the worst)."),
]
Where = Annotated[str | None, typer.Option(metavar="TEXT", help="Where it hurts.")]
Since = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="2026-11-22, yesterday, 3 days ago.", show_default="today"),
]
RedFlags = Annotated[
    str | None,
    typer.Option(
        "--red-flags",
        metavar="CODES",
        help="Answers the questions: none, or the codes answered yes, with commas between.",
    ),
]


def pain(
    level: Level = None,
    where: Where = None,
    since: Since = None,
    date: flags.Day = None,
    words: flags.Words = None,
    red_flags: RedFlags = None,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Log how bad a pain is.

    The first time, and when it grows, a few questions look for red flags: reasons to see a
    doctor first. They are no diagnosis. What isn't said with a flag is asked, one thing at a
    time.
    """
    from formcheck.core.risks.pain import PainEntry, Screen
    from formcheck.journal import dates
    from formcheck.journal.prompts import in_terminal, keep_answers, red_flags_given, screen

    now = dates.now()
    day = dates.local_day(now) if date is None else dates.stated_day(date, "--date", now)
    began = None if since is None else dates.stated_day(since, "--since", now)
    answers = None if red_flags is None else red_flags_given(red_flags)
    with opened(journal, person) as (book, who):
        number, began = _which(book, who, where, began, day)
        entry = PainEntry(dates.moment_of(day, now), day, _level(level), words or "")
        asks = answers is not None or _screen_due(book, who, number, entry)
        number = _keep(book, who, number, where, began, entry)
        if answers is not None:
            keep_answers(book, who, number, Screen(entry.at, day, answers))
        elif asks:
            _require_somebody()
            screen(book, who, number, entry.at, day, in_terminal)
        _tell(book, who, number, asks, as_json)


def _which(
    book: Journal, who: Person, where: str | None, since: dt.date | None, day: dt.date
) -> tuple[int | None, dt.date | None]:
    """The number of the pain that is meant, None for a new one; and since when that one is."""
    from formcheck.journal import dates
    from formcheck.journal.check_ins import open_pain
    from formcheck.journal.prompts import ask, somebody_is_there

    number = open_pain(book, who, where)
    if number is None and since is None and somebody_is_there():
        told = ask("Since when?", "Days are counted from here.", "say it with --since")
        since = dates.stated_day(told or "today", "--since", dates.now())
    if since is not None and since > day:
        raise UsageError(f"--since {since} is after --date {day}: which is right?")
    return number, since


def _level(level: int | None) -> int:
    from formcheck.journal.prompts import ask_level

    if level is not None:
        return level
    return ask_level(
        "How bad is it, from 0 (gone) to 10 (the worst)?", "", "say it, as in journal pain 3"
    )


def _screen_due(book: Journal, who: Person, number: int | None, entry: PainEntry) -> bool:
    """Whether the questions for red flags are due with this entry."""
    from dataclasses import replace

    from formcheck.core.risks.triage import screen_due
    from formcheck.journal.check_ins import check_ins

    if entry.level == 0 or number is None:
        return entry.level > 0
    known = check_ins(book, who).pains[number]
    return screen_due(replace(known, entries=(*known.entries, entry)))


def _require_somebody() -> None:
    """Raises UsageError where nobody is there to be asked; the pain itself is kept by then."""
    from formcheck.core.risks import check_in_texts as texts
    from formcheck.journal.prompts import BY_RED_FLAGS, somebody_is_there

    if not somebody_is_there():
        raise UsageError(f"the pain is logged, but nobody is there to be asked: {BY_RED_FLAGS}")
    typer.echo(texts.SCREEN_OPENING, err=True)


def _keep(
    book: Journal,
    who: Person,
    number: int | None,
    where: str | None,
    since: dt.date | None,
    entry: PainEntry,
) -> int:
    """Write the entry; gives back the number of its pain."""
    from formcheck.journal.check_ins import add_entry, begin_pain, close_pain

    place = "neck" if where is None else where.strip()
    if not place:
        raise UsageError("--where is empty: name a place, such as neck")
    if number is None and entry.level == 0:
        raise UsageError("no such pain is open, so none is gone: see `formcheck journal list`")
    with book.writing():
        if number is None:
            number = begin_pain(book, who, place, since or entry.day)
        add_entry(book, number, entry, since)
    if entry.level == 0:
        close_pain(book, number, entry.day)
    return number


def _tell(book: Journal, who: Person, number: int, asked: bool, as_json: bool) -> None:
    from formcheck.core.risks import check_in_texts as texts
    from formcheck.journal import dates
    from formcheck.journal.history import history
    from formcheck.journal.rendering import pain_json, standing_json, standing_parts
    from formcheck.journal.service import standing_of

    told = history(book, who, dates.local_day(dates.now()))
    standing, pain = standing_of(told), told.check_ins.pains[number]
    where = pain.where.capitalize()
    first = texts.CLOSED.format(where=where) if pain.closed else texts.LOGGED.format(where=where)
    clear = asked and standing.triage.coaches
    answer(
        as_json,
        {"pain": pain_json(number, pain)} | standing_json(standing),
        first,
        *standing_parts(standing),
        *([texts.SCREEN_CLEAR] if clear else []),
    )


def close(
    where: Where = None,
    date: flags.Day = None,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Note that a pain is gone.

    A red flag stays: only a doctor clears it.
    """
    from formcheck.journal import dates
    from formcheck.journal.check_ins import check_ins, close_pain, open_pain

    now = dates.now()
    day = dates.local_day(now) if date is None else dates.stated_day(date, "--date", now)
    with opened(journal, person) as (book, who):
        number = open_pain(book, who, where)
        if number is None:
            raise UsageError("no such pain is open: see `formcheck journal list`")
        began = check_ins(book, who).pains[number].began
        if day < began:
            raise UsageError(f"--date {day} is before the pain began, on {began}: which is right?")
        close_pain(book, number, day)
        _tell(book, who, number, asked=False, as_json=as_json)


def cleared(
    date: flags.Day = None,
    words: flags.Words = None,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Note that a doctor has cleared you.

    It covers what was said before then: pain, red flags and health.
    """
    from formcheck.core.risks import check_in_texts as texts
    from formcheck.core.risks.days import day_told
    from formcheck.core.risks.pain import Clearance
    from formcheck.journal import dates
    from formcheck.journal.check_ins import clear
    from formcheck.journal.history import history
    from formcheck.journal.rendering import standing_json, standing_parts
    from formcheck.journal.service import standing_of

    now = dates.now()
    day = dates.local_day(now) if date is None else dates.stated_day(date, "--date", now)
    with opened(journal, person) as (book, who):
        clear(book, who, Clearance(now, day), words or "")
        standing = standing_of(history(book, who, dates.local_day(now)))
    answer(
        as_json,
        {"cleared": day.isoformat()} | standing_json(standing),
        texts.CLEARED.format(day=day_told(day)),
        *standing_parts(standing),
    )


def health(
    health: flags.Health = None,
    person: flags.PersonFlag = None,
    journal: flags.File = None,
    as_json: flags.AsJson = False,
) -> None:
    """Answer the questions about your health anew.

    They are asked once, before your first set. Answer them again when something has changed.
    """
    from formcheck.core.risks import check_in_texts as texts
    from formcheck.core.risks.pain import Screen
    from formcheck.core.risks.questions import HEALTH_QUESTIONS
    from formcheck.journal import dates
    from formcheck.journal.history import history
    from formcheck.journal.prompts import (
        BY_HEALTH,
        ask_health,
        health_given,
        keep_answers,
        somebody_is_there,
    )
    from formcheck.journal.rendering import standing_json, standing_parts
    from formcheck.journal.service import standing_of

    now = dates.now()
    given = None if health is None else health_given(health)
    if given is None and not somebody_is_there():
        raise UsageError(f"nobody is there to be asked: {BY_HEALTH}")
    with opened(journal, person) as (book, who):
        if given is None:
            ask_health(book, who, now)
        else:
            keep_answers(book, who, None, Screen(now, dates.local_day(now), given))
        whole = history(book, who, dates.local_day(now))
    standing, known = standing_of(whole), whole.check_ins.answered
    told = {question.code: known.get(question.code) for question in HEALTH_QUESTIONS}
    answer(
        as_json,
        {"health": told} | standing_json(standing),
        texts.HEALTH_NOTED,
        *standing_parts(standing),
    )
