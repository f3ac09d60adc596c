"""Textured people, drawn to learn from: a made-up one with a ball for a head stands in for them."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from benchmarks.render.avatars.avatar import Avatar, load_avatar
from benchmarks.render.avatars.crops import SIZE_PX, draw_crop
from benchmarks.render.avatars.materials import draw_materials
from benchmarks.render.avatars.painter import Camera, Painter
from benchmarks.render.avatars.posture import moved, posed, turned

JOINTS = 66  # as the files have, and the painter's program expects
SPINE = {
    "Hips": ("", (0.0, 1.0, 0.0)),
    "Spine": ("Hips", (0.0, 1.1, 0.0)),
    "Spine1": ("Spine", (0.0, 1.2, 0.0)),
    "Spine2": ("Spine1", (0.0, 1.3, 0.0)),
    "Neck": ("Spine2", (0.0, 1.5, 0.0)),
    "Head": ("Neck", (0.0, 1.58, 0.0)),
}
SIDES = {
    "Eye": ("Head", (0.03, 1.67, 0.07)),
    "Shoulder": ("Spine2", (0.05, 1.45, 0.0)),
    "Arm": ("{}Shoulder", (0.18, 1.45, 0.0)),
    "ForeArm": ("{}Arm", (0.45, 1.45, 0.0)),
    "Hand": ("{}ForeArm", (0.70, 1.45, 0.0)),
    "UpLeg": ("Hips", (0.10, 0.95, 0.0)),
    "Leg": ("{}UpLeg", (0.10, 0.50, 0.0)),
    "Foot": ("{}Leg", (0.10, 0.05, 0.0)),
}
SKULL, RADII = np.array([0.0, 1.65, 0.0]), np.array([0.08, 0.11, 0.10])
ROUND = 48


def joints() -> dict[str, tuple[str, tuple[float, float, float]]]:
    """Of each its parent and where it lies."""
    found = dict(SPINE)
    for side, sign in (("Left", 1.0), ("Right", -1.0)):
        for name, (parent, (x, y, z)) in SIDES.items():
            found[side + name] = (parent.format(side), (sign * x, y, z))
    return found | {f"Spare{at}": ("Hips", (0.0, 1.0, 0.0)) for at in range(JOINTS - len(found))}


def ball(radii: np.ndarray, middle: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and triangles."""
    down, around = np.meshgrid(
        np.linspace(0.0, np.pi, ROUND), np.linspace(0.0, 2 * np.pi, ROUND, endpoint=False),
        indexing="ij",
    )  # fmt: skip
    way = np.stack([np.sin(down) * np.sin(around), np.cos(down), np.sin(down) * np.cos(around)], -1)
    at = np.arange(ROUND * ROUND).reshape(ROUND, ROUND)
    a, b, c, d = (one.ravel() for one in (at[:-1], np.roll(at, -1, 1)[:-1], at[1:],
                                          np.roll(at, -1, 1)[1:]))  # fmt: skip
    faces = np.concatenate([np.column_stack([a, c, b]), np.column_stack([b, c, d])])
    return (middle + radii * way).reshape(-1, 3), faces


