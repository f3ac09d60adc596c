"""Whose set it is: what their journal says before anything is judged or shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from formcheck.core.errors import FormcheckError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from formcheck.core.risks.limits import Limits
    from formcheck.core.risks.triage import Triage
    from formcheck.jobs.options import Options
    from formcheck.journal.service import Standing

NOBODY = "--no-person goes past the journal, for a video of somebody else"
NOT_ASKED = "no journal was asked: nothing is known of this person's pain or health"


@dataclass(frozen=True, slots=True)
class Subject:
    """The person in the video and their triage; ``name`` is None for the only one of the journal.

    ``note`` is what a result says of who was taken for that person; "" where nobody was named.
    ``nobody`` is True where the journal was passed by.
    """

    triage: Triage
    name: str | None = None
    note: str = ""
    nobody: bool = False


def subject_of(
    person: str | None,
    nobody: bool,
    limits: Limits | None = None,
    *,
    health: str | None = None,
    asks: bool = False,
    quiet: bool = False,
) -> Subject:
    """Whose set it is and how they stand, after the questions that are due and a word on it.

    ``asks`` is for what comes before a set; ``health`` answers the questions about health.
    ``quiet`` keeps standard output for others. Raises FormcheckError where the journal can't
    tell, and UsageError where it can't be told who is meant.
    """
    from formcheck.core.risks.triage import Triage
    from formcheck.journal.prompts import health_given

    if nobody:
        if person is not None:
            raise UsageError("--person or --no-person: which is right?")
        return Subject(Triage(), note=NOT_ASKED, nobody=True)
    answers = None if health is None else health_given(health)
    try:
        told = _ask(person, limits, answers, asks=asks and not quiet)
    except UsageError as error:
        raise UsageError(f"{error}; {NOBODY}") from error
    except FormcheckError as error:
        raise FormcheckError(f"{error}; {NOBODY}") from error
    if not quiet:
        _show(told.triage)
    note = "" if person is None else f"pain and health as in the journal of {person}"
    return Subject(told.triage, person, note)


def with_person(options: Options, subject: Subject) -> Options:
    """The options of an analysis of that person."""
    return replace(options, triage=subject.triage, person_note=subject.note)


def _ask(
    person: str | None, limits: Limits | None, health: Mapping[str, bool] | None, *, asks: bool
) -> Standing:
    from formcheck.journal import dates
    from formcheck.journal.service import check_in, standing, tell_health

    now = dates.now()
    if health is not None:
        tell_health(person, health, now)
    if asks:
        check_in(person, now)
    return standing(person, now, limits=limits)


def _show(triage: Triage) -> None:
    from formcheck.journal.rendering import triage_parts
    from formcheck.system.console import show

    if parts := triage_parts(triage):
        show(*parts, "")
