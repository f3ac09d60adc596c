from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.core.errors import UsageError
from formcheck.pages.compare import default_name, headlines, labels, write_comparison
from formcheck.pages.html_page import SHARED
from formcheck.results.analysed_set import AnalysedSet
from formcheck.review.compare.quantities import compare_sets
from tests.fixtures.analysed import analysed, sit_up
from tests.fixtures.command import Command
from tests.fixtures.page_sets import write_set
from tests.fixtures.recorded import TOUCHY

SOFT = [sit_up(i, peak) for i, peak in enumerate((8, 9, 10), start=1)]
CAREFUL = analysed("careful", SOFT)
CARELESS = analysed("careless", [sit_up(i, peak) for i, peak in enumerate((48, 50, 49), start=1)])
WIDTH = 80


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capfd)


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sets of sit-ups and one of shrugs, seen from a folder of their own."""
    for place, exercise in (("one", "situp"), ("two", "situp"), ("shrugs", "shrug")):
        slower = 1.5 if place == "two" else 1.0
        write_set(
            tmp_path / f"{place}.formcheck",
            exercise=exercise,
            slower=slower,
            video=False,
            name=f"{place}.mp4",
        )
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def test_two_sets_make_a_page_here_and_a_table(command: Command, season: Path) -> None:
    ran = command("compare", season / "one.formcheck", season / "two.formcheck")
    assert (ran.code, ran.err) == (0, "")
    page = season / "here" / "compare-one-two.html"
    assert sorted(path.name for path in page.parent.iterdir()) == [page.name, SHARED]
    assert re.search(
        r"^Way up, s +\d\.\d\d +\d\.\d\d +\+\d\.\d\d \(.* to .*\)  more$", ran.out, re.M
    )
    assert re.search(r"^The page: compare-one-two\.html \(\d+ kB, .*51 kB\)$", ran.out, re.M)
    assert max(map(len, ran.out.splitlines())) <= WIDTH


def test_a_video_stands_for_its_results(command: Command, season: Path) -> None:
    for name in ("one", "two"):
        (season / f"{name}.mp4").write_bytes(b"")
    ran = command("compare", season / "one.mp4", season / "two.mp4", "--out", "mine.html")
    assert ran.code == 0
    assert (season / "here" / "mine.html").is_file()


def test_one_file_is_all_with_embed(command: Command, season: Path) -> None:
    ran = command("compare", season / "one.formcheck", season / "two.formcheck", "--embed")
    assert [path.name for path in (season / "here").iterdir()] == ["compare-one-two.html"]
    assert "library" not in ran.out


@pytest.mark.parametrize(
    ("names", "code", "complaint"),
    [
        (["one"], 2, "two different sets are needed"),
        (["one", "one"], 2, "two different sets are needed"),
        (["one", "shrugs"], 2, "compare sets of one exercise"),
        (["one", "nowhere"], 2, "holds no results"),
    ],
)
def test_what_cannot_be_compared_is_refused_and_nothing_written(
    command: Command, season: Path, names: list[str], code: int, complaint: str
) -> None:
    ran = command("compare", *[season / f"{name}.formcheck" for name in names])
    assert ran.code == code
    assert complaint in ran.complaint
    assert list((season / "here").iterdir()) == []


def test_a_page_that_cannot_be_written_is_told(command: Command, season: Path) -> None:
    sets = [season / f"{name}.formcheck" for name in ("one", "two")]
    ran = command("compare", *sets, "--out", season / "nowhere" / "a.html")
    assert ran.code == 1
    assert "a.html can't be written (No such file or directory)" in ran.complaint


def test_other_limits_are_told_in_the_terminal_too(command: Command, season: Path) -> None:
    write_set(season / "strict.formcheck", limits=TOUCHY, video=False, name="strict.mp4")
    ran = command("compare", season / "one.formcheck", season / "strict.formcheck")
    assert "Note: B was judged by other limits than A: strain.neck_flexed_deg -90" in ran.out


def test_more_than_six_sets_are_too_many(tmp_path: Path) -> None:
    sets = [replace(CAREFUL, folder=tmp_path / str(i)) for i in range(7)]
    with pytest.raises(UsageError, match="7 sets are too many for one page: name 6 at most"):
        write_comparison(sets, tmp_path / "a.html")


def test_sets_are_named_by_as_much_as_tells_them_apart() -> None:
    def at(*folders: str) -> list[str]:
        return labels([replace(CAREFUL, folder=Path(folder)) for folder in folders])

    assert labels([CAREFUL, CARELESS]) == ["careful.mp4", "careless.mp4"]
    assert at("/a/b.formcheck", "/c/b.formcheck") == ["a/careful.mp4", "c/careful.mp4"]
    assert at("/a/b.formcheck", "/a/b.replay.formcheck") == [
        "/a/b.formcheck",
        "/a/b.replay.formcheck",
    ]


@pytest.mark.parametrize(
    ("name", "part"),
    [("ä" * 300, "ä" * 80), ('a/b\\"?\n', "a-b----n-careless"), ("\udcff", "-udcff-careless")],
)
def test_a_page_can_always_have_its_name(tmp_path: Path, name: str, part: str) -> None:
    made = default_name([analysed(name, SOFT), CARELESS])
    assert str(made) == f"compare-{part}.html"
    (tmp_path / made).touch()


def told(*sets: AnalysedSet) -> str:
    (sentence,) = headlines(compare_sets(sets), "AB")
    return sentence


def test_the_headline_says_what_can_be_told() -> None:
    sentence = told(CAREFUL, CARELESS)
    far = "more reps were too far, by 100 percentage points ("
    assert sentence.startswith(f"In B, compared with A: {far}")
    assert "; the neck bent further, by 40 deg (31 to 49)." in sentence
    assert sentence.endswith(" The other 5 figures show no clear difference.")
    fewer = "In B, compared with A: fewer reps were too far, by 100 percentage points ("
    assert told(CARELESS, CAREFUL).startswith(fewer)
    again = replace(CAREFUL, folder=Path("again.formcheck"))
    assert told(CAREFUL, again) == "There is no clear difference between A and B."
