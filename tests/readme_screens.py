"""The screens in a document: commands with what they print, run again as somebody would."""

from __future__ import annotations

import io
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from journal_command import Diary

from formcheck.journal import asking

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"^  (?:yes or no\?|0 to 10:|>) (.+)$")  # after one of the prompts
LATER = re.compile(r"^# (?:the next day|(\d+) days later)$")


@dataclass(frozen=True)
class Screen:
    """A command, what the document says it prints, and what is typed into it."""

    command: str
    shown: str
    typed: tuple[str, ...]
    later: int  # days since the screen before


def screens(text: str) -> Iterator[Screen]:
    """Every command of a document's console blocks, in order."""
    later = 0
    for block in BLOCK.findall(text):
        for part in re.split(r"^(?=\$ |# )", block, flags=re.MULTILINE):
            if match := LATER.match(part.strip()):
                later += int(match[1] or 1)
            elif part.startswith("$ "):
                command, _, shown = part[2:].partition("\n")
                answers = (TYPED.match(line) for line in shown.splitlines())
                typed = tuple(answer[1] for answer in answers if answer)
                yield Screen(command, shown, typed, later)
                later = 0


class Keyboard(io.StringIO):
    """Somebody who types; what they type is seen, as a terminal shows it."""

    def readline(self, size: int = -1, /) -> str:
        line = super().readline(size)
        sys.stderr.write(line)
        return line


def printed(screen: Screen, diary: Diary) -> str:
    """What the command prints: the questions come before anything else."""
    diary.sleep(screen.later)
    diary.monkeypatch.setattr(asking, "somebody_is_there", lambda: True)
    diary.monkeypatch.setattr(sys, "stdin", Keyboard("".join(f"{line}\n" for line in screen.typed)))
    program, *arguments = shlex.split(screen.command)
    assert program == "formcheck"
    ran = diary.run(*arguments)
    return ran.err + ran.out
