"""The page that lays sets side by side: videos in step, curves over each other, differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from formcheck.core.errors import UsageError
from formcheck.core.exercises.specs import Counted
from formcheck.core.readings import Hold
from formcheck.pages.chart import chart_of
from formcheck.pages.curves import courses
from formcheck.pages.explanations import TITLES
from formcheck.pages.html_page import (
    LIBRARY,
    SHARED,
    in_base64,
    relative,
    render,
    share_library,
    write_page,
)
from formcheck.pages.words import stop_sentences
from formcheck.pages.worst_moment import offset_s, worst_still
from formcheck.results.analysed_set import AnalysedSet
from formcheck.results.model import JudgedRep
from formcheck.results.sentences import figure, sentences
from formcheck.review.compare.intervals import told
from formcheck.review.compare.quantities import Row, cautions, compare_sets
from formcheck.system.json_files import JsonObject
from formcheck.system.safe_text import plain

LETTERS = "ABCDEF"
"""One a set: more than six can't be told apart, neither by colour nor by dash."""

SCRIPTS = (
    *("theme.js", "compare_clips.js", "compare_step.js", "compare_chart.js"),
    *("compare_controls.js", "keys.js"),
)
STYLES = ("theme.css", "compare.css")
NOT_IN_NAMES = '/\\:*?"<>|'  # of files, on one system or another
NAME_LETTERS = 80  # of the page's name; file systems take 255 bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A page, and the sizes in bytes of it and of the library beside it (0 where embedded)."""

    path: Path
    page_bytes: int
    library_bytes: int


def write_comparison(sets: Sequence[AnalysedSet], out: Path, *, embed: bool = False) -> Written:
    """Write the page; every set is held against the first.

    With ``embed`` all lies in the one file, videos too; else it links the videos where they
    are. Raises UsageError or FormcheckError for sets that can't be compared, and FormcheckError
    where the page can't be written.
    """
    if len(sets) > len(LETTERS):
        raise UsageError(f"{len(sets)} sets are too many for one page: name {len(LETTERS)} at most")
    rows = compare_sets(sets)
    letters, judged = LETTERS[: len(sets)], all(one.result.judged for one in sets)
    page = out.absolute().parent
    videos = [_video(one) for one in sets]
    html = render(
        "compare.html",
        scripts=SCRIPTS,
        styles=STYLES,
        data=_data(sets, videos, page, embed=embed),
        library="embed" if embed else f"{SHARED}/{LIBRARY}",
        sets=[_card(*one, page) for one in zip(letters, labels(sets), sets, videos, strict=True)],
        clips=[in_base64(video) if embed and video else "" for video in videos],
        exercise=sets[0].result.spec.many,
        event=_event_word(sets),
        rows=rows,
        headlines=headlines(rows, letters) if judged else [],
        judged=judged,
        stop=stop_sentences(one.result.triage for one in sets),
        cautions=cautions(sets, letters),
        told=told,
    )
    size = write_page(out, html)
    return Written(out, size, 0 if embed else share_library(page))


def labels(sets: Sequence[AnalysedSet]) -> list[str]:
    """A name for each set, with as much of its folder as tells it from the others."""
    names = [one.name for one in sets]
    nested = [f"{one.folder.absolute().parent.name}/{one.name}" for one in sets]
    folders = [str(one.folder) for one in sets]
    for candidates in (names, nested):
        if len(set(candidates)) == len(sets):
            return candidates
    return folders


def default_name(sets: Sequence[AnalysedSet]) -> Path:
    """A name that tells what is compared, for the current folder."""
    names = plain("-".join(label.rpartition(".")[0] or label for label in labels(sets)))
    allowed = "".join("-" if letter in NOT_IN_NAMES else letter for letter in names)
    return Path(f"compare-{allowed[:NAME_LETTERS]}.html")


def headlines(rows: Sequence[Row], letters: str) -> list[str]:
    """What can be said of each set against the first, a sentence or two each."""
    return [_headline(rows, place, letter, letters[0]) for place, letter in enumerate(letters[1:])]


def _headline(rows: Sequence[Row], place: int, letter: str, first: str) -> str:
    found = [
        f"{row.quantity.more if word == 'more' else row.quantity.less}, {_by(row, place)}"
        for word in ("more", "less")
        for row in rows
        if row.words[place] == word
    ]
    if not found:
        return f"There is no clear difference between {first} and {letter}."
    said = f"In {letter}, compared with {first}: {'; '.join(found)}."
    unsure = len(rows) - len(found)
    others = "The other figure shows" if unsure == 1 else f"The other {unsure} figures show"
    return f"{said} {others} no clear difference." if unsure else said


def _by(row: Row, place: int) -> str:
    """By how much, as "by 40 deg (31 to 49)"."""
    apart, quantity = row.differences[place], row.quantity
    value, *ends = (abs(end) for end in (apart.value, apart.low, apart.high))
    size, low, high = (figure(end, quantity.places) for end in (value, *sorted(ends)))
    return f"by {size} {quantity.apart or quantity.unit} ({low} to {high})"


def _video(one: AnalysedSet) -> Path | None:
    return one.file("video") or one.source_video()


def _data(
    sets: Sequence[AnalysedSet], videos: Sequence[Path | None], page: Path, *, embed: bool
) -> JsonObject:
    charts = [chart_of(one.result) for one in sets]
    chart = charts[0]
    return {
        "chart": {
            "label": chart.label,
            "part": chart.part.capitalize(),
            "unit": chart.unit,
            "event": _event_word(sets),
        },
        "limits": sorted({line.at for each in charts for line in each.limits[:1]}),
        "sets": [
            {
                "letter": letter,
                "video": "" if embed or not video else relative(video, page),
                "offset_s": offset_s(one),
                "courses": _courses(one, chart.scale),
                "spans": [[event.start_s, event.end_s] for event in one.result.events],
            }
            for letter, one, video in zip(LETTERS, sets, videos, strict=False)
        ],
    }


def _event_word(sets: Sequence[AnalysedSet]) -> str:
    """What is laid over each other: "rep" or "hold"."""
    return str((Counted.REP if sets[0].result.reps else Counted.HOLD).value)


def _courses(one: AnalysedSet, scale: float) -> JsonObject:
    """As degrees, or as per cent of the trunk's length."""
    found = courses(one, one.result.events)
    return found | {
        "each": [_scaled(each, scale) for each in found["each"]],
        "mean": _scaled(found["mean"], scale),
    }


def _scaled(levels: Sequence[float | None], scale: float) -> list[float | None]:
    return [None if level is None else round(scale * level, 2) for level in levels]


def _card(letter: str, label: str, one: AnalysedSet, video: Path | None, page: Path) -> JsonObject:
    report = one.file("report")
    warned = Counter((each.severity, each.code) for each in one.result.warnings)
    return {
        "letter": letter,
        "label": label,
        "recorded": one.result.source.recorded,
        "sentences": sentences(one.result),
        "warned": [(severity, count, TITLES[code]) for (severity, code), count in warned.items()],
        "events": [_choice(event) for event in one.result.events],
        "video": video is not None,
        "still": worst_still(one),
        "report": relative(report, page) if report else "",
    }


def _choice(event: JudgedRep | Hold) -> str:
    """A rep or hold as it is chosen: its number and what was found of it."""
    if isinstance(event, Hold):
        return f"{event.number}: {figure(event.measures['duration_s'].value, 1, unit=' s')}"
    peak_deg = event.measures["neck_flexion_peak_deg"].value
    found = filter(None, (event.neck, figure(peak_deg, unit=" deg", unknown="")))
    return f"{event.number}: {', '.join(found)}"
