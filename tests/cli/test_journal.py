from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.cli.journal import COMMANDS
from formcheck.journal.people import person_named
from formcheck.journal.sets import add_set
from formcheck.journal.store import open_journal
from tests.fixtures.journal_command import Diary, a_diary
from tests.fixtures.journals import every_figure, mode


@pytest.fixture
def diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Diary]:
    yield from a_diary(tmp_path, monkeypatch, capfd)


def numbers(diary: Diary) -> list[int]:
    return [one["number"] for one in diary.json("list")["sets"]]


def test_a_set_without_a_video_is_logged_and_shown(diary: Diary) -> None:
    ran = diary("add", "shrug", "--holds", 3, "--held", 41.5, "--load", "heavy", "--words", "hard")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Logged as set 1 of me.\nNOTICE   Shrugs are new to your neck")
    shown = diary("show", 1).out
    for told in ("Mon 23 Nov 2026 (as you said)", "41.5 s", "heavy", "hard"):
        assert told in shown
    one = diary.json("show", 1)
    assert (one["exercise"], one["holds"], one["held_s"]) == ("shrug", 3, 41.5)
    assert one["worst_peak_deg"] is None


def test_everything_that_is_known_of_a_set_is_shown(diary: Diary) -> None:
    with open_journal(diary.path) as journal:
        add_set(journal, person_named(journal, None), every_figure())
    shown = diary("show", 1).out
    for told in ("Worst neck", "Dose", "Neck limit", "Hold limit", "Measured", "größer"):
        assert told in shown
    assert r"line\r\nline" in shown


def test_what_is_heavier_is_told_with_its_figures_and_the_dispute(diary: Diary) -> None:
    diary("add", "situp", "--reps", 20, "--date", "3 days ago")
    told = diary("add", "situp", "--reps", 45).out
    assert "45 sit-ups today, at most 20 a day in the last 4 weeks: 2.2 times" in " ".join(
        told.split()
    )
    assert "is disputed (Gabbett 2016" in told
    assert "gone in 3 to 5 days" in " ".join(told.split())
    jump = diary.json("add", "situp", "--reps", 1)["warnings"]
    assert [one["code"] for one in jump] == ["soreness.load-jump"]


def test_a_set_of_another_day_brings_no_news_of_today(diary: Diary) -> None:
    assert diary.json("add", "situp", "--reps", 20, "--date", "yesterday")["warnings"] == []


def test_only_what_is_said_of_a_set_is_changed(diary: Diary) -> None:
    diary("add", "situp", "--reps", 20, "--words", "easy")
    before = diary.json("show", 1)
    changed = diary.json("edit", 1, "--reps", 21, "--date", "2026-11-20")
    assert changed["at"].startswith("2026-11-20T12:00:")
    assert changed == before | {"reps": 21, "day": "2026-11-20", "at": changed["at"]}
    assert diary.json("show", 1) == changed


def test_a_set_is_deleted_after_a_yes(diary: Diary) -> None:
    for _ in range(3):
        diary("add", "situp", "--reps", 20)
    assert diary("delete", 2).complaint == "nobody is there to be asked: say --yes to go ahead"
    diary.types("no\n")
    assert diary("delete", 2).code == 2
    assert numbers(diary) == [1, 2, 3]
    diary.types("perhaps\nYES\n")
    ran = diary("delete", 2)
    assert ran.out == "Deleted set 2.\n"
    assert ran.err.count("Delete set 2 of 2026-11-23?") == 2
    diary.leaves()
    diary("delete", 3, "--yes")
    assert numbers(diary) == [1]


def test_the_list_holds_the_last_weeks_only(diary: Diary) -> None:
    for days in (1, 27, 29, 400):
        diary("add", "situp", "--reps", 5, "--date", f"{days} days ago")
    assert numbers(diary) == [2, 1]
    assert len(diary.json("list", "--weeks", 100)["sets"]) == 4
    assert "Mon 22" not in diary("list").out


