"""The voice of the system, heard by nobody: its words are looked at as sound."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pytest

from formcheck.live.audio import voice
from formcheck.live.audio.tones import RATE_HZ
from formcheck.live.audio.voice import SystemVoice, VoiceError, synthesise
from tests.fixtures.installed import needs

spoken = needs(["espeak-ng"] if sys.platform.startswith("linux") else [], ["pyttsx3"])


@spoken
def test_words_become_sound_that_lasts_as_long_as_they_do(tmp_path: Path) -> None:
    short, long = (
        synthesise(words, tmp_path / "words")
        for words in ("Rest", "Eyes on the ceiling, a fist of space under your chin.")
    )
    assert 0.2 < len(short) / RATE_HZ < 1.5
    assert 2.0 < len(long) / RATE_HZ < 6.0
    for sound in (short, long):
        assert np.abs(sound).max() > 3000


@spoken
def test_words_sound_within_the_range_of_a_voice(tmp_path: Path) -> None:
    sound = synthesise("Lower your shoulders now", tmp_path / "words").astype(float)
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1.0 / RATE_HZ)
    assert power[(hz > 80.0) & (hz < 4000.0)].sum() > 0.9 * power.sum()


@spoken
def test_the_voice_answers_again_and_again_and_prints_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    system = SystemVoice()
    try:
        first, second, again = (system.say(words) for words in ("One", "Two reps", "One"))
    finally:
        system.close()
    system.close()
    assert len(first) == pytest.approx(len(again), rel=0.2)
    assert len(second) > len(first)
    assert capfd.readouterr() == ("", "")


@spoken
def test_the_voice_is_quick_once_it_is_there() -> None:
    system = SystemVoice()
    try:
        system.say("Ready")
        begun = time.perf_counter()
        system.say("Eyes on the ceiling")
        assert time.perf_counter() - begun < 3.0
    finally:
        system.close()


def test_a_voice_that_died_is_an_error_and_not_a_hang() -> None:
    system = SystemVoice()
    system.close()
    with pytest.raises(VoiceError, match="gave out"):
        system.say("Hello")


def test_a_voice_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "BEGIN_S", 0.0)
    system = SystemVoice()
    try:
        with pytest.raises(VoiceError, match="does not answer"):
            system.say("Hello")
    finally:
        system.close()


def test_a_voice_that_is_not_installed_is_told_with_the_remedy() -> None:
    missing = ImportError("No module named 'pyttsx3'", name="pyttsx3")
    assert "pip install 'formcheck[voice]'" in voice.told(missing)


def test_a_system_without_a_voice_is_told_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert "apt-get install espeak-ng" in voice.told(RuntimeError("eSpeak not installed"))
