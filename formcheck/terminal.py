"""What the terminal shows: results in plain words, tables, limits and models."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from formcheck.batch import Outcome
from formcheck.detectors.catalogue import ModelState
from formcheck.doctor import Check
from formcheck.limits import Limits
from formcheck.risks.cramp import LOADS

STYLES = {"stop": "bold red", "caution": "yellow", "notice": "cyan"}
NAMES = {"situp": "sit-ups", "shrug": "shrugs", "none": "none"}


def degrees(measure: dict[str, float | None] | None) -> str:
    """A measure in whole degrees with its interval, as "34 (28-40)"; a dash where unknown."""
    if not measure or measure["value"] is None:
        return "-"
    value, low, high = (float(measure[end] or 0.0) for end in ("value", "low", "high"))
    return f"{value:.0f} ({low:.0f} to {high:.0f})"


def worst_peak(result: dict[str, Any]) -> dict[str, float | None] | None:
    """The highest neck flexion of any rep of a result; None where none is known."""
    peaks = [rep["neck_flexion_peak_deg"] for rep in result["reps"]]
    known = [peak for peak in peaks if peak and peak["value"] is not None]
    return max(known, key=lambda peak: peak["value"], default=None)


def counts(result: dict[str, Any]) -> dict[str, int]:
    """How many warnings a result has by cause, and how many reps can't be told."""
    causes = Counter(warning["risk"] for warning in result["warnings"])
    unsure = sum(rep["neck"] == "can't tell" for rep in result["reps"])
    return {"strain": causes["strain"], "cramp": causes["cramp"], "camera": causes["camera"],
            "cant_tell": unsure}  # fmt: skip


def summary_table(outcomes: Sequence[Outcome]) -> Table:
    """One row a video."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Video", overflow="fold", ratio=1)
    table.add_column("Exercise", no_wrap=True)
    table.add_column("Count", justify="right")
    table.add_column("Worst neck, deg", no_wrap=True, justify="right")
    table.add_column("Strain", justify="right")
    table.add_column("Cramp", justify="right")
    table.add_column("Can't tell", justify="right")
    for outcome in outcomes:
        name = escape(outcome.task.video.name) + (" [dim](kept)[/]" if outcome.skipped else "")
        if outcome.result is None:
            table.add_row(name, Text("failed", style="red"), *[""] * 5)
            continue
        result, number = outcome.result, counts(outcome.result)
        table.add_row(
            name,
            NAMES[result["exercise"]],
            str(len(result["reps"]) or len(result["holds"])),
            degrees(worst_peak(result)),
            *(str(number[key] or "") for key in ("strain", "cramp", "cant_tell")),
        )
    return table


def findings(outcome: Outcome) -> Group:
    """What was found in one video, in words that can be acted on."""
    result = outcome.result or {"warnings": [], "notes": [], "reps": [], "exercise": "none"}
    lines: list[Any] = [Text(str(outcome.task.video), style="bold")]
    lines += [Padding(Text(sentence), (0, 0, 0, 2)) for sentence in sentences(result)]
    for warning in result["warnings"]:
        told = Text()
        told.append(f"{_clock(warning['start_s'])}  ", style="dim")
        told.append(f"{warning['severity'].upper()}  ", style=STYLES[warning["severity"]])
        told.append(f"{warning['message']} ")
        told.append(warning["advice"], style="italic")
        lines.append(Padding(told, (0, 0, 0, 2)))
    return Group(*lines)


def sentences(result: dict[str, Any]) -> list[str]:
    """The set at a glance, and what had better be known about the video."""
    told = []
    reps, holds = result["reps"], result.get("holds", [])
    if reps:
        verdicts = Counter(rep["neck"] for rep in reps)
        parts = [f"{verdicts[word]} {word}" for word in ("fine", "too far", "can't tell")
                 if verdicts[word]]  # fmt: skip
        told.append(f"{_many(len(reps), 'sit-up')}; your neck: {', '.join(parts)}.")
    if holds:
        longest = max(hold["duration_s"] for hold in holds)
        limit = holds[0]["limit_s"]
        told.append(
            f"{_many(len(holds), 'shrug')}; the longest hold lasted {longest:.1f} s, "
            f"the limit is {limit:.0f} s."
        )
    if not reps and not holds and result["exercise"] != "none":
        told.append(f"No finished {NAMES[result['exercise']]} were found.")
    return told + [note[:1].upper() + note[1:] + "." for note in result["notes"]]


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _clock(time_s: float) -> str:
    minutes, seconds = divmod(time_s, 60)
    return f"{int(minutes)}:{seconds:04.1f}"


CSV_COLUMNS = (
    "video", "error", "exercise", "reps", "holds", "worst_neck_deg", "worst_neck_deg_low",
    "worst_neck_deg_high", "longest_hold_s", "strain", "cramp", "camera", "cant_tell", "coverage",
    "view_yaw_deg", "duration_s", "notes",
)  # fmt: skip


def write_summary(path: Path, outcomes: Iterable[Outcome]) -> None:
    """One row a video, as CSV, for a spreadsheet; failures have their reason."""
    unfinished = path.with_name(f".{path.name}.partial")
    with unfinished.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, CSV_COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(_csv_row(outcome) for outcome in outcomes)
    unfinished.replace(path)


def _csv_row(outcome: Outcome) -> dict[str, object]:
    row: dict[str, object] = {"video": str(outcome.task.video), "error": outcome.error}
    result = outcome.result
    if result is None:
        return row
    peak = worst_peak(result) or {}
    return row | counts(result) | {
        "exercise": result["exercise"],
        "reps": len(result["reps"]),
        "holds": len(result["holds"]),
        "worst_neck_deg": peak.get("value"),
        "worst_neck_deg_low": peak.get("low"),
        "worst_neck_deg_high": peak.get("high"),
        "longest_hold_s": max((hold["duration_s"] for hold in result["holds"]), default=None),
        "coverage": result["coverage"],
        "view_yaw_deg": result["view_yaw_deg"],
        "duration_s": result["source"]["duration_s"],
        "notes": "; ".join(result["notes"]),
    }  # fmt: skip


def limits_table(limits: Limits) -> Table:
    """Every limit with its value, unit and source."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Limit", no_wrap=True)
    table.add_column("Value", justify="right")
    table.add_column("Unit")
    table.add_column("Where it comes from", ratio=1)
    for section in fields(limits):
        values = getattr(limits, section.name)
        for field in fields(values):
            value = getattr(values, field.name)
            shown = value if isinstance(value, str) else f"{value:g}"
            unit, source = field.metadata["unit"], field.metadata["source"]
            table.add_row(f"{section.name}.{field.name}", shown, unit, source)
    return table


