"""The one place where result.json is read: checked whole, then handed on as a SetResult."""

from __future__ import annotations

import math
from dataclasses import fields
from pathlib import Path

from formcheck.core.baseline.estimate import CALMEST, UNSEEN
from formcheck.core.errors import FormcheckError
from formcheck.core.readings import FormWarning, Hold, Measure, NeckUnread
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.triage import Level, Reason, Triage
from formcheck.outputs import FILES
from formcheck.outputs.job import Asked, SourceFacts, ToolFacts
from formcheck.outputs.result import ENDS, HOLD_INTERVALS, HOLD_VALUES, REP_INTERVALS, schema
from formcheck.results.model import JudgedRep, Neutral, SetResult
from formcheck.system.json_files import JsonObject, read_json
from formcheck.system.json_schema import fault

REMEDY = "analyse the video anew"


def load_result(folder: Path) -> SetResult:
    """The result that a folder holds.

    Raises FormcheckError, naming the file and what is wrong with it, where it holds none that
    meets the schema.
    """
    path = folder / FILES["result"]
    try:
        loaded = read_json(path)
    except (OSError, ValueError) as error:
        raise FormcheckError(f"{path} can't be read: {REMEDY}") from error
    if wrong := fault(loaded, schema()):
        raise FormcheckError(f"{path} is broken or of another version ({wrong}): {REMEDY}")
    return result_of(loaded)


def result_of(told: JsonObject) -> SetResult:
    """A result from JSON that meets ``schema()``."""
    tool = dict(told["tool"])
    limits_sha256 = tool.pop("limits_sha256")
    asked, baseline = told["asked"], told["baseline"]
    end_s = math.inf if asked["end_s"] is None else asked["end_s"]
    sections = {
        part.name: type(getattr(Limits(), part.name))(**told["limits"][part.name])
        for part in fields(Limits)
    }
    return SetResult(
        source=SourceFacts(
            **told["source"] | {"duration_s": _number(told["source"]["duration_s"])}
        ),
        tool=ToolFacts(**tool),
        limits_sha256=limits_sha256,
        asked=Asked(**asked | {"end_s": end_s}),
        exercise=told["exercise"],
        limits=Limits(**sections),
        view_yaw_deg=_number(told["view_yaw_deg"]),
        coverage=_number(told["coverage"]),
        neutral=Neutral(
            _number(baseline["neck_deg"]),
            baseline["from"],
            rested=baseline["from"] not in (CALMEST, UNSEEN),
        ),
        reps=tuple(map(_rep, told["reps"])),
        holds=tuple(map(_hold, told["holds"])),
        warnings=tuple(map(_warning, told["warnings"])),
        notes=tuple(told["notes"]),
        triage=_triage(told["triage"]) if "triage" in told else Triage(),
    )


def _triage(told: JsonObject) -> Triage:
    level = next(level for level in Level if level.words == told["level"])
    return Triage(level, tuple(Reason(level=level, **one) for one in told["reasons"]))


def _rep(told: JsonObject) -> JudgedRep:
    lead = (told[f"neck_leads{end}_s"] for end in ("", "_low", "_high"))
    return JudgedRep(
        number=int(told["number"]),
        start_s=told["start_s"],
        top_s=told["top_s"],
        end_s=told["end_s"],
        measures={name: _measure(told[name]) for name in REP_INTERVALS}
        | {
            "hands_at_head": _exact(told["hands_at_head"]),
            "neck_leads_s": Measure(*map(_number, lead)),
            "trunk_top_deg": _exact(told["trunk_top_deg"]),
        },
        peak_phase=told["neck_flexion_peak_phase"] or "",
        neck=told["neck"],
        neck_unread=NeckUnread(why) if (why := told.get("neck_unread")) else None,
    )


def _hold(told: JsonObject) -> Hold:
    measures = {name: _measure(told[name]) for name in HOLD_INTERVALS}
    measures |= {name: _exact(told[name]) for name in HOLD_VALUES}
    return Hold(
        number=int(told["number"]),
        start_s=told["start_s"],
        end_s=told["end_s"],
        measures=measures,
    )


def _warning(told: JsonObject) -> FormWarning:
    return FormWarning(
        code=told["code"],
        start_s=told["start_s"],
        end_s=told["end_s"],
        severity=told["severity"],
        message=told["message"],
        advice=told["advice"],
        number=int(told["rep"] or 0),
    )


def _measure(told: JsonObject) -> Measure:
    return Measure(*(_number(told[end]) for end in ENDS))


def _exact(value: float | None) -> Measure:
    """A measure of which the file keeps no interval."""
    return Measure(_number(value), math.nan, math.nan)


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)
