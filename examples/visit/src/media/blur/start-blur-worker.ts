import type { BlurReport, BlurRequest } from './blur-messages.ts'

export type PostBlurRequest = (request: BlurRequest, transfer?: Transferable[]) => void

export interface BlurJob {
  readonly signal: AbortSignal
  /** Ends when the worker does. */
  readonly output: MediaStreamTrack
  readonly begin: (post: PostBlurRequest) => void
  readonly receive?: (report: BlurReport, post: PostBlurRequest) => void
}

/**
 * Starts a worker that blurs until the signal fires or there is nothing left to blur.
 *
 * @returns once the model is loaded and has worked
 * @throws Error when that failed; the signal's reason when it fired before
 */
export function startBlurWorker({ signal, output, begin, receive }: BlurJob): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const worker = new Worker(new URL('./blur-worker.ts', import.meta.url), { type: 'module', name: 'background blur' })
    const post: PostBlurRequest = (request, transfer = []) => worker.postMessage(request, transfer)
    const stop = () => {
      // By its own hand, so that it lets go of the camera's frames first.
      post({ type: 'stop' })
      output.stop()
      reject(signal.reason)
    }
    const end = (message: string) => {
      signal.removeEventListener('abort', stop)
      worker.terminate()
      reject(new Error(message))
      if (output.readyState === 'ended') return
      output.stop()
      // A track that the page itself stops says nothing; whoever sends it must know that it is over.
      output.dispatchEvent(new Event('ended'))
    }
    signal.addEventListener('abort', stop, { once: true })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      end(event.message || 'The worker could not be started.')
    })
    worker.addEventListener('message', ({ data }: MessageEvent<BlurReport>) => {
      if (signal.aborted) return
      if (data.type === 'ready') resolve()
      else if (data.type === 'failed') end(data.message)
      else if (data.type === 'over') end('The track has ended.')
      else receive?.(data, post)
    })
    begin(post)
  })
}
