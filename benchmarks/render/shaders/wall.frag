in vec3 colour;
uniform vec3 dark, light;

void main() {
  vec3 n = normalize(normal);
  vec3 shade = world.y < 1.05 ? dark : light;
  if (world.y < 0.10) shade = vec3(0.7);
  shade *= 0.93 + 0.12 * texture(noise, vec2(world.x + world.z, world.y) * 0.4).r;
  show(shade * (lamp_colour * max(dot(n, lamp_way), 0.0) + open_sky(n, 1.0)));
}
