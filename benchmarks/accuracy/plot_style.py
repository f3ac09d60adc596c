"""How plots look, and how they are kept: small, and the same bytes for the same figures."""

from __future__ import annotations

import io
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet
from PIL import Image

BLUE, ORANGE, PURPLE, GREY = "#0072B2", "#D55E00", "#AA4499", "#777777"
"""Told apart by people who see few colours (Okabe & Ito 2008, Tol 2021); shapes differ too."""

DOTS_PER_INCH = 120
COLOURS = 256


def sheet(width_in: float, height_in: float, columns: int = 1) -> tuple[Sheet, list[Axes]]:
    """An empty picture with plain axes side by side."""
    picture = Sheet(figsize=(width_in, height_in), layout="constrained")
    every = [picture.add_subplot(1, columns, at + 1) for at in range(columns)]
    for axes in every:
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(color="0.92", lw=0.6)
        axes.set_axisbelow(True)
        axes.tick_params(labelsize=9)
    return picture, every


def keep(picture: Sheet, path: Path) -> None:
    """Write a picture as a PNG of few colours."""
    drawn = io.BytesIO()
    picture.savefig(drawn, format="png", dpi=DOTS_PER_INCH, bbox_inches="tight", pad_inches=0.06)
    with Image.open(drawn) as image:
        small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
