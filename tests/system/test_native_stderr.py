from __future__ import annotations

import os
import threading

import pytest

from formcheck.system.native_stderr import native_stderr_silenced


def test_standard_error_is_silent_within_and_heard_after(capfd: pytest.CaptureFixture[str]) -> None:
    with native_stderr_silenced():
        os.write(2, b"within")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_standard_error_comes_back_when_the_block_fails(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), native_stderr_silenced():
        raise ZeroDivisionError
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_two_silences_that_overlap_both_end(capfd: pytest.CaptureFixture[str]) -> None:
    first_is_in, second_is_in, first_is_out = (threading.Event() for _ in range(3))

    def first() -> None:
        with native_stderr_silenced():
            first_is_in.set()
            second_is_in.wait(0.2)  # in vain: the second has to wait for the first
        first_is_out.set()

    def second() -> None:
        first_is_in.wait(5)
        with native_stderr_silenced():
            second_is_in.set()
            first_is_out.wait(5)

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"
