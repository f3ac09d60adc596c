from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest

from formcheck.core.errors import UsageError
from formcheck.core.risks.cramp import LOADS, CrampLimits
from formcheck.core.risks.limits import Limits
from formcheck.core.risks.strain import StrainLimits
from formcheck.jobs.config import chosen_limits, limits_sha256, read_limits

NAMES = [
    (section.name, field.name)
    for section in fields(Limits)
    for field in fields(getattr(Limits(), section.name))
]


def config(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_leaves_the_built_in_limits(tmp_path: Path) -> None:
    assert read_limits(config(tmp_path, "")) == Limits()


@pytest.mark.parametrize(("section", "name"), NAMES)
def test_every_limit_can_be_set_and_no_other_changes(
    tmp_path: Path, section: str, name: str
) -> None:
    usual = getattr(Limits(), section)
    value = getattr(usual, name)
    other = "heavy" if isinstance(value, str) else value * 2
    shown = f'"{other}"' if isinstance(other, str) else str(other)
    changed = read_limits(config(tmp_path, f"[{section}]\n{name} = {shown}"))
    assert changed == replace(Limits(), **{section: replace(usual, **{name: other})})
    assert changed != Limits()


def test_whole_numbers_are_the_same_limits_as_decimal_ones(tmp_path: Path) -> None:
    whole = read_limits(config(tmp_path, "[strain]\nneck_flexed_deg = 30"))
    decimal = read_limits(config(tmp_path, "[strain]\nneck_flexed_deg = 30.0"))
    assert limits_sha256(whole) == limits_sha256(decimal)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "[neck]\nx = 1",
            "there is no neck; known: [strain], [cramp], [camera], [soreness], [referral]",
        ),
        ("x = 1", "there is no x; known: [strain], [cramp], [camera], [soreness], [referral]"),
        ("strain = 1", "strain must be a table: write [strain] above it"),
        ("[camera]\nyaw = 1", "there is no camera.yaw; known: camera.view_yaw_deg, camera."),
        ("[strain]\nsustained_s = 'long'", "strain.sustained_s must be a number, not 'long'"),
        ("[strain]\nsustained_s = true", "strain.sustained_s must be a number, not True"),
        ("[strain]\nsustained_s = [1]", "strain.sustained_s must be a number, not [1]"),
        ("[strain]\nsustained_s = nan", "strain.sustained_s must be finite and zero or more"),
        ("[strain]\nsustained_s = inf", "strain.sustained_s must be finite and zero or more"),
        ("[strain]\nsustained_s = -1", "strain.sustained_s must be finite and zero or more"),
        ("[strain]\nsustained_s = 1" + "0" * 400, "strain.sustained_s must be finite"),
        ("[cramp]\nendurance_exponent = 2", "endurance_exponent must be finite and below zero"),
        ("[cramp]\nload = 3", "cramp.load must be one of none, light, moderate, heavy, maximal"),
        ("[cramp]\nload = ['none']", "cramp.load must be one of none, light"),
        ("[cramp]\nload = 'huge'", "cramp.load must be one of none, light"),
        ("[strain", "is not valid TOML"),
    ],
)
def test_whatever_cannot_be_a_limit_is_told_with_file_and_key(
    tmp_path: Path, text: str, told: str
) -> None:
    path = config(tmp_path, text)
    with pytest.raises(UsageError) as error:
        read_limits(path)
    assert str(error.value).startswith(f"--config {path}")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xff")
    with pytest.raises(UsageError, match=r"mine\.toml is not valid TOML"):
        read_limits(tmp_path / "mine.toml")
    with pytest.raises(UsageError, match=r"gone\.toml: No such file"):
        read_limits(tmp_path / "gone.toml")
    with pytest.raises(UsageError, match="Is a directory"):
        read_limits(tmp_path)


@pytest.mark.parametrize("load", LOADS)
def test_a_stated_load_goes_before_the_files(tmp_path: Path, load: str) -> None:
    path = config(tmp_path, "[cramp]\nload = 'light'\nnear_share = 0.5")
    assert chosen_limits(path, load).cramp == CrampLimits(load=load, near_share=0.5)
    assert chosen_limits(path, None).cramp.load == "light"
    assert chosen_limits(None, load) == Limits(cramp=CrampLimits(load=load))
    assert chosen_limits(None, None) == Limits()


def test_an_unknown_load_is_told() -> None:
    with pytest.raises(UsageError, match="--load huge: choose from none, light"):
        chosen_limits(None, "huge")


def test_other_limits_have_another_hash() -> None:
    assert limits_sha256(Limits()) == limits_sha256(Limits())
    other = Limits(strain=StrainLimits(neck_flexed_deg=25.1))
    assert limits_sha256(Limits()) != limits_sha256(other)
