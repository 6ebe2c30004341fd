import { createTelevid, parseInviteFragment } from '@televid/core'

const televid = createTelevid({
  // Which one is used is the server's decision; only that one is downloaded.
  adapters: {
    p2p: () => import('@televid/adapter-p2p'),
    livekit: () => import('@televid/adapter-livekit'),
  },
  grants: '/televid',
})
const { room: name = 'no-invite', invite } = parseInviteFragment(location.hash) ?? {}
const room = televid.room(name, { invite })

room.on('connectionChanged', ({ state }) => say(state))
room.on('trackSubscribed', (track, person) => track.kind === 'video' && track.attach(addVideo(person.identity)))
room.on('participantLeft', (person) => document.getElementById(person.identity)?.remove())
room.local.camera.attach(addVideo('You'))
document.querySelector('button').onclick = () => room.leave()

// Remote voices play by themselves.
await room.join({ camera: true, microphone: true }).catch(({ code, message }) => say(`${code}: ${message}`))

function say(text) {
  document.querySelector('[role=status]').textContent = text
}

function addVideo(identity) {
  const video = Object.assign(document.createElement('video'), { id: identity, ariaLabel: identity })
  return document.querySelector('main').appendChild(video)
}