def hold_limits(limits: Limits) -> Table:
    """How long a hold may last, by load class."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("Load")
    table.add_column("Share of maximal force", justify="right")
    table.add_column("Hold limit, s", justify="right")
    for load, share in LOADS.items():
        cramp = replace(limits.cramp, load=load)
        chosen = " (in force)" if load == limits.cramp.load else ""
        table.add_row(load + chosen, f"{100 * share:.0f} %", f"{cramp.hold_s():.0f}")
    return table


def models_table(states: Iterable[ModelState]) -> Table:
    """Every model with its state, size, licence, source and hash."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_lines=True)
    for column in ("Model", "State", "MB", "Licence", "Source and SHA-256"):
        table.add_column(column, overflow="fold")
    for state in states:
        table.add_row(
            state.name,
            state.state,
            f"{state.size_bytes / 1e6:.1f}",
            state.licence,
            f"{state.source}\n{state.sha256}",
        )
    return table


def checks_table(checks: Iterable[Check]) -> Table:
    """What the doctor found."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("What")
    table.add_column("State", no_wrap=True)
    table.add_column("Found", ratio=1)
    for check in checks:
        state = "ok" if check.good else "missing" if check.needed else "none"
        table.add_row(check.what, Text(state, "green" if check.good else "yellow"), check.found)
    return table


def progress_bar() -> Progress:
    """A bar with the time left, on standard error; nothing where nobody looks."""
    screen = console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.1f} of {task.total:.0f}"),
        TimeRemainingColumn(),
        console=screen,
        disable=not screen.is_terminal,
        transient=True,
    )


def console(*, stderr: bool = False) -> Console:
    """A console that shows no colour where nobody looks, and 80 columns where none are told."""
    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not made.is_terminal:
        made = Console(stderr=stderr, highlight=False, no_color=True, width=100)
    return made
