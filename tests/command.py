"""Run formcheck's command line in this process, as its console script would."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass

import pytest

from formcheck import cli

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on standard error, of a command that wrote nothing else."""
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert self.err.startswith("formcheck: ")
        return self.err.removeprefix("formcheck: ").rstrip("\n")


class Command:
    """The command ``formcheck``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capfd = monkeypatch, capfd

    def __call__(self, *arguments: object) -> Ran:
        answers = {number: signal.getsignal(number) for number in SIGNALS}
        self._monkeypatch.setattr(sys, "argv", ["formcheck", *map(str, arguments)])
        self._capfd.readouterr()
        try:
            with pytest.raises(SystemExit) as end:
                cli.main()
        finally:
            for number, answer in answers.items():
                signal.signal(number, answer)
        return Ran(int(end.value.code or 0), *self._capfd.readouterr())
