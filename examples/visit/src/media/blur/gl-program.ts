/** A shader pair that covers the whole target. Textures and numbers are set by name. */
export class GlProgram {
  readonly #gl: WebGL2RenderingContext
  readonly #program: WebGLProgram

  /** @throws Error when a shader does not compile or the context is lost */
  constructor(gl: WebGL2RenderingContext, vertex: string, fragment: string) {
    this.#gl = gl
    this.#program = gl.createProgram()
    for (const [type, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(type)
      if (shader === null) throw new Error('The graphics context is lost.')
      gl.shaderSource(shader, source)
      gl.compileShader(shader)
      gl.attachShader(this.#program, shader)
    }
    gl.linkProgram(this.#program)
    if (!gl.getProgramParameter(this.#program, gl.LINK_STATUS))
      throw new Error(`A shader failed: ${gl.getProgramInfoLog(this.#program) ?? 'the graphics context is lost'}`)
  }

  /**
   * @param target null is the canvas
   * @param textures by the name of their sampler
   * @param pixel for shaders that look beside a pixel: their step, 0..1
   */
  draw(
    target: { readonly framebuffer: WebGLFramebuffer; readonly width: number; readonly height: number } | null,
    textures: Readonly<Record<string, WebGLTexture>>,
    pixel: readonly [number, number] = [0, 0],
  ): void {
    const gl = this.#gl
    gl.bindFramebuffer(gl.FRAMEBUFFER, target?.framebuffer ?? null)
    gl.viewport(0, 0, target?.width ?? gl.drawingBufferWidth, target?.height ?? gl.drawingBufferHeight)
    // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's name, no React hook
    gl.useProgram(this.#program)
    gl.uniform1i(gl.getUniformLocation(this.#program, 'toCanvas'), target === null ? 1 : 0)
    gl.uniform2f(gl.getUniformLocation(this.#program, 'pixel'), ...pixel)
    for (const [unit, [name, texture]] of Object.entries(textures).entries()) {
      gl.activeTexture(gl.TEXTURE0 + unit)
      gl.bindTexture(gl.TEXTURE_2D, texture)
      gl.uniform1i(gl.getUniformLocation(this.#program, name), unit)
    }
    gl.drawArrays(gl.TRIANGLES, 0, 3)
  }
}
