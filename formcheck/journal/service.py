"""What `check` and `live` need of the journal, each in one call that opens and closes it.

``name`` is a profile, None for the only one. Every call raises FormcheckError where the
journal can't be used, and UsageError where it can't be told who is meant.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from formcheck.core.readings import FormWarning
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.pain import Screen
from formcheck.core.risks.questions import HEALTH_QUESTIONS
from formcheck.core.risks.triage import Triage, next_question
from formcheck.journal import prompts
from formcheck.journal.check_ins import check_ins
from formcheck.journal.dates import local_day
from formcheck.journal.entries import LoggedSet
from formcheck.journal.from_result import set_from
from formcheck.journal.history import History, history
from formcheck.journal.paths import journal_path
from formcheck.journal.people import person_named, remember_load, remember_log_live
from formcheck.journal.prompts import (
    Ask,
    StartQuestion,
    answer_start,
    ask_level,
    in_terminal,
    keep_answers,
    screen,
    start_questions,
)
from formcheck.journal.sets import add_set
from formcheck.journal.store import is_unused, open_journal
from formcheck.results.model import SetResult

LOG_QUESTION = "Keep your sets in your journal? It stays on this machine."
LOG_REASON = "It can tell what is new or much heavier, and when pain is for a doctor."


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands before or after a set, all of it to be said.

    The ``triage`` comes first and, where it does not coach, is all that is said. ``advice`` is
    at most one line.
    """

    triage: Triage = field(default_factory=Triage)
    soreness: tuple[FormWarning, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """A set that was logged, and whether the journal held it before."""

    one: LoggedSet
    known: bool
    standing: Standing


def standing_of(told: History, exercises: tuple[str, ...] = ()) -> Standing:
    """How somebody stands, and what is new or heavier of these exercises."""
    return Standing(told.triage(), tuple(told.soreness(exercises)), told.advice())


def standing(
    name: str | None,
    now: datetime,
    exercise: str = "",
    *,
    limits: Limits | None = None,
    path: Path | None = None,
) -> Standing:
    """How somebody stands before a session of an exercise, "" where none is known yet."""
    if is_unused(journal_path(path)):
        return Standing()
    with open_journal(journal_path(path)) as journal:
        told = history(journal, person_named(journal, name), local_day(now), limits)
        return standing_of(told, (exercise,) if exercise else ())


def questions_at_start(
    name: str | None, now: datetime, *, path: Path | None = None
) -> list[StartQuestion]:
    """What to ask before a session: how bad each open pain is, once a day."""
    if is_unused(journal_path(path)):
        return []
    with open_journal(journal_path(path)) as journal:
        person = person_named(journal, name)
        return start_questions(check_ins(journal, person).open_pains, local_day(now))


def answer_at_start(
    name: str | None,
    question: StartQuestion,
    level: int,
    now: datetime,
    answer: Ask,
    *,
    path: Path | None = None,
) -> None:
    """Keep the answer to a question at the start; where the pain has grown, ``answer`` goes on.

    ``answer`` is asked the screen for red flags, a question at a time.
    """
    with open_journal(journal_path(path)) as journal:
        person = person_named(journal, name)
        if answer_start(journal, person, question.pain, level, now, local_day(now)):
            screen(journal, person, question.pain, now, local_day(now), answer)


def check_in(name: str | None, now: datetime, *, path: Path | None = None) -> None:
    """Ask in the terminal what is due before a set; silent where nobody is there.

    That is how bad each open pain is, once a day, and what was never asked about health.
    """
    if not prompts.somebody_is_there():
        return
    for question in questions_at_start(name, now, path=path):
        level = ask_level(question.text, question.reason, "log it with `formcheck journal pain`")
        answer_at_start(name, question, level, now, in_terminal, path=path)
    with open_journal(journal_path(path)) as journal:
        person = person_named(journal, name)
        if next_question(check_ins(journal, person).answered, HEALTH_QUESTIONS):
            prompts.ask_health(journal, person, now)


def tell_health(
    name: str | None, answers: Mapping[str, bool], now: datetime, *, path: Path | None = None
) -> None:
    """Keep the answers about health that are new, so that what a doctor cleared stays cleared."""
    with open_journal(journal_path(path)) as journal:
        person = person_named(journal, name)
        known = check_ins(journal, person).answered
        new = {code: yes for code, yes in answers.items() if code not in known or yes > known[code]}
        if new:
            keep_answers(journal, person, None, Screen(now, local_day(now), new))


def asks_once(
    name: str | None, ask: Callable[[str, str], bool], *, path: Path | None = None
) -> bool:
    """Whether somebody wants live sets logged: asked the first time, remembered from then on.

    ``ask`` is given the question and its reason.
    """
    with open_journal(journal_path(path)) as journal:
        person = person_named(journal, name)
        if person.log_live is not None:
            return person.log_live
        wanted = ask(LOG_QUESTION, LOG_REASON)
        remember_log_live(journal, person, wanted)
        return wanted


def remembers_log(name: str | None, *, path: Path | None = None) -> bool | None:
    """What somebody answered when asked whether to log live sets; None where nobody was."""
    if is_unused(journal_path(path)):
        return None
    with open_journal(journal_path(path)) as journal:
        return person_named(journal, name).log_live


def load_told(
    name: str | None, load: str | None, ask: Callable[[], str] | None, *, path: Path | None = None
) -> str | None:
    """How heavy the weights are that somebody lifts; None where it is not known.

    A ``load`` that is stated now is remembered. Else it is what was remembered, or what ``ask``
    gives, where there is anybody to ask, and that is remembered.
    """
    unused = is_unused(journal_path(path))
    if unused and ask is None:
        return load
    with open_journal(journal_path(path)) as journal:
        person = person_named(journal, name)
        told = load or person.load or (ask() if ask else None)
        if told and told != person.load:
            remember_load(journal, person, told)
        return told


def log_result(
    result: SetResult,
    name: str | None,
    now: datetime,
    *,
    weight_kg: float = math.nan,
    limits: Limits | None = None,
    path: Path | None = None,
) -> Logged | None:
    """Log what an analysis found; None where there was nothing to log.

    What is new or heavier is told of a set of today; sets of other days are only kept.
    """
    one = set_from(result, now, weight_kg=weight_kg)
    if one is None:
        return None
    with open_journal(journal_path(path)) as journal:
        person, today = person_named(journal, name), local_day(now)
        kept, known = add_set(journal, person, one)
        told = history(journal, person, today, limits)
        return Logged(kept, known, standing_of(told, (kept.exercise,) if kept.day == today else ()))
