"""The set as a whole: what other programs read."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from formcheck.core.analysis.set_summary import (
    NOT_JUDGED,
    NeckVerdict,
    Session,
    SetSummary,
    verdict,
)
from formcheck.core.baseline.estimate import Baseline
from formcheck.core.exercises import AUTO, EXERCISES, spec_of
from formcheck.core.measures.side_view import SideView
from formcheck.core.readings import UNKNOWN, FormWarning, Hold, Measure, Reading, Rep, with_interval
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import Triage
from formcheck.frame import Frame
from formcheck.outputs.digits import places
from formcheck.outputs.job import Asked, FileOutput, Job, SourceFacts, ToolFacts
from formcheck.system.json_files import JsonObject

SCHEMA = "formcheck.result/1"

ENDS = ("value", "low", "high")  # of a measure
REP_INTERVALS = ("neck_flexion_peak_deg", "neck_dose_deg_s", "neck_extension_peak_deg")
HOLD_INTERVALS = ("elevation_peak",)
HOLD_VALUES = ("duration_s", "sag", "left_minus_right", "limit_s")
"""The measures of reps and holds that a result keeps: with their intervals, or without."""


class Result(FileOutput):
    """Folds the readings and writes JSON of ``schema()`` when it is closed.

    The same readings make the same bytes. ``limits_sha256`` stands for ``limits``, ``asked``
    is what was asked for; ``notes`` are sentences on what is worth knowing about the clip. The
    ``triage`` of the person is only in the file where it says anything.
    """

    def __init__(
        self,
        path: Path,
        *,
        source: SourceFacts,
        tool: ToolFacts,
        baseline: Baseline,
        limits: Limits,
        limits_sha256: str,
        asked: Asked,
        notes: Sequence[str] = (),
        triage: Triage | None = None,
    ) -> None:
        self._path = path
        self._source, self._baseline, self._limits = source, baseline, limits
        self._tool = asdict(tool) | {"limits_sha256": limits_sha256}
        self._asked = asked
        self._notes = list(notes)
        self._triage = triage or Triage()
        self._session = Session(limits)

    def write(self, frame: Frame, reading: Reading) -> None:
        """Take the next reading."""
        del frame  # a summary needs no picture
        self._session.add(reading)

    def close(self) -> None:
        """Write the file."""
        summary = self._session.summary()
        result = {
            "schema": SCHEMA,
            "source": asdict(self._source) | _numbers(duration_s=self._source.duration_s),
            "tool": self._tool,
            "asked": _asked(self._asked),
            "exercise": summary.exercise,
            **({"triage": triage_json(self._triage)} if self._triage.reasons else {}),
            "load": self._limits.cramp.load,
            "limits": asdict(self._limits),
            **_numbers(view_yaw_deg=summary.view_yaw_deg, coverage=summary.coverage),
            "baseline": _baseline(self._baseline, summary),
            "reps": [rep_json(rep, self._verdict(rep)) for rep in summary.reps],
            "holds": [hold_json(hold) for hold in summary.holds],
            "warnings": [warning_json(warning) for warning in summary.warnings],
            "notes": self._notes,
        }
        _write(self._path, result)

    def _verdict(self, rep: Rep) -> NeckVerdict:
        return verdict(rep, self._limits) if self._triage.coaches else NOT_JUDGED


def open_output(path: Path, job: Job) -> Result:
    """The result of a set."""
    return Result(
        path,
        source=job.source,
        tool=job.tool,
        baseline=job.baseline,
        limits=job.limits,
        limits_sha256=job.limits_sha256,
        asked=job.asked,
        notes=job.notes,
        triage=job.triage,
    )


def add_notes(path: Path, notes: Sequence[str]) -> None:
    """Add what only turned out later to a result that was written."""
    result: JsonObject = json.loads(path.read_text(encoding="utf-8"))
    result["notes"] += notes
    _write(path, result)


def _write(path: Path, result: JsonObject) -> None:
    text = json.dumps(result, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    # A file's name may hold bytes that are no text: JSON writes them just like this.
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a result, with every exercise that there is."""
    text = Path(__file__).with_name("result.schema.json").read_text("utf-8")
    loaded: JsonObject = json.loads(text)
    known = list(EXERCISES)
    loaded["properties"]["exercise"]["enum"] = known
    loaded["properties"]["asked"]["properties"]["exercise"]["enum"] = [AUTO, *known]
    return loaded


