import squareModelUrl from '@mediapipe/selfie_segmentation/selfie_segmentation.tflite?url'
import landscapeModelUrl from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url'
import { ImageSegmenter } from '@mediapipe/tasks-vision'
import loaderUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url'
import binaryUrl from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url'
import { addModelMetadata } from './add-model-metadata.ts'
import { settleMask } from './settle-mask.ts'

export interface PersonMask {
  readonly width: number
  readonly height: number
  /** 0..255 per pixel from the top left, 255 is person. */
  readonly person: Uint8Array
}

interface Model {
  readonly url: string
  readonly width: number
  readonly height: number
}

/** What the models take in. The landscape one needs half the time. */
const landscape: Model = { url: landscapeModelUrl, width: 256, height: 144 }
const square: Model = { url: squareModelUrl, width: 256, height: 256 }

/** Finds the person in a picture. Everything it needs comes from this app's own server. */
export class PersonSegmenter {
  readonly #segmenter: ImageSegmenter
  readonly #small: OffscreenCanvas
  readonly #paint: OffscreenCanvasRenderingContext2D
  #model: Model
  #mask: PersonMask
  /** ms; must grow from picture to picture. */
  #time = 0

  private constructor(segmenter: ImageSegmenter, model: Model) {
    this.#segmenter = segmenter
    this.#model = model
    this.#mask = emptyMask(model)
    this.#small = new OffscreenCanvas(model.width, model.height)
    const paint = this.#small.getContext('2d', { alpha: false })
    if (paint === null) throw new Error('A picture cannot be made smaller here.')
    this.#paint = paint
  }

  /** @throws Error when something cannot be loaded or started */
  static async create(): Promise<PersonSegmenter> {
    const segmenter = await ImageSegmenter.createFromOptions(
      { wasmLoaderPath: loaderUrl, wasmBinaryPath: binaryUrl },
      {
        // On the processor: a visit runs on computers with poor graphics, and there it is ten times faster.
        baseOptions: { modelAssetBuffer: await load(landscape), delegate: 'CPU' },
        canvas: new OffscreenCanvas(1, 1),
        runningMode: 'VIDEO',
        outputConfidenceMasks: true,
        outputCategoryMask: false,
      },
    )
    return new PersonSegmenter(segmenter, landscape)
  }

  /** Takes the model that fits the shape of the picture; a phone may be turned during the visit. */
  async prepare(width: number, height: number): Promise<void> {
    const model = width > height * 1.2 ? landscape : square
    if (model === this.#model) return
    await this.#segmenter.setOptions({ baseOptions: { modelAssetBuffer: await load(model), delegate: 'CPU' } })
    this.#model = model
    this.#mask = emptyMask(model)
    this.#small.width = model.width
    this.#small.height = model.height
  }

  /**
   * @returns valid until the next call
   * @throws Error when this picture could not be segmented
   */
  find(picture: VideoFrame | ImageBitmap): PersonMask {
    this.#paint.drawImage(picture, 0, 0, this.#small.width, this.#small.height)
    this.#time = Math.max(this.#time + 1, performance.now())
    let found = false
    this.#segmenter.segmentForVideo(this.#small, this.#time, ({ confidenceMasks }) => {
      const [confidence] = confidenceMasks ?? []
      if (confidence?.width !== this.#mask.width || confidence.height !== this.#mask.height) return
      settleMask(this.#mask.person, confidence.getAsFloat32Array())
      found = true
    })
    if (!found) throw new Error('The model gave no mask.')
    return this.#mask
  }

  /** What was seen before says nothing about the next picture. */
  forget(): void {
    this.#mask.person.fill(0)
  }
}

function emptyMask({ width, height }: Model): PersonMask {
  return { width, height, person: new Uint8Array(width * height) }
}

async function load({ url }: Model): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`The model could not be loaded: ${response.status}`)
  return addModelMetadata(new Uint8Array(await response.arrayBuffer()))
}
