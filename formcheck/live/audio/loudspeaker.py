"""Where sound goes: the machine's loudspeaker, through miniaudio."""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from typing import Any, Protocol

from formcheck.live.audio.tones import RATE_HZ, Samples
from formcheck.system.native_stderr import native_stderr_silenced

BUFFER_MS = 40  # less stutters on a busy machine; more is heard late
TAIL_S = 0.15  # what the sound card still holds when all is handed over


class SinkError(Exception):
    """No loudspeaker can be had."""


class Sink(Protocol):
    """Plays one sound at a time."""

    def play(self, samples: Samples, cut: threading.Event) -> None:
        """Play mono samples at ``RATE_HZ``; returns when they are heard or ``cut`` is set."""

    def close(self) -> None:
        """Let the loudspeaker go; more than once is fine."""


class Loudspeaker:
    """The system's own output, or what miniaudio's ``backends`` give. SinkError without one."""

    def __init__(self, backends: Sequence[Any] = ()) -> None:
        try:
            import miniaudio

            with native_stderr_silenced():  # ALSA complains there where it finds no card
                self._device = miniaudio.PlaybackDevice(
                    output_format=miniaudio.SampleFormat.SIGNED16,
                    nchannels=1,
                    sample_rate=RATE_HZ,
                    buffersize_msec=BUFFER_MS,
                    backends=list(backends),
                    app_name="formcheck",
                )
        except ImportError as error:
            raise SinkError("miniaudio is missing: run `pip install miniaudio`") from error
        except Exception as error:  # a missing card shows in many ways
            raise SinkError("no loudspeaker was found") from error
        if self._device.backend == "Null" and not backends:
            self._device.close()
            raise SinkError("no loudspeaker was found")

    @property
    def name(self) -> str:
        """The system's sound that it goes through."""
        return str(self._device.backend)

    def play(self, samples: Samples, cut: threading.Event) -> None:
        """Hand the samples over in pieces as the card asks for them."""
        handed = threading.Event()
        feed = _pieces(samples, handed)
        next(feed)
        self._device.start(feed)
        whole_s = len(samples) / RATE_HZ
        cut.wait(whole_s + TAIL_S)
        if not cut.is_set():
            handed.wait(whole_s)  # a card that starts late
        self._device.stop()

    def close(self) -> None:
        """Let the device go."""
        self._device.close()


def _pieces(samples: Samples, handed: threading.Event) -> Generator[bytes, int, None]:
    """As many samples as are asked for each time, then silence."""
    asked = yield b""
    at = 0
    while True:
        piece = samples[at : at + asked]
        at += asked
        if at >= len(samples):
            handed.set()
        asked = yield piece.tobytes().ljust(2 * asked, b"\0")
