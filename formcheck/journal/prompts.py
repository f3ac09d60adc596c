"""Questions, one at a time: never where nobody is there to answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import fill

import typer

from formcheck.core.errors import UsageError
from formcheck.core.risks import check_in_texts as texts
from formcheck.core.risks.cramp import EMPTY_HANDS, LOADS, CrampLimits
from formcheck.core.risks.pain import Pain, PainEntry, Screen
from formcheck.core.risks.questions import HEALTH_QUESTIONS, PAIN_QUESTIONS, RETIRED, Question
from formcheck.core.risks.triage import next_question, screen_due
from formcheck.journal.check_ins import add_answer, add_entry, begin_screen, check_ins, close_pain
from formcheck.journal.dates import local_day
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


def _by_flag(flag: str, questions: Sequence[Question]) -> str:
    codes = ", ".join(question.code for question in questions)
    return f"say it with {flag} none, or {flag} with the codes answered yes: {codes}"


BY_RED_FLAGS = _by_flag("--red-flags", PAIN_QUESTIONS)
BY_HEALTH = _by_flag("--health", HEALTH_QUESTIONS)


def in_terminal(question: Question) -> bool:
    """Ask a question about pain or health in the terminal."""
    remedy = BY_HEALTH if question in HEALTH_QUESTIONS else BY_RED_FLAGS
    return ask_yes(question.text, question.reason, remedy)


def red_flags_given(codes: str) -> dict[str, bool]:
    """The answers that --red-flags gives: the codes answered yes, or "none". Raises UsageError.

    The codes of earlier versions still mean what they did.
    """
    return _given(codes, "--red-flags", PAIN_QUESTIONS, tuple(RETIRED))


def health_given(codes: str) -> dict[str, bool]:
    """The answers that --health gives: the codes answered yes, or "none". Raises UsageError."""
    return _given(codes, "--health", HEALTH_QUESTIONS)


def _given(
    codes: str, flag: str, questions: Sequence[Question], earlier: tuple[str, ...] = ()
) -> dict[str, bool]:
    yes = {code.strip() for code in codes.split(",")} - {"", "none"}
    asked = [question.code for question in questions]
    if unknown := sorted(yes - {*asked, *earlier}):
        raise UsageError(f"{flag}: there is no {unknown[0]}; {_by_flag(flag, questions)}")
    if not codes.strip(", "):
        raise UsageError(f"{flag} is empty: {_by_flag(flag, questions)}")
    return dict.fromkeys(asked, False) | dict.fromkeys(yes, True)


def screen(
    journal: Journal,
    person: Person,
    pain: int | None,
    at: datetime,
    day: date,
    answer: Ask,
    questions: Sequence[Question] = PAIN_QUESTIONS,
) -> Screen:
    """Ask one question after the other; every answer is kept as it is given.

    An emergency ends the questions: nothing else matters then.
    """
    with journal.writing():
        number = begin_screen(journal, person, pain, at, day)
    answers: dict[str, bool] = {}
    while question := next_question(answers, questions):
        answers[question.code] = answer(question)
        with journal.writing():
            add_answer(journal, number, question.code, answers[question.code])
    return Screen(at, day, answers)


def keep_answers(journal: Journal, person: Person, pain: int | None, given: Screen) -> None:
    """Keep answers that were given all at once."""
    with journal.writing():
        number = begin_screen(journal, person, pain, given.at, given.day)
        for code, yes in given.answers.items():
            add_answer(journal, number, code, yes)


def ask_health(journal: Journal, person: Person, now: datetime) -> None:
    """Ask about health in the terminal."""
    typer.echo(texts.HEALTH_OPENING, err=True)
    screen(journal, person, None, now, local_day(now), in_terminal, HEALTH_QUESTIONS)


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
