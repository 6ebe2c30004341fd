import type { DeviceSnapshot } from '@televid/core'

export type DeviceKind = DeviceSnapshot['kind']

const key = (kind: DeviceKind) => `televid-visit:${kind}`

/** The device chosen last on this computer or phone, in any visit. An id says nothing of the person or the device. */
export function chosenDevice(kind: DeviceKind): string | null {
  return localStorage.getItem(key(kind))
}

export function rememberDevice(kind: DeviceKind, deviceId: string): void {
  localStorage.setItem(key(kind), deviceId)
}
