"""What the journal has to say before a live run: whether to coach, and whether to log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.cli.log_option import Log
from formcheck.core.errors import FormcheckError
from formcheck.core.risks.referral_texts import COACHING_WAITS
from formcheck.journal import dates, prompts
from formcheck.journal.rendering import standing_parts
from formcheck.journal.service import asks_once, check_in, may_coach, remembers_log, standing
from formcheck.system.console import show

if TYPE_CHECKING:
    from formcheck.core.risks.limits import Limits

REMEDY = "say --log or --no-log"


def open_log(
    asked: bool | None, person: str | None, kilograms: float | None, limits: Limits, *, quiet: bool
) -> Log:
    """The journal of a live run, after its questions and what it says before one.

    ``asked`` is None where somebody is to be asked, once. ``quiet`` keeps standard output for
    others. Raises FormcheckError where coaching is off: a red flag that no doctor cleared, pain
    that is for a doctor, questions left open, or a journal that can't tell.
    """
    now = dates.now()
    if not quiet:
        check_in(person, now)
    told = standing(person, now, limits=limits)
    if not quiet and (parts := standing_parts(told)):
        show(*parts, "")
    if reason := may_coach(person, "", now):
        raise FormcheckError(reason)
    if told.referrals or told.unfinished:
        raise FormcheckError(told.unfinished or COACHING_WAITS)
    wanted = remembers_log(person) if asked is None else asked
    if wanted is None and not quiet and prompts.somebody_is_there():
        wanted = asks_once(person, lambda question, why: prompts.ask_yes(question, why, REMEDY))
    named = person if wanted else None
    return Log(bool(wanted), named, kilograms if wanted else None, limits)
