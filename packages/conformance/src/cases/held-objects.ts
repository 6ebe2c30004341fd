import type { PersonPage } from '../runner/person-page.ts'

/** Keeps the objects of all others and their tracks in the page. */
export async function holdObjects({ page }: PersonPage): Promise<void> {
  await page.evaluate(() => {
    const { participants } = window.conformance.room
    const held = { participants: [...participants], tracks: participants.flatMap(({ tracks }) => tracks) }
    Object.assign(window, { held, heldIds: held.tracks.map(({ id }) => id) })
  })
}

/** Whether they are still the ones the room gives out. */
export function heldObjects({
  page,
}: PersonPage): Promise<{ readonly participants: boolean; readonly tracks: boolean }> {
  return page.evaluate(() => {
    const { held, heldIds } = window as unknown as {
      held: { participants: readonly unknown[]; tracks: readonly unknown[] }
      heldIds: readonly string[]
    }
    const { participants } = window.conformance.room
    const tracks = participants.flatMap((participant) => participant.tracks)
    const same = (now: readonly unknown[], then: readonly unknown[]) =>
      then.length > 0 && now.length === then.length && now.every((each, index) => each === then[index])
    return {
      participants: same(participants, held.participants),
      tracks: same(tracks, held.tracks) && tracks.every(({ id }, index) => id === heldIds[index]),
    }
  })
}
