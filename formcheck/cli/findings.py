"""What the terminal shows of a run: its progress, what was found in plain words, a table."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from itertools import zip_longest

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from formcheck.core.analysis.set_summary import worst_peak
from formcheck.jobs.batch import Outcome, Watch
from formcheck.results.paths import Task
from formcheck.results.sentences import clock, exercise_name, figure, many, sentences, with_ends
from formcheck.results.statistics import longest_hold_s, unsure, warning_counts
from formcheck.system.console import STYLES, console, table
from formcheck.system.safe_text import plain


def with_progress(
    tasks: Sequence[Task], start: Callable[[Watch], Generator[Outcome, None, None]]
) -> list[Outcome]:
    """The outcomes of a run in the order of its tasks, with a bar on standard error meanwhile.

    The bar tells the time left; nothing is shown where nobody looks.
    """
    shares = [0.0] * len(tasks)
    places = {task: place for place, task in enumerate(tasks)}
    done: dict[int, Outcome] = {}

    def told() -> str:
        return f"{len(done)} of {many(len(tasks), 'video')} done"

    with _progress_bar() as bar:
        work = bar.add_task(told(), total=len(tasks))

        def watch(place: int, share: float) -> None:
            shares[place] = share
            bar.update(work, completed=sum(shares), description=told())

        with closing(start(watch)) as running:
            for outcome in running:
                place = places[outcome.task]
                done[place] = outcome
                watch(place, 1.0)
    return [done[place] for place in sorted(done)]


def _progress_bar() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console(stderr=True),
        disable=sys.stderr is None or not sys.stderr.isatty(),
        transient=True,
    )


def findings(outcome: Outcome) -> RenderableType:
    """What was found in one video, in words that can be acted on.

    For somebody who is to see a doctor first there is neither a verdict nor advice on form.
    """
    result = outcome.result
    if result is None:
        return Text()
    told = Table.grid(padding=(0, 2, 0, 0))
    told.add_column(no_wrap=True, justify="right")
    told.add_column(no_wrap=True)
    told.add_column()
    warnings = result.warnings
    for warning, following in zip_longest(warnings, warnings[1:]):
        severity = warning.severity
        told.add_row(
            "  " + clock(warning.start_s),
            Text(severity.upper(), style=STYLES[severity]),
            warning.message,
        )
        if following is None or following.advice != warning.advice:
            told.add_row("", "", Text(warning.advice, style="italic"))
    kept = " (kept from an earlier run)" if outcome.kept else ""
    return Group(
        _unbroken(plain(outcome.task.video), "bold"),
        *(Padding(line, (0, 0, 0, 2)) for line in sentences(result)),
        *([told] if warnings else []),
        _unbroken(f"  Results: {plain(outcome.task.folder)}{kept}", "dim"),
        "",
    )


def _unbroken(line: str, style: str) -> Text:
    """A line that is never broken, so that a path in it can be copied."""
    return Text(line, style, no_wrap=True, overflow="ignore")


def summary_table(outcomes: Sequence[Outcome]) -> Table:
    """One row a video."""
    count, neck, hold, cant = "Count", "Worst\nneck, deg", "Longest\nhold, s", "Can't\ntell"
    made = table(
        *("Video", "Exercise", count, neck, hold, "Warnings", cant),
        right=(count, neck, hold, cant),
        flexible="Video",
    )
    names = Counter(outcome.task.video.name for outcome in outcomes)
    for outcome in outcomes:
        video, result = outcome.task.video, outcome.result
        shown = plain(video.name if names[video.name] == 1 and video.name else video)
        if result is None:
            made.add_row(shown, Text("failed", style="red"))
            continue
        made.add_row(
            shown + (" (kept)" if outcome.kept else ""),
            exercise_name(result.exercise),
            str(len(result.events)),
            with_ends(worst_peak(result.reps)),
            figure(longest_hold_s(result), 1, unknown=""),
            "\n".join(f"{n} {cause}" for cause, n in warning_counts(result).items() if n),
            str(len(unsure(result)) or ""),
        )
    return made
