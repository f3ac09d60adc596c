"""A set that was analysed before, read back from its folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.risks.triage import Triage
from formcheck.outputs import FILES
from formcheck.outputs.dictionary import MEASURE_ENDS
from formcheck.results.load import REMEDY, load_result
from formcheck.results.model import SetResult
from formcheck.results.paths import RESULTS, is_folder
from formcheck.sources.video import file_sha256

Floats = NDArray[np.float64]

LANDMARKS_FROM = "nose_x_px"  # the first column of frames.csv that no page needs
PHASE = "phase"
JUDGES = ("video", "captions", "report")  # files that say what is wrong with a set's form


@dataclass(frozen=True, slots=True, eq=False)
class AnalysedSet:
    """What the folder of a set holds.

    ``result`` is what its result.json says. ``columns`` holds ``time_s``, ``rep`` and every measure
    with the ends of its interval, each (T,) and NaN where unknown; ``phases`` has T words.
    ``withheld`` are the files in which form is judged while it may not be.
    """

    folder: Path
    result: SetResult
    columns: Mapping[str, Floats]
    phases: tuple[str, ...]
    withheld: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the video, or of the file of poses."""
        return self.result.source.name

    def file(self, name: str) -> Path | None:
        """One of the files that a check writes, by its name in ``--write``; None if not there."""
        path = self.folder / FILES[name]
        return path if name not in self.withheld and path.is_file() else None

    def under(self, triage: Triage | None) -> AnalysedSet:
        """The set as it may be shown to somebody of that triage."""
        if triage is None or triage.coaches:
            return self
        withheld = JUDGES if self.result.judged else ()
        return replace(self, result=self.result.under(triage), withheld=withheld)

    def source_video(self) -> Path | None:
        """The clip itself where it lies beside the folder, unchanged."""
        path = self.folder.absolute().parent / self.name
        try:
            same = path.is_file() and file_sha256(path) == self.result.source.sha256
        except FormcheckError:
            return None
        return path if same else None


def load_set(folder: Path) -> AnalysedSet:
    """Read a set back. Raises FormcheckError for a folder that lacks what a page needs."""
    result = load_result(folder)
    path = folder / FILES["frames"]
    try:
        columns, phases = _read_columns(path)
        wanted = {name + end for name in result.spec.measures for end in MEASURE_ENDS}
        if not wanted <= columns.keys():
            raise ValueError(f"{path} has no column {min(wanted - columns.keys())}")
    except OSError as error:
        raise FormcheckError(f"{path} can't be read ({error.strerror}): {REMEDY}") from error
    except (ValueError, StopIteration) as error:
        raise FormcheckError(f"{path} is broken: {REMEDY}") from error
    return AnalysedSet(folder, result, columns, phases)


def find_sets(paths: Iterable[Path]) -> list[Path]:
    """The folders of results that paths name, folders searched through, each once.

    A path is a folder of results, its result.json, a video that has results beside it, or a
    folder that holds some. Raises UsageError for a path that is none of these.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        folders = list(_folders(path))
        if not folders:
            raise UsageError(f"{path} holds no results: name a folder that `formcheck check` wrote")
        for folder in folders:
            found.setdefault(folder.absolute(), folder)
    return list(found.values())


def holds_sets(path: Path) -> bool:
    """Whether it is a folder of sets, not a set."""
    return is_folder(path) and not (path / FILES["result"]).is_file()


def _folders(path: Path) -> Iterator[Path]:
    if path.name == FILES["result"]:
        yield path.parent
    elif (path / FILES["result"]).is_file():
        yield path
    elif is_folder(path):
        for root, inside, _ in os.walk(path):
            inside.sort()
            sets = [name for name in inside if name.endswith(RESULTS) and not name.startswith(".")]
            yield from (Path(root) / name for name in sets)
            inside[:] = [name for name in inside if name not in sets and not name.startswith(".")]
    else:
        beside = (path.with_name(name + RESULTS) for name in (path.name, path.stem))
        yield from (folder for folder in beside if (folder / FILES["result"]).is_file())


def _read_columns(path: Path) -> tuple[dict[str, Floats], tuple[str, ...]]:
    """The columns before the landmarks, which are most of the file and cost most of the time."""
    with path.open(encoding="utf-8") as file:
        names = next(file).rstrip("\n").split(",")
        names = names[: names.index(LANDMARKS_FROM)] if LANDMARKS_FROM in names else names
        rows = [line.rstrip("\n").split(",", len(names))[: len(names)] for line in file]
    at = names.index(PHASE)
    phases = tuple(row.pop(at) for row in rows)
    names.pop(at)
    cells = np.array([[cell or "nan" for cell in row] for row in rows], dtype=np.float64)
    table = cells.reshape(len(rows), len(names))
    columns = {name: table[:, i] for i, name in enumerate(names)}
    if "time_s" not in columns or "rep" not in columns or not len(rows):
        raise ValueError(f"{path} has no frames")
    return columns, phases
