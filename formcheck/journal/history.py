"""What the history of a person says: the triage, then soreness, then a line of advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from formcheck.core.exercises import spec_of
from formcheck.core.readings import FormWarning
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.soreness import (
    WEEK,
    history_advice,
    is_new,
    jumps,
    load_jump,
    new_exercise,
)
from formcheck.core.risks.triage import Triage, triage
from formcheck.journal.check_ins import CheckIns, check_ins
from formcheck.journal.entries import LoggedSet, Person
from formcheck.journal.sets import sets_of
from formcheck.journal.store import Journal


@dataclass(frozen=True, slots=True)
class History:
    """The sets of the last weeks, when each exercise was done last before, and the check-ins."""

    today: date
    sets: tuple[LoggedSet, ...]
    last: dict[str, date]
    check_ins: CheckIns
    limits: Limits

    def triage(self) -> Triage:
        """Whether to train today, and why not."""
        told = self.check_ins
        return triage(told.pains.values(), told.screens, told.clearances, self.today, self.limits)

    def soreness(self, exercises: Iterable[str]) -> list[FormWarning]:
        """What is new or much heavier today; silent while it may be for a doctor."""
        if not self.triage().coaches:
            return []
        limits, trained = self.limits.soreness, [one.trained() for one in self.sets]
        found = []
        for exercise in exercises:
            last = self.last.get(exercise)
            if is_new(last, self.today, limits):
                found.append(new_exercise(spec_of(exercise).many, last, self.today, limits))
            elif heavier := jumps(trained, exercise, self.today, limits):
                found.append(load_jump(spec_of(exercise).many, heavier, limits))
        return found

    def advice(self) -> str:
        """The one line that the history adds; silent while it may be for a doctor."""
        if not self.triage().coaches:
            return ""
        trained = [one.trained() for one in self.sets]
        return history_advice(trained, self.today, self.limits.soreness)


def history(journal: Journal, person: Person, today: date, limits: Limits | None = None) -> History:
    """What the journal knows of a person as far as it matters today."""
    limits = limits or Limits()
    reach = timedelta(days=limits.soreness.recent_days + 2 * WEEK)
    rows = journal.connection.execute(
        "SELECT exercise, max(day) AS day FROM sets WHERE person = ? AND day < ? GROUP BY exercise",
        (person.number, today.isoformat()),
    )
    return History(
        today,
        tuple(sets_of(journal, person, today - reach)),
        {row["exercise"]: date.fromisoformat(row["day"]) for row in rows},
        check_ins(journal, person),
        limits,
    )
