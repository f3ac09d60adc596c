"""Text from elsewhere, made safe to show."""

from __future__ import annotations


def plain(text: object) -> str:
    """The text on one line; what a terminal would obey or can't show is spelt out."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in str(text)
    )
