from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.review.agreement.kappa import kappa, share
from formcheck.review.agreement.raters import (
    SAME_START_S,
    Comparison,
    Found,
    answers,
    compare,
    find,
)
from formcheck.review.agreement.reviews import Review, load_review
from tests.fixtures.reviewed import answered, judged, review, save

FINE, FAR, UNSURE = "fine", "too far", "can't tell"


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Makes a review as it is read from its file."""

    def make(reviewer: str = "Ana", video: str = "a", **parts: Any) -> Review:
        return load_review(save(tmp_path / "review.json", review(reviewer, video, **parts)))

    return make


def only(found: list[Comparison], kind: str) -> Comparison:
    (one,) = (comparison for comparison in found if comparison.kind == kind)
    return one


def coach_words(*words: str) -> list[dict[str, Any]]:
    return judged([(FINE, word) for word in words])


def test_where_one_cannot_tell_is_counted_apart(read: Any) -> None:
    words = [(FINE, FINE), (FINE, FAR), (FAR, FAR), (FAR, FAR), (UNSURE, FAR), (FAR, UNSURE)]
    one = only(compare([read(reps=judged([*words, (UNSURE, UNSURE)]))]), "coach")
    assert (one.first, one.second) == ("formcheck", "Ana")
    assert one.table.tolist() == [[1, 1, 0], [0, 2, 1], [0, 1, 1]]
    assert (one.judged, one.agreed, one.unsure, one.videos) == (4, 3, (2, 2), 1)
    assert one.kappa == kappa(np.array([[1, 1], [0, 2]]))


def test_holds_are_compared_in_their_own_words(read: Any) -> None:
    holds = judged([("too long", "too long"), ("within the limit", "too long")])
    one = only(compare([read(holds=holds)]), "coach")
    assert (one.what, one.table.tolist()) == ("holds", [[0, 1, 0], [0, 1, 0], [0, 0, 0]])


def test_all_coaches_are_pooled_over_all_videos(read: Any) -> None:
    words = [(FINE, FINE), (FAR, FAR)]
    found = compare(
        [
            read("Ana", reps=judged(words)),
            read("Ana", "b", reps=judged(words)),
            read("Ben", reps=judged([(FINE, FAR), (FAR, FAR), (FAR, FAR)])),
            read("Cem", holds=judged([("too long", "too long")])),
        ]
    )
    pooled = only([one for one in found if one.what == "reps"], "pooled")
    assert pooled.coaches == ("Ana", "Ben")
    assert pooled.table.tolist() == [[2, 1, 0], [0, 4, 0], [0, 0, 0]]
    assert (pooled.judged, pooled.videos) == (7, 2)
    assert {(one.what, one.second) for one in found if one.kind == "coach"} == {
        ("reps", "Ana"),
        ("reps", "Ben"),
        ("holds", "Cem"),
    }


def test_one_coach_alone_is_not_pooled(read: Any) -> None:
    found = compare([read(reps=coach_words(FINE)), read(video="b", reps=coach_words(FINE))])
    assert [one.kind for one in found] == ["coach"]


def test_two_coaches_are_compared_on_what_both_judged(read: Any) -> None:
    ana = read("Ana", reps=coach_words(FINE, FAR, UNSURE, FAR))
    ben = read("Ben", reps=coach_words(FINE, FINE, FAR))
    pair = only(compare([ben, ana]), "pair")
    assert pair.coaches == ("Ana", "Ben")
    assert pair.table.tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 0]]
    assert (pair.judged, pair.agreed, pair.unsure) == (2, 1, (1, 0))


def pairs(ones: Review, others: Review) -> int:
    return sum(int(one.table.sum()) for one in compare([ones, others]) if one.kind == "pair")


def test_reps_are_the_same_that_begin_within_half_a_second(read: Any) -> None:
    ana = read("Ana", reps=coach_words(FINE, FAR))
    for late_s, matched in ((0.0, 2), (SAME_START_S, 2), (SAME_START_S + 0.01, 0)):
        late = judged([(FINE, FINE), (FINE, FAR)], late_s)
        assert pairs(ana, read("Ben", reps=late)) == matched


def test_a_version_that_missed_the_first_rep_numbers_all_others_otherwise(read: Any) -> None:
    ana = read("Ana", reps=coach_words(FAR, FINE, FINE, FAR))
    later = [{**rep, "number": rep["number"] - 1} for rep in coach_words(FAR, FINE, FINE, FAR)[1:]]
    pair = only(compare([ana, read("Ben", reps=later)]), "pair")
    assert (pair.judged, pair.agreed) == (3, 3)


def test_each_rep_is_matched_once_and_with_the_nearest(read: Any) -> None:
    near = [{**coach_words(word)[0], "start_s": start_s}
            for word, start_s in ((FINE, 2.0), (FAR, 2.4))]  # fmt: skip
    other = [{**coach_words(FAR)[0], "start_s": 2.3}]
    pair = only(compare([read("Ana", reps=near), read("Ben", reps=other)]), "pair")
    assert pair.table.tolist() == [[0, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_other_videos_and_other_limits_are_not_matched(read: Any) -> None:
    ana, ben = read("Ana", reps=coach_words(FINE)), read("Ben", reps=coach_words(FINE))
    assert pairs(ana, ben) == 1
    assert pairs(ana, replace(ben, version="0.2.0")) == 1
    assert pairs(ana, replace(ben, sha256="b" * 64)) == 0
    assert pairs(ana, replace(ben, limits_sha256="1" * 64)) == 0


def test_coaches_are_compared_on_warnings_of_the_same_code(read: Any) -> None:
    flexed, pulled = "strain.neck-flexed", "strain.neck-pulled"
    ana = read("Ana", warnings=answered([(flexed, True), (flexed, False), (pulled, True)]))
    ben = read("Ben", warnings=answered([(flexed, True), (flexed, True), (flexed, True)]))
    (pair,) = compare([ana, ben])
    assert (pair.what, pair.kind) == ("warnings", "pair")
    assert pair.table.tolist() == [[1, 0], [1, 0]]
    assert pair.unsure == (0, 0)


def test_warnings_have_the_share_that_coaches_agree_with(read: Any) -> None:
    ana = read("Ana", warnings=answered([("b", True), ("a", False)]))
    ben = read("Ben", "b", warnings=answered([("b", True), ("b", False)]))
    a, b = answers([ana, ben])
    assert (a.code, a.agreed, a.judged, a.videos) == ("a", 0, 1, 1)
    assert (b.code, b.agreed, b.judged, b.videos) == ("b", 2, 3, 2)
    assert b.share == share(2, 3)


def test_what_a_coach_saved_earlier_does_not_count(read: Any) -> None:
    old = read(reps=coach_words(FINE, FINE), saved="2026-11-22T10:00:00Z")
    new = replace(read(reps=coach_words(FAR)), path=Path("review-2.json"))
    found = find([new, old])
    assert found.older == ((old, new),)
    assert found.comparisons[0].table.sum() == 1


def test_a_review_that_judges_nothing_gives_nothing(read: Any) -> None:
    assert find([read()]) == Found((read(),), (), (), ())
