"""Coaches' reviews of sets: read from files, checked, the newest of each kept."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from formcheck.core.errors import FormcheckError
from formcheck.system.json_files import JsonObject, read_json
from formcheck.system.json_schema import fault

_REMEDY = "judge the set on its report page and save it there"


@cache
def schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a review."""
    text = Path(__file__).with_name("review.schema.json").read_text("utf-8")
    loaded: JsonObject = json.loads(text)
    return loaded


@dataclass(frozen=True, slots=True)
class Judged:
    """A rep or hold of which both formcheck and the coach said a word."""

    number: int
    start_s: float
    end_s: float
    formcheck: str
    coach: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A warning, and whether the coach agrees; ``rep`` is None for the camera's."""

    code: str
    start_s: float
    end_s: float
    rep: int | None
    agree: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What the coach wrote at a time of the video."""

    time_s: float
    text: str


@dataclass(frozen=True, slots=True)
class Review:
    """What one coach thinks of one result; ``reviewer`` is never empty."""

    path: Path
    name: str
    sha256: str
    version: str
    detector: str
    limits_sha256: str
    reviewer: str
    saved: str
    reps: tuple[Judged, ...]
    holds: tuple[Judged, ...]
    warnings: tuple[Answered, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The reviews that could be read, and why others could not, a line each."""

    reviews: tuple[Review, ...]
    faults: tuple[str, ...]


def load_reviews(paths: Iterable[Path]) -> Loaded:
    """The reviews in files, and in the files review*.json of folders; each file once.

    One that can't be read stops no other.
    """
    reviews: list[Review] = []
    faults: list[str] = []
    seen: set[str] = set()
    for path in paths:
        told = len(faults)
        folder = os.path.isdir(path)  # noqa: PTH112  # Path.is_dir raises for too long a name
        found = _in_folder(path, faults) if folder else [path]
        if not found and len(faults) == told:
            faults.append(f"{path} holds no review*.json: {_REMEDY}")
        for file in found:
            real = os.path.realpath(file)
            if real in seen:
                continue
            seen.add(real)
            try:
                reviews.append(load_review(file))
            except FormcheckError as error:
                faults.append(str(error))
    return Loaded(tuple(reviews), tuple(faults))


def _in_folder(folder: Path, faults: list[str]) -> list[Path]:
    def note(error: OSError) -> None:
        faults.append(f"{error.filename} can't be read ({error.strerror}): check its permissions")

    found = []
    for root, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(root) / name
            for name in sorted(files)
            if name.startswith("review") and name.endswith(".json")
        ]
    return found


def load_review(path: Path) -> Review:
    """One review. Raises FormcheckError where the file can't be read or is none."""
    try:
        loaded = read_json(path)
    except OSError as error:
        raise FormcheckError(f"{path} can't be read ({error.strerror}): check the name") from error
    except ValueError as error:
        raise FormcheckError(f"{path} is no review (it is not JSON): {_REMEDY}") from error
    wrong = fault(loaded, schema())
    if wrong is not None:
        raise FormcheckError(f"{path} is no review ({wrong}): {_REMEDY}")
    return Review(
        path=path,
        name=loaded["source"]["name"],
        sha256=loaded["source"]["sha256"],
        **loaded["result"],
        reviewer=loaded["reviewer"].strip() or path.name,
        saved=loaded["saved"],
        reps=tuple(Judged(**part) for part in loaded["reps"]),
        holds=tuple(Judged(**part) for part in loaded["holds"]),
        warnings=tuple(Answered(**part) for part in loaded["warnings"]),
        notes=tuple(Note(**part) for part in loaded["notes"]),
    )


def newest(reviews: Sequence[Review]) -> tuple[list[Review], list[tuple[Review, Review]]]:
    """The last review of each video by each reviewer; and the others, each with the one kept."""
    last: dict[tuple[str, str], Review] = {}
    for review in reviews:
        key = (review.reviewer, review.sha256)
        last[key] = max(last.get(key, review), review, key=_when)
    others = [(review, last[review.reviewer, review.sha256]) for review in reviews]
    return list(last.values()), [(one, kept) for one, kept in others if one is not kept]


def _when(review: Review) -> tuple[str, str]:
    """Sorts by time: without its Z, a second comes before its own fractions."""
    return review.saved.removesuffix("Z"), str(review.path)
