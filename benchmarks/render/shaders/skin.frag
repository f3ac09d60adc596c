in vec3 mean;
in vec3 paint;
in float edge;
uniform vec3 colour, hair_colour;

float near(vec3 at, vec3 centre, float sharpness) {
  vec3 off = at - centre;
  return exp(-dot(off, off) * sharpness);
}

void main() {
  vec3 n = normalize(normal);
  vec3 c = mean * 10.0, a = vec3(abs(c.x), c.yz);
  vec4 grain = texture(noise, vec2(c.x + c.z, c.y) * 0.25);
  vec3 shade = colour * (0.95 + 0.10 * grain.r);
  float red = 0.9 * near(a, vec3(0.62, 6.95, 1.05), 7.0) + 0.8 * near(a, vec3(0.0, 6.93, 1.75), 16.0);
  red += 0.7 * paint.z + 0.3 * smoothstep(4.4, 4.8, a.x);
  shade = mix(shade, shade * vec3(1.05, 0.74, 0.68), clamp(red * 0.6, 0.0, 1.0));
  shade = mix(shade, colour * vec3(0.86, 0.50, 0.47), paint.x * 0.85);
  shade = mix(shade, shade * vec3(1.12, 1.02, 1.02), paint.y);
  shade *= 1.0 - 0.28 * near(a, vec3(0.33, 7.30, 1.32), 22.0);
  float line = 7.56 + 0.05 * sin((a.x - 0.12) * 6.0) - 0.10 * smoothstep(0.45, 0.75, a.x);
  float brow = smoothstep(0.10, 0.03, abs(c.y - line) * (1.0 + 0.6 * a.x));
  brow *= smoothstep(0.08, 0.16, a.x) * smoothstep(0.74, 0.55, a.x) * step(0.8, c.z);
  shade = mix(shade, hair_colour * 0.9, brow * 0.85);
  vec3 wrap = vec3(0.28, 0.10, 0.07);  // light that enters skin comes out beside
  vec3 lit = clamp((vec3(dot(n, lamp_way)) + wrap) / (1.0 + wrap), 0.0, 1.0);
  float lamp = lamp_seen(n);
  vec3 around = sky(n), view = normalize(eye - world);
  float gloss = pow(max(dot(n, normalize(lamp_way + view)), 0.0), 18.0) * 0.05;
  float rim = pow(1.0 - max(dot(n, view), 0.0), 4.0) * 0.12;
  show(shade * (lamp_colour * lit * lamp + around) + lamp_colour * gloss * lamp + around * rim);
}
