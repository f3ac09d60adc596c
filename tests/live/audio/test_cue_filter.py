"""What of all there is to say is said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.live.audio.cue_filter import ANEW_S, COOLDOWN_S, RANK, REMEMBERED_S, Tact
from formcheck.live.coaching.scene import Cue, Tone

NEAR = Cue("strain.near", Tone.NEAR, "Mind your neck")
OVER = Cue("strain.neck-flexed", Tone.OVER, "Eyes on the ceiling")


def heard(*cues: tuple[float, Cue]) -> list[tuple[float, Tone]]:
    """When which tone is heard of cues that come one at a time."""
    tact = Tact()
    return [(time_s, one.tone) for time_s, cue in cues for one in tact.choose([cue], time_s)]


def test_somebody_is_warned_before_being_scolded() -> None:
    later_s = COOLDOWN_S[Tone.OVER]
    assert heard((0.0, OVER), (later_s, OVER)) == [(0.0, Tone.NEAR), (later_s, Tone.OVER)]


def test_somebody_who_was_warned_of_the_cause_is_scolded_at_once() -> None:
    assert heard((0.0, NEAR), (0.4, OVER)) == [(0.0, Tone.NEAR), (0.4, Tone.OVER)]


def test_a_warning_is_forgotten_after_a_while_and_holds_for_its_own_cause_only() -> None:
    late_s = REMEMBERED_S + 1.0
    assert heard((0.0, NEAR), (late_s, OVER))[-1] == (late_s, Tone.NEAR)
    hold = Cue("cramp.hold-over-limit", Tone.OVER, "Lower your shoulders now")
    assert heard((0.0, NEAR), (0.4, hold))[-1] == (0.4, Tone.NEAR)


def test_the_first_scolding_keeps_its_words() -> None:
    assert [cue.words for cue in Tact().choose([OVER], 0.0)] == [OVER.words]


@given(st.lists(st.floats(0.0, 60.0), min_size=1, max_size=30))
def test_the_same_thing_is_not_said_twice_within_its_cooldown(times: list[float]) -> None:
    said = [time_s for time_s, _ in heard(*((time_s, OVER) for time_s in sorted(times)))]
    gaps = [later - earlier for earlier, later in pairwise(said)]
    assert all(gap >= COOLDOWN_S[Tone.OVER] for gap in gaps)
    assert said[0] == min(times)


def test_the_same_thing_in_other_words_is_said_sooner_but_not_at_once() -> None:
    left, closer = (Cue("place", Tone.ATTENTION, words) for words in ("Go left", "Come closer"))
    cues = ((0.0, left), (ANEW_S / 2, closer), (ANEW_S, closer), (ANEW_S + 1.0, closer))
    assert [time_s for time_s, _ in heard(*cues)] == [0.0, ANEW_S]


def test_what_gets_worse_is_said_at_once_and_what_gets_better_is_not() -> None:
    near, over = (Cue("neck", tone, "Neck") for tone in (Tone.NEAR, Tone.OVER))
    assert heard((0.0, near), (0.1, over), (0.2, near)) == [(0.0, Tone.NEAR), (0.1, Tone.OVER)]


def test_every_rep_is_heard() -> None:
    reps = [(2.0 * number, Cue("rep", Tone.REP, str(number))) for number in range(5)]
    assert len(heard(*reps)) == 5


def test_of_several_the_most_severe_is_said_and_the_others_keep_their_turn() -> None:
    begin = Cue("begin", Tone.READY, "Begin when you like")
    tact = Tact()
    assert tact.choose([begin, NEAR], 0.0) == [NEAR]
    assert tact.choose([begin], 0.1) == [begin]
    assert tact.choose([], 0.2) == []


def test_a_rep_is_counted_before_anything_is_said_of_it() -> None:
    rep = Cue("rep", Tone.REP, "3")
    assert Tact().choose([NEAR, rep], 0.0) == [rep, NEAR]


@pytest.mark.parametrize("lesser", [tone for tone in Tone if tone is not Tone.OVER])
def test_past_a_limit_is_the_most_severe(lesser: Tone) -> None:
    assert RANK[Tone.OVER] > RANK[lesser]
