"""Which warnings are told at an instant: while a set goes on, and of one that is known whole."""

from __future__ import annotations

import math
from collections.abc import Iterable

from formcheck.core.readings import FormWarning, Reading, Rep
from formcheck.core.risks.strain import StrainLimits, finalize_warning, main_cause

SHOW_S = 3.0  # how long a warning stays up: time to read two short sentences


class ToldNow:
    """Follows a set as it goes on, and keeps what is told at each instant.

    Of a rep one cause is told, when it is over: nobody reads or listens half way up. Only a stop
    is told at once. It stays for ``SHOW_S``, and not beyond the end of the next rep. What is told
    of a hold is told at once and stays while the hold lasts.
    """

    def __init__(self, limits: StrainLimits) -> None:
        self._limits = limits
        self._rep: list[FormWarning] = []  # of the rep under way
        self._told: list[tuple[float, FormWarning]] = []  # until when, the newest first

    def update(self, reading: Reading) -> tuple[FormWarning, ...]:
        """What is told at this instant, the most severe first, of equals the newest."""
        time_s = reading.pose.time_s
        for event in reading.events:
            if isinstance(event, Rep):
                self._end_rep(event, time_s)
            elif isinstance(event, FormWarning):
                self._take(event, time_s)
        if not reading.number:
            self._rep.clear()
        self._told = [
            (until_s, one)
            for until_s, one in self._told
            if time_s <= until_s and (reading.number or not _of_hold(one))
        ]
        return tuple(sorted((one for _, one in self._told), key=lambda one: one.rank))

    def _take(self, warning: FormWarning, time_s: float) -> None:
        if _of_hold(warning):
            self._tell(warning, math.inf)
        elif not warning.number:
            self._tell(warning, warning.end_s + SHOW_S)
        else:
            self._rep.append(warning)
            if warning.severity == "stop":
                self._tell(warning, time_s + SHOW_S)

    def _end_rep(self, rep: Rep, time_s: float) -> None:
        """Tell the one thing to mend of it; what was told of reps is over."""
        self._told = [told for told in self._told if _of_hold(told[1]) or not told[1].number]
        if self._rep:
            main = finalize_warning(main_cause(self._rep), rep, self._limits)
            self._tell(main, time_s + SHOW_S)
            self._rep.clear()

    def _tell(self, warning: FormWarning, until_s: float) -> None:
        self._told.insert(0, (until_s, warning))


def told_at(warnings: Iterable[FormWarning], time_s: float, number: int) -> tuple[FormWarning, ...]:
    """What a picture of a set that is known whole tells: one of its ``warnings``, or none.

    The one that has just begun, so that whoever opens the moment of a warning reads that warning;
    later the worst that goes on. It stays for ``SHOW_S`` at least, but not into another rep or
    hold: ``number`` is the one under way, 0 between them.
    """
    going = [
        one
        for one in warnings
        if one.start_s <= time_s <= max(one.end_s, one.start_s + SHOW_S)
        and (not one.number or number in (0, one.number))
    ]
    fresh = [one for one in going if time_s < one.start_s + SHOW_S]
    if fresh:
        return (max(fresh, key=lambda one: (one.start_s, -one.rank)),)
    return tuple(sorted(going, key=lambda one: one.rank)[:1])


def one_a_rep(warnings: Iterable[FormWarning]) -> list[FormWarning]:
    """The warnings of a set without those of a rep that are not its main cause, in their order."""
    kept = list(warnings)
    reps: dict[int, list[FormWarning]] = {}
    for one in kept:
        if one.number and not _of_hold(one):
            reps.setdefault(one.number, []).append(one)
    main = {number: main_cause(found) for number, found in reps.items()}
    return [one for one in kept if one is main.get(one.number, one) or _of_hold(one)]


def _of_hold(warning: FormWarning) -> bool:
    return warning.cause == "cramp"
