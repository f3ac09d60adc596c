from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import formcheck
from formcheck.core.exercises import EXERCISES, NONE
from formcheck.detectors import DETECTORS
from formcheck.outputs import OUTPUTS

ROOT = Path(formcheck.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

# The rooms, in the order in which a frame walks through them: each knows those before it.
ROOMS = (
    *("core", "frame", "run", "system", "sources", "detectors", "overlay", "outputs", "results"),
    *("review", "journal", "pages", "jobs", "live", "cli", "__main__"),
)
# The same within the core.
CORE = (
    *("errors", "pose", "readings", "kinematics", "baseline", "measures", "risks", "exercises"),
    "analysis",
)
TOP_FOLDERS, TOP_FILES = 14, 4

PURE = {  # of the standard library: no files, no clock, no chance
    *("__future__", "collections", "dataclasses", "enum", "functools", "itertools", "math"),
    *("operator", "statistics", "typing"),
    "datetime",  # days of the calendar, for soreness; what day it is has to be passed in
}
FORBIDDEN_CALLS = {"open", "print", "input", "eval", "exec", "__import__"}
FORBIDDEN_WORDS = ("manager", "utils", "helper", "handler")
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}  # of datetime
FILE_LINES, FUNCTION_LINES = 400, 50


def module(path: Path) -> str:
    """formcheck/core/risks/strain.py is risks.strain."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def room(name: str) -> str:
    """The file or folder of formcheck that a module belongs to."""
    return name.partition(".")[0]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            whole = [f"{node.module}.{name.name}" for name in node.names]
            inner = [name for name in whole if is_module(name)]
            found |= set(inner) if len(inner) == len(whole) else {str(node.module), *inner}
    return found


def is_module(name: str) -> bool:
    place = ROOT.parent.joinpath(*name.split("."))
    return place.with_suffix(".py").exists() or (place / "__init__.py").exists()


def own(path: Path) -> set[str]:
    """The modules of formcheck that a file imports, without the name of the package."""
    return {
        name.partition(".")[2] or "__init__" for name in imports(path) if room(name) == "formcheck"
    }


CORE_FILES = [path for path in FILES if room(module(path)) == "core"]


def rank(name: str) -> tuple[int, int]:
    """Where a module stands in the order: of its room, and within the core."""
    inner = name.split(".")[1] if name.startswith("core.") else ""
    return ROOMS.index(room(name)), CORE.index(inner) if inner else -1


def test_the_rooms_are_all_there_and_few() -> None:
    top = {room(module(path)) for path in FILES} - {"__init__"}
    assert top == set(ROOMS)
    assert sum((ROOT / name).is_dir() for name in ROOMS) <= TOP_FOLDERS
    assert len(list(ROOT.glob("*.py"))) <= TOP_FILES
    assert {module(path).split(".")[1] for path in CORE_FILES if path.parent != ROOT / "core"} | {
        path.stem for path in (ROOT / "core").glob("*.py") if path.stem != "__init__"
    } == set(CORE)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_room_knows_only_those_before_it(path: Path) -> None:
    if module(path) == "__init__":
        assert not own(path)
        return
    for name in own(path) - {"__init__"}:
        assert rank(name) <= rank(module(path)), f"{module(path)} imports {name}"


@pytest.mark.parametrize("path", CORE_FILES, ids=module)
def test_the_core_imports_numpy_and_itself_no_files_no_clock_no_chance(path: Path) -> None:
    others = {name for name in imports(path) if room(name) != "formcheck"}
    assert {name for name in others if room(name) == "numpy"} <= {"numpy", "numpy.typing"}
    assert {room(name) for name in others} <= PURE | {"numpy"}
    assert {room(name) for name in own(path)} <= {"core"}


@pytest.mark.parametrize("path", CORE_FILES, ids=module)
def test_the_core_reads_no_file_and_tells_nobody(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else ""
            assert name not in FORBIDDEN_CALLS, f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in CLOCKS | {"random", "fromfile", "tofile", "loadtxt", "savez"}, (
                f"{path}:{node.lineno}"
            )
        assert not isinstance(node, ast.Global | ast.Nonlocal), f"{path}:{node.lineno}"


def test_no_module_depends_on_itself_by_a_detour() -> None:
    needs = {module(path): own(path) for path in FILES}
    left = dict(needs)
    while left:
        free = [name for name, needed in left.items() if not needed & left.keys() - {name}]
        assert free, f"a circle among {sorted(left)}"
        for name in free:
            del left[name]


SHELL = ("sources", "detectors", "overlay", "outputs")
DRAWS = "outputs.annotated_video"  # the one output that is a picture knows how to draw it


@pytest.mark.parametrize(
    "path", [path for path in FILES if room(module(path)) in SHELL], ids=module
)
def test_sources_detectors_overlay_and_outputs_do_not_know_each_other(path: Path) -> None:
    strangers = set(SHELL) - {room(module(path))}
    if module(path) == DRAWS:
        strangers -= {"overlay"}
    assert not {room(name) for name in own(path)} & strangers


@pytest.mark.parametrize(
    "path", [path for path in FILES if room(module(path)) == "detectors"], ids=module
)
def test_detectors_and_refiners_know_poses_and_nothing_that_is_measured_in_them(path: Path) -> None:
    known = {"core.errors", "core.pose", "core.kinematics"}
    core = {name for name in own(path) if room(name) == "core"}
    assert {".".join(name.split(".")[:2]) for name in core} <= known


OPENED = {
    *((name, f"{module}.open_detector") for name, module in DETECTORS.items()),
    *((name, f"{kind.module}.open_output") for name, kind in OUTPUTS.items() if kind.module),
}


@pytest.mark.parametrize(("name", "opens"), sorted(OPENED))
def test_a_registry_names_what_opens_each_entry(name: str, opens: str) -> None:
    holds, _, function = opens.rpartition(".")
    assert holds.startswith(("formcheck.detectors.", "formcheck.outputs."))
    assert callable(getattr(import_module(holds), function)), name


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_file_holds_one_idea_and_a_function_fits_a_screen(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_LINES, f"{node.name} has {lines} lines"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_names_say_what_a_thing_is(path: Path) -> None:
    found = [module(path)]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            found.append(node.name)
        elif isinstance(node, ast.arg):
            found.append(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.append(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.append(node.attr)
    for name in found:
        assert not any(word in name.lower() for word in FORBIDDEN_WORDS), name


@pytest.mark.parametrize("path", CORE_FILES, ids=module)
def test_what_crosses_a_boundary_is_frozen(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                assert "dataclass" not in ast.unparse(decorator) or (
                    isinstance(decorator, ast.Call)
                    and {"frozen=True", "slots=True"}
                    <= {ast.unparse(keyword) for keyword in decorator.keywords}
                ), node.name


COACHING = sorted((ROOT / "live" / "coaching").glob("*.py"))


@pytest.mark.parametrize("path", COACHING, ids=module)
def test_what_decides_in_a_live_run_knows_the_core_and_no_files_no_clock(path: Path) -> None:
    assert {room(other) for other in imports(path)} <= PURE | {"numpy", "formcheck"}
    known = {"core", "live.coaching", "sources.trouble"}
    assert {
        other for other in own(path) if not any(other.startswith(one) for one in known)
    } == set()
    called = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert not called & FORBIDDEN_CALLS


TEXTS = {".py", ".html", ".js", ".css", ".json"}
OUTSIDE = sorted(
    path
    for path in ROOT.rglob("*")
    if path.suffix in TEXTS and ROOT / "core" / "exercises" not in path.parents
)
NAMES = "|".join(name for name in EXERCISES if name != NONE)
NAMED = re.compile(rf"""["'`]({NAMES})["'`]|exercise\b.*["'`]{NONE}["'`]""")


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_exercise_is_told_by_its_name_outside_its_own_folder(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert not [line for line in lines if NAMED.search(line)]


def test_a_line_that_names_an_exercise_is_found() -> None:
    for name in EXERCISES:
        assert NAMED.search(f'if result.exercise == "{name}":')
