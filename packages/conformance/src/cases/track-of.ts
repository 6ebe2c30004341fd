import type { Track } from '@televid/core'
import type { JSHandle } from 'playwright-core'
import type { Person } from '../harness/person.ts'
import type { PersonPage } from '../runner/person-page.ts'

/** The track object by which an app in that page holds a source of somebody else. */
export function trackOf({ page }: PersonPage, { identity }: Person, source: string): Promise<JSHandle<Track>> {
  return page.evaluateHandle(
    ([who, what]) => {
      const owner = window.conformance.room.participants.find((each) => each.identity === who)
      const found = owner?.tracks.find((each) => each.source === what)
      if (!found) throw new Error(`${who} has no ${what} here.`)
      return found
    },
    [identity, source] as const,
  )
}