def test_people_keep_their_sets_apart(diary: Diary) -> None:
    diary("add", "situp", "--reps", 1, "--person", "Ana")
    assert diary("new", "Ben").out == "The journal of Ben is ready.\n"
    diary("add", "situp", "--reps", 2, "--person", "ben")
    assert [one["reps"] for one in diary.json("list", "--person", "Ben")["sets"]] == [2]
    assert "choose from Ana, Ben" in diary("list").complaint
    assert "Ben has no set 1" in diary("show", 1, "--person", "Ben").complaint


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "situp"), "--reps is needed"),
        (("add", "shrug"), "--holds is needed"),
        (("add", "situp", "--reps", 3, "--holds", 3), "--holds and --held are for shrugs"),
        (("add", "shrug", "--holds", 3, "--reps", 3), "--reps is for sit-ups"),
        (("add", "situp", "--reps", 3, "--kilograms", "inf"), "must be a number"),
        (("add", "situp", "--reps", 3, "--date", "soon"), "--date 'soon' is no day"),
        (("add", "situp", "--reps", 3, "--date", "2026-11-24"), "lies ahead"),
        (("add", "situp", "--reps", 3, "--date", "9999 days ago", "--person", "\n"), "is no name"),
        (("show", 7), "me has no set 7"),
        (("edit", 7, "--reps", 3), "me has no set 7"),
        (("edit", 7), "nothing to change"),
        (("delete", 7, "--yes"), "me has no set 7"),
        (("delete", 7, "--kind", "pain", "--yes"), "me has no pain 7"),
        (("delete", 7, "--kind", "screen", "--yes"), "me has no screen 7"),
        (("export", "out.txt"), "choose from csv, json, parquet"),
        (("import", "gone.json"), "gone.json can't be read"),
        (("restore",), "say --yes"),
        (("restore", "x", "--anew", "--yes"), "leave the backup out"),
        (("restore", "gone", "--yes"), "no sound backup"),
        (("forget", "Nobody"), "there is no Nobody"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    diary: Diary, arguments: tuple[object, ...], told: str
) -> None:
    ran = diary(*arguments)
    assert told in ran.complaint
    assert ran.code in (1, 2)


def test_the_journal_goes_out_and_comes_back_the_same(diary: Diary, tmp_path: Path) -> None:
    diary("add", "situp", "--reps", 20, "--words", "größer")
    diary("pain", 3, "--red-flags", "arm")
    for name in ("all.json", "all.csv"):
        out = tmp_path / name
        assert f"entries: {out}" in diary("export", out).out
        assert mode(out) == 0o600
        other = tmp_path / f"{name}.sqlite3"
        assert "entries added, 0 were there" in diary("import", out, "--journal", other).out
        back = tmp_path / f"back-{name}"
        diary("export", back, "--journal", other)
        assert back.read_bytes() == out.read_bytes()
    shown = diary("export", "-", "--format", "json").out
    assert json.loads(shown) == json.loads((tmp_path / "all.json").read_text())


def test_a_damaged_journal_is_restored_from_its_backup(diary: Diary) -> None:
    diary("add", "situp", "--reps", 20)
    assert diary("backup").out.startswith("Backup: ")
    diary.path.write_bytes(b"ruin" * 5000)
    for _ in range(2):
        assert "was damaged and is set aside" in diary("list").complaint
    assert diary("restore", "--yes").out.startswith("Restored: ")
    assert numbers(diary) == [1]
    diary.path.write_bytes(b"ruin" * 5000)
    diary("list")
    assert diary("restore", "--anew", "--yes").out.startswith("An empty journal: ")
    assert numbers(diary) == []


def test_who_is_forgotten_is_gone_and_what_stays_is_told(diary: Diary) -> None:
    diary("add", "situp", "--reps", 20, "--person", "Ana")
    diary("backup")
    diary("new", "Ben")
    diary.types("yes\nno\n")
    told = diary("forget", "ana").out
    assert "Ana is forgotten" in told
    assert "These copies still hold it" in told
    assert "traces that a disk keeps" in told
    assert diary.json("list")["person"] == "Ben"
    assert diary.json("forget", "Ben", "--yes", "--copies")["copies"] == []


def test_the_weeks_are_a_chart(diary: Diary) -> None:
    for days in (0, 7, 8):
        diary("add", "situp", "--reps", 10 + days, "--date", f"{days} days ago")
    told = diary("week", "--weeks", 3)
    assert max(map(len, told.out.splitlines())) <= 80
    (line,) = [line for line in told.out.splitlines() if line.startswith("Mon 16 Nov")]
    assert line.split()[4] == "17"
    weeks = diary.json("week", "--weeks", 3)["weeks"]
    assert [week["monday"] for week in weeks] == ["2026-11-09", "2026-11-16", "2026-11-23"]
    assert [week["reps"] for week in weeks] == [18, 17, 10]


def test_the_page_is_written_whole(diary: Diary, tmp_path: Path) -> None:
    diary("add", "situp", "--reps", 10)
    told = diary("page", "--out", tmp_path / "page.html")
    assert told.out == f"Page: {tmp_path / 'page.html'}\n"
    assert "me: training journal" in (tmp_path / "page.html").read_text()
    assert mode(tmp_path / "page.html") == 0o600


def test_every_command_knows_json_and_explains_itself(diary: Diary) -> None:
    listed = diary("--help").out
    for name in COMMANDS:
        assert re.search(rf"^  {name} +[A-Z].*\.$", listed, re.MULTILINE), name
        told = diary(name, "--help").out
        assert "--json" in told
        assert "--journal" in told


def test_a_journal_that_was_named_is_used(diary: Diary, tmp_path: Path) -> None:
    diary("add", "situp", "--reps", 10, "--journal", tmp_path / "other.sqlite3")
    assert not diary.path.exists()
    assert (tmp_path / "other.sqlite3").exists()
