/** Covers everything. `at` is 0..1 from the top left of the picture, as the pixels of a frame lie in a texture. */
export const vertexShader = `#version 300 es
uniform bool toCanvas;
out vec2 at;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0;
  // A canvas counts its rows from the bottom.
  at = toCanvas ? vec2(corner.x, 1.0 - corner.y) : corner;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`

const head = `#version 300 es
precision highp float;
in vec2 at;
out vec4 color;
`

/**
 * How much of a pixel is person. The mask is coarse, so neighbors are averaged to a soft edge; and of that edge only the
 * inner part counts as person, because a rim of sharp room around the head is seen at once.
 */
const personOf = `
uniform sampler2D mask;
float personAt(vec2 place) {
  vec2 step = 1.0 / vec2(textureSize(mask, 0));
  float sum = texture(mask, place + step * vec2(-0.9, -0.9)).r + texture(mask, place + step * vec2(0.9, -0.9)).r
    + texture(mask, place + step * vec2(-0.9, 0.9)).r + texture(mask, place + step * vec2(0.9, 0.9)).r;
  return smoothstep(0.5, 0.95, sum / 4.0);
}
`

/**
 * Makes the picture smaller and leaves the person out: what is person gets no weight, so that no skin or cloth bleeds into
 * the room around it. Red, green and blue are multiplied by the weight, which is alpha.
 */
export const roomShader = `${head}${personOf}
uniform sampler2D frame;
uniform vec2 pixel;
void main() {
  vec3 sum = texture(frame, at + pixel * vec2(-0.25, -0.25)).rgb + texture(frame, at + pixel * vec2(0.25, -0.25)).rgb
    + texture(frame, at + pixel * vec2(-0.25, 0.25)).rgb + texture(frame, at + pixel * vec2(0.25, 0.25)).rgb;
  float room = 1.0 - personAt(at);
  color = vec4(sum / 4.0 * room, room);
}`

/** One direction of a Gaussian blur, thirteen pixels wide with seven looks between pixels. */
export const blurShader = `${head}
uniform sampler2D room;
uniform vec2 pixel;
void main() {
  color = texture(room, at) * 0.1964825501511404
    + (texture(room, at + pixel * 1.411764705882353) + texture(room, at - pixel * 1.411764705882353)) * 0.2969069646728344
    + (texture(room, at + pixel * 3.2941176470588234) + texture(room, at - pixel * 3.2941176470588234)) * 0.09447039785044732
    + (texture(room, at + pixel * 5.176470588235294) + texture(room, at - pixel * 5.176470588235294)) * 0.010381362401148057;
}`

/** The sharp person before the blurred room. */
export const composeShader = `${head}${personOf}
uniform sampler2D frame;
uniform sampler2D room;
void main() {
  vec4 weighed = texture(room, at);
  vec3 blurred = weighed.rgb / max(weighed.a, 0.004);
  color = vec4(mix(blurred, texture(frame, at).rgb, personAt(at)), 1.0);
}`
