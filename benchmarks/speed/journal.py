"""How long every command of the journal takes with ten years of daily sets in it.

    python -m benchmarks.speed.journal

Prints the seconds that each command takes after start-up: modules are loaded by a run on
another, empty journal before.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from typer.main import get_command

from formcheck.cli import app
from formcheck.core.readings import UNKNOWN
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.pain import PainEntry, Screen
from formcheck.journal import dates
from formcheck.journal.check_ins import add_entry, begin_pain, close_pain
from formcheck.journal.entries import LoggedSet, LoggedWarning, Person
from formcheck.journal.people import begin
from formcheck.journal.prompts import keep_answers, red_flags_given
from formcheck.journal.service import log_result, questions_at_start, standing
from formcheck.journal.sets import add_set
from formcheck.journal.store import Journal, open_journal
from formcheck.outputs.job import Asked, SourceFacts, ToolFacts
from formcheck.results.model import JudgedRep, Neutral, SetResult

PROGRAM = get_command(app)
DAYS = 3653
TARGET_S = 0.3
RUNS = 5
ONCE = ("close", "delete", "forget", "import to")  # a second time there is nothing left to do
WARNING = LoggedWarning(
    "strain.neck-flexed",
    "caution",
    "Rep 3: your neck bent 34 deg from neutral (28 to 40); the limit is 25.",
)


def fill(path: Path) -> None:
    """Ten years: a set a day, and every month a pain with its questions, of two people."""
    with open_journal(path) as journal:
        person = begin(journal, "Ana")
        begin(journal, "Ben")
        journal.connection.execute("PRAGMA synchronous = OFF")  # only to fill it
        for ago in range(DAYS, -1, -1):
            add_set(journal, person, _set(ago))
            if ago % 30 == 0:
                _pain(journal, person, ago)


def _set(ago: int) -> LoggedSet:
    at = dates.now() - timedelta(days=ago)
    return LoggedSet(
        at,
        at.date(),
        "situp" if ago % 2 else "shrug",
        "recorded",
        reps=20 * (ago % 2),
        holds=5 * (1 - ago % 2),
        held_s=50.0,
        weight_kg=10.0,
        worst_peak_deg=34.0,
        dose_deg_s=12.0,
        warnings=(WARNING,) * (ago % 4),
        coverage=0.99,
        limits_sha256="0" * 64,
        source_name=f"set{ago}.mp4",
        source_sha256=f"{ago:064}",
        start_s=0.0,
    )


def _pain(journal: Journal, person: Person, ago: int) -> None:
    at = dates.now() - timedelta(days=ago)
    with journal.writing():
        pain = begin_pain(journal, person, "neck", at.date())
        for day in range(3):
            then = at + timedelta(days=day)
            add_entry(journal, pain, PainEntry(then, then.date(), 3 - day, "stiff"))
    keep_answers(journal, person, pain, Screen(at, at.date(), red_flags_given("none")))
    close_pain(journal, pain, at.date())


def commands(folder: Path) -> list[Sequence[str]]:
    """Every command with arguments that make it work hard; what removes something comes last."""
    export = str(folder / "export.json")
    return [
        ("add", "situp", "--reps", "20", "--person", "Ana"),
        ("list", "--person", "Ana"),
        ("show", "9", "--person", "Ana"),
        ("edit", "9", "--reps", "21", "--person", "Ana"),
        ("week", "--person", "Ana"),
        ("page", "--out", str(folder / "page.html"), "--person", "Ana"),
        ("pain", "3", "--red-flags", "none", "--person", "Ana"),
        ("close", "--person", "Ana"),
        ("cleared", "--person", "Ana"),
        ("health", "--health", "none", "--person", "Ana"),
        ("new", "Cleo"),
        ("export", export),
        ("export", str(folder / "export.csv")),
        ("import", export),
        ("backup",),
        ("delete", "9", "--yes", "--person", "Ana"),
        ("restore", "--yes"),
        ("forget", "Cleo", "--yes"),
    ]


def timed(call: Callable[[], object], runs: int = 1) -> tuple[float, float]:
    """The median of how long a call took by the clock, and of the processor's time, in seconds."""
    clocks, processors = [], []
    for _ in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        call()
        clocks.append(time.perf_counter() - began)
        processors.append(time.process_time() - worked)
    return statistics.median(clocks), statistics.median(processors)


def run(path: Path, command: Sequence[str]) -> None:
    """Run a command without showing what it prints."""
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")):
        PROGRAM.main(["journal", *command, "--journal", str(path)], standalone_mode=False)


def hooks(path: Path) -> dict[str, Callable[[], object]]:
    """What `check` and `live` ask of the journal."""
    now, result = dates.now(), _result()
    return {
        "standing": lambda: standing("Ana", now, "situp", path=path),
        "questions_at_start": lambda: questions_at_start("Ana", now, path=path),
        "log_result": lambda: log_result(result, "Ana", now, path=path),
    }


def _result() -> SetResult:
    measures = {"neck_dose_deg_s": UNKNOWN, "neck_flexion_peak_deg": UNKNOWN}
    return SetResult(
        source=SourceFacts("live", "f" * 64, 60.0, 1800, 640, 480),
        tool=ToolFacts("0", "x", None, None, "0" * 64),
        limits_sha256="0" * 64,
        asked=Asked("situp"),
        exercise="situp",
        limits=Limits(),
        view_yaw_deg=0.0,
        coverage=1.0,
        neutral=Neutral(20.0, "rest 0.0-2.0 s", rested=True),
        reps=tuple(JudgedRep(i, 6.0 * i, 6.0 * i + 1, 6.0 * i + 3, measures) for i in range(10)),
        holds=(),
        warnings=(),
        notes=(),
    )


def main() -> int:
    """Print the time of every command; exit code 1 where one takes longer than the target."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        empty, path = folder / "empty" / "journal.sqlite3", folder / "full" / "journal.sqlite3"
        fill(path)
        with open_journal(empty) as journal:
            add_set(journal, begin(journal, "Ana"), _set(0))
            for ago in range(10):
                add_set(journal, begin(journal, "Ana"), _set(ago))
        for command in commands(folder / "empty"):
            run(empty, command)
        print(f"{DAYS} days, {path.stat().st_size / 1e6:.1f} MB")
        worst = 0.0
        calls: dict[str, Callable[[], object]] = {
            " ".join(Path(word).name for word in command[:2]): partial(run, path, command)
            for command in commands(folder / "full")
        }
        calls["import to an empty one"] = partial(
            run, folder / "new.sqlite3", ("import", str(folder / "full" / "export.json"))
        )
        for shown, call in {**calls, **hooks(path)}.items():
            took_s, worked_s = timed(call, 1 if shown.startswith(ONCE) else RUNS)
            worst = max(worst, took_s)
            print(f"{shown:22} {took_s:.3f} s, of the processor {worked_s:.3f} s")
    print(f"slowest {worst:.3f} s, target {TARGET_S} s")
    return int(worst > TARGET_S)


if __name__ == "__main__":
    sys.exit(main())
