// The whole call. page.js only draws; it knows nothing of video.
import { createTelevid, parseInviteFragment } from '@televid/core'
import { button, say, tile, waitingList } from './page.js'

const televid = createTelevid({ adapters: { p2p: () => import('@televid/adapter-p2p') }, grants: '/televid' })
const { room: name = 'no-invite', invite } = parseInviteFragment(location.hash) ?? {}
const room = televid.room(name, { invite })

room.on('connectionChanged', ({ state, reason }) => say(state, reason?.unified))
room.on('participantJoined', (person) => tile(person.id, person.displayName ?? person.role))
room.on('participantLeft', (person) => tile(person.id).remove())
room.on('trackSubscribed', (track, person) => track.kind === 'video' && track.attach(tile(person.id).video))
room.on('lobbyChanged', ({ waiting }) => waitingList(waiting, (identity) => room.controls.admit(identity)))
room.on('localSourceChanged', (source, { state, error }) => button(source, state === 'live', error?.message))
room.on('audioPlaybackChanged', (blocked) => button('sound', !blocked))

room.local.camera.attach(tile('self', 'You').video)
for (const source of [room.local.camera, room.local.microphone]) {
  const name = source === room.local.camera ? 'camera' : 'microphone'
  button(name, false).onclick = () => (room.snapshot.self[name].state === 'live' ? source.disable() : source.enable())
}
button('sound', true).onclick = () => room.audio.resume()
button('leave', true).onclick = () => room.leave()
if (new URLSearchParams(location.search).has('fake')) await import('./fake-devices.js')
await room.join({ camera: true, microphone: true }).catch((error) => say('disconnected', error.message))
