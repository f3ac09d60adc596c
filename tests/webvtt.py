"""A strict reader of WebVTT files, by the grammar that authors have to keep (W3C, 4.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

STAMP = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMINGS = re.compile(rf"{STAMP}[ \t]+-->[ \t]+{STAMP}")
RAW = re.compile(r"<|>|&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)")


@dataclass(frozen=True)
class ShownCue:
    """One cue; its text as a viewer reads it, line by line."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def read_webvtt(path: Path) -> list[ShownCue]:
    """The cues of a file. Raises AssertionError for whatever the grammar forbids."""
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert "\0" not in text
    head, _, body = text.partition("\n\n")
    assert re.fullmatch(r"WEBVTT(?:[ \t].*)?", head)
    blocks = [block.split("\n") for block in re.split(r"\n{2,}", body.strip("\n")) if block]
    cues = [_cue(lines) for lines in blocks if not _is_note(lines)]
    assert [cue.start_s for cue in cues] == sorted(cue.start_s for cue in cues)
    return cues


def _is_note(lines: list[str]) -> bool:
    if not re.match(r"NOTE(?:[ \t]|$)", lines[0]):
        return False
    assert not any("-->" in line for line in lines)
    return True


def _cue(lines: list[str]) -> ShownCue:
    timings = TIMINGS.fullmatch(lines[0])
    assert timings, f"not a cue's timings: {lines[0]}"
    start_s, end_s = _seconds(timings.groups()[:4]), _seconds(timings.groups()[4:])
    assert start_s < end_s
    assert len(lines) > 1
    for line in lines[1:]:
        assert line.strip(), "a line of text is blank"
        assert "-->" not in line
        assert not RAW.search(line), f"not escaped: {line}"
    return ShownCue(start_s, end_s, tuple(map(unescape, lines[1:])))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(part or 0) for part in parts)
    return 3600 * hours + 60 * minutes + seconds + milliseconds / 1000
