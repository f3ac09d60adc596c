"""What contributors run: ``nox -s tests``, ``quick``, ``lint``, ``docs``, ``wheel``, ..."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import nox

nox.options.sessions = ["lint", "quick"]
nox.options.reuse_existing_virtualenvs = True

ROOT = Path(__file__).parent
QUICK = ("-m", "not slow", "-n", "2")


@nox.session
def tests(session: nox.Session) -> None:
    """All tests; those that need a browser, a screen or OpenGL are skipped where it is missing."""
    session.install("-e", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session
def quick(session: nox.Session) -> None:
    """The tests that take under two minutes together."""
    session.install("-e", ".[dev]")
    session.run("pytest", *QUICK, *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """The quick tests, and which lines and branches they leave out."""
    session.install("-e", ".[dev]")
    session.run("pytest", *QUICK, "--cov", "--cov-report=term", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Format, lint, types, spelling."""
    session.install("-e", ".[dev]")
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("mypy", "--strict", "formcheck", "benchmarks")
    session.run("codespell")


@nox.session
def docs(session: nox.Session) -> None:
    """The site, strictly, into site/; ``nox -s docs -- serve`` shows it while you write."""
    session.install("-e", ".[docs]")
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    session.run("mkdocs", *(session.posargs or ("build", "--strict")), env=quiet)


@nox.session
def screens(session: nox.Session) -> None:
    """Write what commands print today into README and docs; look at the difference."""
    session.install("-e", ".[dev]")
    session.run("pytest", "tests/docs/test_screens.py", env={"FORMCHECK_REWRITE_SCREENS": "1"})


@nox.session
def pictures(session: nox.Session) -> None:
    """Make the pictures of README and docs anew, from the sample videos."""
    session.install("-e", ".[dev]")
    session.run("python", "docs/pictures.py")


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel and run the quick tests against it, away from the source."""
    built, room = (Path(session.create_tmp()) / name for name in ("dist", "room"))
    for folder in (built, room):
        shutil.rmtree(folder, ignore_errors=True)
    session.install("build")
    session.run("python", "-m", "build", "--outdir", str(built))
    (package,) = built.glob("*.whl")
    session.install(f"{package}[dev]")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607
    for name in listed.stdout.decode().splitlines():
        if not name.startswith("formcheck/"):
            (room / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, room / name)
    session.chdir(room)
    session.run("pytest", *(session.posargs or QUICK))
