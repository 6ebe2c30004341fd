/** From the page to the worker. */
export type BlurRequest =
  /** Blurs what comes out of one stream into the other, without the page. */
  | {
      readonly type: 'stream'
      readonly readable: ReadableStream<VideoFrame>
      readonly writable: WritableStream<VideoFrame>
    }
  /** Asks the page for pictures, one at a time. */
  | { readonly type: 'pictures' }
  /** What was asked for; null: there is no new one. */
  | { readonly type: 'picture'; readonly picture: ImageBitmap | null }
  /** Frees everything and ends the worker. */
  | { readonly type: 'stop' }

/** From the worker to the page. */
export type BlurReport =
  /** The model is loaded and has worked. */
  | { readonly type: 'ready' }
  | { readonly type: 'next-picture' }
  | { readonly type: 'blurred'; readonly picture: ImageBitmap }
  /** Nothing comes any more: one of the tracks ended. */
  | { readonly type: 'over' }
  | { readonly type: 'failed'; readonly message: string }
