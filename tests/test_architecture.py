from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import formcheck

ROOT = Path(formcheck.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))

# The core, from the bottom up: a module knows its own layer and those below it.
LAYERS = (
    {"pose", "frame", "errors"},
    {"geometry", "network", "readings", "filters", "agreement"},
    {
        "smoothing",
        "plausible",
        "baseline",
        "neck",
        "neck_sights",
        "side_view",
        "front_view",
        "refit",
    },
    {"risks", "limits", "exercises"},
    {"camera_watch", "analyzer", "recognise"},
    {"session"},
)
CORE = set().union(*LAYERS)
SHELL = {"sources", "detectors", "overlay", "outputs"}  # know the core and not each other
SHARED = {"errors", "__init__"}  # anybody may raise an error and tell the version
DRAWS = "outputs.annotated_video"  # the one output that is a picture knows how to draw it

PURE = {  # of the standard library: no files, no clock, no chance
    *("__future__", "collections", "dataclasses", "enum", "functools", "itertools", "math"),
    *("operator", "statistics", "typing"),
    "datetime",  # days of the calendar, for soreness; what day it is has to be passed in
}
FORBIDDEN_CALLS = {"open", "print", "input", "eval", "exec", "__import__"}
FORBIDDEN_WORDS = ("manager", "utils", "helper", "handler")
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}  # of datetime
FILE_LINES, FUNCTION_LINES = 260, 45


def module(path: Path) -> str:
    """formcheck/core/risks/strain.py is risks.strain."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def part(name: str) -> str:
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
        name.partition(".")[2] or "__init__" for name in imports(path) if part(name) == "formcheck"
    }


def files(parts: set[str]) -> list[Path]:
    return [path for path in FILES if part(module(path)) in parts]


def test_the_core_is_all_there() -> None:
    assert {part(module(path)) for path in files(CORE)} == CORE
    assert {part(module(path)) for path in files(SHELL)} == SHELL


@pytest.mark.parametrize("path", files(CORE), ids=module)
def test_the_core_imports_numpy_and_itself_no_files_no_clock_no_chance(path: Path) -> None:
    others = {name for name in imports(path) if part(name) != "formcheck"}
    assert {name for name in others if part(name) == "numpy"} <= {"numpy", "numpy.typing"}
    assert {part(name) for name in others} <= PURE | {"numpy"}
    assert {part(name) for name in own(path)} <= CORE


@pytest.mark.parametrize("path", files(CORE), ids=module)
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


def layer(name: str) -> int:
    return next(i for i, parts in enumerate(LAYERS) if part(name) in parts)


@pytest.mark.parametrize("path", files(CORE), ids=module)
def test_the_core_depends_downwards(path: Path) -> None:
    for name in own(path):
        assert layer(name) <= layer(module(path)), f"{module(path)} imports {name}"


def test_no_module_depends_on_itself_by_a_detour() -> None:
    needs = {module(path): own(path) for path in FILES}
    left = dict(needs)
    while left:
        free = [name for name, needed in left.items() if not needed & left.keys() - {name}]
        assert free, f"a circle among {sorted(left)}"
        for name in free:
            del left[name]


@pytest.mark.parametrize("path", files(SHELL), ids=module)
def test_sources_detectors_overlay_and_outputs_know_the_core_and_not_each_other(
    path: Path,
) -> None:
    known = CORE | SHARED | {part(module(path))}
    if module(path) == DRAWS:
        known |= {"overlay"}
    assert {part(name) for name in own(path)} <= known


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


@pytest.mark.parametrize("path", files(CORE), ids=module)
def test_what_crosses_a_boundary_is_frozen(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                assert "dataclass" not in ast.unparse(decorator) or (
                    isinstance(decorator, ast.Call)
                    and {"frozen=True", "slots=True"}
                    <= {ast.unparse(keyword) for keyword in decorator.keywords}
                ), node.name


COACHING = (  # what decides in a live run: like the core, without files or a clock
    *("coach", "course", "ending", "neutral", "placing", "portrayal", "posture"),
    *("scene", "set_run", "steady", "words"),
)


@pytest.mark.parametrize("name", COACHING)
def test_what_decides_in_a_live_run_knows_the_core_and_no_files_no_clock(name: str) -> None:
    path = ROOT / "live" / f"{name}.py"
    assert {part(other) for other in imports(path)} <= PURE | {"numpy", "formcheck"}
    known = {f"live.{other}" for other in COACHING} | {"sources.trouble"}
    assert {other for other in own(path) if part(other) not in CORE} <= known
    called = {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert not called & FORBIDDEN_CALLS
