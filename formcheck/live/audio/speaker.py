"""What is heard: tones and words, one at a time, without ever holding up the picture."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

import numpy as np

from formcheck.live.audio.cue_filter import RANK, Tact
from formcheck.live.audio.loudspeaker import Loudspeaker, Sink, SinkError
from formcheck.live.audio.tones import Samples, silence, tone
from formcheck.live.audio.voice import SystemVoice, Voice, VoiceError
from formcheck.live.coaching.scene import Cue

PAUSE_S = 0.08  # between a tone and its words


class Speaker:
    """Plays cues from a thread of its own: one at most sounds, and a count and one other wait.

    Without a voice it plays the tones alone, without a loudspeaker nothing; ``notices`` says
    so once. A more severe cue takes the place of the one that waits, and cuts one that sounds
    short; but counts and other cues never cut each other short, unless one is urgent. The latest
    count is the one that waits. ``close`` ends the thread; cues after that are ignored.
    """

    def __init__(self, sink: Sink | None, voice: Voice | None = None) -> None:
        self._sink, self._voice = sink, voice
        self._tact = Tact()
        self._notices: deque[str] = deque()
        self._muted = False
        self._count: Cue | None = None  # that waits
        self._next: Cue | None = None  # of all others
        self._now: Cue | None = None
        self._cut = threading.Event()
        self._closed = False
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    @property
    def muted(self) -> bool:
        """Whether nothing is to be heard; setting it ends what sounds now."""
        return self._muted

    @muted.setter
    def muted(self, muted: bool) -> None:
        if muted == self._muted:
            return
        with self._news:
            self._muted = muted
            if muted:
                self._count = self._next = None
                self._cut.set()

    def play(self, cues: Sequence[Cue], time_s: float) -> None:
        """Let the cues of an instant be heard soon, if tact allows; returns at once."""
        if self._muted or not cues:
            return
        for chosen in self._tact.choose(cues, time_s):
            with self._news:
                self._let_wait(chosen)
                if self._now is not None and _cuts(chosen, self._now):
                    self._cut.set()
                self._news.notify()

    def _let_wait(self, cue: Cue) -> None:
        if cue.counts:
            self._count = cue
        elif self._next is None or _rank(cue) >= _rank(self._next):
            self._next = cue
            self._count = None if cue.urgent else self._count

    def notices(self) -> list[str]:
        """What the person should know about the sound; each is told once."""
        told = []
        while self._notices:
            told.append(self._notices.popleft())
        return told

    def tell(self, notice: str) -> None:
        """Add a notice."""
        self._notices.append(notice)

    def wait(self, timeout_s: float) -> bool:
        """Wait until nothing sounds or waits to; False where that takes longer."""
        with self._news:
            return self._news.wait_for(self._is_idle, timeout_s)

    def _is_idle(self) -> bool:
        return self._now is self._next is self._count is None

    def close(self) -> None:
        """End what sounds, and let voice and loudspeaker go."""
        with self._news:
            self._closed, self._count, self._next = True, None, None
            self._cut.set()
            self._news.notify()
        self._thread.join()

    def _run(self) -> None:
        while (cue := self._take()) is not None:
            self._sound(cue)
            with self._news:
                self._now = None
                self._news.notify_all()
        for part in (self._voice, self._sink):
            if part is not None:
                part.close()

    def _take(self) -> Cue | None:
        with self._news:
            self._news.wait_for(lambda: self._closed or self._next or self._count)
            if self._closed:
                return None
            if self._count is not None:
                self._now, self._count = self._count, None
            else:
                self._now, self._next = self._next, None
            self._cut.clear()
            return self._now

    def _sound(self, cue: Cue) -> None:
        if self._sink is None:
            return
        try:
            self._sink.play(tone(cue.tone), self._cut)
            if cue.words and not self._cut.is_set():
                words = self._spoken(cue.words)
                if len(words) and not self._cut.is_set():
                    self._sink.play(np.concatenate([silence(PAUSE_S), words]), self._cut)
        except SinkError as error:
            self._sink = None
            self.tell(f"Silent: {error}.")

    def _spoken(self, words: str) -> Samples:
        """The words as sound; none once the voice has failed."""
        if self._voice is None:
            return silence(0.0)
        try:
            return self._voice.say(words)
        except VoiceError as error:
            self._voice.close()
            self._voice = None
            self.tell(f"Tones only: {error}.")
            return silence(0.0)


def _rank(cue: Cue) -> tuple[bool, int]:
    return cue.urgent, RANK[cue.tone]


def _cuts(cue: Cue, now: Cue) -> bool:
    """Whether one cue may cut short another that sounds."""
    kinds_differ = cue.counts is not now.counts
    return _rank(cue) > _rank(now) and (cue.urgent or not kinds_differ)


def open_speaker(*, voice: bool) -> Speaker:
    """A speaker on this machine, with as much of it as there is."""
    try:
        sink = Loudspeaker()
    except SinkError as error:
        speaker = Speaker(None)
        speaker.tell(f"Silent: {error}.")
        return speaker
    return Speaker(sink, SystemVoice() if voice else None)
