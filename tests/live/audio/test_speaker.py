"""The speaker: one sound at a time, never holding anybody up, silent in good order."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from formcheck.live.audio.loudspeaker import Loudspeaker, SinkError
from formcheck.live.audio.speaker import PAUSE_S, Speaker
from formcheck.live.audio.tones import RATE_HZ, Samples, silence, tone
from formcheck.live.audio.voice import VoiceError
from formcheck.live.coaching.scene import Cue, Tone
from tests.fixtures.installed import needs

REP = Cue("rep", Tone.REP, "three")
NEAR = Cue("strain.near", Tone.NEAR, "Mind your neck")
OVER = Cue("strain.neck-flexed", Tone.OVER, "Eyes on the ceiling")
PLACE = Cue("place", Tone.ATTENTION, "Move left")


class Ear:
    """A sink that keeps what it hears; ``slow`` sounds last until they are cut or let go."""

    def __init__(self, slow: bool = False) -> None:
        self.heard: list[Samples] = []
        self.at_once = self.most_at_once = 0
        self.cuts = 0
        self.slow = slow
        self.let_go = threading.Event()
        self.closed = False

    def play(self, samples: Samples, cut: threading.Event) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.heard.append(samples)
        if self.slow:
            while not cut.is_set() and not self.let_go.is_set():
                time.sleep(0.001)
            self.cuts += cut.is_set()
        self.at_once -= 1

    def close(self) -> None:
        self.closed = True

    @property
    def tones(self) -> list[Tone]:
        return [kind for sound in self.heard for kind in Tone if sound is tone(kind)]


class Mouth:
    """A voice that says a word as so many samples of its length, until it gives out."""

    def __init__(self, gives_out_after: int = 1000) -> None:
        self.said: list[str] = []
        self.left = gives_out_after
        self.closed = False

    def say(self, words: str) -> Samples:
        if self.left == 0:
            raise VoiceError("the voice gave out")
        self.left -= 1
        self.said.append(words)
        return np.full(100, len(words), np.int16)

    def close(self) -> None:
        self.closed = True


def finish(speaker: Speaker) -> None:
    assert speaker.wait(10.0)


def test_a_cue_is_its_tone_and_after_a_pause_its_words() -> None:
    ear = Ear()
    speaker = Speaker(ear, Mouth())
    speaker.play([PLACE], 0.0)
    finish(speaker)
    speaker.close()
    assert ear.heard[0] is tone(Tone.ATTENTION)
    pause = round(PAUSE_S * RATE_HZ)
    assert not ear.heard[1][:pause].any()
    assert (ear.heard[1][pause:] == len(PLACE.words)).all()


def test_playing_returns_at_once_while_something_sounds() -> None:
    ear = Ear(slow=True)
    speaker = Speaker(ear)
    begun = time.perf_counter()
    for number in range(50):
        speaker.play([Cue("rep", Tone.REP, str(number))], 10.0 * number)
    assert time.perf_counter() - begun < 2.0
    speaker.close()


def test_one_sound_is_heard_at_a_time_whatever_comes() -> None:
    ear = Ear()
    speaker = Speaker(ear, Mouth())
    for number in range(100):
        speaker.play([Cue(f"k{number}", list(Tone)[number % 6], str(number))], float(number))
    finish(speaker)
    speaker.close()
    assert ear.most_at_once == 1


def test_a_more_severe_cue_takes_the_place_of_the_one_that_waits() -> None:
    ear = Ear(slow=True)
    speaker = Speaker(ear)
    speaker.play([NEAR], 0.0)
    wait_until_heard(ear, 1)
    speaker.play([Cue("begin", Tone.READY)], 0.1)
    speaker.play([PLACE], 0.2)
    speaker.play([Cue("rested", Tone.RESTED)], 0.3)
    ear.let_go.set()
    finish(speaker)
    speaker.close()
    assert ear.tones == [Tone.NEAR, Tone.ATTENTION]


def test_counts_and_cautions_never_cut_each_other_short() -> None:
    for first, then in ((REP, OVER), (OVER, REP)):
        ear = Ear(slow=True)
        speaker = Speaker(ear)
        speaker.play([first], 0.0)
        wait_until_heard(ear, 1)
        speaker.play([then], 0.3)
        assert not speaker.wait(0.05)
        ear.let_go.set()
        finish(speaker)
        speaker.close()
        assert len(ear.heard) == 2
        assert ear.cuts == 0


def test_a_count_is_heard_before_the_caution_of_its_rep_and_only_the_latest_one() -> None:
    ear, mouth = Ear(slow=True), Mouth()
    speaker = Speaker(ear, mouth)
    speaker.play([PLACE], 0.0)
    wait_until_heard(ear, 1)
    speaker.play([OVER, REP], 1.0)
    speaker.play([Cue("rep", Tone.REP, "four")], 3.0)
    ear.let_go.set()
    finish(speaker)
    speaker.close()
    assert mouth.said == [PLACE.words, "four", OVER.words]


def test_a_stop_cuts_short_even_a_count_and_none_is_heard_after_it() -> None:
    ear, mouth = Ear(slow=True), Mouth()
    stop = Cue("strain.neck-flexed", Tone.OVER, "Stop and rest your neck", urgent=True)
    speaker = Speaker(ear, mouth)
    speaker.play([REP], 0.0)
    wait_until_heard(ear, 1)
    speaker.play([Cue("rep", Tone.REP, "four")], 2.0)
    speaker.play([stop], 2.1)
    wait_until_heard(ear, 2)
    ear.let_go.set()
    finish(speaker)
    speaker.close()
    assert ear.cuts == 1
    assert mouth.said == [stop.words]


def test_a_more_severe_cue_cuts_short_what_sounds() -> None:
    ear = Ear(slow=True)
    speaker = Speaker(ear)
    speaker.play([NEAR], 0.0)
    wait_until_heard(ear, 1)
    speaker.play([OVER], 0.3)
    wait_until_heard(ear, 2)
    ear.let_go.set()
    finish(speaker)
    speaker.close()
    assert ear.tones == [Tone.NEAR, Tone.OVER]
    assert ear.cuts == 1


def test_nothing_is_heard_while_muted_and_what_sounded_stops() -> None:
    ear = Ear(slow=True)
    speaker = Speaker(ear)
    speaker.play([NEAR], 0.0)
    wait_until_heard(ear, 1)
    speaker.muted = True
    finish(speaker)
    speaker.play([OVER], 20.0)
    assert speaker.wait(0.2)
    assert ear.tones == [Tone.NEAR] and ear.cuts == 1
    speaker.muted = False
    ear.let_go.set()
    speaker.play([OVER], 40.0)
    finish(speaker)
    speaker.close()
    assert ear.tones == [Tone.NEAR, Tone.OVER]


def test_without_a_voice_the_tones_go_on_and_it_is_told_once() -> None:
    ear, mouth = Ear(), Mouth(gives_out_after=1)
    speaker = Speaker(ear, mouth)
    for number in range(4):
        speaker.play([Cue("rep", Tone.REP, str(number))], float(number))
        finish(speaker)
    assert ear.tones == [Tone.REP] * 4
    assert mouth.said == ["0"] and mouth.closed
    assert speaker.notices() == ["Tones only: the voice gave out."]
    assert speaker.notices() == []
    speaker.close()


def test_without_a_loudspeaker_it_is_silent_and_told_once() -> None:
    class Broken(Ear):
        def play(self, samples: Samples, cut: threading.Event) -> None:
            del samples, cut  # nobody hears them
            raise SinkError("no loudspeaker was found")

    speaker = Speaker(Broken())
    for number in range(3):
        speaker.play([Cue("rep", Tone.REP, str(number))], float(number))
        finish(speaker)
    assert speaker.notices() == ["Silent: no loudspeaker was found."]
    speaker.close()


def test_closing_ends_what_sounds_and_lets_everything_go() -> None:
    ear, mouth = Ear(slow=True), Mouth()
    speaker = Speaker(ear, mouth)
    speaker.play([NEAR], 0.0)
    wait_until_heard(ear, 1)
    speaker.close()
    assert ear.closed and mouth.closed
    speaker.close()
    speaker.play([OVER], 10.0)
    assert len(ear.heard) == 1


@needs(modules=["miniaudio"])
def test_the_loudspeaker_takes_as_long_as_the_sound_and_stops_when_cut() -> None:
    import miniaudio

    loudspeaker = Loudspeaker([miniaudio.Backend.NULL])  # keeps time, and is heard by nobody
    begun = time.perf_counter()
    loudspeaker.play(silence(0.3), threading.Event())
    whole_s = time.perf_counter() - begun
    cut = threading.Event()
    threading.Timer(0.1, cut.set).start()
    begun = time.perf_counter()
    loudspeaker.play(silence(5.0), cut)
    cut_s = time.perf_counter() - begun
    loudspeaker.close()
    assert 0.3 <= whole_s < 3.0
    assert cut_s < 3.0


@needs(modules=["miniaudio"])
def test_a_loudspeaker_that_is_not_there_is_an_error_that_says_so(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import miniaudio

    def refuse(**_: object) -> None:
        raise miniaudio.MiniaudioError("failed to init device", -401)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", refuse)
    with pytest.raises(SinkError, match="no loudspeaker was found"):
        Loudspeaker()
    assert capfd.readouterr().err == ""


def wait_until_heard(ear: Ear, count: int) -> None:
    end = time.monotonic() + 10.0
    while len(ear.heard) < count and time.monotonic() < end:
        time.sleep(0.001)
    assert len(ear.heard) >= count
