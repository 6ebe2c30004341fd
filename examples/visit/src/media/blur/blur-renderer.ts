import { blurShader, composeShader, roomShader, vertexShader } from './blur-shaders.ts'
import { GlProgram } from './gl-program.ts'
import type { PersonMask } from './person-segmenter.ts'

interface Target {
  readonly framebuffer: WebGLFramebuffer
  readonly texture: WebGLTexture
  width: number
  height: number
}

/** Long side of the picture in which the room is blurred, px: small, because a blur needs no detail. */
const blurSize = 320
/** Each round spreads wider; together the room is blurred over a tenth of the picture. */
const rounds = [1, 1.6, 2.2]

const nobody: PersonMask = { width: 1, height: 1, person: new Uint8Array(1) }

/** Puts a sharp person before a blurred room, in WebGL 2: what a 2D canvas can blur, Safari cannot. */
export class BlurRenderer {
  readonly canvas = new OffscreenCanvas(2, 2)
  readonly #gl: WebGL2RenderingContext
  readonly #room: GlProgram
  readonly #blur: GlProgram
  readonly #compose: GlProgram
  readonly #frame: WebGLTexture
  readonly #mask: WebGLTexture
  readonly #targets: readonly [Target, Target]

  /** @throws Error where there is no WebGL 2 */
  constructor() {
    const gl = this.canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false })
    if (gl === null) throw new Error('There is no WebGL 2.')
    this.#gl = gl
    this.#room = new GlProgram(gl, vertexShader, roomShader)
    this.#blur = new GlProgram(gl, vertexShader, blurShader)
    this.#compose = new GlProgram(gl, vertexShader, composeShader)
    this.#frame = this.#texture()
    this.#mask = this.#texture()
    this.#targets = [this.#target(), this.#target()]
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
  }

  /**
   * Paints onto `canvas`.
   *
   * @param mask null: nobody is to be seen, everything is blurred
   * @param size of the result, px
   * @throws Error when the graphics context is lost
   */
  render(
    picture: VideoFrame | ImageBitmap,
    mask: PersonMask | null,
    { width, height }: { readonly width: number; readonly height: number },
  ): void {
    const gl = this.#gl
    this.#resize(width, height)
    gl.bindTexture(gl.TEXTURE_2D, this.#frame)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, picture)
    gl.bindTexture(gl.TEXTURE_2D, this.#mask)
    const { person, ...of } = mask ?? nobody
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, of.width, of.height, 0, gl.RED, gl.UNSIGNED_BYTE, person)

    const [first, second] = this.#targets
    const pixel = [1 / first.width, 1 / first.height] as const
    this.#room.draw(first, { frame: this.#frame, mask: this.#mask }, pixel)
    for (const spread of rounds) {
      this.#blur.draw(second, { room: first.texture }, [pixel[0] * spread, 0])
      this.#blur.draw(first, { room: second.texture }, [0, pixel[1] * spread])
    }
    this.#compose.draw(null, { frame: this.#frame, room: first.texture, mask: this.#mask })
    // Whatever went wrong in a lost context has painted nothing, and nothing says so but this.
    if (gl.isContextLost()) throw new Error('The graphics context is lost.')
  }

  #resize(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height) return
    this.canvas.width = width
    this.canvas.height = height
    const scale = Math.min(1, blurSize / Math.max(width, height))
    const gl = this.#gl
    for (const target of this.#targets) {
      target.width = Math.max(1, Math.round(width * scale))
      target.height = Math.max(1, Math.round(height * scale))
      gl.bindTexture(gl.TEXTURE_2D, target.texture)
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, target.width, target.height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null)
    }
  }

  #texture(): WebGLTexture {
    const gl = this.#gl
    const texture = gl.createTexture()
    gl.bindTexture(gl.TEXTURE_2D, texture)
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE)
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.LINEAR)
    return texture
  }

  #target(): Target {
    const gl = this.#gl
    const texture = this.#texture()
    const framebuffer = gl.createFramebuffer()
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, null)
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer)
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0)
    return { framebuffer, texture, width: 1, height: 1 }
  }
}
