"""Draws avatars with OpenGL, through EGL, with their outline as a fourth channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.avatars.avatar import HAIR_REGION, Avatar, Floats
from benchmarks.render.avatars.materials import Uniforms
from benchmarks.render.avatars.things import Things
from benchmarks.render.painter import open_context

FINER = 2  # drawn so many times finer, then averaged
NEAR_M, BEHIND_M = 0.2, 3.0

Picture = NDArray[np.uint8]

VERTEX = """#version 330
in vec3 place; in vec3 normal; in vec2 uv; in uvec4 joints; in vec4 weights; in float region;
uniform mat4 moves[66]; uniform mat4 to_screen; uniform mat3 to_camera;
out vec3 v_normal; out vec2 v_uv; flat out float v_region; out vec3 v_place;
void main() {
  mat4 move = weights.x * moves[joints.x] + weights.y * moves[joints.y]
            + weights.z * moves[joints.z] + weights.w * moves[joints.w];
  gl_Position = to_screen * (move * vec4(place, 1.0));
  v_normal = to_camera * (mat3(move) * normal);
  v_uv = uv; v_region = region; v_place = place;
}"""
FRAGMENT = """#version 330
in vec3 v_normal; in vec2 v_uv; flat in float v_region; in vec3 v_place;
uniform sampler2D surface;
uniform vec3 gain[5]; uniform vec3 add[5]; uniform vec4 stripes; uniform vec3 stripe_colour;
uniform vec3 skin; uniform float skin_kept; uniform vec3 wear; uniform float worn;
uniform vec3 bare; uniform float bare_arms;
uniform vec3 lamp; uniform vec3 lamp_colour; uniform vec3 lamp_2; uniform vec3 lamp_2_colour;
uniform vec3 sky; uniform vec3 ground; uniform vec3 up; uniform float wrap; uniform float gloss;
out vec4 seen;
void main() {
  int region = int(v_region + 0.5);
  vec3 normal = normalize(v_normal);
  if (!gl_FrontFacing) normal = -normal;
  vec3 base = pow(texture(surface, v_uv).rgb, vec3(2.2));
  vec3 own = clamp(base * gain[0] + add[0], 0.0, 1.0);
  vec3 colour = clamp(base * gain[region] + add[region], 0.0, 1.0);
  if (region == 1 || region == 4) {
    float stripe = smoothstep(-0.1, 0.1, sin(dot(v_place, stripes.xyz)));
    colour = mix(colour, stripe_colour, stripe * stripes.w);
    float off = length(base / max(base.r + base.g + base.b, 0.02) - skin);
    colour = mix(colour, own, skin_kept * (1.0 - smoothstep(0.03, 0.07, off)));
  }
  if (region == 4) {
    float vein = 0.93 + 0.07 * sin(v_place.x * 90.0) * sin(v_place.y * 130.0);
    colour = mix(colour, clamp(bare * gain[0] * vein, 0.0, 1.0), bare_arms);
  }
  colour = mix(colour, wear, worn);
  float lit = max((dot(normal, lamp) + wrap) / (1.0 + wrap), 0.0);
  float lit_2 = max(dot(normal, lamp_2), 0.0);
  float above = 0.5 + 0.5 * dot(normal, up);
  float shine = pow(max(dot(normal, normalize(lamp + vec3(0, 0, 1))), 0.0), 20.0) * gloss;
  vec3 light = sky * above + ground * (1.0 - above) + lamp_colour * lit + lamp_2_colour * lit_2;
  vec3 sent = colour * light + lamp_colour * shine * (region == 1 || region == 4 ? 0.3 : 1.0);
  seen = vec4(pow(clamp(sent, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}"""
LAYOUT = ("3f 3f 2f 4u1 4f 1f", "place", "normal", "uv", "joints", "weights", "region")


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """``across`` (3, 3): rows point right, up and back. It looks at ``middle`` from ``far_m``."""

    across: Floats
    middle: Floats
    far_m: float
    side_m: float

    def to_screen(self) -> Floats:
        """The projection (4, 4) to -1 to 1 of a square that shows ``side_m`` at the middle."""
        view = np.eye(4)
        view[:3, :3], view[:3, 3] = self.across, -self.across @ self.middle
        view[2, 3] -= self.far_m
        far, zoom = self.far_m + BEHIND_M, self.far_m / (self.side_m / 2.0)
        shape = np.zeros((4, 4))
        shape[0, 0] = shape[1, 1] = zoom
        shape[2, 2], shape[3, 2] = -(far + NEAR_M) / (far - NEAR_M), -1.0
        shape[2, 3] = -2.0 * far * NEAR_M / (far - NEAR_M)
        found: Floats = shape @ view
        return found

    def pixels(self, points: Floats, size_px: int) -> Floats:
        """Where points (N, 3) lie in the picture, (N, 2) pixels."""
        placed = np.column_stack([points, np.ones(len(points))]) @ self.to_screen().T
        flat = placed[:, :2] / placed[:, 3:]
        return np.column_stack([flat[:, 0] + 1.0, 1.0 - flat[:, 1]]) * (size_px / 2.0)


class Painter:
    """Draws pictures of ``size_px``; keeps the avatars that it has drawn on the card."""

    def __init__(self, size_px: int) -> None:
        self._size_px = size_px
        self._context = open_context()
        self._program: Any = self._context.program(vertex_shader=VERTEX, fragment_shader=FRAGMENT)
        drawn = (size_px * FINER, size_px * FINER)
        colours, depths = self._context.texture(drawn, 4), self._context.depth_renderbuffer(drawn)
        self._screen = self._context.framebuffer([colours], depths)
        self._screen.use()
        self._context.enable(self._context.DEPTH_TEST)
        self._kept: dict[str, list[tuple[Any, Any]]] = {}

    def paint(
        self, avatar: Avatar, moves: Floats, camera: Camera, materials: Uniforms, things: Things
    ) -> Picture:
        """The picture (H, W, 4), RGB not multiplied by the outline in the fourth channel."""
        program = self._program
        to_columns = np.ascontiguousarray(moves.transpose(0, 2, 1), np.float32)
        program["moves"].write(to_columns.tobytes())
        program["to_screen"].write(camera.to_screen().T.astype(np.float32).tobytes())
        program["to_camera"].write(camera.across.T.astype(np.float32).tobytes())
        for name, value in materials.items():
            program[name].write(np.asarray(value, np.float32).tobytes())
        self._screen.clear(0.0, 0.0, 0.0, 0.0)
        program["worn"].value = 0.0
        for surface, triangles in self._drawn(avatar):
            surface.use(0)
            triangles.render()
        program["worn"].value = 1.0
        self._paint_things(things)
        return self._averaged()

    def _paint_things(self, things: Things) -> None:
        for colour, vertices in things:
            self._program["wear"].write(colour.astype(np.float32).tobytes())
            buffer = self._context.buffer(vertices.tobytes())
            array = self._context.vertex_array(self._program, [(buffer, *LAYOUT)])
            array.render()
            array.release()
            buffer.release()

    def _averaged(self) -> Picture:
        side, size = self._size_px * FINER, self._size_px
        fine = np.frombuffer(self._screen.read(components=4), np.uint8).reshape(side, side, 4)
        halves = fine[::-1].reshape(size, FINER, size, FINER, 4)
        summed = halves.sum(axis=(1, 3), dtype=np.uint16).astype(np.float32)
        outline = summed[..., 3:] / 255.0  # how many of the finer pixels show somebody
        colours = summed[..., :3] / np.maximum(outline, 1.0)
        alpha = summed[..., 3:] / FINER**2
        whole = np.concatenate([colours, alpha], axis=2)
        return np.asarray(whole.clip(0, 255), np.uint8)

    def _drawn(self, avatar: Avatar) -> list[tuple[Any, Any]]:
        """The textures and triangles of an avatar, made when it is drawn first."""
        if avatar.name not in self._kept:
            buffer = self._context.buffer(avatar.vertices.tobytes())
            hair = avatar.vertices.copy()
            hair["region"] = HAIR_REGION
            made = [self._triangles(avatar.texture, buffer, avatar.body_faces)]
            if len(avatar.hair_faces):
                on_hair = self._context.buffer(hair.tobytes())
                made.append(self._triangles(avatar.hair_texture, on_hair, avatar.hair_faces))
            self._kept[avatar.name] = made
        return self._kept[avatar.name]

    def _triangles(self, picture: Picture, buffer: Any, faces: Any) -> tuple[Any, Any]:
        height, width = picture.shape[:2]
        surface = self._context.texture((width, height), 3, picture.tobytes())
        surface.build_mipmaps()
        surface.filter = (self._context.LINEAR_MIPMAP_LINEAR, self._context.LINEAR)
        order = self._context.buffer(faces.tobytes())
        return surface, self._context.vertex_array(self._program, [(buffer, *LAYOUT)], order)
