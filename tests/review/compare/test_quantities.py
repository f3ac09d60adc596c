from __future__ import annotations

import math

import pytest

from formcheck.core.errors import FormcheckError, UsageError
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits
from formcheck.results.analysed_set import AnalysedSet
from formcheck.review.compare.quantities import Row, cautions, compare_sets
from tests.fixtures.analysed import STEP_S, TRUNK_HALF_DEG, analysed, shrug, sit_up

SOFT = [sit_up(i, peak) for i, peak in enumerate((8, 9, 10), start=1)]
CAREFUL = analysed("careful", SOFT)
CARELESS = analysed("careless", [sit_up(i, peak) for i, peak in enumerate((48, 50, 49), start=1)])


def rows(*sets: AnalysedSet) -> dict[str, Row]:
    return {row.quantity.name: row for row in compare_sets(sets)}


def test_a_neck_that_bends_much_further_is_told() -> None:
    row = rows(CAREFUL, CARELESS)["Peak neck flexion"]
    assert [mean.value for mean in row.means] == [9.0, 49.0]
    assert row.differences[0].value == 40.0
    assert row.words == ("more",)
    assert rows(CARELESS, CAREFUL)["Peak neck flexion"].words == ("less",)


def test_every_set_is_held_against_the_first() -> None:
    row = rows(CAREFUL, CARELESS, CAREFUL_TOO)["Peak neck flexion"]
    assert [apart.value for apart in row.differences] == [40.0, 0.0]
    assert row.words == ("more", "can't tell")


CAREFUL_TOO = analysed("careful too", SOFT)


def test_reps_too_far_are_a_share_with_the_unsure_ones_in_its_interval() -> None:
    mixed = analysed("mixed", [sit_up(1, 48), sit_up(2, 25), sit_up(3, 8), sit_up(4, None)])
    row = rows(mixed, CARELESS)["Reps too far"]
    assert row.means[0].value == 25.0
    assert row.means[0].high > 75.0
    assert row.counts == (4, 3)


def test_a_tempo_is_known_no_better_than_to_a_frame() -> None:
    row = rows(CAREFUL, CAREFUL_TOO)["Way up"]
    assert row.means[0].value == pytest.approx(1.0)
    assert row.means[0].high - 1.0 == pytest.approx(STEP_S)
    slow = analysed("slow", [sit_up(i, 9, up_s=1.5) for i in (1, 2, 3)])
    assert rows(CAREFUL, slow)["Way up"].words == ("more",)
    assert rows(CAREFUL, slow)["Way down"].words == ("less",)


def test_the_trunk_at_the_top_is_as_uncertain_as_in_its_frame() -> None:
    row = rows(CAREFUL, CARELESS)["Trunk at the top"]
    assert row.means[0].high - row.means[0].value == pytest.approx(TRUNK_HALF_DEG)


def test_what_no_rep_tells_stays_unknown() -> None:
    row = rows(CAREFUL, CARELESS)["Head ahead of the trunk"]
    assert row.counts == (0, 0)
    assert math.isnan(row.differences[0].value)
    assert row.words == ("can't tell",)


def test_a_dose_is_never_below_nothing() -> None:
    spread = [dict(sit_up(1, 8)), dict(sit_up(2, 48))]
    spread[1]["neck_dose_deg_s"] = {"value": 9.0, "low": 3.0, "high": 20.0}
    row = rows(analysed("spread", spread), CAREFUL)["Dose past the limit"]
    assert row.means[0].low == 0.0


def test_shrugs_are_compared_by_how_long_and_how_high() -> None:
    short = analysed("short", [shrug(i, 3.0, sag=0.1) for i in (1, 2, 3)])
    long = analysed("long", [shrug(1, 6.0, sag=0.1), shrug(2, 6.0), shrug(3, 6.0, sag=0.1)])
    found = rows(short, long)
    assert found["Time held"].words == ("more",)
    assert found["Rest between holds"].differences[0].value == pytest.approx(-3.0)
    assert found["Peak elevation"].means[0].value == pytest.approx(12.0)
    assert found["Sag"].counts == (3, 2)
    assert found["Sag"].means[0].value == pytest.approx(10.0)


def test_sets_that_cannot_be_compared_are_refused() -> None:
    with pytest.raises(UsageError, match=r"careful\.formcheck holds sit-ups and .* shrugs"):
        compare_sets([CAREFUL, analysed("shrugs", [shrug(1, 3.0)])])
    with pytest.raises(UsageError, match="two different sets"):
        compare_sets([CAREFUL, CAREFUL])
    with pytest.raises(UsageError, match="two different sets"):
        compare_sets([CAREFUL])
    with pytest.raises(FormcheckError, match=r"empty\.formcheck holds no finished"):
        compare_sets([CAREFUL, analysed("empty", [])])


def test_other_limits_models_and_versions_are_told() -> None:
    assert cautions([CAREFUL, CARELESS], "AB") == []
    strict = Limits(strain=StrainLimits(neck_flexed_deg=20.0))
    other = analysed("other", SOFT, strict, detector="blazepose-lite")
    limits, model = cautions([CAREFUL, other], "AB")
    assert limits == "B was judged by other limits than A: strain.neck_flexed_deg 20 instead of 25."
    assert "blazepose-lite" in model
    older = analysed("older", SOFT, version="0.0.9")
    assert "by another version of formcheck" in cautions([CAREFUL, older], "AB")[0]
