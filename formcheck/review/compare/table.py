"""What the terminal shows of sets that are compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from formcheck.results.sentences import figure
from formcheck.review.compare.intervals import told
from formcheck.review.compare.quantities import Row
from formcheck.system.console import table
from formcheck.system.safe_text import plain

INTERVALS = (
    "The brackets hold the 90 % interval: the error that all reps of a video share, and the "
    "scatter between reps. Less or more is said only where zero lies outside it."
)
STYLES = {"less": "cyan", "more": "cyan", "can't tell": "dim"}


def difference_tables(
    rows: Sequence[Row], letters: str, labels: Sequence[str]
) -> Iterator[RenderableType]:
    """Which letter is which set, then a table for each that is held against the first."""
    for letter, label in zip(letters, labels, strict=False):
        yield Text(f"{letter}  {plain(label)}", no_wrap=True, overflow="ignore")
    first = letters[0]
    for place, letter in enumerate(letters[1 : len(labels)]):
        apart = f"{letter} against {first}"
        made = table(
            "Mean", first, letter, apart, "", right=(first, letter, apart), flexible="Mean"
        )
        for row in rows:
            places = row.quantity.places
            word = row.words[place]
            made.add_row(
                f"{row.quantity.name}, {row.quantity.unit}",
                figure(row.means[0].value, places),
                figure(row.means[place + 1].value, places),
                told(row.differences[place], places, "+"),
                Text(word, STYLES[word]),
            )
        yield ""
        yield made
