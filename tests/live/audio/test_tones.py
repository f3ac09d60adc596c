"""The tones: short, soft, and told apart by ear, which a spectrum stands in for."""

from __future__ import annotations

import itertools
import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.live.audio.tones import RATE_HZ, silence, tone
from formcheck.live.coaching.scene import Tone

PIECE_S = 0.06
SEMITONES = 12.0


def written(path: Path, kind: Tone) -> NDArray[np.float64]:
    """A tone as it comes back from a WAV file, in shares of full scale."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(tone(kind).tobytes())
    with wave.open(str(path), "rb") as file:
        assert (file.getframerate(), file.getnchannels()) == (RATE_HZ, 1)
        return np.frombuffer(file.readframes(file.getnframes()), np.int16) / 32768.0


def melody(sound: NDArray[np.float64]) -> list[float]:
    """The strongest pitch in every twentieth of a second, in semitones above 100 Hz."""
    count = round(PIECE_S * RATE_HZ)
    found = []
    for start in range(0, len(sound) - count + 1, count // 2):
        piece = sound[start : start + count] * np.hanning(count)
        spectrum = np.abs(np.fft.rfft(piece, 8 * count))
        if spectrum.max() > 30.0:
            hz = float(spectrum.argmax()) * RATE_HZ / (8 * count)
            found.append(SEMITONES * np.log2(hz / 100.0))
    return found


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> dict[Tone, NDArray[np.float64]]:
    folder = tmp_path_factory.mktemp("tones")
    return {kind: written(folder / f"{kind.value}.wav", kind) for kind in Tone}


@pytest.mark.parametrize("kind", Tone)
def test_a_tone_is_short_and_neither_faint_nor_distorted(
    kind: Tone, sounds: dict[Tone, NDArray[np.float64]]
) -> None:
    sound = sounds[kind]
    assert 0.1 <= len(sound) / RATE_HZ <= 0.401
    assert 0.2 < np.abs(sound).max() < 0.5


@pytest.mark.parametrize("kind", Tone)
def test_a_tone_swells_and_fades_without_a_click(
    kind: Tone, sounds: dict[Tone, NDArray[np.float64]]
) -> None:
    sound = sounds[kind]
    edge = round(0.001 * RATE_HZ)
    assert max(np.abs(sound[:edge]).max(), np.abs(sound[-edge:]).max()) < 0.02
    # A jump is heard as a click. The highest note, 1175 Hz at 0.4 of full scale with overtones
    # of 0.3 and 0.12, moves by 0.4 * 2 pi 1175 / 48000 * (1 + 0.6 + 0.36) / 1.42 = 0.085.
    assert np.abs(np.diff(sound)).max() < 0.09


def test_any_two_tones_differ_in_their_melody_or_their_length(
    sounds: dict[Tone, NDArray[np.float64]],
) -> None:
    tunes = {kind: melody(sound) for kind, sound in sounds.items()}
    for one, other in itertools.combinations(Tone, 2):
        same_length = abs(len(tunes[one]) - len(tunes[other])) <= 1
        apart = max(
            abs(a - b) for a, b in zip(tunes[one], tunes[other], strict=False)
        )  # in semitones, where both sound
        assert not same_length or apart > 2.0, f"{one} and {other}"


def test_a_melody_goes_down_past_a_limit_up_when_rested_and_glides_up_to_begin(
    sounds: dict[Tone, NDArray[np.float64]],
) -> None:
    tunes = {kind: melody(sound) for kind, sound in sounds.items()}
    over, rested, ready = tunes[Tone.OVER], tunes[Tone.RESTED], tunes[Tone.READY]
    assert over[-1] - over[0] == pytest.approx(-7.0, abs=1.0)  # A4 to D4
    assert rested[-1] - rested[0] == pytest.approx(9.0, abs=1.0)  # C5 to A5
    assert np.diff(ready).min() > 0.0
    assert len(set(np.round(ready))) > 5  # a glide, not steps
    near, call = tunes[Tone.NEAR], tunes[Tone.ATTENTION]
    assert near[-1] - near[0] == pytest.approx(3.0, abs=0.7)  # E5 to G5
    assert np.ptp(call) < 0.7


def test_a_call_for_attention_knocks_twice(sounds: dict[Tone, NDArray[np.float64]]) -> None:
    loud = np.abs(sounds[Tone.ATTENTION]) > 0.02
    gaps = np.diff(np.flatnonzero(loud))
    assert (gaps > 0.05 * RATE_HZ).sum() == 1


def test_silence_is_as_long_as_asked_and_empty() -> None:
    assert len(silence(0.25)) == RATE_HZ // 4
    assert not silence(0.25).any()
