from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from rich.console import RenderableType

from formcheck.cli.doctor import Check
from formcheck.cli.tables import checks_table, hashes, hold_limits, limits_table, models_table
from formcheck.core.risks.cramp import LOADS, CrampLimits
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits
from formcheck.detectors.weights.catalogue import model_table
from formcheck.detectors.weights.manifest import models
from formcheck.system.console import show

OWN = Limits(strain=StrainLimits(neck_flexed_deg=31.5), cramp=CrampLimits(load="heavy"))


def shown(capsys: pytest.CaptureFixture[str], *parts: RenderableType) -> list[str]:
    show(*parts)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    return lines


def limits_shown(capsys: pytest.CaptureFixture[str], limits: Limits) -> dict[str, str]:
    """What is told of each limit, folded lines joined."""
    told: dict[str, str] = {}
    for line in shown(capsys, limits_table(limits))[2:]:
        if not line.startswith(" "):
            name = line.split()[0]
        told[name] = " ".join([told.get(name, ""), *line.split()])
    return told


def test_every_limit_is_told_with_value_unit_and_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = limits_shown(capsys, Limits())
    known = {
        f"{section.name}.{field.name}": (
            getattr(getattr(Limits(), section.name), field.name),
            field,
        )
        for section in fields(Limits)
        for field in fields(getattr(Limits(), section.name))
    }
    assert list(told) == list(known)
    for name, (value, field) in known.items():
        number = value if isinstance(value, str) else f"{value:g}"
        unit, source = field.metadata["unit"], field.metadata["source"]
        assert source
        assert told[name].split() == f"{name} {number} {unit} {source}".split()


def test_a_limit_of_ones_own_says_so_and_what_is_built_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    usual, own = limits_shown(capsys, Limits()), limits_shown(capsys, OWN)
    changed = {name for name in own if own[name] != usual[name]}
    assert changed == {"strain.neck_flexed_deg", "cramp.load"}
    assert "31.5 deg your own; 25 is built in: ISO 11226" in own["strain.neck_flexed_deg"]
    assert "heavy class your own; none is built in" in own["cramp.load"]


def test_hold_limits_are_a_fifth_of_the_endurance_at_each_load(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [line.split() for line in shown(capsys, hold_limits(OWN))[2:]]
    assert [row[0] for row in rows] == list(LOADS)
    for (load, share), row in zip(LOADS.items(), rows, strict=True):
        limit_s = 14.86 * share**-1.83 / 5  # Frey-Law & Avin 2010, ISO 11226
        assert row[1:4] == [f"{100 * share:.0f}", "%", f"{limit_s:.0f}"]
        note = {"heavy": "in force", "none": "for empty hands"}.get(load, "")
        assert " ".join(row[4:]) == note


def test_hold_limits_follow_limits_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    half = replace(OWN, cramp=replace(OWN.cramp, share_of_endurance=0.1))
    usual, halved = (
        [int(line.split()[3]) for line in shown(capsys, hold_limits(limits))[2:]]
        for limits in (OWN, half)
    )
    assert halved == [pytest.approx(limit / 2, abs=1) for limit in usual]


def test_models_are_told_with_their_state_source_and_hash(
    capsys: pytest.CaptureFixture[str],
) -> None:
    states = model_table()
    text = "\n".join(shown(capsys, models_table(states), hashes(states)))
    for name, model in models().items():
        assert re.search(rf"^{name} .* Apache-2\.0", text, re.MULTILINE)
        assert f"{name} {model.landmarks.sha256}" in re.sub(" +", " ", text)
    for state in states:
        assert f"{state.name} {state.state}" in re.sub(" +", " ", text)


def test_what_is_at_fault_is_told_apart_from_what_nobody_needs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    checks = [
        Check("model", True, "works"),
        Check("codec", False, "gone"),
        Check("camera", False, "no camera", needed=False),
    ]
    rows = [line.split(maxsplit=2) for line in shown(capsys, checks_table(checks))[2:]]
    assert rows == [
        ["model", "ok", "works"],
        ["codec", "fault", "gone"],
        ["camera", "none", "no camera"],
    ]
