"""What the terminal shows of `formcheck agree`."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table

from formcheck.results.sentences import many, scaled, with_ends
from formcheck.review.agreement.caveats import NO_KAPPA, notes
from formcheck.review.agreement.kappa import LEVEL
from formcheck.review.agreement.raters import UNSURE, WORDS, Comparison, Found
from formcheck.system.console import table
from formcheck.system.safe_text import plain

TITLES = {
    "reps": "Reps: was the neck bent too far?",
    "holds": "Holds: was the position held for too long?",
    "warnings": "Warnings: do the coaches agree with each other?",
}


def shown(found: Found) -> list[RenderableType]:
    """The tables, and below them what is worth knowing about their figures."""
    parts: list[RenderableType] = [_reviewed(found), ""]
    for what, title in TITLES.items():
        chosen = [one for one in found.comparisons if one.what == what]
        if chosen:
            parts += [title, "", _agreements(chosen), ""]
            with_all = [one for one in chosen if one.kind != "pair"]
            parts += [_crossed(with_all[-1]), ""] if with_all else []
    if found.answers:
        parts += ["Warnings: was formcheck right, in the coaches' eyes?", "", _right(found), ""]
    listed = Table.grid(padding=(0, 1, 0, 0))
    listed.add_column()
    listed.add_column(overflow="fold")  # a long path is broken, never cut
    for note in notes(found):
        listed.add_row("-", note)
    return [*parts, listed]


def _reviewed(found: Found) -> str:
    coaches = sorted({review.reviewer for review in found.reviews})
    videos = len({review.sha256 for review in found.reviews})
    files = many(len(found.reviews), "review")
    return f"{files} of {many(videos, 'video')}, by {plain(', '.join(coaches))}."


def _agreements(comparisons: Sequence[Comparison]) -> Table:
    who, agreed, figure = "First, second", "Agreed", f"Kappa ({100 * LEVEL:.0f} %)"
    first, second, videos = "First\ncan't\ntell", "Second\ncan't\ntell", "Videos"
    made = table(
        who, agreed, figure, first, second, videos,
        right=(agreed, figure, first, second, videos), flexible=who,
    )  # fmt: skip
    for one in comparisons:
        made.add_row(
            plain(f"{one.first}, {one.second}"),
            f"{one.agreed} of {one.judged}",
            with_ends(one.kappa, 2) or NO_KAPPA,
            *(str(count) if UNSURE in WORDS[one.what] else "" for count in one.unsure),
            str(one.videos),
        )
    return made


def _crossed(comparison: Comparison) -> Table:
    """How often each word met each."""
    words = WORDS[comparison.what]
    down = f"{comparison.first}, down;\n{plain(comparison.second)}, across"
    made = table(down, *words, right=words, flexible=down)
    for word, counts in zip(words, comparison.table, strict=True):
        made.add_row(word, *map(str, counts))
    return made


def _right(found: Found) -> Table:
    warning, right, part, videos = "Warning", "Right", f"Share ({100 * LEVEL:.0f} %)", "Videos"
    made = table(warning, right, part, videos, right=(right, part, videos), flexible=warning)
    for one in found.answers:
        made.add_row(
            plain(one.code),
            f"{one.agreed} of {one.judged}",
            with_ends(scaled(one.share, 100), unit=" %"),
            str(one.videos),
        )
    return made
