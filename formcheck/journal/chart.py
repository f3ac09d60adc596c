"""Weeks as a chart for the terminal: a row a week, a bar for how much was done."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from formcheck.core.risks.days import day_told
from formcheck.journal.rendering import figure
from formcheck.journal.weeks import Week
from formcheck.system.console import table

BAR = 14  # letters
EIGHTHS = " ▏▎▍▌▋▊▉█"


def chart(weeks: Sequence[Week]) -> Table:
    """One row a week, the oldest first."""
    amounts = ("Reps", "Holds", "Held,\ns", "Dose,\ndeg s", "Warn-\nings", "Pain")
    made = table("Week from", "", *amounts[:3], "Load", *amounts[3:], right=amounts)
    most = max((week.count for week in weeks), default=0)
    for week in weeks:
        made.add_row(
            day_told(week.monday),
            Text(bar(week.count, most), "cyan"),
            str(week.reps or ""),
            str(week.holds or ""),
            figure(week.held_s, ".0f"),
            figure(week.weight_kg, "g", " kg") or week.load,
            figure(week.dose_deg_s, ".0f"),
            str(sum(week.warnings.values()) or ""),
            Text(figure(week.pain, ".0f"), "bold red" if week.pain > 0 else ""),
        )
    return made


def bar(value: float, most: float) -> str:
    """A bar as long as the share of the most; in hashes where blocks can't be shown."""
    eighths = math.ceil(8 * BAR * value / most) if most else 0
    if not _shows_blocks():
        return "#" * math.ceil(eighths / 8)
    return EIGHTHS[8] * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _shows_blocks() -> bool:
    try:
        EIGHTHS.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return True
