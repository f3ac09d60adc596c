"""report.html: the coach's page of one set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from formcheck.core.analysis.set_summary import NOT_JUDGED
from formcheck.core.readings import Hold, Rep
from formcheck.core.risks.triage import Triage
from formcheck.outputs import FILES
from formcheck.outputs.result import hold_json, rep_json, warning_json
from formcheck.pages import review
from formcheck.pages.chart import chart_of
from formcheck.pages.curves import columns, courses, worst_s
from formcheck.pages.explanations import meanings
from formcheck.pages.html_page import (
    LIBRARY,
    SHARED,
    in_base64,
    relative,
    render,
    share_library,
    write_page,
)
from formcheck.pages.stills import stills
from formcheck.pages.words import (
    MARKS,
    Event,
    advice,
    asked_span,
    counts,
    facts,
    headline,
    hold_rows,
    rep_row,
    stop_sentences,
    when,
)
from formcheck.pages.worst_moment import offset_s
from formcheck.results.analysed_set import AnalysedSet, load_set
from formcheck.results.model import SetResult
from formcheck.results.sentences import sentences
from formcheck.system.json_files import JsonObject

FILE = FILES["report"]
SCRIPTS = (
    *("data.js", "theme.js", "player.js", "view.js", "spans.js", "curves.js", "courses.js"),
    *("pointer.js", "readout.js", "jumps.js", "commands.js", "keys.js", "dock.js", "print.js"),
    *review.SCRIPTS,
)
WITHOUT_REVIEW = tuple(name for name in SCRIPTS if name not in review.SCRIPTS)
STYLES = ("theme.css", "report.css", "stage.css", "tables.css", "paper.css", review.STYLE)


@dataclass(frozen=True, slots=True)
class PageSizes:
    """Bytes of a page, and of the plotting library that pages share (0 where it is inside)."""

    page: int
    library: int


@dataclass(frozen=True, slots=True)
class Videos:
    """Where the page finds its videos, "" where there is none."""

    annotated: str
    clean: str
    inside: str = ""


def write_report(
    folder: Path, *, embed: bool = False, place: Path | None = None, triage: Triage | None = None
) -> PageSizes:
    """Write the page of the set in ``folder``, to be opened in ``place`` or there.

    With ``embed`` the library and the annotated video become parts of the page. ``triage`` is that
    of the person today, where it may differ from what it was when the set was analysed. Raises
    FormcheckError where the set can't be read or the page can't be written.
    """
    analysed, home = load_set(folder).under(triage), place or folder
    videos = _videos(analysed, home, embed)
    earlier, left_out = review.earlier_review(home, analysed.result.source.sha256)
    library = "embed" if embed else relative(home.absolute().parent / SHARED / LIBRARY, home)
    html = render(
        "report.html",
        scripts=SCRIPTS if analysed.result.judged else WITHOUT_REVIEW,
        styles=STYLES,
        data=payload(analysed, videos, earlier),
        library=library,
        **_words(analysed),
        left_out=left_out,
        videos=videos,
    )
    return PageSizes(
        write_page(folder / FILE, html),
        0 if embed else share_library(home.absolute().parent),
    )


def payload(analysed: AnalysedSet, videos: Videos, earlier: JsonObject | None) -> JsonObject:
    """What the page's scripts read."""
    result = analysed.result
    tool, source = result.tool, result.source
    return {
        "key": f"{source.sha256}.{result.limits_sha256}",
        "source": {"name": source.name, "sha256": source.sha256},
        "result": {
            "version": tool.version,
            "detector": tool.detector,
            "limits_sha256": result.limits_sha256,
        },
        "chart": asdict(chart_of(result)),
        "video": {
            "annotated": videos.annotated or None,
            "clean": videos.clean or None,
            "annotated_offset_s": offset_s(analysed),
        },
        "columns": columns(analysed),
        "courses": courses(analysed, result.events),
        "reps": [
            rep_json(rep, rep.neck) | {"worst_s": worst_s(analysed, rep)} for rep in result.reps
        ],
        "holds": [
            hold_json(hold) | _judging(result) | {"worst_s": worst_s(analysed, hold)}
            for hold in result.holds
        ],
        "warnings": list(map(warning_json, result.warnings)),
        "review": earlier if result.judged else None,
    }


def _judging(result: SetResult) -> JsonObject:
    """What takes the limit from a hold that may not be judged."""
    return {} if result.judged else {"limit_s": None, "neck": NOT_JUDGED}


def _words(analysed: AnalysedSet) -> dict[str, object]:
    """What the template says in words."""
    result = analysed.result

    def worst(events: Sequence[Rep | Hold]) -> list[float]:
        return [worst_s(analysed, event) for event in events]

    return {
        "name": analysed.name,
        "result": result,
        "stop": stop_sentences([result.triage]),
        "when": when(result),
        "headline": headline(result),
        "counts": counts(result),
        "sentences": sentences(result)[0 if result.judged else 1 :],
        "advice": advice(result),
        "chart": chart_of(result),
        "reps": _with_stills(analysed, list(map(rep_row, result.reps, worst(result.reps)))),
        "holds": _with_stills(analysed, hold_rows(result, worst(result.holds))),
        "meanings": meanings(result),
        "facts": facts(result),
        "asked_span": asked_span(result.asked),
        "marks": MARKS,
    }


def _videos(analysed: AnalysedSet, home: Path, embed: bool) -> Videos:
    annotated = analysed.file("video")
    if embed:
        coded = in_base64(annotated) if annotated else ""
        return Videos("inside" if coded else "", "", coded)
    clean = replace(analysed, folder=home).source_video()
    return Videos(annotated.name if annotated else "", relative(clean, home) if clean else "")


def _with_stills(analysed: AnalysedSet, events: Sequence[Event]) -> list[Event]:
    annotated = analysed.file("video")
    if annotated is None:
        return list(events)
    shown = stills(annotated, [event.worst_s - offset_s(analysed) for event in events])
    return [replace(event, still=still) for event, still in zip(events, shown, strict=True)]
