import { connect, type RemoteParticipant, type Room } from 'twilio-video'
import { button, end, roomName, say, tile } from '../page/page.ts'

async function join(): Promise<Room> {
  const answer = await fetch(`/token?room=${roomName}`)
  if (!answer.ok) throw new Error(`The token endpoint answered ${answer.status}.`)
  const { token, ...service } = await answer.json()
  return connect(token, { name: roomName, audio: true, video: true, insights: false, ...service })
}

function show(participant: RemoteParticipant): void {
  const { sid, identity } = participant
  tile(sid, identity)
  participant.on('trackSubscribed', (track) => {
    if (track.kind === 'data') return
    if (track.kind === 'video') track.attach(tile(sid).video)
    else document.body.append(track.attach())
    tile(sid).sign(track.kind === 'video' ? 'camera' : 'microphone', track.isEnabled)
  })
  participant.on('trackUnsubscribed', (track) => {
    if (track.kind === 'data') return
    for (const element of track.detach()) if (track.kind === 'audio') element.remove()
  })
  for (const event of ['trackEnabled', 'trackDisabled'] as const)
    participant.on(event, ({ kind }) =>
      tile(sid).sign(kind === 'video' ? 'camera' : 'microphone', event === 'trackEnabled'),
    )
}

function listen(room: Room): void {
  const { localParticipant: self } = room
  for (const participant of room.participants.values()) show(participant)
  room.on('participantConnected', show)
  room.on('participantDisconnected', ({ sid }) => tile(sid).remove())
  room.on('reconnecting', () => say('The connection was lost. Reconnecting …'))
  room.on('reconnected', () => say('You are in the call.'))
  room.on('disconnected', (_, error) => end(error ? `The call is over (${error.code}).` : 'The call is over.'))
  addEventListener('pagehide', () => room.disconnect())

  for (const { track } of self.videoTracks.values()) track.attach(tile('self', 'You').video)
  for (const [name, publications] of [
    ['microphone', self.audioTracks],
    ['camera', self.videoTracks],
  ] as const)
    button(name).onclick = () => {
      for (const { track } of publications.values()) {
        if (track.isEnabled) track.disable()
        else track.enable()
        button(name, track.isEnabled)
      }
    }
  button('leave').onclick = () => room.disconnect()
  say('You are in the call.')
}

join().then(listen, (error: Error) => end(`The call could not be joined: ${error.message}`))
