from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.core.risks.days import calendar_day, day_number, days_before

HOUR = timedelta(hours=1)
UTC = timezone.utc


class Summertime(tzinfo):
    """One hour ahead of UTC, two between the last Sundays of March and October, at 01:00 UTC."""

    def fromutc(self, moment: datetime) -> datetime:
        ahead = 2 if _in_summer(moment.replace(tzinfo=None)) else 1
        return (moment + ahead * HOUR).replace(tzinfo=timezone(ahead * HOUR))

    def utcoffset(self, _: datetime | None) -> timedelta:
        raise AssertionError("only asked of instants")

    def tzname(self, _: datetime | None) -> str:
        return "summertime"

    def dst(self, _: datetime | None) -> timedelta:
        return timedelta()


def _in_summer(moment: datetime) -> bool:
    start, end = (last_sunday(moment.year, month) for month in (3, 10))
    return start <= moment < end


def last_sunday(year: int, month: int) -> datetime:
    day = datetime(year, month, 31, 1)  # UTC, as the caller's
    return day - timedelta(days=(day.weekday() + 1) % 7)


HERE = Summertime()
ZONES = st.one_of(
    st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    st.just(HERE),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))


def test_the_day_is_that_of_the_place_not_of_the_instant() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert calendar_day(late, UTC) == date(2026, 11, 22)
    assert calendar_day(late, timezone(HOUR)) == date(2026, 11, 23)
    assert calendar_day(late, timezone(-9 * HOUR)) == date(2026, 11, 22)


def test_a_moment_of_no_time_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="belongs to no time zone"):
        calendar_day(datetime(2026, 11, 22), UTC)  # that is the point


def test_the_day_a_pain_began_is_day_one() -> None:
    began = date(2026, 11, 17)
    assert [day_number(began, began + timedelta(days=n)) for n in (-1, 0, 1, 5)] == [0, 1, 2, 6]
    assert days_before(began, date(2026, 11, 22)) == 5


@pytest.mark.parametrize(
    ("change", "hours"),
    [(datetime(2026, 3, 29, tzinfo=UTC), 23), (datetime(2026, 10, 25, tzinfo=UTC), 25)],
)
def test_a_day_on_which_the_clocks_change_is_one_day(change: datetime, hours: int) -> None:
    seen = [calendar_day(change + n * HOUR / 2, HERE) for n in range(-96, 97)]
    assert seen.count(change.date()) == 2 * hours
    assert {days_before(a, b) for a, b in pairwise(seen)} == {0, 1}


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)), ZONES)
def test_days_never_run_backwards_and_keep_pace_with_the_hours(
    moment: datetime, later: timedelta, zone: tzinfo
) -> None:
    days = days_before(calendar_day(moment, zone), calendar_day(moment + later, zone))
    assert days >= 0
    assert abs(days - later / timedelta(days=1)) <= 1 + 1 / 24
