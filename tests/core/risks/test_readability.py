"""Questions and sentences that a 15-year-old and a 75-year-old read without effort."""

from __future__ import annotations

import re

import pytest

from formcheck.core.risks import check_in_texts
from formcheck.core.risks.questions import QUESTIONS
from formcheck.core.risks.triage import RULES, Level

NAMES = {"rheumatoid arthritis": "gout"}
"""Names of illnesses that have no plain word: whoever has it knows it. Measured as a short one."""

PLACEHOLDERS = {"{where}": "Neck", "{since}": "Mon 9 Nov", "{refer_on}": "Sat 14 Nov"}


def syllables(word: str) -> int:
    """About how many: groups of vowels, less an e that isn't spoken."""
    spoken = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^dt])ed$|es$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def grade(text: str) -> float:
    """The school year that a text is for, after Flesch and Kincaid (1975)."""
    sentences = max(1, len(re.findall(r"[.!?:]+(?:\s|$)", text)))
    words = re.findall(r"[A-Za-z']+|\d+", text)
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59


def filled(sentence: str) -> str:
    """The sentence of a rule as somebody reads it."""
    for name, value in PLACEHOLDERS.items():
        sentence = sentence.replace(name, value)
    return re.sub(r"\{\w+\}", "5", sentence).replace("`", "")


def test_the_grade_of_known_texts_is_known() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    hard = "Degenerative cervical pathology necessitates individualised multidisciplinary care."
    assert grade(hard) > 20


def test_questions_are_for_the_sixth_year_at_most() -> None:
    for question in QUESTIONS.values():
        text = question.text
        for name, plain in NAMES.items():
            text = text.replace(name, plain)
        assert grade(text) <= 6, (text, grade(text))
        assert len(text.split()) <= 15


def test_each_question_asks_one_thing() -> None:
    """One question mark; "or" and "and" only within one thing, such as an arm or a hand."""
    one_thing = (
        *(
            "pins and needles",
            "an arm or a hand",
            "an arm or a leg",
            "neck or spine",
            "a car or a bicycle",
        ),
        *(
            "under 20 or over 55",
            "65 or older",
            "down, and you don't know",
            "weight and don't know",
        ),
    )
    for question in QUESTIONS.values():
        text = question.text
        assert text.count("?") == 1
        for phrase in one_thing:
            text = text.replace(phrase, "")
        assert not re.search(r"\b(or|and)\b", text), text


def test_reasons_and_sentences_are_for_the_eighth_year_at_most() -> None:
    told = [question.reason for question in QUESTIONS.values()]
    told += [filled(rule.sentence) for rule in RULES]
    told += [level.advice for level in Level if level.advice]
    told += [
        filled(value).replace("formcheck journal", "")
        for name, value in vars(check_in_texts).items()
        if name.isupper()
    ]
    for text in told:
        assert grade(text) <= 8, (text, grade(text))
