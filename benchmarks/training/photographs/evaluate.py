"""How far off the networks are on real people, marked by eye, and on flat rendered ones held out.

    python -m benchmarks.training.photographs.evaluate BODY.onnx HEAD.onnx
        --real REAL --clips CLIPS --cache CACHE [--flat FLAT]

Nothing is learnt from the pictures. See marks.py for what is compared.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.render.avatars.crops import SIDE_M, SIZE_PX
from benchmarks.training.photographs.crops import load_crops
from benchmarks.training.photographs.marks import (
    Marked,
    Still,
    blazepose_lines,
    direction_deg,
    load_marked,
    load_stills,
    pairs_of,
    since_rest,
    wrapped,
)
from benchmarks.training.photographs.sight import BACK, NECK, Looker
from benchmarks.training.photographs.views import BODY, HEAD
from formcheck.core.pose import DIRECTION_SPOTS, Floats, Pose, RefinedKeypoint
from formcheck.detectors.crops import crop_around
from formcheck.detectors.direction_refiner import NEAR_EAR, NOSE, DirectionRefiner, load_network
from formcheck.detectors.head_refiner import open_head_refiner
from formcheck.detectors.keypoint_cnn import Image

TRUSTED_DEG = 8.0
UP, NOBODY = np.array([0.0, -1.0]), np.array([88.0, 72.0])  # in a drawn crop; where to look there


@dataclass(frozen=True, slots=True)
class Lines:
    """Degrees, of head and chest; how far off they may be; NaN where nothing was seen."""

    head: float
    chest: float
    head_error: float
    chest_error: float


NOTHING = Lines(math.nan, math.nan, math.nan, math.nan)
Lined = Callable[[Image, Pose], Lines]


def by_networks(body: Looker, head: Looker) -> Lined:
    """The chest as the body's network sees it, the head as the other does."""

    def lines(image: Image, pose: Pose) -> Lines:
        wide, near = body.find(image, pose), head.find(image, pose)
        if wide is None or near is None or min(wide.there, near.there) < 0.0:
            return NOTHING
        return Lines(
            direction_deg(near.head), direction_deg(wide.chest),
            near.errors_deg[0], wide.errors_deg[1],
        )  # fmt: skip

    return lines


def by_direction_refiner(refiner: DirectionRefiner) -> Lined:
    """The head as formcheck looks at it, and BlazePose's trunk for a chest."""

    def lines(image: Image, pose: Pose) -> Lines:
        ear, nose = refiner.refine(image, pose).spots[DIRECTION_SPOTS]
        if np.isnan(ear).any():
            return NOTHING
        return Lines(direction_deg(nose - ear), blazepose_lines(pose)[1] + 180.0, 0.0, 0.0)

    return lines


def by_head_refiner() -> Lined:
    """What the second look sees, which learnt from flat people alone."""
    refiner = open_head_refiner()

    def lines(image: Image, pose: Pose) -> Lines:
        refined = refiner.refine(image, pose)
        spots, error = refined.spots, refined.refined_error_deg
        if math.isnan(error):
            return NOTHING
        return Lines(
            direction_deg(spots[RefinedKeypoint.NOSE] - spots[RefinedKeypoint.EARS]),
            direction_deg(spots[RefinedKeypoint.BACK] - spots[RefinedKeypoint.NECK]), error, error,
        )  # fmt: skip

    return lines


def by_blazepose(_: Image, pose: Pose) -> Lines:
    """Its own head, and its trunk for a chest."""
    head, trunk = blazepose_lines(pose)
    return Lines(head, trunk + 180.0, 0.0, 0.0)


