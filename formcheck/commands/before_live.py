"""What the journal has to say before a live run: whether to coach, and whether to log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from formcheck.commands.logged import Log
from formcheck.errors import FormcheckError
from formcheck.journal import asking, clock
from formcheck.journal.hooks import asks_once, check_in, may_coach, remembers_log, standing
from formcheck.journal.telling import standing_parts
from formcheck.risks.referral_texts import COACHING_WAITS
from formcheck.screen import show

if TYPE_CHECKING:
    from formcheck.limits import Limits

REMEDY = "say --log or --no-log"


def open_log(
    asked: bool | None, person: str | None, kilograms: float | None, limits: Limits, *, quiet: bool
) -> Log:
    """The journal of a live run, after its questions and what it says before one.

    ``asked`` is None where somebody is to be asked, once. ``quiet`` keeps standard output for
    others. Raises FormcheckError where coaching is off: a red flag that no doctor cleared, pain
    that is for a doctor, questions left open, or a journal that can't tell.
    """
    now = clock.now()
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
    if wanted is None and not quiet and asking.somebody_is_there():
        wanted = asks_once(person, lambda question, why: asking.ask_yes(question, why, REMEDY))
    named = person if wanted else None
    return Log(bool(wanted), named, kilograms if wanted else None, limits)
