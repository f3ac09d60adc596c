"""The trained neck estimate: that its file is the one, and what it makes of bodies."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest

from formcheck.core.errors import FormcheckError
from formcheck.core.exercises import EXERCISES
from formcheck.core.measures.mlp import REACH, Network
from formcheck.core.measures.neck_features import CONDITIONS
from formcheck.core.risks.limits import Limits
from formcheck.detectors import shoulder_refiner
from formcheck.detectors.crops import Window
from formcheck.detectors.head_refiner import BODY_PARTS, BODY_WINDOW, HEAD_PARTS, HEAD_WINDOW
from formcheck.detectors.keypoint_cnn import load_keypoint_cnn
from formcheck.detectors.weights import trained
from formcheck.detectors.weights.trained import (
    BODY_CNN,
    HEAD_CNN,
    NECK,
    SHOULDER_CNN,
    trained_content,
    trained_sha256,
)
from formcheck.jobs.neck_weights import load_neck_models, neck_models
from tests.fixtures.bodies import eased, sitting_up, times

MODELS = Path(__file__).parents[3] / "models"
LOOKS = (BODY_CNN, HEAD_CNN)


def network(inputs: int = 3, units: int = 4) -> Network:
    chance = np.random.default_rng(1)
    return Network(
        centre=chance.normal(size=inputs),
        scale=chance.uniform(1.0, 2.0, inputs),
        plane=chance.normal(size=inputs),
        bias=chance.normal(size=1),
        inner=chance.normal(size=(inputs, units)),
        inner_bias=chance.normal(size=units),
        outer=chance.normal(size=units),
    )


def test_a_network_is_a_plane_and_a_layer_of_tanh_units() -> None:
    net, row = network(), np.array([0.3, -0.2, 1.1])
    known = (row - net.centre) / net.scale
    units = [np.tanh(sum(known * net.inner[:, u]) + net.inner_bias[u]) for u in range(4)]
    by_hand = sum(known * net.plane) + net.bias[0] + sum(units * net.outer)
    assert net(row) == pytest.approx(by_hand)
    assert net(np.stack([row, row])) == pytest.approx([by_hand] * 2)


def test_what_lies_further_off_than_anything_learnt_counts_as_the_farthest_learnt() -> None:
    net = network()
    edge = net.centre + REACH * net.scale
    assert net(edge * [1, 1, 1] + [9.0, 0, 0]) == pytest.approx(net(edge))


def test_where_an_input_is_missing_there_is_no_estimate() -> None:
    assert np.isnan(network()(np.array([0.0, np.nan, 0.0])))


@pytest.mark.parametrize(
    ("name", "most"),
    [(NECK, 50_000), *((look, 1_000_000) for look in (BODY_CNN, HEAD_CNN, SHOULDER_CNN))],
)
def test_a_file_is_small_plain_and_the_one_in_the_manifest(name: str, most: int) -> None:
    told = json.loads((MODELS / "manifest.json").read_text())["trained"][name]
    content = (MODELS / name).read_bytes()
    assert len(content) == told["size_bytes"] < most
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        numbers = [arrays[one] for one in arrays.files if arrays[one].dtype.kind == "f"]
        assert all(np.isfinite(array).all() for array in numbers)


def test_the_neck_was_trained_with_the_looks_that_are_there() -> None:
    content = (MODELS / NECK).read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        assert arrays["looks_sha256"].tolist() == [trained_sha256(one) for one in LOOKS]
    models = load_neck_models(content)
    for model in (models.refined, models.landmarks):
        assert model.spread.shape == (len(CONDITIONS),)
        assert (model.spread > 0).all()


@pytest.mark.parametrize(
    ("name", "window", "parts"),
    [
        (BODY_CNN, BODY_WINDOW, BODY_PARTS),
        (HEAD_CNN, HEAD_WINDOW, HEAD_PARTS),
        (SHOULDER_CNN, shoulder_refiner.WINDOW, shoulder_refiner.PARTS),
    ],
)
def test_a_look_answers_with_its_spots_an_error_for_each_part_and_whether_somebody_is_there(
    name: str, window: Window, parts: tuple[slice, ...]
) -> None:
    grey = np.full((1, window.px, window.px, 3), 128, np.uint8)
    nothing = load_keypoint_cnn((MODELS / name).read_bytes())(grey)
    assert nothing.shape == (1, 2 * parts[-1].stop + len(parts) + 1)
    assert nothing[0, -1] < 0.0


@pytest.mark.parametrize("fault", ["damaged", "missing"])
@pytest.mark.parametrize("name", [NECK, *LOOKS, SHOULDER_CNN])
def test_another_file_in_its_place_is_refused(
    fault: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.json").write_bytes((MODELS / "manifest.json").read_bytes())
    if fault == "damaged":
        (tmp_path / name).write_bytes((MODELS / name).read_bytes()[:-1] + b"?")
    monkeypatch.setattr(trained, "manifest_path", lambda: tmp_path / "manifest.json")
    with pytest.raises(FormcheckError, match=f"{name}.* install formcheck anew"):
        trained_content(name)


def test_a_stick_figure_that_bends_its_neck_further_reads_further() -> None:
    rise = eased((0, 5), (2, 5), (3, 55), (4, 5), (5, 5))
    read = []
    for peak_deg in (0.0, 25.0, 50.0):
        clip = sitting_up(times(5.0), rise, eased((0, 0), (2, 0), (3, peak_deg), (4, 0), (5, 0)))
        exercise = EXERCISES["situp"](Limits(), clip.baseline(lying=True), neck_models())
        measures = [exercise.update(pose).measures for pose in clip]
        read.append(max(one["neck_flexion_deg"].value for one in measures))
    assert read == sorted(read)
    assert read[-1] - read[0] > 20.0
