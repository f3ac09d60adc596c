"""Every text that can come out while something is for a doctor, and what none may say."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest

from formcheck.cli.journal import COMMANDS
from formcheck.core.risks import check_in_texts
from formcheck.core.risks.pain import Clearance, Pain, PainEntry, Screen
from formcheck.core.risks.questions import PAIN_QUESTIONS, QUESTIONS, RETIRED
from formcheck.core.risks.triage import RULES, Level
from formcheck.journal.check_ins import CheckIns
from formcheck.journal.entries import LoggedWarning
from formcheck.journal.history import History
from formcheck.journal.rendering import standing_json, standing_parts
from formcheck.journal.service import Standing, standing_of
from formcheck.journal.weeks import by_week
from formcheck.pages.weeks import weeks_page
from formcheck.system.console import show
from tests.fixtures.journal_command import Diary, a_diary
from tests.fixtures.journals import NOON, TODAY, a_set
from tests.fixtures.recorded import USUAL

NEVER = re.compile(
    r"wait|5 days|3 to 5|\bkeep (it|train|go|on|at)|carry on|go up|light day|day off|smaller"
    r"|well done|great|\bgood\b|\bfine\b|congrat|nice|strong|excellent|better than|all right"
    r"|normal|harmless|nothing to worry|no need|probably|don't worry",
    re.IGNORECASE,
)
FIVE = re.compile(r"\b(five|5) days", re.IGNORECASE)
FOOTER = "Pain that lasts more than five days, or that comes with numbness"  # sends to a doctor


def entry(days: int, level: int) -> PainEntry:
    return PainEntry(NOON - timedelta(days), TODAY - timedelta(days), level)


def screen(*yes: str) -> Screen:
    asked = dict.fromkeys((question.code for question in PAIN_QUESTIONS), False)
    return Screen(NOON, TODAY, asked | dict.fromkeys(yes, True))


SETS = {
    "none": (),
    "new": (a_set(0, reps=50),),
    "jump": (a_set(3), a_set(0, reps=50, weight_kg=20.0)),
    "past": tuple(
        a_set(n, warnings=(LoggedWarning("strain.neck-flexed", "caution", "x"),)) for n in range(7)
    ),
}
PAINS = {
    "none": (),
    "fresh": (Pain("neck", TODAY, (entry(1, 3), entry(0, 4))),),
    "severe": (Pain("neck", TODAY, (entry(1, 8), entry(0, 9))),),
    "lasting": (Pain("neck", TODAY - timedelta(8), (entry(8, 3), entry(0, 2))),),
    "gone": (Pain("neck", TODAY - timedelta(8), (entry(8, 3),), closed=TODAY),),
}
ANSWERS = (
    *((), *((code,) for code in (*QUESTIONS, *RETIRED))),
    *combinations(("jaw-wound", "arm", "night"), 2),
    tuple(QUESTIONS),
)


def states() -> Iterator[tuple[Standing, History]]:
    """Every kind of history, and what it says."""
    for kind, sets in SETS.items():
        last = {"situp": TODAY - timedelta(3)} if kind == "jump" else {}
        for pains in PAINS.values():
            for yes in ANSWERS:
                for cleared in ((), (Clearance(NOON, TODAY),)):
                    kept = tuple(replace(pain, screens=(screen(*yes),)) for pain in pains)
                    told = CheckIns(dict(enumerate(kept, 1)), (screen(*yes),), cleared)
                    history = History(TODAY, sets, last, told, USUAL)
                    yield standing_of(history, ("situp", "shrug")), history


def words(markup: str) -> str:
    text = re.sub(r"<style>.*?</style>|<[^>]*>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(text).split()).replace(FOOTER, "")


def test_nothing_else_is_said_while_something_is_for_a_doctor(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen = {True: 0, False: 0}
    for told, history in states():
        doctor = not told.triage.coaches
        weeks = by_week(history.sets, history.check_ins.pains.values(), TODAY, 2)
        page = words(weeks_page("Ana", weeks, told))
        show(*standing_parts(told))
        text = " ".join((capsys.readouterr().out, json.dumps(standing_json(told)), page))
        seen[doctor] += 1
        if doctor:
            assert not NEVER.search(text), NEVER.search(text)
            assert not FIVE.search(text)
            assert "STOP" in text
            assert ("doctor" in text) or ("emergency" in text)
    assert min(seen.values()) > 50


def test_without_a_doctor_s_case_the_other_advice_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for told, _ in states():
        if told.triage.coaches:
            show(*standing_parts(told))
    out = " ".join(capsys.readouterr().out.split())
    for said in ("gone in 3 to 5 days", "rest it today if you can", "7th session", "is disputed"):
        assert said in out


def test_no_text_of_the_triage_says_what_it_may_not() -> None:
    texts = [value for name, value in vars(check_in_texts).items() if name.isupper()]
    for question in QUESTIONS.values():
        texts += [question.text, question.reason, question.finding]
    texts += [rule.sentence for rule in RULES if not rule.level.coaches]
    texts += [level.advice for level in Level if not level.coaches]
    assert len(texts) > 100
    for text in texts:
        assert not NEVER.search(text), text
        assert not FIVE.search(text), text


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    yield from a_diary(tmp_path, monkeypatch, capfd)


@pytest.mark.parametrize(
    "pain",
    [("--red-flags", "arm"), ("--red-flags", "jaw-wound"), ("--since", "9 days ago")],
    ids=["red flag", "emergency", "lasting"],
)
def test_no_command_says_it_either(diary: Diary, tmp_path: Path, pain: tuple[str, ...]) -> None:
    diary("add", "situp", "--reps", 20, "--date", "yesterday")
    answers = () if "--red-flags" in pain else ("--red-flags", "none")
    told = [diary("pain", 3, *pain, *answers).out]
    out = tmp_path / "out.json"
    for command in (
        *(("add", "situp", "--reps", 80), ("list",), ("show", 1), ("edit", 1, "--reps", 9)),
        *(("week",), ("page", "--out", tmp_path / "page.html"), ("pain", 3), ("new", "Ben")),
        *(("export", out), ("import", out), ("backup",), ("delete", 1, "--yes")),
    ):
        person = () if command[0] in ("new", "export", "import", "backup") else ("--person", "me")
        ran = diary(*command, *person)
        assert (ran.code, ran.err) == (0, ""), command
        told += [ran.out, diary(*command[:1], "--help").out]
    told += [words((tmp_path / "page.html").read_text())]
    assert len(told) > len(COMMANDS)
    for text in told:
        lines = text.replace("Those that are there already stay as they are", "")
        assert not NEVER.search(lines), (NEVER.search(lines), text)
        assert not FIVE.search(text), text
