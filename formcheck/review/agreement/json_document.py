"""What `formcheck agree --json` prints."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.core.readings import Measure
from formcheck.review.agreement.caveats import notes
from formcheck.review.agreement.kappa import LEVEL
from formcheck.review.agreement.raters import WORDS, Comparison, Found
from formcheck.review.agreement.reviews import Review
from formcheck.system.json_files import JsonObject

SCHEMA = "formcheck.agreement/1"


def document(found: Found, faults: Sequence[str]) -> JsonObject:
    """All of it as JSON; null where there is no figure."""
    return {
        "schema": SCHEMA,
        "interval": LEVEL,
        "reviews": [_review(review) for review in found.reviews],
        "passed_over": [_review(older) | {"newest": str(kept.path)} for older, kept in found.older],
        "unreadable": list(faults),
        "comparisons": [_comparison(one) for one in found.comparisons],
        "warnings": [
            {
                "code": one.code,
                "agreed": one.agreed,
                "judged": one.judged,
                "videos": one.videos,
                "share": _estimate(one.share),
            }
            for one in found.answers
        ],
        "notes": notes(found),
    }


def _review(review: Review) -> JsonObject:
    return {
        "path": str(review.path),
        "reviewer": review.reviewer,
        "saved": review.saved,
        "source": {"name": review.name, "sha256": review.sha256},
        "result": {
            "version": review.version,
            "detector": review.detector,
            "limits_sha256": review.limits_sha256,
        },
    }


def _comparison(one: Comparison) -> JsonObject:
    return {
        "of": one.what,
        "kind": one.kind,
        "first": one.first,
        "second": one.second,
        "coaches": list(one.coaches),
        "words": list(WORDS[one.what]),
        "table": one.table.tolist(),
        "judged": one.judged,
        "agreed": one.agreed,
        "first_cant_tell": one.unsure[0],
        "second_cant_tell": one.unsure[1],
        "videos": one.videos,
        "kappa": _estimate(one.kappa),
    }


def _estimate(one: Measure) -> JsonObject:
    ends = {"value": one.value, "low": one.low, "high": one.high}
    return {name: round(end, 4) if one.known else None for name, end in ends.items()}
