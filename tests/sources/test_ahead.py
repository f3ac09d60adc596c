from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator

import pytest

from formcheck.sources.ahead import read_ahead


class Counter:
    """Counts up, remembers how far it got and whether it was closed."""

    def __init__(self, end: int) -> None:
        self.made = 0
        self.thread = ""
        self.closed = threading.Event()
        self._end = end

    def items(self) -> Generator[int, None, None]:
        self.thread = threading.current_thread().name
        try:
            for i in range(self._end):
                self.made += 1
                yield i
        finally:
            self.closed.set()


def eventually(condition: Callable[[], bool]) -> bool:
    """Whether something comes true within two seconds."""
    deadline = time.monotonic() + 2.0
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.001)
    return condition()


@pytest.mark.parametrize("size", [1, 3, 100])
def test_items_come_unchanged_from_another_thread(size: int) -> None:
    counter = Counter(20)
    assert list(read_ahead(counter.items(), size)) == list(range(20))
    assert counter.thread != threading.current_thread().name
    assert counter.closed.is_set()


@pytest.mark.parametrize("size", [1, 3])
def test_it_reads_ahead_but_no_further_than_its_size(size: int) -> None:
    counter = Counter(100)
    ahead = read_ahead(counter.items(), size)
    assert next(ahead) == 0
    most = 1 + size + 1  # one taken, some ready, and one in hand that finds no room
    assert eventually(lambda: counter.made == most)
    time.sleep(0.05)
    assert counter.made == most
    ahead.close()


def test_closing_it_closes_what_it_reads_and_ends_the_thread() -> None:
    counter = Counter(10**9)
    threads = threading.active_count()
    items = counter.items()
    ahead = read_ahead(items, 2)
    next(ahead)
    assert threading.active_count() == threads + 1
    ahead.close()
    assert counter.closed.is_set()
    assert threading.active_count() == threads
    assert next(items, None) is None


def test_dropping_it_ends_the_thread() -> None:
    counter = Counter(10**9)
    for _ in read_ahead(counter.items(), 2):
        break
    gc.collect()
    assert eventually(counter.closed.is_set)


def test_an_error_arrives_after_the_items_before_it() -> None:
    def broken() -> Generator[int, None, None]:
        yield 1
        yield 2
        raise OSError("lost")

    taken = []
    with pytest.raises(OSError, match="lost"):
        for item in read_ahead(broken(), 1):
            taken.append(item)
    assert taken == [1, 2]


def test_what_was_never_begun_starts_no_thread() -> None:
    threads = threading.active_count()
    read_ahead(Counter(5).items(), 1).close()
    assert threading.active_count() == threads


def test_an_iteration_left_behind_does_not_keep_python_alive() -> None:
    program = """
from formcheck.sources.ahead import read_ahead
def count():
    while True:
        yield 0
kept = read_ahead(count(), 1)
next(kept)
"""
    done = subprocess.run([sys.executable, "-c", program], timeout=20)  # noqa: S603  # our own text
    assert done.returncode == 0
