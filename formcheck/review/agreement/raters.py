"""Who agrees with whom: formcheck with every coach, and the coaches with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from formcheck.core.analysis.set_summary import HOLD_VERDICTS, NECK_VERDICTS
from formcheck.core.readings import Measure
from formcheck.review.agreement.kappa import Counts, confusion, kappa, share
from formcheck.review.agreement.reviews import Answered, Judged, Review, newest

WORDS: Mapping[str, tuple[str, ...]] = {
    "reps": tuple(NECK_VERDICTS.values()),
    "holds": tuple(HOLD_VERDICTS.values()),
    "warnings": ("agree", "disagree"),
}
UNSURE = "can't tell"
SAME_START_S = 0.5
"""Two versions of formcheck may begin the same rep this far apart; reps last longer."""

FORMCHECK = "formcheck"
EVERYBODY = "all coaches"

Pair = tuple[str, str, str]
"""The video's SHA-256, then the words of the first and of the second rater."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What two raters said of the same ``what``: "reps", "holds" or "warnings".

    ``kind`` is "coach" (formcheck and one coach), "pooled" (formcheck and all coaches) or
    "pair" (two coaches). ``table`` counts the words of ``WORDS[what]``, the first rater's down.
    ``agreed`` of ``judged`` items got one verdict, out of those where neither can't tell; they
    lie in ``videos`` videos, and ``kappa`` is theirs.
    """

    what: str
    kind: str
    first: str
    second: str
    coaches: tuple[str, ...]
    table: Counts
    judged: int
    agreed: int
    videos: int
    kappa: Measure

    @property
    def unsure(self) -> tuple[int, int]:
        """How often the first and the second rater can't tell."""
        if UNSURE not in WORDS[self.what]:
            return 0, 0
        at = WORDS[self.what].index(UNSURE)
        return int(self.table[at].sum()), int(self.table[:, at].sum())


@dataclass(frozen=True, slots=True)
class Answers:
    """How many warnings of one code were right in the eyes of the coaches asked."""

    code: str
    agreed: int
    judged: int
    videos: int
    share: Measure


@dataclass(frozen=True, slots=True)
class Found:
    """Reviews with all that follows from them; each of ``older`` stands beside the one kept."""

    reviews: tuple[Review, ...]
    older: tuple[tuple[Review, Review], ...]
    comparisons: tuple[Comparison, ...]
    answers: tuple[Answers, ...]


def find(reviews: Sequence[Review]) -> Found:
    """Keep the newest review of each coach and video, and compare what they say."""
    kept, older = newest(reviews)
    return Found(tuple(kept), tuple(older), tuple(compare(kept)), tuple(answers(kept)))


def compare(reviews: Sequence[Review]) -> list[Comparison]:
    """Every comparison for which there are items; one review for each coach and video."""
    found = []
    for what in WORDS:
        coaches = sorted({review.reviewer for review in reviews if _said(what, review)})
        if what != "warnings":  # formcheck only ever says yes to those
            for coach in coaches:
                pairs = _with_formcheck(what, _of(coach, reviews))
                found.append(_comparison(what, "coach", FORMCHECK, coach, [coach], pairs))
            if len(coaches) > 1:
                pairs = _with_formcheck(what, reviews)
                found.append(_comparison(what, "pooled", FORMCHECK, EVERYBODY, coaches, pairs))
        for one, other in combinations(coaches, 2):
            pairs = _between(what, _of(one, reviews), _of(other, reviews))
            found.append(_comparison(what, "pair", one, other, [one, other], pairs))
    return [comparison for comparison in found if comparison.table.any()]


def answers(reviews: Iterable[Review]) -> list[Answers]:
    """What the coaches answered to the warnings of each code."""
    given: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for review in reviews:
        for warning in review.warnings:
            given[warning.code].append((review.sha256, warning.agree))
    return [_answers(code, given[code]) for code in sorted(given)]


def _answers(code: str, given: Sequence[tuple[str, bool]]) -> Answers:
    agreed, videos = sum(agree for _, agree in given), len({sha256 for sha256, _ in given})
    return Answers(code, agreed, len(given), videos, share(agreed, len(given)))


def _of(coach: str, reviews: Iterable[Review]) -> list[Review]:
    return [review for review in reviews if review.reviewer == coach]


def _comparison(
    what: str, kind: str, first: str, second: str, coaches: Sequence[str], pairs: Sequence[Pair]
) -> Comparison:
    words = WORDS[what]
    verdicts = [word for word in words if word != UNSURE]
    sure = [pair for pair in pairs if UNSURE not in pair]
    among = _table(sure, verdicts)
    return Comparison(
        what=what,
        kind=kind,
        first=first,
        second=second,
        coaches=tuple(coaches),
        table=_table(pairs, words),
        judged=len(sure),
        agreed=int(among.trace()),
        videos=len({sha256 for sha256, _, _ in sure}),
        kappa=kappa(among),
    )


def _table(pairs: Sequence[Pair], words: Sequence[str]) -> Counts:
    return confusion([one for _, one, _ in pairs], [other for _, _, other in pairs], words)


def _with_formcheck(what: str, reviews: Iterable[Review]) -> list[Pair]:
    return [
        (review.sha256, item.formcheck, item.coach)
        for review in reviews
        for item in (review.reps if what == "reps" else review.holds)
    ]


def _between(what: str, ones: Sequence[Review], others: Sequence[Review]) -> list[Pair]:
    """What two coaches said of the same items, in results with the same limits."""
    return [
        (one.sha256, said, answered)
        for one in ones
        for other in others
        if (one.sha256, one.limits_sha256) == (other.sha256, other.limits_sha256)
        for said, answered in _same(_said(what, one), _said(what, other))
    ]


Said = tuple[str, float, str]
"""What kind of item it is, when it began in seconds, and the coach's word on it."""


def _said(what: str, review: Review) -> list[Said]:
    if what == "warnings":
        return [(one.code, one.start_s, _word(one)) for one in review.warnings]
    items: tuple[Judged, ...] = review.reps if what == "reps" else review.holds
    return [(what, item.start_s, item.coach) for item in items]


def _word(warning: Answered) -> str:
    return WORDS["warnings"][0 if warning.agree else 1]


def _same(ones: Sequence[Said], others: Sequence[Said]) -> list[tuple[str, str]]:
    """The words on items of one kind that begin together, nearest first, each item once.

    Their numbers don't count: a version of formcheck that finds one rep more in the same video
    shifts the numbers of all that follow.
    """
    near = sorted(
        (abs(one[1] - other[1]), i, j)
        for i, one in enumerate(ones)
        for j, other in enumerate(others)
        if one[0] == other[0] and abs(one[1] - other[1]) <= SAME_START_S
    )
    left, right, found = set(range(len(ones))), set(range(len(others))), []
    for _, i, j in near:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            found.append((ones[i][2], others[j][2]))
    return found
