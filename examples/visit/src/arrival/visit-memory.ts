import type { RoomSnapshot } from '@televid/core'
import { farewellOf } from '../farewell/farewell-kind.ts'
import { isOn } from './is-on.ts'

/** What this tab knows of one visit after it was loaded again. Nothing of it names a person. */
export interface VisitMemory {
  /** The privacy notice was read and agreed to. */
  readonly agreed: boolean
  /** Was on the way in, waiting or in the call, and may return. */
  readonly here: boolean
  /** How camera, microphone and blur were, so that coming back shows and tells no more than before. */
  readonly camera: boolean
  readonly microphone: boolean
  readonly blur: boolean
}

/** What to remember of a room as it is now. */
export function remembered(memory: VisitMemory, { connection, self }: RoomSnapshot): VisitMemory {
  switch (connection.state) {
    case 'idle':
      return memory
    case 'disconnected':
      // A page that is closed or loaded again leaves too; only a person who pressed "Leave" is done.
      return { ...memory, here: connection.reason?.raw === 'pagehide' || farewellOf(connection.reason).comesBack }
    case 'joining':
    case 'waiting':
    case 'connected':
    case 'reconnecting': {
      const camera = isOn(self.camera.state)
      return {
        agreed: true,
        here: true,
        camera,
        microphone: isOn(self.microphone.state),
        blur: camera ? self.camera.processed : memory.blur,
      }
    }
    default:
      return connection.state satisfies never
  }
}

const key = (room: string) => `televid-visit:${room}`

export function readVisitMemory(room: string): VisitMemory {
  const stored = parse(sessionStorage.getItem(key(room)))
  const flag = (name: keyof VisitMemory) => stored[name] === true
  return {
    agreed: flag('agreed'),
    here: flag('here'),
    camera: flag('camera'),
    microphone: flag('microphone'),
    blur: flag('blur'),
  }
}

export function writeVisitMemory(room: string, memory: VisitMemory): void {
  sessionStorage.setItem(key(room), JSON.stringify(memory))
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
