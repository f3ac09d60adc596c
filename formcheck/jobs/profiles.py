"""Neutrals kept from one day to another: a small file for each person, in the data folder."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from platformdirs import user_data_path

from formcheck.core.baseline.estimate import Baseline
from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.pose import Floats, Pose, no_spots, with_all_spots
from formcheck.jobs.options import Options
from formcheck.system.atomic_write import write_whole
from formcheck.system.json_files import JsonObject, parse_json, read_json

SCHEMA = "formcheck.profile/1"
NAME = re.compile(r"[\w][\w .-]{0,39}")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # on Windows
DIGITS = 4  # of a pixel, and of a metre
SIZE_MAX = 1 << 20  # bytes; a profile has ten thousand


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody's neutrals by exercise; ``asked`` names the file as a result keeps it."""

    name: str
    neutrals: Mapping[str, Baseline]
    asked: str


def profile_path(name: str) -> Path:
    """Where the profile of this name lies. Raises UsageError for what can't be a file's name."""
    if not NAME.fullmatch(name) or name != name.rstrip(" .") or RESERVED.fullmatch(name):
        raise UsageError(
            f"profile {name!r}: use letters, digits, spaces, dots and dashes, at most 40"
        )
    return user_data_path("formcheck", appauthor=False) / "profiles" / f"{name}.json"


def load_profile(name: str) -> Profile:
    """The profile of this name. Raises FormcheckError where there is none or it is broken."""
    path = profile_path(name)
    try:
        content = path.read_bytes() if path.stat().st_size <= SIZE_MAX else b""
    except FileNotFoundError as error:
        raise FormcheckError(
            f"there is no profile {name} ({path}): make it with `formcheck calibrate {name}`"
        ) from error
    except OSError as error:
        raise FormcheckError(
            f"{path} can't be read ({error.strerror}): check its permissions"
        ) from error
    try:
        stored = parse_json(content)
        if stored["schema"] != SCHEMA:
            raise ValueError(stored["schema"])
        neutrals = {kind: _baseline(part) for kind, part in stored["neutrals"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormcheckError(
            f"{path} is no profile of this version, or it is broken: "
            f"make it anew with `formcheck calibrate {name}`"
        ) from error
    return Profile(name, neutrals, f"{name} {hashlib.sha256(content).hexdigest()[:12]}")


def with_profile(options: Options, name: str) -> Options:
    """The options of a run with the profile of this name; as they are where none is named.

    Raises as ``load_profile``.
    """
    if not name:
        return options
    profile = load_profile(name)
    return replace(options, profile=profile.asked, neutrals=profile.neutrals)


def save_neutral(name: str, exercise: str, baseline: Baseline) -> Path:
    """Keep a neutral in a profile, beside those of other exercises; where it lies now.

    The day is told wherever the neutral is used. Raises FormcheckError where it can't be
    written, UsageError for a name that no file can have.
    """
    path = profile_path(name)
    kept: dict[str, JsonObject] = {}
    with suppress(OSError, ValueError, KeyError, TypeError):  # then it is made anew
        kept = dict(read_json(path)["neutrals"])
    kept[exercise] = {
        "origin": f"profile {name} of {datetime.now():%Y-%m-%d}",
        "points": _plain(baseline.neutral.points),
        "world": _plain(baseline.neutral.world),
        "spots": _plain(baseline.neutral.spots),
    }
    text = json.dumps({"schema": SCHEMA, "name": name, "neutrals": kept}, allow_nan=False)
    # A body's measures are nobody else's business.
    write_whole(path, f"{text}\n".encode(), private=True)
    return path


def _plain(numbers: Floats) -> list[list[float | None]]:
    """Numbers as JSON knows them: one that is missing is null."""
    return [
        [round(number, DIGITS) if math.isfinite(number) else None for number in row]
        for row in numbers.tolist()
    ]


def _baseline(part: JsonObject) -> Baseline:
    points, world = _array(part["points"], (33, 2)), _array(part["world"], (33, 3))
    spots = no_spots()
    if "spots" in part:  # older profiles have none, or fewer
        spots = _checked(with_all_spots(np.array(part["spots"], np.float64)), spots.shape)
    return Baseline(Pose(0.0, points, world, np.ones(33), spots), str(part["origin"]))


def _array(rows: list[list[float | None]], shape: tuple[int, int]) -> Floats:
    return _checked(np.array(rows, dtype=np.float64), shape)  # None becomes NaN


def _checked(made: Floats, shape: tuple[int, ...]) -> Floats:
    if made.shape != shape:
        raise ValueError(made.shape)
    return made
