"""A voice that works offline: words to sound, in a process of its own.

pyttsx3 drives the voice that the system has: espeak-ng, SAPI or NSSpeechSynthesizer. In a
process of its own it may print, hang or crash without harm, and it runs in a main thread,
as NSSpeechSynthesizer requires (pyttsx3 issue 8).
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import numpy as np

from formcheck.live.audio.tones import RATE_HZ, Samples

WORDS_PER_MINUTE = 175
ANSWER_S = 4.0  # longest wait for words; the first ones start the voice
BEGIN_S = 15.0
EXTRA = "formcheck[voice]"


class VoiceError(Exception):
    """There is no voice, or it gave out; the message says what to do about it."""


class Voice(Protocol):
    """Turns words into sound."""

    def say(self, words: str) -> Samples:
        """The words as sound, mono at ``RATE_HZ``; raises VoiceError."""

    def close(self) -> None:
        """Let the voice go; more than once is fine."""


class SystemVoice:
    """The voice of the system. Its process starts at once; ``say`` waits for it."""

    def __init__(self) -> None:
        context = get_context("spawn")  # the pose model's threads don't survive a fork
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._wait_s = BEGIN_S

    def say(self, words: str) -> Samples:
        """The words as sound; VoiceError where the voice fails or takes too long."""
        try:
            self._pipe.send(words)
            if not self._pipe.poll(self._wait_s):
                raise VoiceError("the voice does not answer")
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise VoiceError("the voice gave out") from error
        self._wait_s = ANSWER_S
        if isinstance(answer, str):
            raise VoiceError(answer)
        return np.frombuffer(answer, np.int16)

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.kill()
        self._process.join()


def serve(pipe: Connection) -> None:
    """Answer words with sound as bytes, or with what is wrong, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to answer
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # pyttsx3 prints where it saves, and espeak-ng what it misses
        os.dup2(nowhere, stream)
    with suppress(EOFError, OSError), tempfile.TemporaryDirectory() as folder:
        while True:
            words = pipe.recv()
            try:
                pipe.send(synthesise(words, Path(folder) / "words").tobytes())
            except Exception as error:  # a voice fails in as many ways as there are systems
                pipe.send(told(error))


def synthesise(words: str, path: Path) -> Samples:
    """The words spoken into a file by the system's voice and read back."""
    import pyttsx3

    path.unlink(missing_ok=True)
    engine = pyttsx3.init()
    engine.setProperty("rate", WORDS_PER_MINUTE)
    finished = threading.Event()
    listening = engine.connect("finished-utterance", lambda **_: finished.set())
    engine.save_to_file(words, str(path))  # as WAV, on macOS as AIFF whatever its name says
    engine.runAndWait()
    if sys.platform.startswith("linux"):  # with espeak-ng pyttsx3 2.99 doesn't wait
        finished.wait(ANSWER_S)
    engine.disconnect(listening)
    return _read(path)


def _read(path: Path) -> Samples:
    """A sound file of any rate and format as mono samples at ``RATE_HZ``."""
    import av

    resampler = av.AudioResampler("s16", "mono", RATE_HZ)
    parts = []
    with av.open(str(path)) as file:
        for frame in (*file.decode(audio=0), None):  # None brings out what the resampler holds
            parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
    samples: Samples = np.concatenate(parts).astype(np.int16)
    return samples


def told(error: Exception) -> str:
    """What is wrong with the voice, and the remedy."""
    if isinstance(error, ImportError) and error.name == "pyttsx3":
        return f"no voice is installed: run `pip install '{EXTRA}'`"
    if sys.platform.startswith("linux"):
        return "no voice was found: on Debian and Ubuntu run `apt-get install espeak-ng`"
    return f"the system's voice does not work ({type(error).__name__})"
