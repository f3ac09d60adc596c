"""What covers a person: skin where it shows, shirt, trousers, shoes, hair, each as a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.render.body import Body, BodyData
from benchmarks.render.shape import Bools, Floats, Ints

HAIR_SHELLS_M = (0.003, 0.009, 0.016)  # over the scalp
HAIRLINE = np.array(  # along the depth of the head, how high the hair begins, in decimetres
    [(-2, 6.55), (-0.6, 6.55), (-0.1, 6.75), (0.25, 7.45), (0.62, 7.42), (0.8, 7.62),
     (1.05, 7.95), (1.35, 8.02), (2, 8.05)]
)  # fmt: skip
HIDDEN_M = 0.012  # skin that lies so deep under cloth is left out


@dataclass(frozen=True, slots=True)
class Cut:
    """How clothes are cut: ``sleeve`` 0 none to 1 to the elbow; heights in decimetres.

    Heights count from the middle of the mean body, whose soles are at -8.3, hips at 1,
    shoulders at 5. ``shirt`` is False for a bare chest, ``shoes`` for bare feet.
    """

    sleeve: float
    shirt_hem: float
    trouser_hem: float
    neckline: float
    shirt: bool
    shoes: bool


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A surface over some of the body's vertices.

    ``vertices`` (V,) index the body, ``faces`` (F, 3) the layer's own; ``offset`` (V,) metres
    over the skin; ``edge`` (V,) metres inside its border, below 0 beyond it (of hair: 0 to 1).
    """

    kind: str
    vertices: Ints
    faces: Ints
    offset: Floats
    edge: Floats


def layers_of(body: Body, cut: Cut, hair: float) -> list[Layer]:
    """All layers of a person; ``hair`` scales its thickness, 0 is a shaven head."""
    data = body.data
    everywhere = np.zeros(len(data.mean))
    shirt, trousers, shoes = shirt_edge(data, cut), trouser_edge(data, cut), shoe_edge(data, cut)
    hidden = np.max([shirt, trousers, shoes], axis=0) > HIDDEN_M
    hidden &= ~_near_the_collar(data, cut)
    tights = data.faces["tights"]
    layers = [
        _layer("skin", data.faces["skin"], everywhere, everywhere, ~hidden, whole=False),
        _layer("shirt", tights, shirt_offset(data), shirt, shirt > 0, whole=False),
        _layer("trousers", tights, trouser_offset(data, cut), trousers, trousers > 0, whole=False),
        _layer("shoes", tights, everywhere + 0.010, shoes, shoes > 0, whole=False),
        _layer("eyes", data.faces["eyes"], everywhere, everywhere, everywhere == 0, whole=True),
    ]
    grown = hair_edge(data)
    for number, height in enumerate(HAIR_SHELLS_M if hair > 0 else ()):
        over = height * hair * (0.35 + 0.65 * np.clip(grown, 0.0, 1.0))
        thinner = np.clip(0.35 + 1.2 * grown - 0.09 * number, 0.0, 1.0)
        layers.append(_layer("hair", data.faces["skin"], over, thinner, grown > -0.05, whole=True))
    return [layer for layer in layers if len(layer.faces)]


def shirt_edge(data: BodyData, cut: Cut) -> Floats:
    """Metres inside the shirt, at every vertex of the mean body."""
    if not cut.shirt:
        return np.full(len(data.mean), -1.0)
    x, y, z = (10.0 * data.mean).T
    arm = (np.abs(x) > 1.75) & (y > 0.0)
    sleeve = (cut.sleeve - arm_share(data)) * 2.4
    collar = cut.neckline - 0.42 * _smooth((z + 0.2) / 1.4)
    around = np.hypot(x, (z - 0.10) * 0.9) - 0.82
    body = np.minimum(np.minimum(y - cut.shirt_hem, 6.05 - y), np.maximum(collar - y, around))
    return np.where(arm, sleeve, body) * 0.1


