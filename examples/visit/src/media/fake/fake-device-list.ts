export interface FakeDevice {
  readonly deviceId: string
  readonly kind: MediaDeviceKind
  readonly label: string
  readonly groupId: string
}

/** Two of what a person may switch between. */
export const fakeDeviceList: readonly FakeDevice[] = [
  { deviceId: 'fake-camera-1', kind: 'videoinput', label: 'Built-in camera', groupId: 'fake-laptop' },
  { deviceId: 'fake-camera-2', kind: 'videoinput', label: 'Desk camera', groupId: 'fake-desk' },
  { deviceId: 'fake-microphone-1', kind: 'audioinput', label: 'Built-in microphone', groupId: 'fake-laptop' },
  { deviceId: 'fake-microphone-2', kind: 'audioinput', label: 'Headset microphone', groupId: 'fake-headset' },
  // The speaker cannot be a fake one: sound is really played, by the system's own.
  { deviceId: 'default', kind: 'audiooutput', label: 'Built-in speaker', groupId: 'fake-laptop' },
]

/**
 * Which device the constraints mean.
 *
 * @throws OverconstrainedError when exactly a device was asked for that is not there
 */
export function chooseFakeDevice(kind: MediaDeviceKind, wanted: ConstrainDOMString | undefined): FakeDevice {
  const devices = fakeDeviceList.filter((device) => device.kind === kind)
  const { exact, ideal } = typeof wanted === 'object' && !Array.isArray(wanted) ? wanted : { ideal: wanted }
  const find = (ids: string | string[] | undefined) => devices.find(({ deviceId }) => [ids].flat().includes(deviceId))
  if (exact !== undefined) {
    const device = find(exact)
    if (device) return device
    throw new OverconstrainedError('deviceId', 'There is no such device.')
  }
  const device = find(ideal as string | string[] | undefined) ?? devices[0]
  if (device) return device
  throw new DOMException('There is no such device.', 'NotFoundError')
}
