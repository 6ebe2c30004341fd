import { TelevidError } from '../error/televid-error.ts'
import type { MediaEnvironment } from './media-environment.ts'

/** The browser's devices. Reads no global before one of its methods is called; in Node those throw `unsupported`. */
export function browserMediaEnvironment(): MediaEnvironment {
  return {
    mediaDevices() {
      const devices = globalThis.navigator?.mediaDevices as MediaDevices | undefined
      if (devices) return devices
      throw globalThis.isSecureContext === false
        ? new TelevidError('insecure-context', 'Devices need a secure page. Open it over https:// or on localhost.')
        : new TelevidError('unsupported', 'There are no devices here. Run this in a browser.')
    },
    async permission(kind) {
      // Firefox before 131 throws for these names.
      const name = (kind === 'video' ? 'camera' : 'microphone') as PermissionName
      const status = await globalThis.navigator?.permissions?.query({ name }).catch(() => null)
      return status?.state ?? 'prompt'
    },
    exclusiveCapture() {
      const { userAgent = '', platform = '', maxTouchPoints = 0 } = globalThis.navigator ?? {}
      // iPadOS calls itself a Mac; no Mac has a touch screen.
      return /Android|iPhone|iPad|iPod/.test(userAgent) || (platform === 'MacIntel' && maxTouchPoints > 1)
    },
    visible: () => globalThis.document?.visibilityState !== 'hidden',
    onVisible(callback) {
      const page = globalThis.document as Document | undefined
      const changed = () => page?.visibilityState === 'visible' && callback()
      page?.addEventListener('visibilitychange', changed)
      return () => page?.removeEventListener('visibilitychange', changed)
    },
    createStream: (track) => new MediaStream([track]),
    createLevelProbe(track) {
      const context = new AudioContext()
      const analyser = new AnalyserNode(context, { fftSize: 2048 })
      const samples = new Float32Array(analyser.fftSize)
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
      return {
        read() {
          analyser.getFloatTimeDomainData(samples)
          return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
        },
        close: () => void context.close(),
      }
    },
    createAudio() {
      if (!globalThis.document) throw new TelevidError('unsupported', 'There is no audio here. Run this in a browser.')
      const element = document.createElement('audio')
      element.hidden = true
      element.autoplay = true
      document.body.append(element)
      return element
    },
  }
}
