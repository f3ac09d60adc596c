"""Questions, one at a time: never where nobody is there to answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import fill

import typer

from formcheck.core.errors import UsageError
from formcheck.core.risks import referral_texts as texts
from formcheck.core.risks.cramp import EMPTY_HANDS, LOADS, CrampLimits
from formcheck.core.risks.referral import Pain, PainEntry, Screen, screen_due
from formcheck.core.risks.referral_texts import QUESTIONS, Question
from formcheck.journal.check_ins import add_answer, add_entry, begin_screen, check_ins, close_pain
from formcheck.journal.entries import Person
from formcheck.journal.store import Journal
from formcheck.system.console import console

Ask = Callable[[Question], bool]
"""Answers a question of the screen."""


def somebody_is_there() -> bool:
    """Whether questions can be asked in the terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def ask(question: str, reason: str, remedy: str, prompt: str = ">") -> str:
    """What somebody answers in the terminal; asked on standard error, so that output stays clean.

    Raises UsageError with the remedy, such as "say it with --level", where nobody can answer.
    """
    if not somebody_is_there():
        raise UsageError(f"nobody is there to be asked: {remedy}")
    width = console(stderr=True).width
    typer.echo(fill(question, width), err=True)
    if reason:
        why = fill(f"Why: {reason}", width, initial_indent="  ", subsequent_indent="  ")
        typer.echo(why, err=True)
    typer.echo(f"  {prompt} ", err=True, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise UsageError(f"no answer: {remedy}")
    return line.strip()


def ask_yes(question: str, reason: str, remedy: str) -> bool:
    """A plain yes or no, asked until it is one."""
    while True:
        told = ask(question, reason, remedy, "yes or no?").lower()
        if told in ("y", "yes", "n", "no"):
            return told.startswith("y")
        typer.echo("Please answer yes or no.", err=True)


def ask_level(question: str, reason: str, remedy: str) -> int:
    """A number from 0 to 10, asked until it is one."""
    while True:
        told = ask(question, reason, remedy, "0 to 10:")
        if told.isascii() and told.isdigit() and int(told) <= 10:
            return int(told)
        typer.echo("Please give a whole number from 0 to 10.", err=True)


def ask_load() -> str:
    """How heavy somebody's weights are: a class of ``LOADS``, asked until it is one."""
    while True:
        told = ask(LOAD_QUESTION, LOAD_REASON, "say it with --load", f"{_LISTED_LOADS}:").lower()
        if told in LOADS:
            return told
        typer.echo(f"Please answer {_LISTED_LOADS}.", err=True)


_LISTED_LOADS = " or ".join((", ".join(list(LOADS)[:-1]), list(LOADS)[-1]))


def _endured(load: str) -> str:
    """How long somebody can hold such a weight up, in round words."""
    held_s = CrampLimits(load=load).endured_s()
    if held_s < 45.0:
        return f"{5 * round(held_s / 5)} seconds"
    minutes = round(held_s / 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"


LOAD_QUESTION = (
    "How heavy are the weights in your hands when you shrug? Say none for empty hands. Else go by "
    "how long you could hold them up at most: "
    + ", ".join(f"{load} for about {_endured(load)}" for load in LOADS if load != EMPTY_HANDS)
    + "."
)
LOAD_REASON = "No video can tell, and heavy weights should be held for less time. It is remembered."

BY_FLAG = "say it with --red-flags none, or --red-flags with the codes answered yes: " + ", ".join(
    question.code for question in QUESTIONS
)


def in_terminal(question: Question) -> bool:
    """Ask a question of the screen in the terminal."""
    return ask_yes(question.text, question.reason, BY_FLAG)


def by_flag(codes: str) -> Ask:
    """Answers from --red-flags: the codes answered yes, or "none". Raises UsageError."""
    yes = {code.strip() for code in codes.split(",")} - {"", "none"}
    if unknown := sorted(yes - {question.code for question in QUESTIONS}):
        raise UsageError(f"--red-flags: there is no {unknown[0]}; {BY_FLAG}")
    if not codes.strip(", "):
        raise UsageError(f"--red-flags is empty: {BY_FLAG}")
    return lambda question: question.code in yes


def screen(
    journal: Journal, person: Person, pain: int | None, at: datetime, day: date, answer: Ask
) -> Screen:
    """Go through the screen for red flags; every answer is kept as it is given.

    An emergency ends the screen: nothing else matters then.
    """
    with journal.writing():
        number = begin_screen(journal, person, pain, at, day)
    answers: dict[str, bool] = {}
    for question in QUESTIONS:
        answers[question.code] = answer(question)
        with journal.writing():
            add_answer(journal, number, question.code, answers[question.code])
        if answers[question.code] and question.emergency:
            break
    return Screen(at, day, answers)


@dataclass(frozen=True, slots=True)
class StartQuestion:
    """What to ask before a session: how bad an open pain is today."""

    pain: int
    text: str
    reason: str


def start_questions(pains: dict[int, Pain], today: date) -> list[StartQuestion]:
    """A question for every open pain of which nothing was said today."""
    return [
        StartQuestion(
            number, texts.PAIN_QUESTION.format(where=pain.where.capitalize()), texts.PAIN_REASON
        )
        for number, pain in pains.items()
        if not any(entry.day == today for entry in pain.entries)
    ]


def answer_start(
    journal: Journal, person: Person, pain: int, level: int, at: datetime, day: date
) -> bool:
    """Keep how bad a pain is; 0 closes it. Gives back whether the screen has to be asked."""
    with journal.writing():
        add_entry(journal, pain, PainEntry(at, day, level))
    if level == 0:
        close_pain(journal, pain, day)
        return False
    return screen_due(check_ins(journal, person).pains[pain])
