#version 330
// A vertex of the room or of a thing that a bone may carry.
uniform mat4 to_clip;
uniform mat4 carried;
in vec3 in_rest;
in vec3 in_normal;
in vec3 in_colour;
out vec3 world;
out vec3 normal;
out vec3 colour;

void main() {
  world = (carried * vec4(in_rest, 1.0)).xyz;
  normal = mat3(carried) * in_normal;
  colour = in_colour;
  gl_Position = to_clip * vec4(world, 1.0);
}