@pytest.fixture(scope="module")
def avatar(tmp_path_factory: pytest.TempPathFactory) -> Avatar:
    """A head on a trunk, each a ball of its own, in a file like those of real avatars."""
    known = joints()
    names = list(known)
    rest = np.tile(np.eye(4), (JOINTS, 1, 1))
    rest[:, :3, 3] = [place for _, place in known.values()]
    head, faces = ball(RADII, SKULL)
    trunk, _ = ball(np.array([0.15, 0.28, 0.10]), np.array([0.0, 1.2, 0.0]))
    teeth = SKULL + np.array([[0.0, -0.06, 0.06], [0.01, -0.06, 0.06]])
    places = np.concatenate([head, trunk, teeth])
    count = len(head)
    moved_by = np.repeat([names.index("Head"), names.index("Spine2"), names.index("Head")],
                         [count, count, len(teeth)])  # fmt: skip
    jpeg = io.BytesIO()
    Image.new("RGB", (16, 16), (200, 150, 120)).save(jpeg, "JPEG")
    file = tmp_path_factory.mktemp("avatars") / "Somebody_1_Casual.npz"
    np.savez(
        file,
        positions_m=places.astype(np.float32),
        normals=np.tile(np.array([0, 0, 127], np.int8), (len(places), 1)),
        uv=np.full((len(places), 2), 0.5, np.float16),
        faces=np.concatenate([faces, faces + count]).astype(np.uint16),
        joints=np.column_stack([moved_by, *[np.zeros_like(moved_by)] * 3]).astype(np.uint8),
        weights=np.tile(np.array([255, 0, 0, 0], np.uint8), (len(places), 1)),
        joint_names=np.array(names),
        joint_parents=np.array([names.index(up) if up else -1 for up, _ in known.values()]),
        joint_world=rest.astype(np.float32),
        texture_jpeg=np.frombuffer(jpeg.getvalue(), np.uint8),
        parts=np.array([f"H_DDS_HighRes:{2 * count}", f"h_TeethUp:{len(teeth)}"]),
    )
    return load_avatar(file)


def skinned(avatar: Avatar, moves: np.ndarray) -> np.ndarray:
    """Where the vertices are, each moved by the mean of its joints' moves."""
    rows = avatar.vertices
    blended = np.einsum("vj,vjkl->vkl", rows["weights"], moves[rows["joints"]])
    found: np.ndarray = (
        np.einsum("vkl,vl->vk", blended[:, :3, :3], rows["place"]) + blended[:, :3, 3]
    )
    return found


def projected(camera: Camera, points: np.ndarray) -> np.ndarray:
    """Pixels (N, 2) through a pinhole; a square of ``side_m`` at the middle fills the picture."""
    seen = (points - camera.middle) @ camera.across.T
    scale = SIZE_PX / camera.side_m * camera.far_m / (camera.far_m - seen[:, 2])
    return SIZE_PX / 2 + np.column_stack([seen[:, 0], -seen[:, 1]]) * scale[:, None]


def test_the_face_is_found_by_its_place_in_the_t_pose(avatar: Avatar) -> None:
    face = avatar.face
    assert avatar.person == "Somebody_1"
    assert face.nose == pytest.approx([0.0, face.nose[1], SKULL[2] + RADII[2]], abs=0.005)
    assert face.mouth[1] < face.nose[1] < face.eyes[:, 1].min()
    left, right = face.ears
    assert left == pytest.approx(right * [-1.0, 1.0, 1.0], abs=0.01)
    assert left[0] > 0.8 * (RADII[0] - 0.012)


def test_a_body_without_turns_stays_where_it_was(avatar: Avatar) -> None:
    moves = posed(avatar.skeleton, {})
    assert np.array_equal(moves, np.tile(np.eye(4), (JOINTS, 1, 1)))
    assert skinned(avatar, moves) == pytest.approx(avatar.vertices["place"])


@pytest.mark.parametrize("angle_deg", [-30.0, 45.0])
def test_a_head_turns_about_its_joint_by_the_angle_asked_for(
    avatar: Avatar, angle_deg: float
) -> None:
    moves = posed(avatar.skeleton, {"Head": turned("x", angle_deg)})
    names, joint = avatar.skeleton.names, avatar.skeleton.at("Head")
    assert moved(moves[names.index("Head")], joint) == pytest.approx(joint)
    before = avatar.face.nose - avatar.face.ears.mean(axis=0)
    nose, *ears = moved(moves[names.index("Head")], np.array([avatar.face.nose, *avatar.face.ears]))
    after = nose - np.mean(ears, axis=0)
    down_deg = np.degrees(np.arctan2(-after[1], after[2]) - np.arctan2(-before[1], before[2]))
    assert down_deg == pytest.approx(angle_deg)
    assert np.array_equal(moves[names.index("LeftEye")], moves[names.index("Head")])
    assert np.array_equal(moves[names.index("Spine2")], np.eye(4))


def test_turns_of_neck_and_head_add_up(avatar: Avatar) -> None:
    moves = posed(avatar.skeleton, {"Neck": turned("x", 20.0), "Head": turned("x", 15.0)})
    turn = moves[avatar.skeleton.names.index("Head"), :3, :3]
    assert turn == pytest.approx(turned("x", 35.0))


