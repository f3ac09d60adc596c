"""What the journal says, in the terminal and as JSON."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.core.exercises import EXERCISES
from formcheck.core.readings import FormWarning
from formcheck.core.risks.cramp import EMPTY_HANDS
from formcheck.core.risks.days import day_told
from formcheck.core.risks.pain import Pain
from formcheck.core.risks.soreness import DISPUTE
from formcheck.core.risks.triage import Triage
from formcheck.journal.entries import LoggedSet, stored
from formcheck.journal.service import Standing
from formcheck.outputs.result import triage_json
from formcheck.system.console import STYLES, table
from formcheck.system.json_files import JsonObject
from formcheck.system.safe_text import plain


def standing_parts(told: Standing) -> list[RenderableType]:
    """How somebody stands: what is for a doctor comes first, and then nothing else does."""
    disputed = any(warning.code == "soreness.load-jump" for warning in told.soreness)
    return [
        *triage_parts(told.triage),
        *_warnings(told.soreness),
        *_lines(DISPUTE if disputed else "", told.advice),
    ]


def triage_parts(triage: Triage) -> list[RenderableType]:
    """Why not to train, or to train lightly, and what to do; nothing for who simply trains."""
    if triage.coaches:
        return _lines(*triage.sentences)
    *reasons, advice = triage.sentences
    return [*(_marked("stop", reason) for reason in reasons), _indented(advice, "bold")]


def _lines(*sentences: str) -> list[RenderableType]:
    return [Text(sentence) for sentence in sentences if sentence]


def _warnings(warnings: Iterable[FormWarning]) -> list[RenderableType]:
    return [
        Group(_marked(warning.severity, warning.message), _indented(warning.advice, "italic"))
        for warning in warnings
    ]


def _marked(severity: str, message: str) -> Table:
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(no_wrap=True, min_width=_MARK)
    row.add_column()
    row.add_row(Text(severity.upper(), STYLES[severity]), message)
    return row


def _indented(sentence: str, style: str) -> Table:
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(no_wrap=True, min_width=_MARK)
    row.add_column()
    row.add_row("", Text(sentence, style))
    return row


_MARK = max(map(len, STYLES))


def standing_json(told: Standing) -> JsonObject:
    """The same as JSON."""
    return {
        "triage": triage_json(told.triage),
        "warnings": [
            {
                "code": warning.code,
                "severity": warning.severity,
                "message": warning.message,
                "advice": warning.advice,
            }
            for warning in told.soreness
        ],
        "advice": told.advice,
    }


def sets_table(sets: Iterable[LoggedSet]) -> Table:
    """One row a set."""
    number, count, worst, dose = "No", "Count", "Worst\nneck, deg", "Dose,\ndeg s"
    made = table(
        *(number, "Day", "Exercise", count, "Load", worst, dose, "Warnings"),
        right=(number, count, worst, dose),
        flexible="Warnings",
    )
    for one in sets:
        made.add_row(
            str(one.number),
            f"{day_told(one.day)} {one.day.year}",
            exercise_told(one.exercise),
            str(one.reps + one.holds),
            load_told(one),
            figure(one.worst_peak_deg, ".0f"),
            figure(one.dose_deg_s, ".1f"),
            warnings_told(one),
        )
    return made


def set_table(one: LoggedSet) -> Table:
    """Everything that is known of a set."""
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(no_wrap=True)
    made.add_column(overflow="fold")
    peak = [
        figure(value, ".0f")
        for value in (one.worst_peak_deg, one.worst_peak_low_deg, one.worst_peak_high_deg)
    ]
    hold_for = " for empty hands" if one.load == EMPTY_HANDS else ""
    rows = {
        "Set": str(one.number),
        "When": f"{day_told(one.day)} {one.day.year} ({_DATED[one.dated]})",
        "Exercise": exercise_told(one.exercise),
        "Reps": str(one.reps or ""),
        "  too far": str(one.too_far or ""),
        "  can't tell": str(one.cant_tell or ""),
        "Holds": str(one.holds or ""),
        "  held": figure(one.held_s, ".1f", " s"),
        "Load": load_told(one),
        "Worst neck": "{} deg ({} to {})".format(*peak) if peak[0] else "",
        "Dose": figure(one.dose_deg_s, ".1f", " deg s past the limit"),
        "Neck limit": figure(one.neck_limit_deg, "g", " deg"),
        "Hold limit": figure(one.hold_limit_s, ".0f", f" s{hold_for}"),
        "Measured": figure(100 * one.coverage, ".0f", " % of the video"),
        "Video": plain(one.source_name),
        "Model": one.model and f"{one.model}, formcheck {one.version}",
        "Words": plain(one.words),
    }
    for name, value in rows.items():
        if value:
            made.add_row(name, value)
    for warning in one.warnings:
        made.add_row(
            Text(warning.severity.upper(), STYLES.get(warning.severity, "")),
            plain(warning.message),
        )
    return made


_DATED = {
    "recorded": "as the video tells",
    "logged": "when it was logged: the video doesn't tell",
    "stated": "as you said",
}


def exercise_told(exercise: str) -> str:
    """An exercise by its usual name."""
    return EXERCISES[exercise].spec.many if exercise in EXERCISES else plain(exercise)


def load_told(one: LoggedSet) -> str:
    """Kilograms where they are known, else the class."""
    return figure(one.weight_kg, "g", " kg") or one.load


def warnings_told(one: LoggedSet) -> str:
    """How many warnings of each cause."""
    causes = [warning.cause for warning in one.warnings]
    return ", ".join(f"{causes.count(cause)} {cause}" for cause in dict.fromkeys(causes))


def figure(value: float, form: str, unit: str = "") -> str:
    """A figure, or nothing where it isn't known."""
    return f"{value:{form}}{unit}" if math.isfinite(value) else ""


def pains_table(pains: Mapping[int, Pain]) -> Table:
    """One row a pain."""
    number = "No"
    made = table(number, "Where", "Since", "Over", "Levels", right=[number], flexible="Levels")
    for place, pain in pains.items():
        levels = (
            f"{entry.level} on {day_told(entry.day)}"
            + (f" ({plain(entry.words)})" * bool(entry.words))
            for entry in pain.entries
        )
        made.add_row(
            str(place),
            plain(pain.where),
            f"{day_told(pain.began)} {pain.began.year}",
            "open" if pain.closed is None else day_told(pain.closed),
            ", ".join(levels),
        )
    return made


def set_json(one: LoggedSet) -> JsonObject:
    """A set as JSON: by the names of its fields, null for what isn't known."""
    names = [name for name in LoggedSet.__slots__ if name != "uid"]
    told = {name: stored(getattr(one, name)) for name in names}
    return told | {"warnings": [asdict(warning) for warning in one.warnings]}


def pain_json(number: int, pain: Pain) -> JsonObject:
    """A pain as JSON."""
    return {
        "number": number,
        "where": pain.where,
        "since": pain.began.isoformat(),
        "closed": stored(pain.closed),
        "entries": [
            {"day": entry.day.isoformat(), "level": entry.level, "words": entry.words}
            for entry in pain.entries
        ],
    }
