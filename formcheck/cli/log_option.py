"""`formcheck check --log`: every set into the journal, and a word after."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.system.safe_text import plain

if TYPE_CHECKING:
    from rich.console import RenderableType

    from formcheck.cli.person_option import Subject
    from formcheck.core.risks.limits import Limits
    from formcheck.journal.service import Logged
    from formcheck.results.model import SetResult


class Log:
    """What a check does with the journal; nothing unless it is wanted.

    A set that can't be logged is analysed all the same: ``errors`` says what went wrong.
    """

    def __init__(
        self, wanted: bool, subject: Subject, kilograms: float | None, limits: Limits
    ) -> None:
        if wanted and subject.nobody:
            raise UsageError("--log needs a journal to go to: leave out --no-person")
        if not wanted and kilograms is not None:
            raise UsageError("--kilograms is for the journal: add --log")
        if kilograms is not None and not math.isfinite(kilograms):
            raise UsageError(f"--kilograms must be a number, not {kilograms}")
        self._wanted, self._person, self._limits = wanted, subject.name, limits
        self._weight_kg = math.nan if kilograms is None else kilograms
        self.parts: list[RenderableType] = []
        self.errors: list[str] = []

    def add(self, results: Sequence[SetResult]) -> None:
        """Log every set; ``parts`` then says what came of it."""
        if not self._wanted:
            return
        from rich.text import Text

        from formcheck.core.risks.triage import Triage
        from formcheck.journal import dates
        from formcheck.journal.rendering import standing_parts
        from formcheck.journal.service import log_result

        now, last, soreness = dates.now(), None, {}
        for result in results:
            name = plain(result.source.name)
            try:
                logged = log_result(
                    result, self._person, now, weight_kg=self._weight_kg, limits=self._limits
                )
            except FormcheckError as error:
                self.errors.append(f"{name} was analysed but not logged: {error}")
                continue
            self.parts.append(Text(f"{name}: {_told(logged)}"))
            if logged is not None:
                last = logged.standing
                soreness[logged.one.exercise] = last.soreness
        if last is not None:
            triage = Triage() if last.triage.coaches else last.triage  # else it was said before
            told = replace(last, triage=triage, soreness=tuple(chain(*soreness.values())))
            self.parts += ["", *parts] if (parts := standing_parts(told)) else []


def _told(logged: Logged | None) -> str:
    from formcheck.core.risks.days import day_told

    if logged is None:
        return "not logged, because no rep or hold was finished."
    one = logged.one
    if logged.known:
        return f"in the journal already as set {one.number}; its figures are up to date."
    when = f"{day_told(one.day)} {one.day.year}"
    why = "" if one.dated == "recorded" else ", today: the video doesn't tell when it was recorded"
    return f"logged as set {one.number} of {when}{why}."
