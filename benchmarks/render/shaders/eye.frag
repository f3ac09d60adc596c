in vec3 mean;
in vec3 paint;
in float edge;
uniform vec3 colour;

void main() {
  vec3 centre = vec3(sign(mean.x) * 0.309, 7.285, 1.245);
  float middle = dot(normalize(mean * 10.0 - centre), normalize(vec3(sign(mean.x) * 0.05, -0.03, 1.0)));
  vec3 shade = vec3(0.47, 0.43, 0.41) * (1.0 - 0.45 * smoothstep(0.9, 0.6, middle));
  if (middle > 0.85) shade = colour * 0.8;
  if (middle > 0.975) shade = vec3(0.01);
  vec3 n = normalize(normal);
  show(shade * (lamp_colour * max(dot(n, lamp_way), 0.0) * lamp_seen(n) + sky(n)));
}
