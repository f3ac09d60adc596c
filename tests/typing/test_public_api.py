"""Programs that import formcheck are checked by its types, as from an installed package."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from formcheck.core.readings import Rep
from tests.fixtures.recorded import played

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parents[1] / "docs" / "examples").glob("*.py"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("mypy") is None, reason="not installed: mypy"),
]


def check(program: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """What mypy says of a program in a folder of its own, so that formcheck is found installed."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", ""]
    copied = shutil.copy(program, cwd)
    return subprocess.run(  # noqa: S603  # a program of ours
        [*command, Path(copied).name], cwd=cwd, capture_output=True, text=True
    )


@pytest.mark.parametrize("program", [HERE / "public_api.py", *EXAMPLES], ids=lambda path: path.stem)
def test_a_program_that_uses_the_public_names_as_meant_is_accepted(
    program: Path, tmp_path: Path
) -> None:
    said = check(program, tmp_path)
    assert said.returncode == 0, said.stdout + said.stderr


def test_a_program_that_misuses_them_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "source" / "wrong.py"
    wrong.parent.mkdir()
    text = (HERE / "public_api.py").read_text("utf-8")
    wrong.write_text(re.sub(r"Frame\(0\.0, ", 'Frame("now", ', text), "utf-8")
    said = check(wrong, tmp_path)
    assert said.returncode == 1
    assert 'Argument 1 to "Frame" has incompatible type "str"; expected "float"' in said.stdout


def test_the_example_counts_the_reps_that_formcheck_counts() -> None:
    example = runpy.run_path(str(HERE.parents[1] / "docs" / "examples" / "count_reps.py"))
    found = example["reps"](HERE.parent / "data" / "situp.npz")
    events = (event for reading in played("situp").readings for event in reading.events)
    assert found == [event for event in events if isinstance(event, Rep)]
    assert found
