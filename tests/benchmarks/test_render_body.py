"""The renderer's body: one small asset that takes every grown-up's shape."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.render.body import ASSET, Body, body_data, make_body
from benchmarks.render.clothing import Cut, layers_of
from benchmarks.render.shape import Shape, target_names, target_weights

MIDDLE = Shape(0.0, 0.3, 0.5, 0.5, 0.5, 0.5, (0.2, 0.3, 0.5))
DRESSED = Cut(0.6, 0.4, -2.7, 5.7, shirt=True, shoes=True)


def tall_m(body: Body) -> float:
    return float(np.ptp(body.points[np.unique(body.data.faces["skin"]), 1]))


def litres(body: Body) -> float:
    """The volume within the skin, as the sum of tetrahedra to the origin."""
    first, second, third = (body.points[body.data.faces["skin"][:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->", first, np.cross(second, third)) / 6.0 * 1000.0)


def test_the_asset_is_small_free_of_code_and_has_its_licence_beside_it() -> None:
    assert ASSET.stat().st_size < 1.4e6
    assert zipfile.ZipFile(ASSET).testzip() is None
    with np.load(ASSET, allow_pickle=False) as file:
        assert all(file[name].dtype.kind in "iufU" for name in file.files)
    assert "CC0 1.0" in ASSET.with_name("body.LICENSE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("sex", [0.0, 1.0])
def test_a_shape_that_is_taller_or_heavier_makes_such_a_body(sex: float) -> None:
    middle = replace(MIDDLE, male=sex)
    small, tall = (make_body(replace(middle, height=share)) for share in (0.3, 0.65))
    slim, heavy = (make_body(replace(middle, weight=share)) for share in (0.2, 1.8))
    assert tall_m(tall) > tall_m(small) + 0.1
    assert litres(heavy) > 1.25 * litres(slim)
    assert 35.0 < litres(slim) < litres(heavy) < 160.0
    assert 1.4 < tall_m(small) < tall_m(tall) < 2.1


def test_every_body_stands_on_the_floor_and_is_as_wide_to_the_left_as_to_the_right() -> None:
    body = make_body(replace(MIDDLE, weight=0.8))
    skin = body.points[np.unique(body.data.faces["skin"])]
    assert skin[:, 1].min() == pytest.approx(0.0, abs=1e-9)
    assert skin[:, 0].max() == pytest.approx(-skin[:, 0].min(), abs=1e-4)
    left, right = body.head_of("upperarm01.L"), body.head_of("upperarm01.R")
    assert left == pytest.approx(right * [-1, 1, 1], abs=0.002)


def test_the_shares_of_a_shape_sum_as_they_should() -> None:
    weights = dict(zip(target_names(), target_weights(MIDDLE), strict=True))
    builds = [weight for name, weight in weights.items() if name.startswith("universal")]
    assert sum(builds) == pytest.approx(1.0)
    assert weights["universal-female-young-averagemuscle-averageweight"] == pytest.approx(0.7)
    assert not any(weight for name, weight in weights.items() if "-male-" in name)


def test_every_vertex_is_moved_by_bones_whose_shares_sum_to_one() -> None:
    data = body_data()
    assert data.shares.sum(axis=1) == pytest.approx(1.0)
    assert data.movers.max() < len(data.bones)


def test_the_left_of_the_body_is_moved_by_bones_of_the_left() -> None:
    data = body_data()
    far_left = np.flatnonzero(data.mean[:, 0] > 0.3)
    mainly = data.movers[far_left, np.argmax(data.shares[far_left], axis=1)]
    assert {data.bones[bone][-2:] for bone in mainly} == {".L"}


def test_skin_under_clothes_is_left_out_and_skin_of_face_and_hands_is_not() -> None:
    body = make_body(MIDDLE)
    layers = {layer.kind: layer for layer in layers_of(body, DRESSED, 1.0)}
    assert set(layers) == {"skin", "shirt", "trousers", "shoes", "eyes", "hair"}
    bare = {layer.kind: layer for layer in layers_of(body, replace(DRESSED, shirt=False), 0.0)}
    assert {"shirt", "hair"}.isdisjoint(bare)
    assert len(bare["skin"].faces) > len(layers["skin"].faces) + 500
    shown = set(layers["skin"].vertices.tolist())
    assert set(body.data.at["nose"].tolist()) <= shown
    belly = np.linalg.norm(body.data.mean - [0.0, 0.25, 0.12], axis=1)
    assert not set(np.flatnonzero(belly < 0.05).tolist()) & shown
