from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from formcheck.review.agreement.kappa import kappa
from formcheck.review.agreement.raters import compare
from formcheck.review.agreement.reviews import load_reviews
from tests.fixtures.command import Command
from tests.fixtures.reviewed import answered, judged, review, save

FINE, FAR, UNSURE = "fine", "too far", "can't tell"
ANA = review(
    reps=judged([(FINE, FINE)] * 5 + [(FAR, FAR)] * 4 + [(FINE, FAR), (UNSURE, FAR)]),
    warnings=answered([("strain.neck-flexed", True)] * 4 + [("strain.neck-pulled", False)]),
)
BEN = review(
    "Ben",
    reps=judged([(FINE, FINE)] * 6 + [(FAR, FAR)] * 2),
    warnings=answered([("strain.neck-flexed", True)] * 3 + [("strain.neck-flexed", False)]),
)


@pytest.fixture
def formcheck_(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    return Command(monkeypatch, capfd)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two coaches' reviews of one video, and one of them of another."""
    save(tmp_path / "clip.formcheck" / "review-ana.json", ANA)
    save(tmp_path / "clip.formcheck" / "review-ben.json", BEN)
    save(tmp_path / "b.formcheck" / "review.json", review(video="b", reps=judged([(FAR, FINE)])))
    return tmp_path


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_tables_tell_who_agrees_with_whom(folder: Path, formcheck_: Command) -> None:
    ran = formcheck_("agree", folder)
    assert (ran.code, ran.err) == (0, "")
    told = flat(ran.out)
    assert told.startswith("3 reviews of 2 videos, by Ana, Ben.")
    for one in compare(load_reviews([folder]).reviews):
        ends = (round(end, 2) + 0.0 for end in (one.kappa.value, one.kappa.low, one.kappa.high))
        figure = "{:.2f} ({:.2f} to {:.2f})".format(*ends) if one.kappa.known else "none"
        unsure = [] if one.what == "warnings" else one.unsure
        cells = [f"{one.first}, {one.second}", f"{one.agreed} of {one.judged}", figure]
        assert " ".join(map(str, [*cells, *unsure, one.videos])) in told
    assert "strain.neck-flexed 7 of 8 88 % (53 to 98) 1" in told
    assert "formcheck, down; all coaches, across fine too far can't tell" in told
    assert re.search(r"^fine +11 +1 +0$", ran.out, re.MULTILINE)


def test_what_kappa_means_and_how_far_to_trust_it_is_said(
    folder: Path, formcheck_: Command
) -> None:
    told = flat(formcheck_("agree", folder).out)
    assert "0 is what chance alone would give, 1 is full agreement" in told
    assert "95 times in 100" in told
    assert "Reps of one video are much alike" in told
    assert "counts twice" in told
    assert "not what formcheck missed" in told
    assert "from one video" not in told.replace("Reps of one video", "")
    alone = flat(formcheck_("agree", folder / "clip.formcheck" / "review-ana.json").out)
    assert "All of this comes from one video and says nothing about others." in alone
    assert "counts twice" not in alone


def test_a_single_item_a_video_needs_no_word_on_likeness(
    tmp_path: Path, formcheck_: Command
) -> None:
    for video in "ab":
        save(tmp_path / f"review-{video}.json", review(video=video, reps=judged([(FAR, FAR)])))
    assert "alike" not in formcheck_("agree", tmp_path).out


def test_kappa_that_cannot_be_had_is_said_in_words(tmp_path: Path, formcheck_: Command) -> None:
    path = save(tmp_path / "review.json", review(reps=judged([(FINE, FINE)] * 9)))
    told = flat(formcheck_("agree", path).out)
    assert "formcheck, Ana 9 of 9 none 0 0 1" in told
    assert 'Kappa "none" means that there is none' in told
    (one,) = document(formcheck_("agree", path, "--json").out)["comparisons"]
    assert one["kappa"] == {"value": None, "low": None, "high": None}


def test_the_page_is_80_columns_wide_and_plain_text(folder: Path, formcheck_: Command) -> None:
    name = "Ana María de la Concepción y Todos los Santos \x1b[31m\udcff"
    many = review(name, reps=judged(([(FINE, FINE)] * 3 + [(FAR, FINE)]) * 60))
    save(folder / "review.json", many)
    ran = formcheck_("agree", folder)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "\x1b" not in ran.out
    assert "180 of 240" in ran.out


def test_versions_and_limits_that_are_mixed_are_told(folder: Path, formcheck_: Command) -> None:
    assert "judged by formcheck in" not in formcheck_("agree", folder).out
    other = {"version": "0.2.0", "detector": "blazepose-full", "limits_sha256": "0" * 64}
    save(folder / "review.json", review(video="c", result=other, reps=judged([(FINE, FINE)])))
    assert "judged by formcheck in 2 ways" in flat(formcheck_("agree", folder).out)


def test_coaches_with_nothing_in_common_are_told(tmp_path: Path, formcheck_: Command) -> None:
    for who, video in (("Ana", "a"), ("Ben", "b")):
        save(tmp_path / f"review-{who}.json", review(who, video, reps=judged([(FAR, FAR)])))
    assert "No two coaches judged the same" in formcheck_("agree", tmp_path).out


def test_a_review_in_which_nothing_is_judged_says_so(tmp_path: Path, formcheck_: Command) -> None:
    ran = formcheck_("agree", save(tmp_path / "review.json", review()))
    assert (ran.code, flat(ran.out)) == (
        0,
        "1 review of 1 video, by Ana. - No coach judged anything, so there is nothing to compare.",
    )  # fmt: skip


def test_an_older_save_is_passed_over_and_named(folder: Path, formcheck_: Command) -> None:
    folder = folder.rename(folder.with_name(f"{folder.name}-{'long' * 20}"))  # wider than a line
    old = save(folder / "review.json", ANA | {"saved": "2026-01-01T00:00:00Z"})
    newest = folder / "clip.formcheck" / "review-ana.json"
    ran = formcheck_("agree", folder)
    squeezed = "".join(ran.out.split())
    assert f"{old} is left out".replace(" ", "") in squeezed
    told = document(formcheck_("agree", folder, "--json").out)
    assert [(one["path"], one["newest"]) for one in told["passed_over"]] == [
        (str(old), str(newest))
    ]
    assert len(told["reviews"]) == 3


def document(out: str) -> Any:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(out, parse_constant=refuse)


def test_json_is_one_document_with_the_same_figures(folder: Path, formcheck_: Command) -> None:
    ran = formcheck_("agree", folder, "--json")
    assert (ran.code, ran.err) == (0, "")
    told = document(ran.out)
    assert (told["schema"], told["interval"]) == ("formcheck.agreement/1", 0.95)
    assert told["unreadable"] == told["passed_over"] == []
    assert {one["reviewer"] for one in told["reviews"]} == {"Ana", "Ben"}
    (ana,) = (one for one in told["comparisons"] if one["second"] == "Ana")
    assert ana["words"] == [FINE, FAR, UNSURE]
    assert ana["table"] == [[5, 1, 0], [1, 4, 0], [0, 1, 0]]
    assert (ana["judged"], ana["agreed"], ana["videos"]) == (11, 9, 2)
    assert (ana["first_cant_tell"], ana["second_cant_tell"]) == (1, 0)
    expected = kappa(np.array([[5, 1], [1, 4]]))
    assert ana["kappa"]["value"] == pytest.approx(expected.value, abs=1e-4)
    assert ana["kappa"]["low"] == pytest.approx(expected.low, abs=1e-4)
    assert [one["kind"] for one in told["comparisons"]] == [
        *("coach", "coach", "pooled", "pair"),
        "pair",
    ]
    assert told["warnings"][0]["share"]["value"] == 0.875


def test_one_bad_file_is_told_and_the_others_count(folder: Path, formcheck_: Command) -> None:
    bad = folder / "review-bad.json"
    bad.write_text("{}")
    ran = formcheck_("agree", folder)
    assert ran.code == 1
    assert ran.err.startswith(f"formcheck: {bad} is no review")
    assert ran.err.count("\n") == 1
    assert "3 reviews of 2 videos" in ran.out
    (told,) = document(formcheck_("agree", folder, "--json").out)["unreadable"]
    assert told.startswith(str(bad))


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_where_there_is_no_review_the_remedy_is_told(
    tmp_path: Path, formcheck_: Command, flags: list[str]
) -> None:
    ran = formcheck_("agree", tmp_path, *flags)
    assert ran.code == 1
    assert ran.complaint.startswith(f"{tmp_path} holds no review*.json: judge the set")


def test_without_a_path_it_is_misuse(formcheck_: Command) -> None:
    assert formcheck_("agree").code == 2
