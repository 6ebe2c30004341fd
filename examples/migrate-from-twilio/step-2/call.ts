import type { Room } from '@televid/core'
import { button, end, say, tile } from '../page/page.ts'

const texts = {
  joining: 'Joining …',
  waiting: 'Please wait: the host has been told that you are here.',
  connected: 'You are in the call.',
  reconnecting: 'The connection was lost. Reconnecting …',
  leaving: 'Leaving …',
}

/** Draws a room and joins it. No vendor is named here: step 3 uses it as it is. */
export function startCall(room: Room): void {
  room.on('participantJoined', ({ id, identity }) => void tile(id, identity))
  room.on('participantLeft', ({ id }) => tile(id).remove())
  room.on('trackSubscribed', (track, { id }) => {
    if (track.kind === 'video') track.attach(tile(id).video)
  })
  room.subscribe(() => {
    for (const { id, camera, microphone } of room.participants) {
      tile(id).sign('camera', camera === 'live')
      tile(id).sign('microphone', microphone === 'live')
    }
  })
  room.on('connectionChanged', ({ state }) => say(state in texts ? texts[state as keyof typeof texts] : state))
  room.on('disconnected', ({ raw, unified }) => {
    const reason = raw === null ? unified : `${unified}, ${raw}`
    end(unified === 'left' ? 'The call is over.' : `The call is over (${reason}).`)
  })

  room.local.camera.attach(tile('self', 'You').video)
  for (const name of ['microphone', 'camera'] as const) {
    const source = room.local[name]
    const isLive = () => room.snapshot.self[name].state === 'live'
    button(name, false).onclick = () =>
      void (isLive() ? source.disable() : source.enable()).catch((error: Error) => say(error.message))
    room.on('localSourceChanged', (changed) => {
      if (changed === name) button(name, isLive())
    })
  }
  button('leave').onclick = () => void room.leave()
  room
    .join({ camera: true, microphone: true })
    .catch((error: Error) => end(`The call could not be joined: ${error.message}`))
}
