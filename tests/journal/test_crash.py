"""Many processes that write at once, and processes that are killed as they write."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from formcheck.journal.people import person_named
from formcheck.journal.sets import sets_of
from formcheck.journal.store import open_journal
from tests.fixtures import fresh_process
from tests.fixtures.journals import is_sound

WRITERS, KILLS = 100, 200

# Forks writers from one process that has imported everything. Each tells of every set that
# was committed, in a file of its own, with one write.
NURSERY = """
import os, sys
from datetime import datetime, timezone
from pathlib import Path
from formcheck.journal.entries import LoggedSet
from formcheck.journal.people import person_named
from formcheck.journal.sets import add_set
from formcheck.journal.store import open_journal

path, told = Path(sys.argv[1]), Path(sys.argv[2])
NOW = datetime.now(timezone.utc)

def write(many):
    log = os.open(told / f"{os.getpid()}.txt", os.O_CREAT | os.O_WRONLY)
    with open_journal(path) as journal:
        person = person_named(journal, None)
        for _ in range(many):
            one = LoggedSet(NOW, NOW.date(), "situp", reps=10, words="x" * 900)
            add_set(journal, person, one)
            os.write(log, (one.uid + "\\n").encode())
    os._exit(0)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            write(int(line))
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
    print(child, flush=True)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks writers"),
]


class Nursery:
    def __init__(self, folder: Path) -> None:
        self.path, self.told = folder / "journal.sqlite3", folder / "told"
        self.told.mkdir()
        self._errors = (folder / "errors").open("w+")
        self._process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-c", NURSERY, str(self.path), str(self.told)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def start(self, many: int) -> int:
        """Fork a writer of so many sets; gives back its process number."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{many}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> str:
        """Wait for the nursery; gives back what went wrong in the writers that weren't killed."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._errors.seek(0)
        told = self._errors.read()
        self._errors.close()
        return told

    def committed(self) -> set[str]:
        """What the writers told of; a kill may tear a line where a page of memory ends."""
        told = (file.read_text().splitlines(keepends=True) for file in self.told.iterdir())
        return {line.strip() for lines in told for line in lines if line.endswith("\n")}


def finished(nursery: Nursery, pid: int, many: int) -> bool:
    log = nursery.told / f"{pid}.txt"
    return log.exists() and log.read_text().count("\n") == many


def test_a_hundred_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    nursery = Nursery(tmp_path)
    writers = [nursery.start(3) for _ in range(WRITERS)]
    until = time.monotonic() + 60
    while not all(finished(nursery, pid, 3) for pid in writers):
        assert time.monotonic() < until, nursery.end()
        time.sleep(0.05)
    assert nursery.end() == ""
    with open_journal(nursery.path) as journal:
        kept = {one.uid for one in sets_of(journal, person_named(journal, None))}
    assert kept == nursery.committed()
    assert len(kept) == 3 * WRITERS
    assert is_sound(nursery.path)


def test_two_hundred_kills_in_mid_write_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    nursery, chance = Nursery(tmp_path), random.Random(7)  # noqa: S311  # no secret
    with open_journal(nursery.path) as journal:
        person_named(journal, None)
    for _ in range(KILLS // 2):  # two at a time, so that one may die while the other waits
        pids = [nursery.start(1_000_000) for _ in range(2)]
        for pid in pids:
            time.sleep(chance.uniform(0.0, 0.06))
            os.kill(pid, signal.SIGKILL)
    assert nursery.end() == ""
    with open_journal(nursery.path) as journal:
        kept = {one.uid for one in sets_of(journal, person_named(journal, None))}
    assert nursery.committed() <= kept
    assert len(kept) > KILLS  # they were killed at work, not before it
    assert is_sound(nursery.path)


def test_a_write_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from formcheck.journal.people import begin, people
from formcheck.journal.store import open_journal
with open_journal(Path(sys.argv[1])) as journal:
    begin(journal, "Ana")
    try:
        with journal.writing():
            journal.connection.execute("DELETE FROM people")
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        print([person.name for person in people(journal)])
"""
    assert fresh_process.run(program, tmp_path / "journal.sqlite3")[0] == "['Ana']\n"
