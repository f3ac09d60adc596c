"""Draws people in a room with OpenGL, on the processor where there is no graphics card."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.render.buffers import ActorBuffers, ThingBuffers
from benchmarks.render.camera import Lens, lamp_view, metres_away
from benchmarks.render.noise import surface_noise
from benchmarks.render.scene import Actor, Room
from benchmarks.render.shape import Floats
from benchmarks.render.skeleton import Posture
from benchmarks.render.solids import Solid
from formcheck.core.errors import FormcheckError

SHADERS = Path(__file__).with_name("shaders")
PERSON_SURFACES = ("skin", "cloth", "hair", "eye")
SURFACES = (*PERSON_SURFACES, "thing", "floor", "wall")
SHADOWS = ("person_shadow", "thing_shadow")
LAMP_MAP_PX, SKY_MAP_PX = 640, 192
SHADOWED_M = 1.5  # shadows reach so far around the scene's middle
MIDDLE = np.array([0.0, 0.6, 0.0])


def open_context() -> Any:
    """OpenGL without a window. Raises FormcheckError where there is none."""
    os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
    os.environ.setdefault("LP_NUM_THREADS", "0")  # a process for each core draws more
    try:
        import moderngl  # which reads the settings above
    except ModuleNotFoundError as error:
        raise FormcheckError("drawing needs moderngl: pip install -e '.[render]'") from error
    how: dict[str, Any] = {"backend": "egl"}  # which moderngl's stub doesn't know
    try:
        return moderngl.create_context(standalone=True, require=330, **how)
    except Exception as error:  # each driver fails in a way of its own
        raise FormcheckError(
            f"no OpenGL 3.3 through EGL ({error}): apt-get install libegl1 libgl1-mesa-dri, or "
            "name the libraries in GLCONTEXT_LINUX_LIBGL and GLCONTEXT_LINUX_LIBEGL"
        ) from error


class Painter:
    """Draws one scene through one lens.

    ``shaded`` is the part of the floor, a sheet, on which people's shadows fall: while the
    camera stands still only it, people and things are drawn anew.
    """

    def __init__(self, lens: Lens, room: Room, actors: Sequence[Actor], shaded: Solid) -> None:
        self._lens, self._room = lens, room
        self._context = open_context()
        self._programs = _programs(self._context)
        self._actors = [ActorBuffers(self._context, self._programs, actor) for actor in actors]
        self._things = self._thing("thing", room.things)
        self._sheets = [self._thing("wall", room.walls), self._thing("floor", room.floor)]
        self._shaded = self._thing("floor", shaded)
        size = (lens.width_px, lens.height_px)
        self._still, self._canvas = (
            self._context.framebuffer(
                [self._context.renderbuffer(size, 4)], self._context.depth_renderbuffer(size)
            )
            for _ in range(2)
        )
        self._still_view: bytes = b""
        self._maps = [
            (_map(self._context, size), lamp_view(way, MIDDLE, SHADOWED_M))
            for size, way in ((LAMP_MAP_PX, room.lamp_way), (SKY_MAP_PX, np.array([0, 1.0, 0])))
        ]
        self._light()

    def draw(
        self, postures: Sequence[Posture], instant: int, view: Floats, eye: Floats
    ) -> NDArray[np.uint8]:
        """The picture (height, width, 3) RGB of everybody at one instant; ``view`` is 4x4."""
        self._context.enable_only(self._context.DEPTH_TEST | self._context.CULL_FACE)
        self._look(view, eye)
        self._throw_shadows(postures, instant)
        self._context.copy_framebuffer(self._canvas, self._still)
        self._canvas.use()
        for actor, posture in zip(self._actors, postures, strict=True):
            actor.draw(posture, instant)
        self._things.draw()
        self._context.polygon_offset = -1.0, -1.0  # over the same floor without shadows
        self._shaded.draw()
        self._context.polygon_offset = 0.0, 0.0
        size = (self._lens.height_px, self._lens.width_px)
        picture = np.frombuffer(self._canvas.read(components=3, alignment=1), np.uint8)
        return picture.reshape(*size, 3)[::-1]

    def depth_m(self) -> Floats:
        """How far what each pixel shows is from the camera's plane, (height, width)."""
        raw = np.frombuffer(self._canvas.read(components=1, attachment=-1, dtype="f4"), "f4")
        return metres_away(
            raw.astype(float).reshape(self._lens.height_px, self._lens.width_px)[::-1]
        )

    def close(self) -> None:
        """Give everything back."""
        self._context.release()

    def _look(self, view: Floats, eye: Floats) -> None:
        """Point the camera; where it moved, draw anew what stands still."""
        to_clip = _columns(self._lens.projection() @ view)
        if to_clip == self._still_view:
            return
        self._still_view = to_clip
        for surface in SURFACES:
            self._programs[surface]["to_clip"].write(to_clip)
            _set(self._programs[surface], "eye", tuple(eye))
        self._throw_shadows([], 0)
        self._still.use()
        self._still.clear(0.5, 0.5, 0.5, 1.0, depth=1.0)
        for sheet in self._sheets:
            sheet.draw()

    def _throw_shadows(self, postures: Sequence[Posture], instant: int) -> None:
        for framebuffer, to_map in self._maps:
            framebuffer.use()
            framebuffer.clear(depth=1.0)
            for program in SHADOWS:
                self._programs[program]["to_clip"].write(_columns(to_map))
            for actor, posture in zip(self._actors, postures, strict=False):
                actor.throw(posture, instant)
            self._things.throw()

    def _thing(self, surface: str, solid: Solid) -> ThingBuffers:
        return ThingBuffers(self._context, self._programs, surface, solid)

    def _light(self) -> None:
        """What stays the same through the clip."""
        room, light, surfaces = self._room, self._room.light, self._room.surfaces
        grain = surface_noise()
        noise = self._context.texture(grain.shape[1::-1], 4, grain.tobytes())
        noise.build_mipmaps()
        for unit, texture in enumerate([*(m.depth_attachment for m, _ in self._maps), noise]):
            texture.use(unit)
        fixed = {
            "lamp_map": 0, "sky_map": 1, "noise": 2, "lamp_way": tuple(room.lamp_way),
            "lamp_colour": light.lamp, "sky_colour": light.sky, "bounce_colour": light.bounce,
            "tint": light.tint, "exposure": light.exposure, "vignette": light.vignette,
            "size_px": (self._lens.width_px, self._lens.height_px),
        }  # fmt: skip
        for program in (self._programs[surface] for surface in SURFACES):
            for name, value in fixed.items():
                _set(program, name, value)
            for name, (_, to_map) in zip(("to_lamp", "to_sky"), self._maps, strict=True):
                _set(program, name, tuple(to_map.T.ravel()))
        _set(self._programs["floor"], "style", surfaces.floor_style)
        for sheet, dark, bright in (
            ("floor", surfaces.floor_dark, surfaces.floor_light),
            ("wall", surfaces.wall_low, surfaces.wall_high),
        ):
            self._programs[sheet]["dark"].value = dark
            self._programs[sheet]["light"].value = bright


def _programs(context: Any) -> dict[str, Any]:
    person, thing, common, depth = (
        (SHADERS / name).read_text()
        for name in ("person.vert", "thing.vert", "light.glsl", "depth.frag")
    )
    programs = {
        "person_shadow": context.program(vertex_shader=person, fragment_shader=depth),
        "thing_shadow": context.program(vertex_shader=thing, fragment_shader=depth),
    }
    for surface in SURFACES:
        programs[surface] = context.program(
            vertex_shader=person if surface in PERSON_SURFACES else thing,
            fragment_shader=common + (SHADERS / f"{surface}.frag").read_text(),
        )
    return programs


def _map(context: Any, size_px: int) -> Any:
    texture = context.depth_texture((size_px, size_px))
    texture.compare_func = "<="
    texture.filter = (context.LINEAR, context.LINEAR)
    texture.repeat_x = texture.repeat_y = False
    return context.framebuffer(depth_attachment=texture)


def _set(program: Any, name: str, value: Any) -> None:
    """Set a value that a shader may do without."""
    if name in program:
        program[name].value = value


def _columns(matrix: Floats) -> bytes:
    return np.ascontiguousarray(matrix.T, "f4").tobytes()
