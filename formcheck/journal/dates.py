"""What time it is, what day that is here, and what people mean by a day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from formcheck.core.errors import UsageError
from formcheck.core.risks.days import calendar_day

_DAYS_AGO = re.compile(r"(\d{1,4}) days? ago")


def now() -> datetime:
    """This instant."""
    return datetime.now(timezone.utc)


def local_day(moment: datetime) -> date:
    """The day that the calendar here showed at an instant, by the clocks of that day."""
    here = moment.astimezone()
    return calendar_day(here, here.tzinfo or timezone.utc)


def stated_day(text: str, flag: str, moment: datetime) -> date:
    """The day that somebody means: a date, "today", "yesterday" or "3 days ago".

    Raises UsageError, naming the flag, for what is no day or lies ahead.
    """
    today, words = local_day(moment), text.strip().lower()
    ago = {"today": 0, "yesterday": 1}.get(words)
    if match := _DAYS_AGO.fullmatch(words):
        ago = int(match[1])
    try:
        day = date.fromisoformat(words) if ago is None else today - timedelta(days=ago)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{flag} {text!r} is no day: write 2026-11-22, today, yesterday or 3 days ago"
        ) from error
    if day > today:
        raise UsageError(f"{flag} {text} lies ahead: today is {today}")
    return day


def moment_of(day: date, moment: datetime) -> datetime:
    """When on a day something was that somebody tells of: then at the time of day it is now.

    So what is told later of the same day counts as later.
    """
    if day == local_day(moment):
        return moment
    clock = moment.astimezone().time()
    return datetime.combine(day, clock).astimezone(timezone.utc)
