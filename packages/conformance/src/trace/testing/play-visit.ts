import { type FakeCall, recordFakeCall } from './record-fake-call.ts'

/**
 * A visit with everything in it: somebody who was there, a later arrival, mutes, a replaced camera, a screen, a lost
 * connection after which one is back under a new key and one is gone, an own leave, late facts, and a second join.
 */
export async function playVisit(): Promise<FakeCall> {
  const call = recordFakeCall()
  const { clock, fake, media, room } = call
  const ana = fake.remoteJoins('ana', { displayName: 'Ana Nass', role: 'host' })
  const camera = ana.publishes('camera', media())
  await room.join()
  clock.advance(1000)
  const ben = fake.remoteJoins('ben')
  const microphone = ben.publishes('microphone', media('audio'))
  ana.mutes(camera)
  clock.advance(100)
  ana.mutes(camera, false)
  ana.publishes('camera', media())
  ana.unpublishes(camera)
  const screen = ana.publishes('screen', media())
  ana.pauses(screen)
  ana.pauses(screen, false)
  const shown = room.participants[0]?.tracks.find(({ source }) => source === 'screen')
  await shown?.setSubscribed(false)
  clock.advance(500)
  await shown?.setSubscribed(true)
  ana.unpublishes(screen)
  fake.report({ type: 'speakers-changed', speakers: [{ participant: ben.key, level: 0.5 }] })
  fake.report({ type: 'quality-changed', participant: 'self', quality: { unified: 4, raw: 'good' } })
  const cleo = fake.remoteJoins('cleo')
  cleo.publishes('camera', media())
  ben.mutes(microphone)

  clock.advance(1000)
  fake.dropsConnection()
  clock.advance(2000)
  fake.remoteLeaves(ben)
  fake.remotes.delete(cleo.key)
  const again = fake.remoteJoins('ben')
  again.publishes('microphone', media('audio'))
  fake.restoresConnection()
  clock.advance(16_000)
  fake.remoteLeaves(again)
  const left = room.leave()
  await left
  fake.report({ type: 'participant-present', participant: ana.key, identity: 'ana' })

  clock.advance(1000)
  await room.join()
  clock.advance(1000)
  fake.remoteLeaves(ana, 'left')
  fake.endsSession('room-ended')
  clock.advance(1000)
  return call
}