def main() -> None:
    """Print the figures of each way to look."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("body", type=Path, metavar="BODY.onnx")
    parser.add_argument("head", type=Path, metavar="HEAD.onnx")
    parser.add_argument("--real", type=Path, required=True)
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--flat", type=Path)
    asked = parser.parse_args()
    stills = load_stills(asked.real / "stills", asked.cache)
    marked = load_marked(asked.real, asked.clips)
    body = Looker(asked.body.read_bytes(), BODY.window)
    head = Looker(asked.head.read_bytes(), HEAD.window)
    ways: dict[str, Lined] = {
        "BlazePose": by_blazepose,
        "second look": by_head_refiner(),
        "body's network": by_networks(body, body),
        "body's network, the head by its own": by_networks(body, head),
        "BlazePose, the head as formcheck looks at it": by_direction_refiner(
            DirectionRefiner(load_network(asked.head.read_bytes()))
        ),
    }
    for name, lined in ways.items():
        print(f"== {name}")
        print_stills(stills, lined)
        print_marked(marked, lined)
    if asked.flat:
        print_flat(body, head, asked.flat)


def print_stills(stills: Sequence[Still], lined: Lined) -> None:
    """Turns of the head within pairs, and what is told of errors."""
    lines = [lined(one.image, one.pose) if one.pose else NOTHING for one in stills]
    heads = np.array([one.head for one in lines])
    told = np.array([one.head_error for one in lines])
    both = np.array([math.hypot(one.head_error, one.chest_error) for one in lines])
    marks = np.array([one.head_deg for one in stills])
    pairs = pairs_of(list(stills))
    turns = np.array([wrapped(heads[b] - heads[a] - marks[b] + marks[a]) for a, b in pairs])
    worst = np.array([max(told[a], told[b]) if told[a] == told[a] else math.nan for a, b in pairs])
    print(f"  stills {len(stills)}: head <= 8 deg in {(told <= TRUSTED_DEG).mean():.0%}, "
          f"head and chest {(both <= TRUSTED_DEG).mean():.0%}")  # fmt: skip
    for name, chosen in (("all", np.isfinite(turns)), ("trusted", worst <= TRUSTED_DEG)):
        print(f"  pairs {name}: {summary(turns[chosen])}")
    off = wrapped(heads - marks)
    off = wrapped(off * np.where(_mirrored(stills), -1.0, 1.0))
    known = np.isfinite(off) & np.isfinite(told)
    missed = np.abs(off - np.median(off[known]))
    print(f"  one picture, bias {np.median(off[known]):+.1f} removed: median "
          f"{np.median(missed[known]):.1f}, nine in ten within "
          f"{np.quantile(missed[known], 0.9):.1f}; "
          f"rank correlation with told {_rank(told, missed):.2f}")  # fmt: skip


def _mirrored(stills: Sequence[Still]) -> Floats:
    """Whether the head looks to the left of its trunk, so that bending forward is clockwise."""
    found = []
    for one in stills:
        head_deg, trunk_deg = blazepose_lines(one.pose) if one.pose else (0.0, 0.0)
        found.append(wrapped(head_deg - trunk_deg) < 0.0)
    return np.array(found)


def _rank(told: Floats, missed: Floats) -> float:
    """Rank correlation of what is told of errors with them; NaN if the same is told of all."""
    known = np.isfinite(told) & np.isfinite(missed)
    if not np.ptp(told[known]):
        return math.nan
    ranks = [one[known].argsort().argsort() for one in (told, missed)]
    return float(np.corrcoef(ranks)[0, 1])


def summary(off: Floats) -> str:
    """Of errors (N,), degrees."""
    off = off[np.isfinite(off)]
    if not len(off):
        return "none"
    far = np.abs(off)
    return (f"{len(off)}: mean {far.mean():.1f}, median {np.median(far):.1f}, "
            f"worst {far.max():.0f}, bias {off.mean():+.1f}")  # fmt: skip


def print_marked(marked: Sequence[Marked], lined: Lined) -> None:
    """Turns since rest of head and chest, and the neck by several references."""
    rows = []
    for clip in sorted({one.clip for one in marked}):
        rows += _turns([one for one in marked if one.clip == clip], lined)
    for group in ("profile", "turned"):
        own = [row for row in rows if row["group"] == group]
        if not own:
            continue
        table = {name: np.array([row[name] for row in own]) for name in own[0] if name != "group"
                 and name != "clip"}  # fmt: skip
        print(f"  {group}: head {summary(table['head'])}; chest {summary(table['chest'])}; "
              f"trunk by BlazePose {summary(table['trunk'])}")  # fmt: skip
        for part in ("head", "chest"):
            sure = table[f"{part}_error"] <= TRUSTED_DEG
            rank = _rank(table[f"{part}_error"], np.abs(table[part]))
            print(f"    {part} where <= 8: {summary(table[part][sure])}; rank {rank:.2f}")
        if group == "profile":
            _print_necks(table)
    _print_clips(rows)


def _turns(own: list[Marked], lined: Lined) -> list[dict[str, object]]:
    """Of a clip's frames away from rest: errors of each line's turn, and necks with their marks."""
    lines = [lined(one.image, one.pose) for one in own]
    rest = np.array([one.rest for one in own])
    trunk = np.array([blazepose_lines(one.pose)[1] for one in own])
    told = since_rest(trunk, rest)
    true = np.array([one.eye.get("trunk", math.nan) for one in own])
    sign = np.sign(np.nansum(told * true)) or 1.0
    turned = {
        "head": sign * since_rest(np.array([one.head for one in lines]), rest),
        "chest": sign * since_rest(np.array([one.chest for one in lines]), rest),
        "trunk": sign * told,
    }
    rows = []
    for at, one in enumerate(own):
        if one.rest or "head" not in one.eye:
            continue
        row: dict[str, object] = {"group": one.group, "clip": one.clip}
        for part, turns in turned.items():
            row[part] = float(wrapped(turns[at] - one.eye.get(part, math.nan)))
            row[f"{part}_turn"] = float(turns[at])
        row |= {"head_error": lines[at].head_error, "chest_error": lines[at].chest_error}
        row["to_chest"] = one.eye.get("eye_neck", math.nan)
        row["to_trunk"] = one.eye.get("eye_neck_trunk", math.nan)
        rows.append(row)
    return rows


def _print_necks(table: dict[str, Floats]) -> None:
    """The head's turn less the chest's or the trunk's, against three references."""
    midway = (table["to_chest"] + table["to_trunk"]) / 2.0
    for base in ("trunk", "chest"):
        neck = table["head_turn"] - table[f"{base}_turn"]
        told = "; ".join(
            f"{name} {np.nanmean(np.abs(neck - true)):.1f} ({np.nanmean(neck - true):+.1f})"
            for name, true in (
                ("chest", table["to_chest"]),
                ("trunk", table["to_trunk"]),
                ("midway", midway),
            )
        )
        print(f"    neck, head less {base}: against {told}")


