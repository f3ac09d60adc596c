#version 330
// A vertex of a person, carried by up to four bones. bones: three rows of a 3x4 matrix each.
uniform mat4 to_clip;
uniform vec4 bones[198];
uniform vec2 raised;  // m, left and right shoulder
in vec3 in_rest;
in vec3 in_normal;
in vec3 in_mean;
in uvec4 in_movers;
in vec4 in_shares;
in vec2 in_lift;
in vec3 in_paint;
in float in_offset;
in float in_edge;
out vec3 world;
out vec3 normal;
out vec3 mean;
out vec3 paint;
out float edge;

void main() {
  vec4 x = vec4(0.0), y = vec4(0.0), z = vec4(0.0);
  for (int i = 0; i < 4; i++) {
    int row = 3 * int(in_movers[i]);
    x += in_shares[i] * bones[row];
    y += in_shares[i] * bones[row + 1];
    z += in_shares[i] * bones[row + 2];
  }
  float lift = dot(in_lift, raised);
  vec4 rest = vec4(in_rest + in_offset * in_normal + lift * vec3(0.0, 0.42, 0.08), 1.0);
  world = vec3(dot(x, rest), dot(y, rest), dot(z, rest));
  normal = vec3(dot(x.xyz, in_normal), dot(y.xyz, in_normal), dot(z.xyz, in_normal));
  mean = in_mean;
  paint = in_paint;
  edge = in_edge;
  gl_Position = to_clip * vec4(world, 1.0);
}
