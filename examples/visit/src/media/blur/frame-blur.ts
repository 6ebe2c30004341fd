import { BlurRenderer } from './blur-renderer.ts'
import { PersonSegmenter } from './person-segmenter.ts'
import { QualityLadder } from './quality-ladder.ts'

/** One picture in, the same with a blurred room out. */
export class FrameBlur {
  readonly #segmenter: PersonSegmenter
  readonly #renderer = new BlurRenderer()
  readonly #ladder = new QualityLadder()

  private constructor(segmenter: PersonSegmenter) {
    this.#segmenter = segmenter
  }

  /** @throws Error when model or graphics do not work */
  static async create(): Promise<FrameBlur> {
    const blur = new FrameBlur(await PersonSegmenter.create())
    // The first picture of all takes long, and shows whether it works.
    const blank = new OffscreenCanvas(320, 180)
    blank.getContext('2d')
    const picture = blank.transferToImageBitmap()
    blur.#renderer.render(picture, blur.#segmenter.find(picture), picture)
    picture.close()
    return blur
  }

  /**
   * @returns a canvas that is painted over by the next call
   * @throws Error when there is no way on
   */
  async blur(picture: VideoFrame | ImageBitmap): Promise<OffscreenCanvas> {
    const began = performance.now()
    const [width, height] =
      'displayWidth' in picture ? [picture.displayWidth, picture.displayHeight] : [picture.width, picture.height]
    await this.#segmenter.prepare(width, height)
    this.#renderer.render(picture, this.#find(picture), this.#ladder.fit(width, height))
    this.#ladder.add(performance.now() - began)
    return this.#renderer.canvas
  }

  /** A picture in which the person cannot be told from the room is blurred as a whole. */
  #find(picture: VideoFrame | ImageBitmap) {
    try {
      return this.#segmenter.find(picture)
    } catch {
      this.#segmenter.forget()
      return null
    }
  }
}
