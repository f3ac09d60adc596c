"""index.html: every video of a folder in a row of one table."""

from __future__ import annotations

import csv
import math
import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from formcheck.core.analysis.set_summary import NOT_JUDGED, worst_peak
from formcheck.core.errors import FormcheckError
from formcheck.core.risks.triage import Triage
from formcheck.outputs import FILES
from formcheck.pages.html_page import relative, render, write_page
from formcheck.pages.sparkline import Sparkline, sparkline
from formcheck.pages.words import stop_sentences
from formcheck.pages.worst_moment import worst_still
from formcheck.results.analysed_set import AnalysedSet, load_set
from formcheck.results.model import SetResult
from formcheck.results.paths import SUMMARY_FILE
from formcheck.results.sentences import exercise_name, figure, with_ends
from formcheck.results.statistics import longest_hold_s, unsure, warning_counts
from formcheck.system.safe_text import plain

FILE = "index.html"
STILL_PX = 160  # on its long side: about 4 kB, so that 500 of them still load at once
SCRIPTS = ("theme.js", "index_rows.js", "index_pick.js")
STYLES = ("theme.css", "index.css")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, and what its column is sorted by: "" where unknown."""

    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A video; ``argument`` is its folder as a shell takes it, "" where nothing can be compared."""

    name: str
    inside: str
    link: str
    still: str
    curve: Sparkline | None
    exercise: str
    recorded: Cell
    clock: str
    count: Cell
    peak: Cell
    verdict: tuple[str, str]
    hold: Cell
    warnings: tuple[tuple[str, int], ...]
    unsure: Cell
    coverage: Cell
    yaw: Cell
    argument: str


def write_index(
    folder: Path,
    sets: Sequence[Path],
    failures: Mapping[str, str] | None = None,
    *,
    triage: Triage | None = None,
) -> Path:
    """Write ``folder``/index.html over the sets in these folders; gives back its path.

    ``failures`` tells of each video that has no result why; without it, what the folder's
    summary.csv tells is taken. A set that can't be read back is one of them. ``triage`` is that of
    the person today. Raises FormcheckError where the page can't be written.
    """
    rows: list[Row] = []
    triages: list[Triage] = []
    failed = dict(earlier_failures(folder, sets) if failures is None else failures)
    for path in sets:
        try:
            one = load_set(path).under(triage)
            rows.append(_row(one, folder))
            triages.append(one.result.triage)
        except FormcheckError as error:
            failed[str(path)] = str(error)
    html = render(
        "index.html",
        scripts=SCRIPTS,
        styles=STYLES,
        data={},
        title=folder.absolute().name,
        rows=rows,
        stop=stop_sentences(triages),
        exercises=sorted({row.exercise for row in rows}),
        failures=[(plain(path), plain(why)) for path, why in failed.items()],
    )
    path = folder / FILE
    write_page(path, html)
    return path


def earlier_failures(folder: Path, sets: Sequence[Path]) -> dict[str, str]:
    """What summary.csv tells of videos that could not be read, and that have no result since."""
    done = {(path.absolute().parent.name, path.name.removesuffix(".formcheck")) for path in sets}
    try:
        with (folder / SUMMARY_FILE).open(newline="", encoding="utf-8") as file:
            told = [(row["video"], row["error"]) for row in csv.DictReader(file)]
    except (OSError, ValueError, KeyError):
        return {}
    return {video: error for video, error in told if error and not _has_result(Path(video), done)}


def _has_result(video: Path, done: set[tuple[str, str]]) -> bool:
    parent = video.absolute().parent.name
    return bool({(parent, video.name), (parent, video.stem)} & done)


def _row(one: AnalysedSet, folder: Path) -> Row:
    result = one.result
    judged = result.judged and bool(result.reps) and result.spec.judges_neck
    count = len(result.events)
    moment, origin = _recorded(one)
    inside = os.path.relpath(one.folder.absolute().parent, folder.absolute())
    return Row(
        name=plain(one.name),
        inside="" if inside == os.curdir else plain(inside),
        link=relative(one.file("report") or one.folder, folder),
        still=worst_still(one, STILL_PX),
        curve=sparkline(one),
        exercise=exercise_name(result.exercise),
        recorded=Cell(f"{moment:%Y-%m-%d}", f"{moment.timestamp():.0f}"),
        clock=f"{moment:%H:%M}{origin}",
        count=Cell(str(count), str(count)),
        peak=_peak(result),
        verdict=_verdict(result),
        hold=_hold(result),
        warnings=tuple((cause, n) for cause, n in warning_counts(result).items() if n),
        unsure=_number(len(unsure(result)) if judged else math.nan, "{:.0f}"),
        coverage=_number(result.coverage, "{:.0f} %", 100),
        yaw=_number(abs(result.view_yaw_deg), "{:.0f}"),
        argument=shell_word(one.folder, folder) if count else "",
    )


def _recorded(one: AnalysedSet) -> tuple[datetime, str]:
    """When the video was recorded or else its file was made, and what to say of the latter.

    In the time of this place, as a coach knows it.
    """
    if one.result.recorded:
        return one.result.recorded.astimezone(), ""
    video = one.folder.absolute().parent / one.name
    path = video if video.is_file() else one.folder / FILES["result"]
    made = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc).astimezone()
    return made, " (file)"


def _peak(result: SetResult) -> Cell:
    peak = worst_peak(result.reps)
    return Cell(with_ends(peak), f"{peak.value:g}") if peak.known else Cell("")


def _verdict(result: SetResult) -> tuple[str, str]:
    """What can be said of all reps, and the class that colours it."""
    if not result.judged:
        return NOT_JUDGED, "quiet"
    words: list[str] = [rep.neck for rep in result.reps if result.spec.judges_neck]
    for word, kind in (("too far", "too-far"), ("can't tell", "unsure")):
        if count := words.count(word):
            return f"{count} {word}", kind
    return ("fine", "fine") if words else ("", "")


def _hold(result: SetResult) -> Cell:
    """The longest hold and its limit."""
    longest_s = longest_hold_s(result)
    if math.isnan(longest_s):
        return Cell("")
    if not result.judged:
        return Cell(f"{longest_s:.1f}", f"{longest_s:g}")
    limit = figure(result.holds[0].measures["limit_s"].value)
    hold_for = result.spec.hold_for(result.limits.cramp)
    return Cell(f"{longest_s:.1f} of {limit}{hold_for}", f"{longest_s:g}")


def _number(number: float, shape: str, scale: float = 1) -> Cell:
    return Cell("") if math.isnan(number) else Cell(shape.format(scale * number), f"{number:g}")


def shell_word(path: Path, folder: Path) -> str:
    """A path as a shell takes it when it is typed in ``folder``."""
    word = os.path.relpath(path.absolute(), folder.absolute())
    word = f".{os.sep}{word}" if word.startswith("-") else word
    if os.name == "nt":
        return subprocess.list2cmdline([word])
    if word.isprintable():
        return shlex.quote(word)
    coded = "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b"'\\" else f"\\x{byte:02x}"
        for byte in os.fsencode(word)
    )
    return f"$'{coded}'"
