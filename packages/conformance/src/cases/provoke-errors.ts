import type { TelevidError } from '@televid/core'
import type { PersonPage } from '../runner/person-page.ts'

export interface ProvokedError {
  readonly what: string
  readonly typed: boolean
  readonly code: string
  readonly message: string
}

/** Does what must fail in the page of somebody who is in a call, and gives the errors; the call stays as it was. */
export function provokeErrors({ page }: PersonPage): Promise<readonly ProvokedError[]> {
  return page.evaluate(async () => {
    const { room, televid } = window.conformance
    const over = AbortSignal.abort()
    const elsewhere = televid.room('nobody-was-invited-here')
    const attempts: Record<string, () => unknown> = {
      'a message of 65 KiB and more': () => room.messages.send(new Uint8Array(70_000)),
      'a message that is no JSON': () => room.messages.send(() => 0),
      'a message to nobody': () => room.messages.send('x', { to: ['nobody'] }),
      'a topic without a name': () => room.messages.send('x', { topic: '' }),
      'a message outside a call': () => elsewhere.messages.send('x'),
      'a volume of 2': () => room.audio.setVolume(2),
      'a loudspeaker that is not there': () => room.audio.setSpeaker('not-there'),
      'a camera that is not there': () => room.local.camera.enable({ deviceId: 'not-there' }),
      'a share given up before': () => room.local.screen.enable({ signal: over }),
      'a join given up before': () => elsewhere.join({ signal: over }),
      'a join without an invite or a grant': () => elsewhere.join(),
      'a room name with a space': () => televid.room('a name'),
      'removing somebody as a guest': () => room.controls.remove('nobody'),
      'ending the room as a guest': () => room.controls.endRoom(),
    }
    const provoked: ProvokedError[] = []
    for (const [what, attempt] of Object.entries(attempts)) {
      try {
        await attempt()
        provoked.push({ what, typed: false, code: '', message: 'nothing failed' })
      } catch (thrown) {
        const error = thrown as TelevidError
        const typed = error.name === 'TelevidError' && Symbol.for('televid.error') in error
        provoked.push({ what, typed, code: error.code, message: error.message })
      }
    }
    return provoked
  })
}
