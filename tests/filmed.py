"""Sets with videos beside their results, made without the pose model, and their reports."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from clips import write_video
from playwright.sync_api import Page
from recorded import TOUCHY, USUAL, clip, played, write_all

from formcheck.pages.report import FILE, write_report
from formcheck.sources.video import file_sha256

Json = dict[str, Any]

RATE_HZ = 10
SIZE_PX = (96, 160)
PATIENCE_S = 10.0


def filmed(folder: Path, name: str = "situp", **changed: Any) -> Path:
    """The folder of a recorded set with its annotated video, and the clip beside it.

    ``changed`` replaces parts of its result.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "clip.mp4").write_bytes(video(name, 40))
    made = write_all(folder / "clip.formcheck", played(name, TOUCHY if name == "shrug" else USUAL))
    (made / "annotated.mp4").write_bytes(video(name, 90))
    change(made, source={"sha256": file_sha256(folder / "clip.mp4")}, **changed)
    return made


def change(made: Path, **parts: Any) -> None:
    """Write other parts into a result; a mapping changes what it names."""
    path = made / "result.json"
    result = json.loads(path.read_text("utf-8"))
    for name, part in parts.items():
        result[name] = {**result[name], **part} if isinstance(part, dict) else part
    path.write_text(json.dumps(result), "utf-8")


def blank(made: Path, column: str, from_s: float, to_s: float) -> None:
    """Forget a measure with its interval between two times."""
    path = made / "frames.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    names = head.split(",")
    places = [names.index(column + end) for end in ("", "_low", "_high")]
    for i, row in enumerate(rows):
        cells = row.split(",")
        if from_s <= float(cells[0]) < to_s:
            for place in places:
                cells[place] = ""
            rows[i] = ",".join(cells)
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")


def opened(page: Page, made: Path, *, embed: bool = False) -> Page:
    """The report of a set, written and open, its video ready."""
    write_report(made, embed=embed)
    page.goto((made / FILE).as_uri())
    until(page, "!formcheck.player.video || formcheck.player.video.readyState > 1")
    return page


def until(page: Page, condition: str, argument: object = None) -> None:
    """Wait for a condition in the page, which forbids Playwright's own waiting to evaluate one."""
    give_up = time.monotonic() + PATIENCE_S
    while not page.evaluate(condition, argument):
        assert time.monotonic() < give_up, condition
        page.wait_for_timeout(20)


def shown_s(page: Page) -> float:
    """The time of the video's picture, once it stands still."""
    until(page, "!formcheck.player.video.seeking")
    time_s: float = page.evaluate("formcheck.player.video.currentTime")
    return time_s


@cache
def video(name: str, level: int) -> bytes:
    """A video as long as a recorded clip, in which a square walks."""
    times_s = np.arange(0.0, float(clip(name).time_s[-1]), 1 / RATE_HZ).tolist()

    def picture(i: int) -> np.ndarray[Any, np.dtype[np.uint8]]:
        image = np.full((*SIZE_PX, 3), level, np.uint8)
        image[40:56, i : i + 16] = 255
        return image

    with TemporaryDirectory() as room:
        path = Path(room) / "clip.mp4"
        write_video(path, times_s, picture, coding={"preset": "ultrafast", "g": "20"})
        return path.read_bytes()
