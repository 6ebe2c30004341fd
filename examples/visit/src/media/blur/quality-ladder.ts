/** Heights of the picture that is sent, best first. */
const heights = [720, 540, 360]
/** ms per frame; above it the picture has fewer than 20 frames per second. */
const budgetMs = 50
/** Frames that are averaged; also those before it counts at all, because WebAssembly is slow until it is compiled. */
const frames = 30

/** Makes the picture smaller step by step on a computer that is too slow. It stays small: a picture that jumps is worse. */
export class QualityLadder {
  #step = 0
  #count = -frames
  #sumMs = 0

  /** The most the picture may have, px. */
  get height(): number {
    return heights[this.#step] ?? 360
  }

  /** @param tookMs for one frame */
  add(tookMs: number): void {
    this.#count += 1
    if (this.#count > 0) this.#sumMs += tookMs
    if (this.#count < frames) return
    if (this.#sumMs / frames > budgetMs && this.#step < heights.length - 1) this.#step += 1
    this.#count = 0
    this.#sumMs = 0
  }

  /** Size of the picture within the height, even numbers as video codecs want them. */
  fit(width: number, height: number): { readonly width: number; readonly height: number } {
    // A phone held upright has its short side across.
    const scale = Math.min(1, this.height / Math.min(width, height))
    const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2))
    return { width: even(width), height: even(height) }
  }
}
