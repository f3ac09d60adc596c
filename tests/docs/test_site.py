"""The site is built without a warning, and loads nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest

from formcheck.core.risks.limits import Limits
from formcheck.core.risks.questions import QUESTIONS
from formcheck.core.risks.triage import RULES, Level
from formcheck.outputs.dictionary import FRAMES, POSES, SUMMARY, keys_of
from formcheck.outputs.result import schema

ROOT = Path(__file__).parents[2]
LOADS = re.compile(r"""(?:<(?:script|img|iframe)[^>]*\ssrc|<link[^>]*\shref)=["']?(https?:|//)""")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("mkdocs") is None, reason="not installed: mkdocs"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    ran = subprocess.run(  # noqa: S603  # our own documents
        command, cwd=ROOT, env=quiet, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return folder


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        assert not LOADS.search(page.read_text("utf-8")), page
    for sheet in site.rglob("*.css"):
        assert "url(http" not in sheet.read_text("utf-8"), sheet


def test_every_column_and_key_is_on_the_page_of_file_formats(site: Path) -> None:
    page = (site / "files" / "index.html").read_text("utf-8")
    for one in (*FRAMES, *POSES, *SUMMARY, *keys_of(schema())):
        name = one.name.replace("<", "&lt;").replace(">", "&gt;")
        assert f"<code>{name}</code>" in page, one.name


def test_every_limit_is_on_the_page_of_limits(site: Path) -> None:
    page = (site / "limits" / "index.html").read_text("utf-8")
    limits = Limits()
    for cause in Limits.__dataclass_fields__:
        for name in getattr(limits, cause).__dataclass_fields__:
            assert f"<code>{name}</code>" in page, name


def test_nothing_is_left_that_was_to_be_put_in(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "{{" not in page.read_text("utf-8"), page


def test_programs_on_pages_are_those_in_the_repository(site: Path) -> None:
    shown = {
        "python": ["formcheck/run.py", "docs/examples/count_reps.py"],
        "extending": [
            "formcheck/core/exercises/none.py",
            "formcheck/detectors/protocols.py",
            "tests/fixtures/made_up_exercise.py",
            "tests/fixtures/made_up_output.py",
        ],
    }
    for page, programs in shown.items():
        text = (site / page / "index.html").read_text("utf-8")
        words = unescape(re.sub(r"<[^>]*>", "", text)).split()
        for program in programs:
            wanted = (ROOT / program).read_text("utf-8").split()
            assert " ".join(wanted) in " ".join(words), program


def test_the_readme_fits_a_page_and_its_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.encode()) <= 12_000
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        assert (ROOT / link).exists(), link


def test_every_rule_and_question_is_on_the_page_of_safety(site: Path) -> None:
    html = (site / "safety" / "index.html").read_text("utf-8")
    page = unescape(re.sub(r"</?code>", "`", html))
    for rule in RULES:
        assert rule.sentence in page, rule.code
        assert rule.source in page, rule.code
    for question in QUESTIONS.values():
        assert question.text in page, question.code
        assert question.reason in page, question.code
    for level in Level:
        assert level.advice in page
