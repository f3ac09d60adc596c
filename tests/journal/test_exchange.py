from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.risks.pain import Clearance
from formcheck.journal.check_ins import clear, close_pain
from formcheck.journal.formats import FORMATS, format_of, read_entries
from formcheck.journal.importing import add_entries
from formcheck.journal.people import begin, remember_load, remember_log_live
from formcheck.journal.rows import COLUMNS, all_entries
from formcheck.journal.sets import add_set
from formcheck.journal.store import open_journal
from formcheck.system.atomic_write import write_whole
from tests.fixtures.journals import NOON, TODAY, a_set, every_figure, fill, mode


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A journal that holds something of every kind."""
    path = tmp_path / "full.sqlite3"
    with open_journal(path) as journal:
        ana = fill(journal)
        add_set(journal, ana, every_figure())
        clear(journal, ana, Clearance(NOON, TODAY), "all right, said Dr B")
        remember_log_live(journal, ana, True)
        remember_load(journal, ana, "heavy")
        close_pain(journal, 1, TODAY)
        begin(journal, "Ben")
    return path


def entries(path: Path) -> list[dict[str, object]]:
    with open_journal(path) as journal:
        return all_entries(journal)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_was_exported_and_imported_is_the_same_journal(
    full: Path, tmp_path: Path, form: str
) -> None:
    before = entries(full)
    assert {row["kind"] for row in before} == {
        *("person", "set", "pain", "pain entry", "screen", "clearance")
    }
    assert {name for row in before for name in row} == set(COLUMNS)
    write_whole(tmp_path / "out", FORMATS[form](before), private=True)
    other = tmp_path / "other.sqlite3"
    with open_journal(other) as journal:
        assert add_entries(journal, read_entries(tmp_path / "out"), "out") == (len(before), 0)
    assert entries(other) == before
    with open_journal(other) as journal:  # a second time adds nothing
        assert add_entries(journal, read_entries(tmp_path / "out"), "out") == (0, len(before))
    assert entries(other) == before


def test_an_export_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_whole(tmp_path / "out.json", b"{}", private=True)
    assert mode(tmp_path / "out.json") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_one_person_is_exported_alone(full: Path) -> None:
    with open_journal(full) as journal:
        assert {row["person"] for row in all_entries(journal, "Ben")} == {"Ben"}


def test_the_same_clip_in_two_journals_is_one_set(full: Path, tmp_path: Path) -> None:
    clip = a_set(source_sha256="a" * 64, start_s=0.0)
    with open_journal(tmp_path / "other.sqlite3") as journal:
        add_set(journal, begin(journal, "Ana"), clip)
        sets = [row for row in entries(full) if row["kind"] in ("person", "set")]
        assert add_entries(journal, sets, "full") == (len(sets) - 2, 2)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"kind": "dream"}, "unknown kind 'dream'"),
        ({"mood": "good"}, "unknown column 'mood'"),
        ({"day": "yesterday"}, "Invalid isoformat"),
        ({"reps": "many"}, "reps can't be 'many'"),
        ({"reps": -1}, "CHECK constraint"),
        ({"person": "Nobody"}, "belongs to nobody here"),
        ({"uid": None}, "NOT NULL"),
        ({"load": "huge"}, "load can't be 'huge'"),
        ({"warnings": "[{}]"}, "code"),
        ({"warnings": "no"}, "Expecting value"),
        ({"at": None}, "NOT NULL"),
    ],
)
def test_what_is_no_entry_is_named_and_nothing_is_added(
    full: Path, tmp_path: Path, change: dict[str, object], told: str
) -> None:
    rows = entries(full)
    place = next(i for i, row in enumerate(rows) if row["kind"] == "set")
    rows[place] |= change
    other = tmp_path / "other.sqlite3"
    with (
        pytest.raises(FormcheckError, match=f"out: entry {place + 1} is no entry .*{told}"),
        open_journal(other) as journal,
    ):
        add_entries(journal, rows, "out")
    assert entries(other) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "unknown column 'nothing'"),
        ("{", "is no export"),
        ('{"schema": "other/1"}', "schema 'other/1'"),
        ("kind,mood\nset,good\n", "unknown column 'mood'"),
        ("kind,reps\nset,many\n", "is no export"),
        ("kind,reps\nset,1,2,3\n", "is no export"),
    ],
)
def test_what_is_no_export_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "in"
    path.write_text(text)
    with pytest.raises(FormcheckError, match=told) as error:
        read_entries(path)
    assert "\n" not in str(error.value)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name, why in (("gone", "No such file"), ("binary", "it is no text")):
        with pytest.raises(FormcheckError, match=f"{name} can't be read .{why}"):
            read_entries(tmp_path / name)


def test_the_format_is_told_by_the_name_or_asked_for() -> None:
    assert format_of(Path("a.CSV"), None) == "csv"
    assert format_of(Path("a"), "json") == "json"
    with pytest.raises(UsageError, match="choose from csv, json, parquet"):
        format_of(Path("a.txt"), None)


def test_without_pyarrow_parquet_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(FormcheckError, match=r"install formcheck\[parquet\]"):
        FORMATS["parquet"]([])


def test_parquet_holds_the_same_table(full: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs formcheck[parquet]")
    write_whole(tmp_path / "out.parquet", FORMATS["parquet"](entries(full)), private=True)
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.column_names == list(COLUMNS)
    rows = [{k: v for k, v in row.items() if v is not None} for row in table.to_pylist()]
    assert rows == entries(full)


def test_json_is_strict(full: Path) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(name)

    told = json.loads(FORMATS["json"](entries(full)), parse_constant=refuse)
    assert told["schema"] == "formcheck.journal/1"
