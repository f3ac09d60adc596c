in vec3 mean;
in vec3 paint;
in float edge;
uniform vec3 colour;

void main() {
  vec3 c = mean * 10.0;
  float strand = texture(noise, vec2(c.x + c.z * 0.2, c.y + c.z * 0.2) * vec2(1.6, 1.0)).g;
  if (edge < 0.30 + 0.4 * (strand - 0.5)) discard;
  vec3 n = normalize(normal);
  float lit = max(dot(n, lamp_way), 0.0) * lamp_seen(n);
  vec3 view = normalize(eye - world);
  float gloss = pow(max(dot(n, normalize(lamp_way + view)), 0.0), 12.0) * 0.06 * strand;
  show(colour * (0.55 + 0.9 * strand) * (lamp_colour * lit + sky(n)) + lamp_colour * gloss * lit);
}
