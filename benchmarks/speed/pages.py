"""How fast a long set's page is in a browser, and how large.

    python -m benchmarks.speed.pages [CLIP] [--minutes N]

A clip is analysed once; its frames, reps, warnings and annotated video are repeated until they
fill half an hour, and the page of that is opened in Chromium. "Opens" is from asking for the
page to the second picture painted after all scripts ran; what the page's own thread worked
of that is told too, because other programs don't lengthen it. "Seeks" is from a click on the
curve to the picture; "drag" is the time between paints while the curve is dragged.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from formcheck.detectors import open_detector
from formcheck.jobs.options import Options
from formcheck.jobs.video_job import check_video
from formcheck.pages.report import write_report

Json = dict[str, Any]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "situp_behind.mp4"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
OPENS_TARGET_S = 3.0
CLICKS = 20
TIMES = 3  # that the page is opened
PAINTED = "() => new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"
SEEK = """(share) => new Promise(go => {
  const {over} = formcheck.charts[0].u, box = over.getBoundingClientRect();
  const at = {clientX: box.left + share * box.width, clientY: box.top + 60, pointerId: 1};
  const from = performance.now();
  const done = () => go(performance.now() - from);
  formcheck.player.video.addEventListener("seeked", done, {once: true});
  over.setPointerCapture = () => {};
  over.dispatchEvent(new PointerEvent("pointerdown", at));
  over.dispatchEvent(new PointerEvent("pointerup", at));
})"""
WATCH_PAINTS = """() => { const tick = at => { paints.push(at); requestAnimationFrame(tick); };
  if (!window.paints) requestAnimationFrame(tick);
  window.paints = []; }"""


def main() -> None:
    """Print the figures of one long page, and of one that carries everything inside."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--minutes", type=float, default=30.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        short, long = Path(room) / "short.formcheck", Path(room) / "long.formcheck"
        detector = open_detector("blazepose-full")
        check_video(asked.clip, short, Options(), detector)
        detector.close()
        turns = repeat(short, long, 60.0 * asked.minutes)
        began = time.perf_counter()
        sizes = write_report(long)
        written_s = time.perf_counter() - began
        rows = [
            ("page", f"{sizes.page / 1e6:.2f} MB"),
            ("library", f"{sizes.library / 1e3:.0f} kB"),
        ]
        rows += [("written in", f"{written_s:.1f} s"), *measure(long / "report.html")]
        show(f"{asked.minutes:g} minutes, {turns} times {asked.clip.name}", rows)


def repeat(short: Path, long: Path, least_s: float) -> int:
    """Write a set that is ``short`` again and again for ``least_s`` seconds; how often."""
    long.mkdir()
    result: Json = json.loads((short / "result.json").read_text("utf-8"))
    head, *rows = (short / "frames.csv").read_text("utf-8").splitlines()
    step_s = result["source"]["duration_s"]
    turns = int(-(-least_s // step_s))
    with (long / "frames.csv").open("w", encoding="utf-8") as file:
        file.write(head + "\n")
        for turn in range(turns):
            for row in rows:
                time_s, rest = row.split(",", 1)
                file.write(f"{float(time_s) + turn * step_s:.4f},{rest}\n")
    for kind in ("reps", "holds", "warnings"):
        result[kind] = [
            shifted(event, turn, step_s, len(result["reps"] or result["holds"]))
            for turn in range(turns)
            for event in result[kind]
        ]
    result["source"]["duration_s"] = turns * step_s
    (long / "result.json").write_text(json.dumps(result), encoding="utf-8")
    repeat_video(short / "annotated.mp4", long / "annotated.mp4", turns, step_s)
    return turns


def shifted(event: Json, turn: int, step_s: float, events: int) -> Json:
    """A rep, hold or warning of a later turn."""
    times = {
        name: round(event[name] + turn * step_s, 4)
        for name in ("start_s", "top_s", "end_s")
        if name in event
    }
    name = "number" if "number" in event else "rep"
    number = event[name] + turn * events if event[name] else event[name]
    return event | times | {name: number}


def repeat_video(short: Path, long: Path, turns: int, step_s: float) -> None:
    """The same pictures again and again, without encoding them anew."""
    with av.open(str(short)) as source, av.open(str(long), "w") as target:
        stream = source.streams.video[0]
        copy = target.add_stream_from_template(stream)
        packets = [packet for packet in source.demux(stream) if packet.size]
        base = stream.time_base or Fraction(1)
        times = [(packet.pts or 0, packet.dts or 0) for packet in packets]
        for turn in range(turns):
            later = round(turn * step_s / base)
            for packet, (pts, dts) in zip(packets, times, strict=True):
                packet.stream, packet.time_base = copy, base
                packet.pts, packet.dts = pts + later, dts + later
                target.mux(packet)


def measure(path: Path) -> list[tuple[str, str]]:
    """Open a page as a person would, click on its curve, drag it and zoom."""
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        wire = page.context.new_cdp_session(page)
        wire.send("Performance.enable", {"timeDomain": "threadTicks"})
        opens: list[float] = []
        busy: list[float] = []
        for _ in range(TIMES):
            began = time.perf_counter()
            page.goto(path.absolute().as_uri())
            page.evaluate(PAINTED)
            opens.append(time.perf_counter() - began)
            metrics = wire.send("Performance.getMetrics")["metrics"]
            busy.append(next(row["value"] for row in metrics if row["name"] == "TaskDuration"))
        while not page.evaluate("formcheck.player.video.readyState > 1"):
            page.wait_for_timeout(20)
        seeks = [page.evaluate(SEEK, (i * 0.618) % 1) for i in range(1, CLICKS + 1)]
        rows = [
            ("opens, median (worst)", f"{told(opens)} s, target {OPENS_TARGET_S:.0f}"),
            ("of that the page's own thread worked", f"{told(busy)} s"),
            ("seeks, median (worst)", f"{told(seeks, 0)} ms"),
            ("drag over the whole set, median (worst)", f"{told(drag(page), 0)} ms"),
        ]
        for _ in range(5):
            page.keyboard.press("+")
        rows.append(("drag, zoomed, median (worst)", f"{told(drag(page), 0)} ms"))
        browser.close()
    return rows


def drag(page: Page) -> list[float]:
    """Milliseconds between paints while the curve is dragged from one end to the other."""
    box = page.locator("#chart-main .u-over").bounding_box()
    if box is None:
        raise SystemExit("the page shows no curve")
    page.evaluate(WATCH_PAINTS)
    page.mouse.move(box["x"] + 2, box["y"] + 80)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 80, steps=60)
    page.mouse.up()
    paints: list[float] = page.evaluate("paints.splice(0)")
    return [later - earlier for earlier, later in pairwise(paints)]


def told(values: Sequence[float], digits: int = 2) -> str:
    """Median and worst."""
    return f"{statistics.median(values):.{digits}f} ({max(values):.{digits}f})"


def show(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Print the figures."""
    table = Table("what", "figure", title=title)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main()
