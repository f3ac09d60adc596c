"""What the journal has to say before a live run: whether to coach, and whether to log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.cli.log_option import Log
from formcheck.core.errors import FormcheckError
from formcheck.core.risks.check_in_texts import COACHING_OFF
from formcheck.journal import prompts
from formcheck.journal.service import asks_once, remembers_log

if TYPE_CHECKING:
    from formcheck.cli.person_option import Subject
    from formcheck.core.risks.limits import Limits

REMEDY = "say --log or --no-log"


def open_log(
    asked: bool | None, subject: Subject, kilograms: float | None, limits: Limits, *, quiet: bool
) -> Log:
    """The journal of a live run.

    ``asked`` is None where somebody is to be asked, once. ``quiet`` keeps standard output for
    others. Raises FormcheckError where coaching is off.
    """
    if not subject.triage.coaches:
        raise FormcheckError(" ".join((*subject.triage.sentences, COACHING_OFF)))
    if subject.nobody:
        return Log(bool(asked), subject, kilograms, limits)
    wanted = remembers_log(subject.name) if asked is None else asked
    if wanted is None and not quiet and prompts.somebody_is_there():
        wanted = asks_once(
            subject.name, lambda question, why: prompts.ask_yes(question, why, REMEDY)
        )
    return Log(bool(wanted), subject, kilograms if wanted else None, limits)
