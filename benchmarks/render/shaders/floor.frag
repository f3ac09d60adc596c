in vec3 colour;
uniform vec3 dark, light;
uniform int style;  // 0 planks, 1 rubber tiles, 2 carpet

void main() {
  vec2 at = world.xz;
  vec3 shade;
  if (style == 0) {
    float row = floor(at.x / 0.13);
    vec4 id = texture(noise, vec2(row * 0.37, floor((at.y + fract(row * 0.618) * 1.7) / 1.25) * 0.21));
    vec4 grain = texture(noise, vec2(at.x * 2.6 + id.g, at.y * 0.22));
    shade = mix(dark, light, 0.5 * id.g + 0.5 * grain.r);
    shade *= 1.0 - 0.5 * smoothstep(0.47, 0.5, abs(fract(at.x / 0.13) - 0.5));
  } else if (style == 1) {
    vec4 fleck = texture(noise, at * 2.3);
    shade = mix(dark * (0.8 + 0.4 * texture(noise, at * 0.5).r), light, smoothstep(0.66, 0.72, fleck.g));
    vec2 tile = abs(fract(at) - 0.5);
    shade *= 1.0 - 0.45 * smoothstep(0.492, 0.5, max(tile.x, tile.y));
  } else {
    shade = mix(dark, light, texture(noise, at * 3.1).g) * (0.85 + 0.3 * texture(noise, at * 0.4).r);
  }
  vec3 n = vec3(0.0, 1.0, 0.0);
  vec3 around = sky(n);
  float shine = pow(1.0 - max(normalize(eye - world).y, 0.0), 5.0) * (style == 0 ? 0.25 : 0.05);
  show(shade * (lamp_colour * lamp_way.y * lamp_seen(n) + around) + around * shine);
}
