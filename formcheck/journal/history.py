"""What the history of a person says: referral first, then soreness, then a line of advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from formcheck.core.exercises import spec_of
from formcheck.core.readings import FormWarning
from formcheck.core.risks import referral_texts as texts
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.referral import day_told, refer_on, referrals, screen_due
from formcheck.core.risks.soreness import (
    WEEK,
    PainDay,
    history_advice,
    is_new,
    jumps,
    load_jump,
    new_exercise,
)
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

    def referrals(self) -> list[FormWarning]:
        """What is for a doctor."""
        told = self.check_ins
        return referrals(told.pains.values(), told.flags, self.today, self.limits.referral)

    def soreness(self, exercises: Iterable[str]) -> list[FormWarning]:
        """What is new or much heavier today; silent while it may be for a doctor."""
        if self.referrals() or self.unfinished():
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
        if self.referrals() or self.unfinished():
            return ""
        entries = [entry for pain in self.check_ins.open_pains.values() for entry in pain.entries]
        pains = [PainDay(entry.day, entry.level) for entry in entries]
        trained = [one.trained() for one in self.sets]
        return history_advice(trained, pains, self.today, self.limits.soreness)

    def open_pains(self) -> list[str]:
        """Every pain that is open, in a sentence; silent while something is for a doctor."""
        if self.referrals():
            return []
        return [
            " ".join(
                (
                    texts.PAIN_OPEN.format(
                        where=pain.where.capitalize(),
                        since=day_told(pain.began),
                        level=pain.level,
                    ),
                    texts.PAIN_LATER.format(
                        refer_on=day_told(refer_on(pain, self.limits.referral))
                    ),
                )
            )
            for pain in self.check_ins.open_pains.values()
        ]

    def unfinished(self) -> str:
        """That a screen for red flags has to be asked; "" where none has."""
        due = any(screen_due(pain) for pain in self.check_ins.pains.values())
        return texts.SCREEN_UNFINISHED if due else ""


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
