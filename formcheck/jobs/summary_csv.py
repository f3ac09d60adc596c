"""Many results at a glance: a CSV with one row a video."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from formcheck.jobs.batch import Outcome
from formcheck.results.paths import SUMMARY_FILE
from formcheck.results.statistics import longest_hold_s, unsure, warning_counts, worst_peak
from formcheck.system.atomic_write import in_place_of, unwritable

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
    try:
        # A file's name may hold bytes that are no text.
        with (
            in_place_of(path) as beside,
            beside.open("w", newline="", encoding="utf-8", errors="backslashreplace") as file,
        ):
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(map(_row, outcomes))
    except OSError as error:
        raise unwritable(path, error) from error


def _row(outcome: Outcome) -> dict[str, object]:
    row: dict[str, object] = {"video": str(outcome.task.video), "error": outcome.error}
    result = outcome.result
    if result is None:
        return row
    peak = worst_peak(result)
    return {
        **row,
        **warning_counts(result),
        "exercise": result["exercise"],
        "reps": len(result["reps"]),
        "holds": len(result["holds"]),
        "worst_neck_deg": peak.get("value"),
        "worst_neck_deg_low": peak.get("low"),
        "worst_neck_deg_high": peak.get("high"),
        "longest_hold_s": longest_hold_s(result),
        "cant_tell": len(unsure(result)),
        "coverage": result["coverage"],
        "view_yaw_deg": result["view_yaw_deg"],
        "duration_s": result["source"]["duration_s"],
        "notes": "; ".join(result["notes"]),
    }
