"""Coaches' reviews, put together by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FIRST_S, EVERY_S = 2.0, 3.0  # when the first rep begins, and how long after it the next


def span(number: int, late_s: float = 0.0) -> Json:
    """When the rep with a number begins and ends."""
    start_s = FIRST_S + EVERY_S * (number - 1) + late_s
    return {"start_s": start_s, "end_s": start_s + 2.0}


def judged(words: Iterable[tuple[str, str]], late_s: float = 0.0) -> list[Json]:
    """Reps or holds, of each formcheck's word and the coach's."""
    return [
        {"number": number, **span(number, late_s), "formcheck": one, "coach": other}
        for number, (one, other) in enumerate(words, 1)
    ]


def answered(answers: Iterable[tuple[str, bool]]) -> list[Json]:
    """Warnings, of each the code and whether the coach agrees."""
    return [
        {"code": code, **span(number), "rep": number, "agree": agree}
        for number, (code, agree) in enumerate(answers, 1)
    ]


def review(reviewer: str = "Ana", video: str = "a", **parts: Any) -> Json:
    """A review of a video, in which nothing is judged but ``parts``."""
    nothing: Json = {
        "schema": "formcheck.review/1",
        "source": {"name": f"{video}.mp4", "sha256": video * 64},
        "result": {"version": "0.1.0", "detector": "blazepose-full", "limits_sha256": "0" * 64},
        "reviewer": reviewer,
        "saved": "2026-11-23T10:00:00Z",
        "reps": [],
        "holds": [],
        "warnings": [],
        "notes": [],
    }
    return nothing | parts


def save(path: Path, content: Json) -> Path:
    """Write a review."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
