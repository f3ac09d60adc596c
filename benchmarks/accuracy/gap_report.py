"""The distance between rendered and real clips as a table, a plot and JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure as Sheet

from benchmarks.accuracy.gap import STRIKING, Gap
from benchmarks.accuracy.plot_style import BLUE, GREY, ORANGE, keep, sheet
from benchmarks.accuracy.tables import table

PLURALS = {"situp": "sit-ups", "shrug": "shrugs"}
REACH = 1.5  # how far beyond the edges, in their distance, a clip is still drawn in its place

TITLE = "# Rendered and real clips, compared"
HOW = f"""\
Each clip counts once. "rendered" and "real" are medians; nine of ten rendered clips lie in the
range beside. "outside" counts the real clips beyond it: one in ten would be by chance.
"distance" is Kolmogorov and Smirnov's, from 0 (alike) to 1 (apart); a star marks those that
chance would reach in fewer than {100 * STRIKING:.0f} of 100 cases, for that feature alone.
"more" is how often a real clip has more of it than a rendered one. Lengths are over the
trunk's at rest, in the picture unless it says "in space"."""
SO_FEW = """\
So few real clips, from a handful of people, can show a difference but never prove that there
is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The clips of one exercise, and how many of each side had a rest to measure from."""

    kind: str
    gaps: tuple[Gap, ...]
    rendered: int
    real: int
    left_out: int

    def words(self) -> str:
        """What was found, in a sentence or two."""
        apart = [gap for gap in self.gaps if gap.striking]
        often = [gap for gap in self.gaps if gap.outside > self.real / 2]
        beyond = sum(gap.outside for gap in self.gaps) / sum(len(gap.real) for gap in self.gaps)
        without = f" {self.left_out} without a rest were left out." if self.left_out else ""
        return (
            f"{self.rendered} rendered clips against {self.real} real ones.{without} "
            f"Of {len(self.gaps)} features {len(apart)} differ strikingly; in {len(often)} most "
            f"of the real clips lie outside. Over all features {100 * beyond:.0f} % of values "
            "lie outside, where 10 % would by chance."
        )

    def text(self, plot: str = "") -> str:
        """Heading, words, plot and table."""
        pieces = [f"## {PLURALS[self.kind].capitalize()}", f"{self.words()}\n{SO_FEW}"]
        if plot:
            shows = f"Real {PLURALS[self.kind]} (dots, n = {self.real}) among rendered ones"
            pieces.append(f"![{shows}]({plot})\n\n*{shows} (bar, n = {self.rendered}).*")
        header = ("feature", "rendered", "nine of ten", "real", "outside", "distance", "", "more")
        pieces.append(table(header, [_row(gap) for gap in self.gaps]))
        return "\n\n".join(pieces)

    def draw(self) -> Sheet:
        """A row for each feature: real clips on the scale of the rendered ones."""
        picture, (axes,) = sheet(7.2, 0.9 + 0.205 * len(self.gaps))
        axes.axvspan(0.0, 1.0, color=BLUE, alpha=0.13, lw=0)
        for row, gap in enumerate(self.gaps):
            low, high = gap.edges
            span = max(high - low, 1e-9)
            middle = (float(np.median(gap.rendered)) - low) / span
            axes.plot([middle] * 2, [row - 0.35, row + 0.35], color=BLUE, lw=1.6)
            places = (gap.real - low) / span
            shown = np.clip(places, -REACH, 1 + REACH)
            inside = (places >= 0) & (places <= 1)
            for chosen, colour, marker in (
                (inside, GREY, "o"),
                (~inside & (shown == places), ORANGE, "D"),
                (places > 1 + REACH, ORANGE, ">"),
                (places < -REACH, ORANGE, "<"),
            ):
                axes.plot(shown[chosen], np.full(chosen.sum(), row), marker, color=colour,
                          markersize=4.5, alpha=0.8)  # fmt: skip
        axes.set(xlim=(-REACH - 0.1, 1 + REACH + 0.1), ylim=(len(self.gaps) - 0.5, -0.5))
        axes.set_yticks(range(len(self.gaps)), [gap.name for gap in self.gaps], fontsize=8)
        axes.set_xticks([0, 1], ["5 %", "95 %"])
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel("of rendered clips lie below; the blue tick is their median")
        return picture


def write(folder: Path, comparisons: Sequence[Comparison]) -> None:
    """domain_gap.md, domain_gap.json and a plot of each exercise."""
    folder.mkdir(parents=True, exist_ok=True)
    plots = {}
    for one in comparisons:
        plots[one.kind] = f"domain_gap_{one.kind}.png"
        keep(one.draw(), folder / plots[one.kind])
    (folder / "domain_gap.md").write_text(text(comparisons, plots), encoding="utf-8")
    found = [
        {"kind": one.kind, "rendered": one.rendered, "real": one.real, "left_out": one.left_out,
         "features": [_of_gap(gap) for gap in one.gaps]}
        for one in comparisons
    ]  # fmt: skip
    kept = json.dumps(found, allow_nan=False)
    (folder / "domain_gap.json").write_text(kept + "\n", encoding="utf-8")


def text(comparisons: Sequence[Comparison], plots: dict[str, str] | None = None) -> str:
    """All of it for reading."""
    pieces = [TITLE, HOW, *(one.text((plots or {}).get(one.kind, "")) for one in comparisons)]
    return "\n\n".join(pieces) + "\n"


def _row(gap: Gap) -> tuple[str, ...]:
    low, high = gap.edges
    return (
        gap.name, _number(float(np.median(gap.rendered))), f"{_number(low)} to {_number(high)}",
        _number(float(np.median(gap.real))), f"{gap.outside} of {len(gap.real)}",
        f"{gap.distance:.2f}", "*" if gap.striking else "", f"{100 * gap.higher:.0f} %",
    )  # fmt: skip


def _of_gap(gap: Gap) -> dict[str, object]:
    low, high = gap.edges
    return {
        "name": gap.name, "rendered": round(float(np.median(gap.rendered)), 4),
        "low": round(low, 4), "high": round(high, 4),
        "real": [round(float(value), 4) for value in gap.real], "outside": gap.outside,
        "distance": round(gap.distance, 4), "striking": gap.striking,
        "higher": round(gap.higher, 4),
    }  # fmt: skip


def _number(value: float) -> str:
    """Two figures of it, or all before the point."""
    size = abs(value)
    return f"{value:.{0 if size >= 20 else 1 if size >= 2 else 2}f}"
