import type { ConformanceCase } from '../conformance-case.ts'
import type { CaseContext } from '../runner/case-context.ts'
import type { PersonPage } from '../runner/person-page.ts'

const serviceDecides = true

/** What a moderator does to the media of somebody who stays in the call. */
export const moderationByService: readonly ConformanceCase[] = [
  {
    id: 'moderation/server-mute',
    title: 'A source the service turns off is `off` with an error here, `off` there, and its device is released.',
    level: 'SHOULD',
    stimuli: ['serverMute'],
    serviceDecides,
    proves: 'inv. 9; C-25 mute event; 19.33 moderation; rule SourceRefusedFact',
    async run(context) {
      const { call, spoil, equal } = context
      const [muted, other] = await call(2)
      spoil()
      await mutedByService(context, muted, other)
      equal((await muted.snapshot()).self.microphone.error !== null, true, 'an error of the microphone')
      equal(await muted.captures('audio'), [], 'captures of the microphone that are live')
      equal(await other.hears(muted.person), [0], 'voices on the other page')
      equal((await muted.snapshot()).self.camera.state, 'live', 'the camera')
    },
  },
  {
    id: 'moderation/on-after-server-mute',
    title: '`enable()` after a server mute is heard, or rejects with a typed error; state and truth agree.',
    level: 'SHOULD',
    stimuli: ['serverMute'],
    serviceDecides,
    proves: 'inv. 9; 19.33 moderation',
    async run(context) {
      const { call, spoil, equal, waitFor } = context
      const [muted, other] = await call(2)
      spoil()
      await mutedByService(context, muted, other)
      const { page } = muted
      await page.evaluate(() =>
        window.conformance.start('again', () => window.conformance.room.local.microphone.enable()),
      )
      const outcome = await muted.settled('again')
      if (outcome.state === 'failed') {
        equal(outcome.typed, true, 'a typed error')
        equal((await muted.snapshot()).self.microphone.state, 'off', 'the microphone')
        await muted.fence(other)
        equal(await other.hears(muted.person), [0], 'voices on the other page')
      } else {
        equal((await muted.snapshot()).self.microphone.state, 'live', 'the microphone')
        await waitFor('the voice', async () => (await other.hears(muted.person))[0] === 1)
      }
    },
  },
  {
    id: 'moderation/publish-right-revoked',
    title: 'When the right to publish is taken away, every source is off, here and there.',
    level: 'SHOULD',
    stimuli: ['revokePublish'],
    serviceDecides,
    proves: 'inv. 9; 19.33 moderation; rule SourceRefusedFact',
    async run({ call, spoil, stimuli, equal, waitFor }) {
      const [out, other] = await call(2)
      spoil()
      await stimuli.revokePublish({ room: out.room, identity: out.identity })
      await waitFor('both sources to be off', async () => {
        const { self } = await out.snapshot()
        return self.camera.state === 'off' && self.microphone.state === 'off'
      })
      equal(await out.liveTracks(), [], 'live tracks of who may not publish')
      await waitFor('the other page to know', async () => {
        const shown = await other.shows(out.person)
        return shown?.camera === 'off' && shown.microphone === 'off'
      })
      equal(await other.hears(out.person), [0], 'voices on the other page')
      equal(await other.sees(out.person), false, 'whether the other page sees a moving picture')
    },
  },
]

async function mutedByService({ stimuli, waitFor }: CaseContext, muted: PersonPage, other: PersonPage): Promise<void> {
  await stimuli.serverMute({ room: muted.room, identity: muted.identity }, 'microphone')
  await waitFor('the microphone to be off', async () => (await muted.snapshot()).self.microphone.state === 'off')
  await waitFor('the other page to see it off', async () => (await other.shows(muted.person))?.microphone === 'off')
}
