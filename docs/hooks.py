"""What mkdocs runs while it builds the site: tables and help made from the code itself."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from html import escape
from importlib import import_module
from inspect import getsource
from pathlib import Path
from textwrap import indent
from typing import Any

os.environ["COLUMNS"] = "80"  # as wide as help is shown; read when typer is imported

import typer
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.core.readings import Measure, with_interval
from formcheck.core.risks import cramp, soreness, strain
from formcheck.core.risks.check_in_texts import SCREEN_OPENING
from formcheck.core.risks.cramp import LOADS, CrampLimits
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.questions import HEALTH_QUESTIONS, PAIN_QUESTIONS, finding
from formcheck.core.risks.triage import ARTICLE, RULES, Level, Rule
from formcheck.outputs.dictionary import FRAMES, POSES, SUMMARY, Definition, keys_of
from formcheck.outputs.result import schema

ROOT = Path(__file__).parents[1]
INSERT = re.compile(r"^\{\{ (\w+)(?: (\S+))? \}\}$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put what is named in {{ }} on a line of its own in its place."""
    return INSERT.sub(lambda found: "\n".join(MAKERS[found[1]](found[2] or "")), markdown)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"


def dictionary(which: str) -> Iterator[str]:
    """The definitions of a file's columns, arrays or keys."""
    made: dict[str, Iterable[Definition]] = {
        "frames": FRAMES, "poses": POSES, "summary": SUMMARY, "result": keys_of(schema()),
    }  # fmt: skip
    definitions = list(made[which])
    signed = any(one.sign for one in definitions)
    head = ["name", "unit", *(["sign"] if signed else []), "range", "what it is"]
    return table(
        head,
        (
            [
                f"`{one.name}`",
                one.unit,
                *([one.sign] if signed else []),
                escape(one.range),
                escape(one.what),
            ]
            for one in definitions
        ),
    )


def limits(cause: str) -> Iterator[str]:
    """The limits of a cause, with their sources."""
    group = getattr(Limits(), cause)
    return table(
        ("limit", "value", "source"),
        (
            (
                f"`{one.name}`",
                f"{getattr(group, one.name)} {one.metadata['unit']}".strip(),
                one.metadata["source"],
            )
            for one in fields(group)
        ),
    )


def holds(_: str) -> Iterator[str]:
    """How long a hold should last, by load."""
    return table(
        ("load", "of your maximal force", "hold at most"),
        (
            (load, f"{100 * share:.0f} %", f"{CrampLimits(load=load).hold_s():.0f} s")
            for load, share in LOADS.items()
        ),
    )


def commands(_: str) -> Iterator[str]:
    """What --help prints, of every command."""
    return helps(typer.main.get_command(app))


def rules(_: str) -> Iterator[str]:
    """Every rule of the triage, the most urgent first."""
    return table(
        ("level", "when you say, or the pain shows", "what formcheck says", "source"),
        (
            (rule.level.words, _when(rule), escape(rule.sentence), escape(rule.source))
            for rule in sorted(RULES, key=lambda rule: -rule.level)
        ),
    )


def _when(rule: Rule) -> str:
    """The facts that a rule needs, in words."""
    needed = [_fact(code) for code in rule.needs]
    chosen = " or ".join(map(_fact, rule.any_of))
    return ", and ".join([*needed, *([chosen] if chosen else [])])


def _fact(code: str) -> str:
    return COURSE_WORDS[code] if code in COURSE_WORDS else finding(code)


COURSE_WORDS = {
    "severe": "pain of 7 of 10 or more",
    "grows": "pain that is 2 or more above the mildest day",
    "neck-and-arm": "pain logged in the neck and in an arm",
    "lasts": "pain for more than five days that no doctor has seen",
    "was-severe": "pain that was 7 or more, and is still there",
    "grew": "pain that grew by 2 or more, and is still there",
    "unanswered": "questions that weren't answered to the end",
    "hurts": "any pain that is still there",
    "moderate": "pain of 4 of 10 or more",
    "new": "pain of the last five days",
    "seen": "pain for longer, and a doctor has seen it",
}


