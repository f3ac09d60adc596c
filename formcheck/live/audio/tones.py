"""Short sounds that are told apart by where their pitch goes, made of sines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from formcheck.live.coaching.scene import Tone

Samples = NDArray[np.int16]

RATE_HZ = 48_000
ATTACK_S, RELEASE_S = 0.012, 0.05  # soft edges: a hard one clicks
LOUDNESS = 0.4  # of full scale
OVERTONES = (1.0, 0.3, 0.12)  # how strong the first, second and third harmonic are


@dataclass(frozen=True, slots=True)
class Note:
    """A pitch that glides from one frequency to another, or silence at 0 Hz."""

    start_hz: float
    end_hz: float
    length_s: float


def _steady(hz: float, length_s: float) -> Note:
    return Note(hz, hz, length_s)


# Equal temperament, A4 = 440 Hz: well within what a laptop's loudspeaker can do.
D4, F4, A4, C5, E5, G5, A5, D6 = 293.66, 349.23, 440.0, 523.25, 659.26, 783.99, 880.0, 1174.66
NOTES: dict[Tone, tuple[Note, ...]] = {
    Tone.REP: (_steady(D6, 0.12),),  # one short high note
    Tone.NEAR: (_steady(E5, 0.14), _steady(G5, 0.18)),  # a small step up: a question
    Tone.OVER: (_steady(A4, 0.12), _steady(F4, 0.12), _steady(D4, 0.16)),  # three steps down
    Tone.RESTED: (_steady(C5, 0.1), _steady(E5, 0.1), _steady(A5, 0.18)),  # three steps up
    Tone.READY: (Note(A4, A5, 0.36),),  # a glide over an octave
    Tone.ATTENTION: (_steady(C5, 0.13), _steady(0.0, 0.07), _steady(C5, 0.16)),  # knock, knock
}


@lru_cache(maxsize=len(Tone))
def tone(kind: Tone) -> Samples:
    """The sound, mono at ``RATE_HZ``; at most 0.4 s."""
    whole = np.concatenate([_wave(note) for note in NOTES[kind]])
    samples: Samples = np.rint(whole * LOUDNESS * np.iinfo(np.int16).max).astype(np.int16)
    samples.setflags(write=False)
    return samples


def silence(length_s: float) -> Samples:
    """Nothing, for so long."""
    return np.zeros(round(length_s * RATE_HZ), np.int16)


def _wave(note: Note) -> NDArray[np.float64]:
    count = round(note.length_s * RATE_HZ)
    if not note.start_hz:
        return np.zeros(count)
    time_s = np.arange(count) / RATE_HZ
    # Equal steps of pitch in equal times: the frequency grows as a power.
    hz = note.start_hz * (note.end_hz / note.start_hz) ** (time_s / note.length_s)
    turns = np.cumsum(hz) / RATE_HZ
    wave = sum(
        strength * np.sin(2 * np.pi * harmonic * turns)
        for harmonic, strength in enumerate(OVERTONES, start=1)
    ) / sum(OVERTONES)
    edge = np.minimum(time_s / ATTACK_S, (note.length_s - time_s) / RELEASE_S).clip(0.0, 1.0)
    swell: NDArray[np.float64] = wave * (1.0 - np.cos(np.pi * edge)) / 2.0
    return swell
