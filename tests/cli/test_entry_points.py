"""The ways in: the module, the shell's completion, the types."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest

from formcheck import __version__
from tests.fixtures.command import Command


def test_python_runs_the_package_as_a_module() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "formcheck", "--version"], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"formcheck {__version__}\n", "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("formcheck che", {"check"}),
        ("formcheck check --wri", {"--write"}),
        ("formcheck check --exercise s", {"shrug", "situp"}),
        ("formcheck journal pa", {"page", "pain"}),
    ],
)
def test_the_shell_completes_commands_flags_and_their_values(
    typed: str,
    offered: set[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("_FORMCHECK_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
    ran = Command(monkeypatch, capfd)()
    assert (ran.code, set(ran.out.split()), ran.err) == (0, offered, "")


def test_type_checkers_are_told_that_there_are_types() -> None:
    assert files("formcheck").joinpath("py.typed").is_file()