def trouser_edge(data: BodyData, cut: Cut) -> Floats:
    """Metres inside the trousers."""
    x, y, _ = (10.0 * data.mean).T
    arm = (np.abs(x) > 2.3) & (y > -0.5)
    return np.where(arm, -1.0, np.minimum(1.35 - y, y - cut.trouser_hem)) * 0.1


def shoe_edge(data: BodyData, cut: Cut) -> Floats:
    """Metres inside the shoes."""
    if not cut.shoes:
        return np.full(len(data.mean), -1.0)
    return (-7.25 - 10.0 * data.mean[:, 1]) * 0.1


def shirt_offset(data: BodyData) -> Floats:
    """How loosely a shirt hangs, in metres over the skin."""
    x, y, _ = (10.0 * data.mean).T
    trunk = 0.007 + 0.010 * np.exp(-(((y - 1.2) / 1.6) ** 2))
    sleeve = 0.007 + 0.006 * np.clip((np.abs(x) - 1.9) / 0.8, 0.0, 1.0)
    return np.where(np.abs(x) > 1.9, sleeve, trunk)


def trouser_offset(data: BodyData, cut: Cut) -> Floats:
    """How loosely trousers hang: long ones are leggings."""
    y = 10.0 * data.mean[:, 1]
    if cut.trouser_hem < -5.0:
        return np.full(len(y), 0.004)
    return 0.006 + 0.018 * np.clip((0.3 - y) / (0.3 - cut.trouser_hem), 0.0, 1.0)


def hair_edge(data: BodyData) -> Floats:
    """How far inside the hairline, -1 to 1."""
    x, y, z = (10.0 * data.mean).T
    line = np.interp(z, HAIRLINE[:, 0], HAIRLINE[:, 1])
    grown = np.clip((y - line) / 0.30, -1.0, 1.0) - 1.5 * data.paint["ears"]
    return np.where((y > 6.2) & (np.abs(x) < 1.0), grown, -1.0)


def arm_share(data: BodyData) -> Floats:
    """How far along the upper arm, 0 at the shoulder, 1 at the elbow."""
    shoulder, elbow = np.array([1.70, 5.02, 0.19]), np.array([3.31, 3.21, 0.20])
    at = 10.0 * data.mean
    at[:, 0] = np.abs(at[:, 0])
    along = elbow - shoulder
    share: Floats = (at - shoulder) @ along / (along @ along)
    return share


def lift_share(data: BodyData) -> Floats:
    """How much the left and the right shoulder's rise draws each vertex up beyond the bones.

    Bones alone lift the skin over the trapezius by a third of what the shoulder rises; a real
    one bunches up. (N, 2).
    """
    x, y, _ = (10.0 * data.mean).T
    between = np.clip((y - 4.6) / 0.7, 0.0, 1.0) * np.clip((6.35 - y) / 0.5, 0.0, 1.0)
    sides = [np.exp(-(((sign * x - 0.95) / 0.42) ** 2)) * between for sign in (1.0, -1.0)]
    return np.stack(sides, axis=1)


def _near_the_collar(data: BodyData, cut: Cut) -> Bools:
    """Skin that a rising shoulder may uncover."""
    near: Bools = (data.mean[:, 1] > 0.46) & (np.abs(data.mean[:, 0]) < 0.17) & cut.shirt
    return near


def _smooth(x: Floats) -> Floats:
    x = np.clip(x, 0.0, 1.0)
    return x * x * (3.0 - 2.0 * x)


def _layer(
    kind: str, faces: Ints, offset: Floats, edge: Floats, kept: Bools, *, whole: bool
) -> Layer:
    """The triangles with all corners kept (``whole``) or with any."""
    corners = kept[faces]
    chosen = faces[corners.all(axis=1) if whole else corners.any(axis=1)]
    vertices, own = np.unique(chosen, return_inverse=True)
    return Layer(kind, vertices, own.reshape(-1, 3), offset[vertices], edge[vertices])
