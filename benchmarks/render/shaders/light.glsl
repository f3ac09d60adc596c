#version 330
// What all surfaces share: one lamp with a shadow, a sky that things stand in the way of, the
// light that the floor throws back, and the camera's curve from light to brightness.
in vec3 world;
in vec3 normal;
out vec4 pixel;
uniform sampler2DShadow lamp_map, sky_map;
uniform sampler2D noise;  // smooth, fine, slope along u, slope along v
uniform mat4 to_lamp, to_sky;
uniform vec3 lamp_way, lamp_colour, sky_colour, bounce_colour, eye, tint;
uniform vec2 size_px;
uniform float exposure, vignette;

float seen(sampler2DShadow map, mat4 to_map, vec3 at, float spread, float slack) {
  vec3 place = (to_map * vec4(at, 1.0)).xyz * 0.5 + 0.5;
  place.z -= slack;
  vec3 aside = vec3(spread, -0.6 * spread, 0.0);
  return 0.5 * (texture(map, place + aside) + texture(map, place - aside));
}

float lamp_seen(vec3 n) { return seen(lamp_map, to_lamp, world + n * 0.008, 0.0022, 0.0015); }

vec3 open_sky(vec3 n, float open) {
  float up = 0.5 + 0.5 * n.y;
  return sky_colour * (0.30 + 0.70 * up) * (0.45 + 0.55 * open) + bounce_colour * (1.0 - up) * 0.5;
}

vec3 sky(vec3 n) {
  return open_sky(n, seen(sky_map, to_sky, world + n * 0.015, 0.016, 0.003));
}

void show(vec3 light) {
  vec3 x = light * exposure * tint;
  x = clamp(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0);  // Narkowicz 2016
  vec2 off = gl_FragCoord.xy / size_px - 0.5;
  pixel = vec4(pow(x, vec3(1.0 / 2.2)) * (1.0 - vignette * dot(off, off)), 1.0);
}
