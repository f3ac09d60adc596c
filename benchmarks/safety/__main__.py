"""Print how many harmless cases the triage stops, and how many dangerous ones it misses.

python -m benchmarks.safety
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.safety.cases import DANGEROUS, HARMLESS, Case, missed, stopped


def main() -> None:
    """Print both shares, and each case that went wrong."""
    _print("harmless cases stopped", stopped(), HARMLESS)
    _print("dangerous cases missed", missed(), DANGEROUS)


def _print(what: str, wrong: Sequence[Case], of: Sequence[Case]) -> None:
    print(f"{what}: {len(wrong)} of {len(of)} ({100 * len(wrong) / len(of):.0f} %)")
    for case in wrong:
        found = case.triage()
        print(f"  {case.what}: {found.level.words}, {[reason.code for reason in found.reasons]}")


if __name__ == "__main__":
    main()
