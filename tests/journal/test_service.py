"""What live coaching needs of the journal."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.readings import UNKNOWN
from formcheck.core.risks.pain import Clearance
from formcheck.core.risks.questions import HEALTH_QUESTIONS, PAIN_QUESTIONS, Question
from formcheck.journal import service
from formcheck.journal.check_ins import check_ins, clear, close_pain
from formcheck.journal.entries import LoggedWarning
from formcheck.journal.from_result import set_from
from formcheck.journal.paths import VARIABLE
from formcheck.journal.people import begin, people
from formcheck.journal.sets import add_set, sets_of
from formcheck.journal.store import Journal, open_journal
from formcheck.results.load import load_result
from formcheck.results.model import SetResult
from tests.fixtures.journals import NOON, TODAY, a_pain, a_set, fill
from tests.fixtures.recorded import TOUCHY, played, write_all


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SetResult:
    return load_result(write_all(tmp_path_factory.mktemp("situp"), played("situp", TOUCHY)))


def recorded_at(result: SetResult, recorded: str | None) -> SetResult:
    return replace(result, source=replace(result.source, recorded=recorded))


@dataclass
class Answers:
    """Answers no to all but some questions, and remembers what it was asked."""

    yes: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)

    def __call__(self, question: Question) -> bool:
        self.asked.append(question.code)
        return question.code in self.yes


def once(answer: bool) -> Callable[[str, str], bool]:
    asked: list[str] = []

    def ask(question: str, reason: str) -> bool:
        assert not asked
        assert "stays on this machine" in question
        assert reason
        asked.append(question)
        return answer

    return ask


@pytest.mark.parametrize("wanted", [True, False])
def test_whether_to_log_is_asked_once_and_remembered(wanted: bool) -> None:
    ask = once(wanted)
    assert [service.asks_once(None, ask) for _ in range(3)] == [wanted] * 3


def test_how_heavy_the_weights_are_is_asked_once_and_remembered_until_it_is_said_anew() -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("asked")
        return "moderate"

    told = [service.load_told(None, load, ask) for load in (None, None, "heavy", None)]
    assert told == ["moderate", "moderate", "heavy", "heavy"]
    assert len(asked) == 1
    assert service.load_told(None, None, None) == "heavy"  # nobody is there to be asked


def test_a_load_is_not_remembered_where_nobody_keeps_a_journal(path: Path) -> None:
    assert [service.load_told(None, load, None) for load in ("heavy", None)] == ["heavy", None]
    assert not path.exists()


def test_where_no_journal_is_nothing_is_asked_told_or_made(path: Path) -> None:
    assert service.questions_at_start(None, NOON) == []
    assert service.standing(None, NOON) == service.Standing()
    assert not path.exists()


def test_a_red_flag_turns_coaching_off_until_a_doctor_cleared_it(path: Path) -> None:
    with open_journal(path) as journal:
        ana = begin(journal, "Ana")
        begin(journal, "Ben")
        close_pain(journal, a_pain(journal, ana, 3, 4, "arm"), TODAY)
    for exercise in ("situp", "shrug", ""):
        told = service.standing("Ana", NOON + timedelta(days=900), exercise)
        assert not told.triage.coaches
        assert (told.soreness, told.advice) == ((), "")
        assert service.standing("Ben", NOON, exercise).triage.coaches
    with open_journal(path) as journal:
        clear(journal, ana, Clearance(NOON, TODAY))
    assert service.standing("ana", NOON).triage.coaches


def test_who_may_be_coached_is_never_guessed(path: Path) -> None:
    with open_journal(path) as journal:
        fill(journal, "Ana")
        begin(journal, "Ben")
    for name in (None, "Bne"):
        with pytest.raises(UsageError, match="--person"):
            service.standing(name, NOON)


def test_a_damaged_journal_lets_nobody_be_coached_unseen(path: Path) -> None:
    path.write_bytes(b"ruin" * 5000)
    for _ in range(2):
        with pytest.raises(FormcheckError, match="was damaged"):
            service.standing(None, NOON)


def test_every_open_pain_is_asked_about_once_a_day(path: Path) -> None:
    with open_journal(path) as journal:
        ana = begin(journal, "Ana")
        a_pain(journal, ana, 3)
        a_pain(journal, ana, 2, where="left shoulder")
    neck, shoulder = service.questions_at_start(None, NOON)
    assert neck.text == "Neck: how bad is it today, from 0 (gone) to 10?"
    answers = Answers()
    service.answer_at_start(None, neck, 2, NOON, answers)
    assert service.questions_at_start(None, NOON) == [shoulder]
    assert answers.asked == []
    service.answer_at_start(None, shoulder, 0, NOON, answers)
    assert service.questions_at_start(None, NOON) == []
    assert [q.pain for q in service.questions_at_start(None, NOON + timedelta(days=1))] == [
        neck.pain
    ]


def test_a_pain_that_has_grown_is_screened(path: Path) -> None:
    with open_journal(path) as journal:
        a_pain(journal, begin(journal, "Ana"), 3, 3)
    (question,) = service.questions_at_start(None, NOON)
    answers = Answers(("numb",))
    service.answer_at_start(None, question, 4, NOON, answers)
    assert answers.asked == [one.code for one in PAIN_QUESTIONS if not one.after]
    (reason,) = service.standing(None, NOON).triage.reasons
    assert "a numb arm" in reason.sentence


def test_what_live_found_is_logged_as_a_set_of_now(path: Path, result: SetResult) -> None:
    logged = service.log_result(result, None, NOON, weight_kg=4.0)
    assert logged is not None
    assert (logged.one.number, logged.known, logged.one.dated) == (1, False, "logged")
    assert (logged.one.at, logged.one.day, logged.one.weight_kg) == (NOON, TODAY, 4.0)
    assert [one.code for one in logged.standing.soreness] == ["soreness.new-exercise"]
    with open_journal(path) as journal:
        (kept,) = sets_of(journal, people(journal)[0])
    assert kept == logged.one


def test_the_third_session_past_a_limit_in_a_week_is_told(path: Path, result: SetResult) -> None:
    past = (LoggedWarning("strain.neck-flexed", "caution", "too far"),)
    with open_journal(path) as journal:
        ana = begin(journal, "Ana")
        for days in (2, 4):
            add_set(journal, ana, a_set(days, warnings=past))
    logged = service.log_result(result, None, NOON)
    assert logged is not None
    assert logged.standing.advice.startswith("Third session in seven days past a limit")


def test_before_a_session_what_is_new_is_told(path: Path) -> None:
    with open_journal(path) as journal:
        fill(journal)
        journal.connection.execute("DELETE FROM screens")
        journal.connection.execute("DELETE FROM pains")
    for exercise, codes in (("shrug", ["soreness.new-exercise"]), ("situp", []), ("", [])):
        told = service.standing(None, NOON + timedelta(days=28), exercise)
        assert [one.code for one in told.soreness] == codes


@pytest.mark.parametrize(
    ("recorded", "day", "dated"),
    [
        ("2026-11-20T08:00:00Z", "2026-11-20", "recorded"),
        ("2026-11-20T08:00:00+00:00", "2026-11-20", "recorded"),
        ("2026-12-20T08:00:00Z", "2026-11-23", "logged"),
        (None, "2026-11-23", "logged"),
    ],
)
def test_a_set_is_of_the_day_it_was_recorded_where_that_can_be(
    result: SetResult, recorded: str | None, day: str, dated: str
) -> None:
    one = set_from(recorded_at(result, recorded), NOON)
    assert one is not None
    assert (one.day.isoformat(), one.dated) == (day, dated)


def test_a_set_of_another_day_brings_no_news(result: SetResult) -> None:
    earlier = recorded_at(result, "2026-11-20T08:00:00Z")
    logged = service.log_result(earlier, None, NOON)
    assert logged is not None
    assert logged.standing.soreness == ()


def test_a_result_without_reps_or_holds_is_no_set(result: SetResult, path: Path) -> None:
    assert service.log_result(replace(result, reps=()), None, NOON) is None
    assert not path.exists()


def test_what_is_not_known_stays_unknown(result: SetResult) -> None:
    unknown = dict.fromkeys(("neck_flexion_peak_deg", "neck_dose_deg_s"), UNKNOWN)
    blind = tuple(replace(rep, measures=unknown) for rep in result.reps)
    one = set_from(replace(result, reps=blind, coverage=math.nan), NOON)
    assert one is not None
    for figure in (one.worst_peak_deg, one.dose_deg_s, one.coverage):
        assert figure != figure  # NaN


def checked_in(journal: Journal) -> int:
    return sum(len(check_ins(journal, person).screens) for person in people(journal))


def test_in_the_terminal_the_same_questions_are_asked(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io
    import sys

    with open_journal(path) as journal:
        a_pain(journal, begin(journal, "Ana"), 3, 3)
    service.check_in(None, NOON)  # nobody is there
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(service.prompts, "somebody_is_there", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n" + "no\n" * len(HEALTH_QUESTIONS)))
    service.check_in(None, NOON)
    asked = capsys.readouterr().err
    assert "how bad is it today" in asked
    assert asked.count("yes or no?") == len(HEALTH_QUESTIONS)
    service.check_in(None, NOON)
    assert capsys.readouterr().err == ""
    with open_journal(path) as journal:
        assert checked_in(journal) == 2


def test_a_set_seen_again_keeps_the_day_it_was_first_logged(result: SetResult) -> None:
    service.log_result(result, None, NOON - timedelta(days=2))
    again = service.log_result(result, None, NOON)
    assert again is not None
    assert (again.known, again.one.day) == (True, TODAY - timedelta(days=2))
    told = service.log_result(recorded_at(result, "2026-11-01T08:00:00Z"), None, NOON)
    assert told is not None
    assert (told.known, told.one.day.isoformat()) == (True, "2026-11-01")


def test_live_sets_have_no_clip_and_are_never_taken_for_each_other(result: SetResult) -> None:
    live = replace(result, source=replace(result.source, sha256=""))
    both = [service.log_result(live, None, NOON) for _ in range(2)]
    assert [one and (one.one.number, one.known) for one in both] == [(1, False), (2, False)]