class NoPainter:
    """Keeps what it is asked to draw; its pictures are marked at the left edge."""

    def paint(self, _: Avatar, moves: np.ndarray, camera: Camera, *__: Any) -> np.ndarray:
        self.moves, self.camera = moves, camera
        picture = np.zeros((SIZE_PX, SIZE_PX, 4), np.uint8)
        picture[:, 0] = 255
        return picture


def drawn_heads(avatar: Avatar, count: int) -> Any:
    """Crops of heads with what was asked of the painter."""
    for seed in range(count):
        painter: Any = NoPainter()
        drawn = draw_crop(painter, avatar, np.random.default_rng(seed))
        if np.isfinite(drawn.points).all():
            yield drawn, painter.moves, painter.camera


def test_labels_lie_where_the_skinned_vertices_are(avatar: Avatar) -> None:
    places = avatar.vertices["place"]
    nearest = int(np.argmin(np.linalg.norm(places - avatar.face.nose, axis=1)))
    assert places[nearest] == pytest.approx(avatar.face.nose, abs=1e-6)
    sides = set()
    for drawn, moves, camera in drawn_heads(avatar, 30):
        (expected,) = projected(camera, skinned(avatar, moves)[[nearest]])
        mirrored = bool(drawn.picture[0, -1, 3])
        if mirrored:
            expected[0] = SIZE_PX - expected[0]
        assert drawn.points[0] == pytest.approx(expected, abs=1e-3)
        sides.add(mirrored)
    assert sides == {True, False}


def test_heads_lie_in_the_middle_and_look_right_whoever_is_filmed(avatar: Avatar) -> None:
    right = []
    for drawn, _, _ in drawn_heads(avatar, 150):
        assert ((drawn.points > 0.0) & (drawn.points < SIZE_PX)).all()
        middle = drawn.points[:4].mean(axis=0)  # the crop's lies 10 cm under the head's
        assert middle[0] == pytest.approx(SIZE_PX / 2, abs=3.0)
        assert middle[1] == pytest.approx(SIZE_PX / 2 - 0.10 / 1.06 * SIZE_PX, abs=3.0)
        flexion_deg, _, turn_deg, curl_deg, yaw_deg, _ = np.abs(drawn.told)
        bent_deg, aside_deg = flexion_deg + curl_deg, turn_deg + yaw_deg
        if max(bent_deg, aside_deg) < 45.0:
            right.append(drawn.points[0, 0] > drawn.points[5, 0])  # the nose, of the near ear
    assert len(right) > 10
    assert all(right)


@pytest.mark.render
@pytest.mark.usefixtures("opengl")
def test_the_painter_moves_vertices_as_the_bones_say(avatar: Avatar) -> None:
    moves = posed(avatar.skeleton, {"Spine2": turned("x", 10.0), "Head": turned("x", 40.0)})
    beside = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])
    camera = Camera(beside, SKULL - [0.0, 0.25, 0.0], 3.0, 1.06)
    materials = draw_materials(avatar.skin, np.random.default_rng(1))
    picture = Painter(SIZE_PX).paint(avatar, moves, camera, materials, [])
    body = skinned(avatar, moves)[np.unique(avatar.body_faces)]
    places = projected(camera, body)
    down, across = np.nonzero(picture[..., 3] > 127)
    assert across.min() == pytest.approx(places[:, 0].min(), abs=1.0)
    assert across.max() + 1 == pytest.approx(places[:, 0].max(), abs=1.0)
    assert down.min() == pytest.approx(places[:, 1].min(), abs=1.0)


@pytest.mark.render
@pytest.mark.usefixtures("opengl")
def test_crops_drawn_from_one_seed_are_alike(avatar: Avatar) -> None:
    painter = Painter(SIZE_PX)
    first, second, other = (
        draw_crop(painter, avatar, np.random.default_rng(seed)) for seed in (3, 3, 4)
    )
    assert np.array_equal(first.picture, second.picture)
    assert np.array_equal(first.points, second.points)
    assert not np.array_equal(first.picture, other.picture)
