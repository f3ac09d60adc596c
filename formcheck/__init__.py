"""formcheck watches people exercise and warns them before their neck hurts."""

__version__ = "0.1.0"
