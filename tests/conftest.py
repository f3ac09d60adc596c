"""Fixtures that any test may ask for."""

from browser import context, page

__all__ = ["context", "page"]
