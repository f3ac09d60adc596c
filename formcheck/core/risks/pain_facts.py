"""What pains show, as facts for the triage and as words for its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from formcheck.core.risks.days import day_number, day_told
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.pain import (
    GROWTH,
    SEVERE,
    Clearance,
    Pain,
    Place,
    course,
    lasts,
    refer_on,
)


def spread(open_pains: Iterable[Pain], clearances: Sequence[Clearance]) -> frozenset[str]:
    """Whether it hurts in the neck and in an arm, and no doctor has seen that."""
    began: dict[Place, list[date]] = {place: [] for place in Place}
    for pain in open_pains:
        began[pain.place].append(pain.began)
    days = list(began[Place.BOTH])
    if began[Place.NECK] and began[Place.ARM]:
        days.append(max(began[Place.NECK] + began[Place.ARM]))
    unseen = any(all(one.day < day for one in clearances) for day in days)
    return frozenset({"neck-and-arm"} if unseen else ())


def facts_of(
    pain: Pain, clearances: Sequence[Clearance], today: date, limits: Limits
) -> frozenset[str]:
    """What the course of an open pain shows."""
    went = course(pain, clearances)
    level = went.level or pain.level
    holds = {
        "severe": went.level >= SEVERE,
        "moderate": level > limits.soreness.light_level,
        "hurts": level > 0,
        "new": level > 0 and today < refer_on(pain, limits.referral),
        "seen": level > 0 and today >= refer_on(pain, limits.referral),
        "was-severe": went.worst >= SEVERE > went.level,
        "grows": went.grown >= GROWTH,
        "grew": went.most_grown >= GROWTH > went.grown,
        "lasts": lasts(pain, clearances, today, limits.referral),
    }
    return frozenset(name for name, true in holds.items() if true)


def words_of(
    pain: Pain, clearances: Sequence[Clearance], today: date, limits: Limits
) -> Mapping[str, object]:
    """The values that the sentences of rules may use of a pain."""
    went = course(pain, clearances)
    return {
        "refer_on": day_told(refer_on(pain, limits.referral)),
        "where": pain.where[:1].upper() + pain.where[1:],
        "level": went.level,
        "last": pain.level,
        "worst": went.worst,
        "grown": went.grown,
        "most_grown": went.most_grown,
        "since": day_told(pain.began),
        "number": day_number(pain.began, today),
    }