def article(_: str) -> Iterator[str]:
    """What the article says of each cause, and the sentence of formcheck."""
    limits, span = Limits(), (0.0, 0.0)
    bent, held = with_interval(31.0, 3.0), limits.cramp.hold_s()
    doctor = {rule.code: rule for rule in RULES}
    rows = (
        ("strain", "People pull on their neck in sit-ups",
         strain.neck_pulled(2, Measure(0.3, 0.2, 0.4), span).advice, ARTICLE),
        ("strain", "Keep the neck neutral, in line with the spine of the upper back",
         strain.neck_flexed(2, bent, span, limits.strain).advice, ARTICLE),
        ("strain", "How far is too far isn't said",
         strain.neck_flexed(2, bent, span, limits.strain).message,
         "ISO 11226, borrowed from static work"),
        ("cramp", "A position is held until the muscles of the neck tire, as in a shrug",
         cramp.hold_over_limit(1, held + 1, held, span).advice, ARTICLE),
        ("cramp", "How long is too long isn't said",
         cramp.hold_over_limit(1, held + 1, held, span).message,
         "a fifth of the endurance of the shoulder (Frey-Law & Avin 2010)"),
        ("soreness", "New exercises or heavier loads make muscles sore",
         soreness.new_exercise("sit-ups", None, date(2026, 11, 23), limits.soreness).message,
         ARTICLE),
        ("soreness", "It is a normal part of development, and gone in three to five days",
         soreness.expectation(limits.soreness), ARTICLE + "; ACSM for onset and peak"),
        ("other causes", "Pain that isn't gone in five days means a doctor",
         doctor["lasting-pain"].sentence + " " + Level.SEE_A_DOCTOR.advice, ARTICLE),
        ("other causes", "A pinched nerve",
         doctor["neck-and-arm"].sentence + " " + Level.SEE_A_DOCTOR_NOW.advice,
         doctor["neck-and-arm"].source),
        ("other causes", "Degenerative discs of the neck",
         doctor["neck-condition"].sentence + " " + Level.SEE_A_DOCTOR.advice,
         doctor["neck-condition"].source),
        ("other causes", "Tetanus",
         doctor["tetanus"].sentence + " " + Level.EMERGENCY.advice, doctor["tetanus"].source),
        ("other causes", "It is no substitute for medical advice",
         SCREEN_OPENING, ARTICLE),
    )  # fmt: skip
    return table(("cause", "what the article says", "what formcheck says", "source"), rows)


def questions(which: str) -> Iterator[str]:
    """The questions about pain or health, each with its reason."""
    asked = {"pain": PAIN_QUESTIONS, "health": HEALTH_QUESTIONS}[which]
    return table(
        ("code", "question", "why", "asked after a yes to"),
        ((f"`{one.code}`", one.text, one.reason, ", ".join(one.after)) for one in asked),
    )


def levels(_: str) -> Iterator[str]:
    """The levels of the triage, and what each asks for."""
    return table(
        ("level", "form is judged", "what to do"),
        ((one.words, "yes" if one.coaches else "no", one.advice) for one in Level),
    )


def source(name: str) -> Iterator[str]:
    """The source of a class, such as formcheck.run.Output."""
    module, _, found = name.rpartition(".")
    yield from ("```python", getsource(getattr(import_module(module), found)).rstrip(), "```")


def code(name: str) -> Iterator[str]:
    """A file of ours, whole."""
    yield from ("```python", (ROOT / name).read_text("utf-8").rstrip(), "```")


def folded(name: str) -> Iterator[str]:
    """The same, shown when it is clicked at."""
    yield from (f'??? example "{name}"', "")
    yield indent("\n".join(code(name)), "    ")


def file(name: str) -> Iterator[str]:
    """A document that lies a folder higher; its links into docs/ are made to fit."""
    yield (ROOT / name).read_text("utf-8").replace("](docs/", "](")


def helps(command: Any, *words: str) -> Iterator[str]:
    """The help of a command and of those below it."""
    printed = CliRunner().invoke(app, [*words, "--help"], prog_name="formcheck").output
    yield from ("", f"## formcheck {' '.join(words)}".rstrip(), "")
    yield from ("```text", printed.rstrip(), "```")
    for name, inner in getattr(command, "commands", {}).items():
        yield from helps(inner, *words, name)


MAKERS: dict[str, Callable[[str], Iterator[str]]] = {
    "dictionary": dictionary,
    "limits": limits,
    "holds": holds,
    "commands": commands,
    "levels": levels,
    "rules": rules,
    "questions": questions,
    "article": article,
    "source": source,
    "code": code,
    "folded": folded,
    "file": file,
}
