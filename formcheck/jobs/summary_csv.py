"""Many results at a glance: a CSV with one row a video."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from formcheck.core.analysis.set_summary import worst_peak
from formcheck.jobs.batch import Outcome
from formcheck.results.paths import SUMMARY_FILE
from formcheck.results.statistics import longest_hold_s, unsure, warning_counts
from formcheck.system.atomic_write import write_whole

COLUMNS = (
    *("video", "error", "exercise", "reps", "holds"),
    *("worst_neck_deg", "worst_neck_deg_low", "worst_neck_deg_high", "longest_hold_s"),
    *("strain", "cramp", "camera", "cant_tell"),
    *("coverage", "view_yaw_deg", "duration_s", "notes"),
)


def write_summaries(
    outcomes: Sequence[Outcome], searched: Sequence[Path], out: Path | None
) -> Iterator[Path]:
    """Write one row a video, for a spreadsheet: to ``out``, or to each folder searched.

    Nothing is written where no folder was searched or none of its videos could be read.
    Yields what was written. Raises FormcheckError when a file can't be written.
    """
    chosen = (
        {out: list(outcomes)}
        if out and searched
        else {
            folder: [one for one in outcomes if folder in one.task.video.parents]
            for folder in searched
        }
    )
    for folder, members in chosen.items():
        if any(outcome.result for outcome in members):
            _write(folder / SUMMARY_FILE, members)
            yield folder / SUMMARY_FILE


def _write(path: Path, outcomes: Iterable[Outcome]) -> None:
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    table.writerows(map(_row, outcomes))
    # A file's name may hold bytes that are no text.
    write_whole(path, text.getvalue().encode("utf-8", errors="backslashreplace"))


def _row(outcome: Outcome) -> dict[str, object]:
    row: dict[str, object] = {"video": str(outcome.task.video), "error": outcome.error}
    result = outcome.result
    if result is None:
        return row
    peak = worst_peak(result.reps)
    return {
        **row,
        **(warning_counts(result) if result.judged else {}),
        "exercise": result.exercise,
        "reps": len(result.reps),
        "holds": len(result.holds),
        "worst_neck_deg": _cell(peak.value),
        "worst_neck_deg_low": _cell(peak.low),
        "worst_neck_deg_high": _cell(peak.high),
        "longest_hold_s": _cell(longest_hold_s(result)),
        "cant_tell": len(unsure(result)) if result.judged else None,
        "coverage": _cell(result.coverage),
        "view_yaw_deg": _cell(result.view_yaw_deg),
        "duration_s": _cell(result.source.duration_s),
        "notes": "; ".join(result.notes),
    }


def _cell(number: float) -> float | None:
    """A number, or an empty cell where it is unknown."""
    return None if math.isnan(number) else number