def _print_clips(rows: Sequence[dict[str, object]]) -> None:
    for clip in sorted({str(row["clip"]) for row in rows}):
        own = [row for row in rows if row["clip"] == clip]
        told = " ".join(
            f"{part} {np.nanmean(np.abs([float(str(row[part])) for row in own])):.1f}"
            f"({np.nanmean([float(str(row[part])) for row in own]):+.1f})"
            for part in ("head", "chest", "trunk")
        )
        says = np.nanmedian([float(str(row["head_error"])) for row in own])
        says_chest = np.nanmedian([float(str(row["chest_error"])) for row in own])
        print(f"    {clip}: {len(own)} frames, {told}; says {says:.1f}, {says_chest:.1f}")


def print_flat(body: Looker, head: Looker, folder: Path) -> None:
    """Errors on flat rendered people that were held out, looked at where they truly are."""
    crops = load_crops([folder], held_out=True)
    missed, seen_elsewhere = [], []
    for at, true in enumerate(crops.points.astype(np.float64)):
        image = np.ascontiguousarray(crops.picture(at)[..., 2::-1])
        somebody = bool(np.isfinite(true).all())
        middle = true[:4].mean(axis=0) if somebody else NOBODY
        wide, near = (
            looker.see(image, crop_around(middle, UP, SIZE_PX / SIDE_M, view.window))
            for looker, view in ((body, BODY), (head, HEAD))
        )
        there = min(near.there, wide.there)
        if not somebody:
            seen_elsewhere.append(there > 0.0)
            continue
        lines = (near.head, true[NOSE] - true[NEAR_EAR]), (wide.chest, true[BACK] - true[NECK])
        off = [float(wrapped(direction_deg(one) - direction_deg(other))) for one, other in lines]
        missed.append([*off, off[0] - off[1], there, near.errors_deg[0]])
    table = np.array(missed)
    told = ", ".join(
        f"{name} {far.mean():.1f} deg (median {np.median(far):.1f})"
        for name, far in zip(("head", "chest", "neck"), np.abs(table[:, :3].T), strict=True)
    )
    print(f"== flat stills held out: {len(table)}: {told}; "
          f"not seen {(table[:, 3] < 0).mean():.1%}, "
          f"seen where nobody is {np.mean(np.array(seen_elsewhere)):.1%}; "
          f"head <= 8 {(table[:, 4] <= TRUSTED_DEG).mean():.0%}")  # fmt: skip


if __name__ == "__main__":
    main()
