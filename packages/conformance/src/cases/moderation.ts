import type { JoinGrant } from '@televid/core'
import type { ConformanceCase } from '../conformance-case.ts'
import { letPass } from '../runner/let-pass.ts'
import type { PersonPage } from '../runner/person-page.ts'

const serviceDecides = true

export const moderation: readonly ConformanceCase[] = [
  {
    id: 'moderation/out-at-once',
    title: '2 s after a removal no media of the removed page reaches the others, and none theirs.',
    level: 'MUST',
    waits: true,
    stimuli: ['remove'],
    serviceDecides,
    proves: 'inv. 5; 19.33 moderation',
    async run({ call, spoil, stimuli, check, equal }) {
      const [one, two, out] = await call(3)
      spoil()
      await stimuli.remove({ room: out.room, identity: out.identity })
      await letPass(2000)
      for (const [page, other] of [
        [one, two],
        [two, one],
      ] as const) {
        equal(await page.hears(out.person, other.person), [0, 1], `voices on ${page.identity}'s page`)
        check(!(await page.sees(out.person)), `${page.identity} still sees the removed one`)
        check(await page.sees(other.person), `${page.identity} no longer sees ${other.identity}`)
      }
      equal(await out.hears(one.person, two.person), [0, 0], 'voices on the removed page')
      const { audio, video } = await out.arriving()
      equal(audio + video, 0, 'bytes per second that arrive at the removed page')
    },
  },
  {
    id: 'moderation/seen-by-others',
    title: 'The others see the removed one leave, once.',
    level: 'MUST',
    stimuli: ['remove'],
    serviceDecides,
    proves: 'inv. 1; 19.33 moderation',
    async run({ open, newRoom, stimuli, equal, waitFor }) {
      const room = newRoom()
      const [stays, goes, out] = await Promise.all([open(0, room), open(1, room), open(2, room)])
      for (const page of [stays, goes, out]) await page.join({})
      await waitFor('everybody to be known', async () => (await stays.roster()).length === 2)
      await stimuli.remove({ room, identity: out.identity })
      const lefts = ({ identity }: PersonPage) => stays.eventsFrom(0, `participantLeft ${identity}`)
      await waitFor('the removal to be seen', async () => (await lefts(out)).length > 0)
      // A leave takes the same path, so a second word of the removal would be there by then.
      await goes.leave()
      await waitFor('the leave to be seen', async () => (await lefts(goes)).length > 0)
      equal((await lefts(out)).length, 1, 'leaves of the removed one')
      equal(await stays.roster(), [], 'the roster')
    },
  },
  {
    id: 'moderation/devices-off',
    title: 'On the removed page no device is live after 1 s.',
    level: 'MUST',
    stimuli: ['remove'],
    serviceDecides,
    proves: 'inv. 9; 19.33 moderation',
    async run({ call, spoil, stimuli, check, equal }) {
      const [, out] = await call(2)
      spoil()
      check((await out.liveTracks()).length > 0, 'no device was live before')
      await stimuli.remove({ room: out.room, identity: out.identity })
      await letPass(1000)
      equal(await out.liveTracks(), [], 'live tracks 1 s after the removal')
    },
  },
  {
    id: 'moderation/does-not-come-back',
    title: 'The removed page makes no connection of its own for 15 s.',
    level: 'MUST',
    waits: true,
    stimuli: ['remove'],
    serviceDecides,
    proves: 'inv. 5',
    async run({ open, newRoom, stimuli, equal, occupants, waitFor }) {
      const room = newRoom()
      // Without a room channel: core must not end the session before the adapter knows of the removal.
      const [stays, out] = await Promise.all(([0, 1] as const).map((index) => open(index, room, { channel: false })))
      if (!stays || !out) throw new Error('The room has fewer than two people.')
      for (const page of [stays, out]) await page.join({})
      await waitFor('the other to be seen', async () => (await stays.roster()).length === 1)
      await stimuli.remove({ room, identity: out.identity })
      await waitFor('the removed session to end', async () => (await out.state()) === 'disconnected')
      const made = () => out.page.evaluate(() => window.bench.made())
      const before = await made()
      await letPass(15_000)
      equal(await made(), before, 'connections made by the removed page')
      equal(await stays.eventsFrom(0, 'participantJoined'), [`participantJoined ${out.identity}`], 'who came')
      equal(await occupants(room), [stays.identity], 'who the service says is there')
    },
  },
  {
    id: 'moderation/uncooperative-page',
    title: 'A removed page that is frozen is cut off all the same.',
    level: 'MUST',
    stimuli: ['remove'],
    serviceDecides,
    proves: '19.33 moderation',
    async run({ call, spoil, stimuli, equal, waitFor }) {
      const [stays, out] = await call(2)
      spoil()
      // Not one line of it runs from here on; what the browser sends by itself goes on.
      const devtools = await out.context.newCDPSession(out.page)
      const paused = new Promise((resolve) => devtools.once('Debugger.paused', resolve))
      await devtools.send('Debugger.enable')
      await devtools.send('Debugger.pause')
      await paused
      try {
        equal(await stays.hears(out.person), [1], 'voices before the removal')
        await stimuli.remove({ room: out.room, identity: out.identity })
        await waitFor('the removed one to be off the roster', async () => (await stays.roster()).length === 0)
        await waitFor('their voice to be gone', async () => (await stays.hears(out.person))[0] === 0)
        const { audio, video } = await stays.arriving()
        equal(audio + video, 0, 'bytes per second that still arrive')
      } finally {
        await devtools.send('Debugger.resume')
      }
    },
  },
  {
    id: 'moderation/old-grant-refused',
    title: "The removed page's old grant does not open the room again.",
    level: 'SHOULD',
    stimuli: ['remove'],
    serviceDecides,
    proves: 'inv. 5; 19.33 moderation',
    async run({ open, newRoom, stimuli, equal, occupants, waitFor }) {
      const room = newRoom()
      const out = await open(0, room)
      const grant = await grantOf(out, () => out.join({}))
      await stimuli.remove({ room, identity: out.identity })
      await waitFor('the removed session to end', async () => (await out.state()) === 'disconnected')
      await out.page.evaluate(([name, old]) => window.conformance.open(name, { grant: old }), [room, grant] as const)
      const { retryable, typed } = await out.refusedJoin()
      equal({ retryable, typed }, { retryable: false, typed: true }, 'the error of the second join')
      equal(await occupants(room), [], 'who the service says is there')
    },
  },
  {
    id: 'moderation/service-refuses-publication',
    title:
      'A publication the service refuses rejects `enable()` with a typed error; the device is released, the call goes on.',
    level: 'MUST',
    stimuli: ['badGrant'],
    serviceDecides,
    proves: 'inv. 9; 19.33 moderation',
    async run({ open, newRoom, stimuli, equal }) {
      const room = newRoom()
      const [other, page] = await Promise.all([open(0, room), open(1, room)])
      await stimuli.badGrant({ room, identity: page.identity }, 'noPublish')
      for (const each of [other, page]) await each.join({})
      for (const source of ['camera', 'microphone'] as const) {
        const { typed } = await refusedSource(page, source)
        equal(typed, true, `a typed error of ${source}.enable()`)
        equal((await page.snapshot()).self[source].state, 'off', `the ${source}`)
      }
      equal(await page.liveTracks(), [], 'live tracks after the refusal')
      await page.fence(other)
      equal(await other.shows(page.person), { camera: 'off', microphone: 'off' }, 'what the other page shows')
      equal(await other.hears(page.person), [0], 'voices on the other page')
    },
  },
  {
    id: 'moderation/observer',
    title: 'A grant without `publish` joins, sees and hears; `enable()` rejects with `forbidden`, and nothing is sent.',
    level: 'MUST',
    proves: '19.33 moderation; rule JoinGrant.permissions',
    async run({ call, open, equal, waitFor }) {
      const [one, two] = await call(2)
      const observer = await open(2, one.room, { role: 'observer' })
      await observer.join({})
      await waitFor('the observer to see both', async () =>
        (await Promise.all([one, two].map(({ person }) => observer.sees(person)))).every((seen) => seen),
      )
      await waitFor('the observer to hear both', async () =>
        (await observer.hears(one.person, two.person)).every((players) => players === 1),
      )
      for (const source of ['camera', 'microphone'] as const) {
        equal((await refusedSource(observer, source)).code, 'forbidden', `code of ${source}.enable()`)
      }
      equal(await observer.liveTracks(), [], 'live tracks of the observer')
      equal(await one.hears(observer.person), [0], "the observer's voice on another page")
      const { sent } = await observer.page.evaluate(() => window.bench.bytes())
      equal(sent, { audio: 0, video: 0 }, 'bytes of media that the observer sent')
      await observer.leave()
      await waitFor('the two to be alone again', async () => (await one.roster()).length === 1)
    },
  },
]

/** The grant a page joins with, wherever it comes from. */
async function grantOf({ access, page }: PersonPage, join: () => Promise<void>): Promise<JoinGrant> {
  if (access && 'grant' in access) {
    await join()
    return access.grant
  }
  const answered = page.waitForResponse((response) => response.url().endsWith('/grant'))
  await join()
  return (await (await answered).json()).grant
}

async function refusedSource(
  page: PersonPage,
  source: 'camera' | 'microphone',
): Promise<{ readonly code: string; readonly typed: boolean }> {
  const refusal = await page.page.evaluate(
    (name) =>
      window.conformance.room.local[name].enable().then(
        () => null,
        ({ code, name: kind }) => ({ code: String(code), typed: kind === 'TelevidError' }),
      ),
    source,
  )
  if (refusal) return refusal
  throw new Error(`${page.identity} may not publish, and ${source}.enable() did not reject`)
}
