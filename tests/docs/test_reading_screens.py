"""What reads the screens in documents would notice a screen that is not true."""

from __future__ import annotations

import pytest

from tests.fixtures.screens import rewritten, same, screens

DOCUMENT = """Text.

```console
$ formcheck limits
strain  25 deg
# 5 days later
$ formcheck journal pain
How bad?
  0 to 10: 3
```

More.
"""


def test_commands_are_read_with_what_is_typed_and_when() -> None:
    limits, pain = screens(DOCUMENT)
    assert (limits.command, limits.shown, limits.typed) == (
        "formcheck limits",
        "strain  25 deg\n",
        (),
    )
    assert (pain.typed, pain.later) == (("3",), 5)


def test_a_document_gets_what_is_printed_now_and_keeps_the_rest() -> None:
    again = rewritten(DOCUMENT, iter(["strain  30 deg\n", "How bad?\n  0 to 10: 3\n"]))
    assert again == DOCUMENT.replace("25", "30")


@pytest.mark.parametrize(
    ("shown", "now"),
    [
        ("bent 52 deg (45 to 58)", "bent 53 deg (44 to 59)"),  # another processor
        ("0:05.1  STOP", "0:05.0  STOP"),
        ("a  52\nb", "a   52\nb"),
        ("page (43 kB)", "page (57 kB)"),
        ("-0.07", "-0.06"),
    ],
)
def test_the_same_screen_on_another_processor_is_the_same(shown: str, now: str) -> None:
    assert same(shown, now)


@pytest.mark.parametrize(
    ("shown", "now"),
    [
        ("bent 52 deg", "bent 54 deg"),
        ("0:05.1  STOP", "0:05.3  STOP"),
        ("3 sit-ups", "4 sit-ups"),
        ("2 fine, 1 too far.", "1 fine, 2 too far."),
        ("Eyes on the ceiling", "Eyes on the floor"),
        ("52 deg", ""),
        ("0.07", "-0.07"),
    ],
)
def test_another_screen_is_another(shown: str, now: str) -> None:
    assert not same(shown, now)
