in vec3 colour;

void main() {
  vec3 n = normalize(normal);
  vec4 grain = texture(noise, (world.xz + world.y) * 1.3);
  float lit = max(dot(n, lamp_way), 0.0) * lamp_seen(n);
  show(colour * (0.88 + 0.2 * grain.r) * (lamp_colour * lit + sky(n)));
}
