"""Days as people count them: by the calendar of the place where they are."""

from __future__ import annotations

from datetime import date, datetime, tzinfo


def calendar_day(moment: datetime, zone: tzinfo) -> date:
    """The day that the calendar in ``zone`` shows at ``moment``.

    Raises ValueError for a moment that doesn't say which instant it is.
    """
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} belongs to no time zone")
    return moment.astimezone(zone).date()


def days_before(day: date, today: date) -> int:
    """How many midnights lie between; below zero for a day to come.

    Counted in days of the calendar, so that a day of 23 or 25 hours is a day.
    """
    return (today - day).days


def day_number(since: date, today: date) -> int:
    """The first day of a pain is day one; zero or less for a day to come."""
    return days_before(since, today) + 1


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def day_told(day: date) -> str:
    """A day as it is told, alike in every locale: "Sat 28 Nov"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
