in vec3 mean;
in vec3 paint;
in float edge;
uniform vec3 colour;
uniform int style;  // 0 plain, 1 stripes down the sides, 2 bands, 3 a ring on the chest, 4 a shoe

void main() {
  if (edge < 0.0) discard;
  vec3 n = normalize(normal);
  n = gl_FrontFacing ? n : -n;
  vec3 c = mean * 10.0;
  vec4 folds = texture(noise, vec2(c.x + c.z * 0.7, c.y * 1.3) * 0.22);
  vec4 weave = texture(noise, vec2(c.x + c.z, c.y) * 2.1);
  vec3 shade = colour;
  if (style == 1) shade = mix(shade, vec3(0.8), step(abs(abs(c.x) - 1.25), 0.10));
  if (style == 2) shade *= 0.75 + 0.35 * step(0.5, fract(c.y * 1.6));
  float far = length(vec2(c.x, c.y - 3.6) * vec2(0.9, 1.2));
  if (style == 3 && c.z > 0.0) shade = mix(shade, vec3(0.9), step(abs(far - 0.5), 0.08));
  if (style == 4 && c.y < -7.98) shade = vec3(0.82);
  shade *= 1.0 - 0.22 * smoothstep(0.014, 0.008, edge);
  shade *= (0.86 + 0.18 * weave.r) * (0.88 + 0.24 * folds.r);
  n = normalize(n + 0.55 * (vec3(folds.b, folds.a, folds.b) - 0.5));
  float lit = max(dot(n, lamp_way), 0.0) * lamp_seen(n);
  show(shade * (lamp_colour * lit + sky(n)));
}
