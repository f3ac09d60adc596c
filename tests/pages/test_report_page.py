from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from formcheck.core.errors import FormcheckError
from formcheck.pages.explanations import meaning
from formcheck.pages.html_page import LIBRARY, SHARED
from formcheck.pages.report import FILE, write_report
from formcheck.results.load import load_result
from formcheck.results.sentences import sentences
from tests.fixtures.filmed import change, filmed
from tests.fixtures.recorded import read_result


def words(made: Path) -> str:
    """What stands on the page of a set, without tags, scripts and styles."""
    html = (made / FILE).read_text("utf-8")
    html = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def test_a_page_tells_what_the_terminal_tells(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    write_report(made)
    result, shown = load_result(made), words(made)
    for sentence in sentences(result):
        assert sentence in shown
    for warning in result.warnings:
        assert warning.message in shown
        assert warning.advice in shown


def test_every_warning_comes_with_its_cause_its_limit_and_the_source(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    write_report(made)
    shown = words(made)
    assert "in line with the spine of the upper back" in shown
    assert re.search(r"flexion from neutral: 25 deg ?\. ISO 11226", shown)


def test_a_limit_that_was_asked_for_is_told_with_the_usual_one(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    result = read_result(made / "result.json")
    result["limits"]["strain"]["neck_flexed_deg"] = 20.0
    change(made, limits=result["limits"])
    row = meaning("strain.neck-flexed", load_result(made)).limits[0]
    assert (row.value, row.usual) == ("20 deg", "25 deg")
    write_report(made)
    assert "(your own; formcheck's is 25 deg)" in words(made)


def test_cant_tell_is_shown_as_such_and_never_as_fine(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    result = read_result(made / "result.json")
    unknown = {"value": None, "low": None, "high": None}
    rep = result["reps"][0] | {
        "neck": "can't tell",
        "neck_flexion_peak_deg": unknown,
        "neck_flexion_peak_phase": None,
        "neck_dose_deg_s": unknown,
        "hands_at_head": None,
        "neck_leads_s": None,
    }
    change(made, reps=[rep], warnings=[], coverage=None, view_yaw_deg=None)
    write_report(made)
    shown = words(made)
    assert "Can't tell whether the neck bent too far." in shown
    html = (made / FILE).read_text("utf-8")
    row = re.search(r'<tr data-kind="rep".*?</tr>', html, re.DOTALL)
    assert row is not None
    told = unescape(row[0])
    assert told.count("can't tell") == 5  # verdict, peak, dose, hands, lead
    assert "fine" not in told
    assert "null" not in shown
    assert "None" not in shown.replace("None. No warning", "")


def test_holds_are_told_with_their_limit_and_the_rest_after(tmp_path: Path) -> None:
    made = filmed(tmp_path, "shrug")
    write_report(made)
    result, shown = read_result(made / "result.json"), words(made)
    first, second, _ = result["holds"]
    assert f"{first['duration_s']:.1f} s" in shown
    assert f"{second['start_s'] - first['end_s']:.1f} s" in shown
    assert "held too long." in shown


def test_one_library_serves_all_reports_beside_each_other(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    sizes = write_report(made)
    library = tmp_path / SHARED / LIBRARY
    assert sizes.library == library.stat().st_size
    assert sizes.page == (made / FILE).stat().st_size
    assert f'src="../{SHARED}/{LIBRARY}"' in (made / FILE).read_text("utf-8")


def test_a_page_written_elsewhere_is_linked_from_where_it_will_lie(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    place = tmp_path / "clip.formcheck"
    inside = tmp_path / ".staging" / "files"
    inside.parent.mkdir()
    made.rename(inside)
    write_report(inside, place=place)
    html = (inside / FILE).read_text("utf-8")
    assert '"annotated":"annotated.mp4","clean":"../clip.mp4"' in html
    assert f'src="../{SHARED}/{LIBRARY}"' in html
    assert (tmp_path / SHARED / LIBRARY).is_file()


def test_a_clip_that_changed_is_no_longer_shown(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    (tmp_path / "clip.mp4").write_bytes(b"another")
    write_report(made)
    assert '"clean":null' in (made / FILE).read_text("utf-8")


def test_with_everything_inside_nothing_is_beside(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    sizes = write_report(made, embed=True)
    html = (made / FILE).read_text("utf-8")
    assert sizes.library == 0
    assert not (tmp_path / SHARED).exists()
    assert "<script src" not in html
    assert '"clean":null' in html
    assert "annotated.mp4" not in html


def test_a_set_of_nothing_says_so(tmp_path: Path) -> None:
    made = filmed(tmp_path, "standing")
    write_report(made)
    assert "Nothing to judge." in words(made)


def test_a_set_that_cannot_be_read_leaves_no_page(tmp_path: Path) -> None:
    made = filmed(tmp_path)
    (made / "frames.csv").unlink()
    with pytest.raises(FormcheckError, match=r"frames\.csv can't be read"):
        write_report(made)
    assert not (made / FILE).exists()
