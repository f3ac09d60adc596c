"""What is worth knowing about figures of agreement, in plain words."""

from __future__ import annotations

from formcheck.review.agreement.kappa import LEVEL
from formcheck.review.agreement.raters import Found
from formcheck.review.agreement.reviews import Review
from formcheck.system.safe_text import plain

NO_KAPPA = "none"


def notes(found: Found) -> list[str]:
    """What is worth knowing about the figures, a sentence or two each."""
    told = [_passed_over(*pair) for pair in found.older]
    if not found.comparisons and not found.answers:
        told.append("No coach judged anything, so there is nothing to compare.")
    if found.comparisons:
        told.append(
            "Kappa measures agreement beyond chance: 0 is what chance alone would give, 1 is full "
            'agreement. It uses only what both gave a verdict on; "can\'t tell" is counted '
            "separately."
        )
    if not all(one.kappa.known for one in found.comparisons):
        told.append(
            f'Kappa "{NO_KAPPA}" means that there is none: either nothing got a verdict from both, '
            "or both always gave the same one. That is neither good nor bad agreement."
        )
    told += _trust(found)
    several = len({review.reviewer for review in found.reviews}) > 1
    if several and not any(one.kind == "pair" for one in found.comparisons):
        told.append(
            "No two coaches judged the same rep, hold or warning with the same limits, so they "
            "are not compared with each other."
        )
    if any(one.kind == "pooled" for one in found.comparisons):
        told.append('In "all coaches", what two of them judged counts twice.')
    if found.answers:
        told.append(
            "The shares say how often a warning was right, not what formcheck missed. Warnings "
            "have no kappa, because formcheck never says that there is nothing to warn of."
        )
    made_by = {(one.version, one.detector, one.limits_sha256) for one in found.reviews}
    if len(made_by) > 1:
        told.append(
            f"These sets were judged by formcheck in {len(made_by)} ways (version, model or limits "
            "differ); its rows mix them."
        )
    return told


def _trust(found: Found) -> list[str]:
    """How far the intervals can be trusted: they take items of one video for independent."""
    clustered = any(one.judged > one.videos for one in found.comparisons)
    if not clustered and not any(one.judged > one.videos for one in found.answers):
        return []
    told = (
        f"If every rep were independent of the others, the brackets would hold the true figure "
        f"{100 * LEVEL:.0f} times in 100. Reps of one video are much alike, so the true figure is "
        "less certain than that, above all where there are few videos."
    )
    if len({review.sha256 for review in found.reviews}) == 1:
        told += " All of this comes from one video and says nothing about others."
    return [told]


def _passed_over(older: Review, kept: Review) -> str:
    return plain(
        f"{older.path} is left out: the newest review of {kept.name} by {kept.reviewer} "
        f"is {kept.path}."
    )
