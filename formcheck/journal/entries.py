"""What the journal holds, as values; instants are in UTC, NaN is what isn't known."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, timezone
from typing import Any

from formcheck.core.risks.soreness import Trained
from formcheck.system.json_files import instant


def new_uid() -> str:
    """What a new entry is known by in any journal."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who keeps a journal.

    ``log_live`` says whether live sets are kept, ``load`` is the class of the weights that they
    lift, as last stated; both are None while nobody has asked them.
    """

    number: int
    name: str
    log_live: bool | None = None
    load: str | None = None


@dataclass(frozen=True, slots=True)
class LoggedWarning:
    """What is kept of a warning."""

    code: str
    severity: str
    message: str

    @property
    def cause(self) -> str:
        """Which of the four causes of neck pain it belongs to, or "camera"."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """One set.

    ``dated`` tells where its time comes from: "recorded" by the camera, "stated" by the
    person, or "logged" when it was added. ``neck_limit_deg`` and ``hold_limit_s`` are the
    limits it was judged by. ``end_s`` is NaN for a clip that was looked at to its end.
    """

    at: datetime
    day: date
    exercise: str
    dated: str = "stated"
    reps: int = 0
    holds: int = 0
    held_s: float = math.nan
    load: str = ""
    weight_kg: float = math.nan
    worst_peak_deg: float = math.nan
    worst_peak_low_deg: float = math.nan
    worst_peak_high_deg: float = math.nan
    dose_deg_s: float = math.nan
    too_far: int = 0
    cant_tell: int = 0
    warnings: tuple[LoggedWarning, ...] = ()
    coverage: float = math.nan
    neck_limit_deg: float = math.nan
    hold_limit_s: float = math.nan
    limits_sha256: str = ""
    model: str = ""
    model_sha256: str = ""
    version: str = ""
    source_name: str = ""
    source_sha256: str = ""
    start_s: float = math.nan
    end_s: float = math.nan
    words: str = ""
    uid: str = field(default_factory=new_uid)
    number: int = 0  # its place in this journal; 0 before it is there

    @property
    def past_limit(self) -> bool:
        """Whether it brought a warning of form that asked for more than notice."""
        return any(
            one.severity != "notice" and one.cause in ("strain", "cramp") for one in self.warnings
        )

    def trained(self) -> Trained:
        """The set as far as soreness goes."""
        return Trained(
            day=self.day,
            exercise=self.exercise,
            count=self.reps + self.holds,
            held_s=self.held_s,
            load=self.load,
            weight_kg=self.weight_kg,
            past_limit=self.past_limit,
        )


SET_COLUMNS = tuple(part.name for part in fields(LoggedSet) if part.name != "number")
TYPES = {part.name: str(part.type) for part in fields(LoggedSet)}


def stored_instant(moment: datetime) -> str:
    """An instant as it is stored: in UTC and of one length, so that text sorts as time does."""
    return moment.astimezone(timezone.utc).isoformat(timespec="microseconds")


def stored(value: object) -> object:
    """A value as SQLite and JSON hold it; None for what isn't known."""
    if isinstance(value, datetime):
        return stored_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps([asdict(part) for part in value], ensure_ascii=False)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def read(kind: str, value: Any) -> Any:
    """The value of a field of such a type from how it is stored. Raises ValueError, TypeError."""
    if kind == "datetime":
        return instant(value)
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "float":
        return math.nan if value is None else float(value)
    if kind.startswith("tuple"):
        names = [part.name for part in fields(LoggedWarning)]
        return tuple(LoggedWarning(*(one[name] for name in names)) for one in json.loads(value))
    return value


def set_of(row: Mapping[str, Any]) -> LoggedSet:
    """A set from its row."""
    values = {name: read(TYPES[name], row[name]) for name in SET_COLUMNS}
    return LoggedSet(**values, number=row["id"])
