import { createTelevid } from '@televid/core'
import { FakeAdapter, fakeGrant } from '@televid/core/testing'

const fake = new FakeAdapter()

/** The other person of the visit, played by the page itself. */
export const ana = fake.remoteJoins('ana', { displayName: 'Ana' })

export const televid = createTelevid({
  adapters: { fake: () => ({ adapter: fake.adapter }) },
  grants: ({ room }) => fakeGrant({ room }),
})

// A room may be joined before the page from the server wakes up.
if (typeof location !== 'undefined' && location.search === '?early') televid.room('waiting-room').join()