def triage_json(triage: Triage) -> JsonObject:
    """A triage as it stands in files: the level in words, why, and what to do."""
    return {
        "level": triage.level.words,
        "coaches": triage.coaches,
        "reasons": [
            {"code": reason.code, "sentence": reason.sentence, "source": reason.source}
            for reason in triage.reasons
        ],
        "advice": triage.level.advice,
    }


def _asked(asked: Asked) -> JsonObject:
    told = asdict(asked) | {"end_s": asked.end_s if math.isfinite(asked.end_s) else None}
    return told if asked.profile else {name: told[name] for name in told if name != "profile"}


def _baseline(baseline: Baseline, summary: SetSummary) -> JsonObject:
    spec = spec_of(summary.exercise)  # a side view takes its bearings from a trunk that lies
    judged = spec.judges_neck and spec.posture.lying and baseline.known
    neck_deg = SideView(baseline).neck_deg if judged else math.nan
    return {**_numbers(neck_deg=neck_deg), "from": baseline.origin}


def rep_json(rep: Rep, neck: NeckVerdict) -> JsonObject:
    """A rep as it stands in a result, with what is said of its neck."""
    hands, lead, trunk = (
        rep.measures.get(name, UNKNOWN)
        for name in ("hands_at_head", "neck_leads_s", "trunk_top_deg")
    )
    peak, dose, extension = (_interval(name, rep.measures) for name in REP_INTERVALS)
    return {
        "number": rep.number,
        **_numbers(start_s=rep.start_s, top_s=rep.top_s, end_s=rep.end_s),
        "neck": neck,
        "neck_unread": rep.neck_unread.value if rep.neck_unread else None,
        **peak,
        "neck_flexion_peak_phase": rep.peak_phase or None,
        **dose,
        **extension,
        "hands_at_head": bool(hands.value) if hands.known else None,
        **_numbers(neck_leads_s=lead.value, neck_leads_low_s=lead.low, neck_leads_high_s=lead.high),
        **_numbers(trunk_top_deg=trunk.value),
    }


def hold_json(hold: Hold) -> JsonObject:
    """A hold as it stands in a result."""
    measures = {"duration_s": with_interval(hold.end_s - hold.start_s, 0.0), **hold.measures}
    values = {name: measures.get(name, UNKNOWN).value for name in HOLD_VALUES}
    return {
        "number": hold.number,
        **_numbers(start_s=hold.start_s, end_s=hold.end_s),
        **_interval(*HOLD_INTERVALS, hold.measures),
        **_numbers(**values),
    }


def warning_json(warning: FormWarning) -> JsonObject:
    """A warning as it stands in a result."""
    return {
        "code": warning.code,
        "risk": warning.cause,
        "severity": warning.severity,
        **_numbers(start_s=warning.start_s, end_s=warning.end_s),
        "rep": warning.number or None,
        "message": warning.message,
        "advice": warning.advice,
    }


def _interval(name: str, measures: Mapping[str, Measure]) -> JsonObject:
    measure = measures.get(name, UNKNOWN)
    return {name: {end: _rounded(name, getattr(measure, end)) for end in ENDS}}


def _numbers(**numbers: float) -> JsonObject:
    return {name: _rounded(name, number) for name, number in numbers.items()}


def _rounded(name: str, number: float) -> float | None:
    """A number as finely as its unit deserves; None where it can't be had: JSON knows no NaN."""
    rounded = round(number, places(name)) + 0.0  # which turns -0.0 into 0.0
    return rounded if math.isfinite(rounded) else None
