from __future__ import annotations

from dataclasses import asdict

import pytest

from formcheck.core.readings import NeckUnread
from formcheck.core.risks.camera import WHY_UNREAD
from formcheck.core.risks.cramp import CrampLimits
from formcheck.core.risks.limits import Limits
from formcheck.results.sentences import sentences
from tests.fixtures.told import hold, rep, result


def test_a_set_is_told_at_a_glance() -> None:
    reps = [rep(1, "fine", 8, 3, 13), rep(2, "too far", 48, 41, 55), rep(3, "fine", 9, 4, 14)]
    assert sentences(result(reps=reps)) == ["3 sit-ups; your neck: 2 fine, 1 too far."]
    assert sentences(result(reps=reps[:1])) == ["1 sit-up; your neck: 1 fine."]


def test_reps_that_cannot_be_told_are_named_with_the_reason() -> None:
    unsure = [rep(number, "can't tell", 26, 14, 38) for number in (1, 3, 4)]
    first, *others = sentences(result(reps=[*unsure, rep(2, "can't tell")]))
    assert first == "4 sit-ups; your neck: 4 can't tell."
    near, hidden = WHY_UNREAD[NeckUnread.NEAR_LIMIT], WHY_UNREAD[NeckUnread.HEAD_HIDDEN]
    assert others == [
        f"Can't tell for reps 1, 3 and 4: {near[0]}. {near[1]}",
        f"Can't tell for rep 2: {hidden[0]}. {hidden[1]}",
    ]


@pytest.mark.parametrize("why", NeckUnread)
def test_every_reason_comes_with_something_to_change(why: NeckUnread) -> None:
    reps = [rep(1, "can't tell") | {"neck_unread": why.value}]
    reason, remedy = WHY_UNREAD[why]
    assert sentences(result(reps=reps))[1] == f"Can't tell for rep 1: {reason}. {remedy}"
    assert reason[0].islower() and remedy.endswith(".")


@pytest.mark.parametrize(("load", "hold_for"), [("none", " for empty hands"), ("heavy", "")])
def test_the_longest_hold_is_told_with_its_limit_and_what_that_is_for(
    load: str, hold_for: str
) -> None:
    holds = [hold(1, 3.14, 27.0), hold(2, 8.56, 27.0)]
    limits = asdict(Limits(cramp=CrampLimits(load=load)))
    (told,) = sentences(result("shrug", holds=holds, limits=limits))
    assert told == f"2 shrugs; the longest hold lasted 8.6 s, the limit is 27 s{hold_for}."


def test_a_clip_without_a_finished_rep_says_so() -> None:
    assert sentences(result("situp")) == ["No finished sit-ups were found."]
    assert sentences(result("shrug")) == ["No finished shrugs were found."]


def test_what_had_better_be_known_of_a_video_is_told() -> None:
    note = "neither sit-ups nor shrugs were found: nothing is judged"
    assert sentences(result("none", notes=[note])) == [
        "Neither sit-ups nor shrugs were found: nothing is judged."
    ]


def test_a_video_of_which_little_could_be_measured_says_so() -> None:
    poor = sentences(result(coverage=0.42))
    assert "Only 42 % of the video could be measured." in poor
    assert len(poor) == len(sentences(result(coverage=0.9))) + 1
    assert sentences(result(coverage=None)) == sentences(result())
