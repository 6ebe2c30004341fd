import type { BenchOptions } from './bench-options.ts'
import type { TrackRecorder } from './track-recorder.ts'

/** Makes `getUserMedia` fail the way the options ask for at that time, before a device is touched. */
export function addDeviceFaults(options: () => BenchOptions, recorder: TrackRecorder): void {
  tellPermissions(options)
  const inner = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    const { oneCapture, fail } = options()
    for (const kind of ['audio', 'video'] as const) {
      const wanted = constraints[kind]
      if (wanted === undefined || wanted === false) continue
      const name = fail?.[kind]
      if (name !== undefined) throw new DOMException(`The bench lets ${kind} fail.`, name)
      if (oneCapture === undefined) continue
      const open = recorder.live().filter((entry) => entry.kind === kind && entry.capture !== null)
      const device = oneCapture === 'device' ? await wantedDevice(kind, wanted) : null
      if (open.some((entry) => device === null || entry.deviceId === device)) {
        throw new DOMException(`Could not start ${kind} source: an earlier capture is still open.`, 'NotReadableError')
      }
    }
    return inner(constraints)
  }
}

/** A device that may not be used is one whose permission was denied. */
function tellPermissions(options: () => BenchOptions): void {
  const kinds = { camera: 'video', microphone: 'audio' } as const
  const inner = navigator.permissions.query.bind(navigator.permissions)
  navigator.permissions.query = async (descriptor) => {
    const status = await inner(descriptor)
    const { name } = descriptor as { readonly name: string }
    const kind = name === 'camera' || name === 'microphone' ? kinds[name] : null
    if (kind && options().fail?.[kind] === 'NotAllowedError')
      Object.defineProperty(status, 'state', { value: 'denied' })
    return status
  }
}

async function wantedDevice(kind: 'audio' | 'video', wanted: true | MediaTrackConstraints): Promise<string | null> {
  const asked = wanted === true ? undefined : wanted.deviceId
  const named = typeof asked === 'object' && !Array.isArray(asked) ? (asked.exact ?? asked.ideal) : asked
  const id = Array.isArray(named) ? named[0] : named
  if (id !== undefined) return id
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices.find((device) => device.kind === `${kind}input`)?.deviceId ?? null
}
