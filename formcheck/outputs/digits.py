"""How finely a quantity is written, by the unit at the end of its name."""

from __future__ import annotations

PLACES = {"_px": 1, "_deg": 2, "_deg_s": 2, "_s": 4}
OTHER_PLACES = 4


def places(name: str) -> int:
    """Decimal places that keep all that is known of a quantity and little of the noise."""
    fitting = [unit for unit in PLACES if name.endswith(unit)]
    return PLACES[max(fitting, key=len)] if fitting else OTHER_PLACES
