import type { JoinOptions, RoomSnapshot } from '@televid/core'
import type { Outcome } from '../pages/visit.ts'
import { showsMovingPicture } from './moving-picture.ts'
import type { Participant } from './participant.ts'
import type { Person } from './person.ts'
import { waitFor } from './wait-for.ts'

const media: JoinOptions = { camera: true, microphone: true }

/** Calls `room.join` without waiting for it. */
export async function startJoin({ page }: Participant, options: JoinOptions = media): Promise<void> {
  await page.evaluate((asked) => window.visit.start('join', () => window.visit.room.join(asked)), options)
}

export function outcome({ page }: Participant, name = 'join'): Promise<Outcome> {
  return page.evaluate((asked) => window.visit.outcome(asked), name)
}

/** Waits until a started call ended, either way. */
export async function settled(
  participant: Participant,
  name = 'join',
): Promise<Exclude<Outcome, { state: 'pending' }>> {
  const ended = await waitFor(
    `${participant.name}'s ${name} to end`,
    async () => {
      const state = await outcome(participant, name)
      return state.state !== 'pending' && state
    },
    { timeoutMs: 20_000 },
  )
  return ended as Exclude<Outcome, { state: 'pending' }>
}

/** Joins with camera and microphone; fails the test with the error's own words. */
export async function join(participant: Participant, options: JoinOptions = media): Promise<void> {
  await startJoin(participant, options)
  const ended = await settled(participant)
  if (ended.state === 'failed') throw new Error(`${participant.name} could not join: ${ended.code}: ${ended.message}`)
}

export async function leave({ page }: Participant): Promise<void> {
  await page.evaluate(() => window.visit.room.leave())
}

export function snapshot({ page }: Participant): Promise<RoomSnapshot> {
  return page.evaluate(() => window.visit.room.snapshot)
}

export function events({ page }: Participant): Promise<readonly string[]> {
  return page.evaluate(() => window.visit.events)
}

/** Identities of the others, as `participant` sees them. */
export async function roster(participant: Participant): Promise<string[]> {
  return (await snapshot(participant)).participants.map(({ identity }) => identity).sort()
}

/** Whether the tile of a person shows their own picture, moving. */
export function sees(participant: Participant, { identity, color }: Person, source = 'camera'): Promise<boolean> {
  return showsMovingPicture(participant, `video[data-identity="${identity}"][data-source="${source}"]`, { color })
}

/** Waits until each of `participants` sees every one of `people` but themself. */
export async function waitUntilAllSee(
  participants: readonly Participant[],
  people: readonly Person[],
  options?: { readonly timeoutMs: number },
): Promise<void> {
  await Promise.all(
    participants.flatMap((participant) =>
      people
        .filter(({ identity }) => identity !== participant.name)
        .map((person) =>
          waitFor(`${participant.name} to see ${person.identity}`, () => sees(participant, person), options),
        ),
    ),
  )
}

/** How often each person's voice is let out of the loudspeaker of `participant`. */
export async function voices(participant: Participant, people: readonly Person[]): Promise<Record<string, number>> {
  const heard = await participant.page.evaluate(
    (tones) => window.bench.heard(tones),
    people.map(({ tone }) => tone),
  )
  return Object.fromEntries(people.map(({ identity, tone }) => [identity, heard[tone] ?? 0]))
}
