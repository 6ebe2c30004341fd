import { installFakeDevices } from '../../examples/visit/src/media/fake-devices.ts'
import { checkNetwork, type NetworkCheck } from '../../examples/visit/src/media/network-check.ts'
import { playTestSound } from '../../examples/visit/src/media/test-sound.ts'

/** The visit's media modules but the blur. */
export interface MediaPage {
  /** @param abortMs gives up after this time */
  check(abortMs?: number): Promise<{ readonly check: NetworkCheck; readonly progress: readonly number[] }>
  readonly playTestSound: typeof playTestSound
  /** One test sound after the other: a look takes about as long as one. */
  keepPlaying(): void
  /** Resolves when the last has ended. */
  stopPlaying(): Promise<void>
  readonly installFakeDevices: typeof installFakeDevices
}

declare global {
  interface Window {
    mediaPage: MediaPage
  }
}

let playing = false
let played = Promise.resolve()

async function playOn(): Promise<void> {
  while (playing) await playTestSound(null)
}

window.mediaPage = {
  async check(abortMs) {
    const progress: number[] = []
    const control = new AbortController()
    if (abortMs !== undefined) setTimeout(() => control.abort(new Error('enough')), abortMs)
    const check = await checkNetwork({ signal: control.signal, onProgress: (done) => progress.push(done) })
    return { check, progress }
  },
  playTestSound,
  keepPlaying() {
    playing = true
    played = playOn()
  },
  stopPlaying() {
    playing = false
    return played
  },
  installFakeDevices,
}
