"""Run a program in a process of its own, where nothing has been imported yet."""

from __future__ import annotations

import os
import subprocess
import sys


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    """Start it, with formcheck and the tests' own modules to import."""
    return subprocess.Popen(  # noqa: S603  # a program from our own tests
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(program: str, *arguments: object) -> tuple[str, str]:
    """What it wrote to standard output and to standard error; it must end well."""
    with start(program, *arguments) as process:
        out, err = process.communicate()
    assert process.returncode == 0, err
    return out, err
