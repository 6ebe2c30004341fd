import { texts } from '../../texts/texts.ts'
import type { CallView, PersonView } from './call-view.ts'

export interface Announcement {
  readonly text: string
  readonly urgency: 'polite' | 'assertive'
}

/** As many are named one by one; more are counted. */
const namedAtMost = 2

/**
 * What to say aloud after a room has changed. Two views are compared, so what came and went in between is not said.
 *
 * @param before `null` on entry: who is here is then told in one sentence
 * @param settled whether this person has been here for a moment: a microphone that goes on while somebody enters is no news
 */
export function describeChanges(
  before: CallView | null,
  after: CallView,
  settled: (id: string) => boolean = () => true,
): readonly Announcement[] {
  const words = texts.call.announcements
  const known = before?.people ?? new Map<string, PersonView>()
  const stayed = [...after.people].flatMap(([id, now]) => {
    const earlier = known.get(id)
    return earlier ? [{ id, earlier, now }] : []
  })
  const changedMicrophone = stayed.filter(
    // Off is never an accident of entering.
    ({ id, earlier, now }) => earlier.microphone !== now.microphone && (!now.microphone || settled(id)),
  )
  const changedShare = [...after.people].map(([id, now]) => ({ now, earlier: known.get(id)?.sharing ?? false }))
  const newlyWaiting = [...after.waiting].flatMap(([identity, name]) => (before?.waiting.has(identity) ? [] : [name]))
  const newcomers = [...after.people].flatMap(([id, { name }]) => (known.has(id) ? [] : [name]))
  const goneSharing = [...known]
    .filter(([id, { sharing }]) => sharing && !after.people.has(id))
    .map(([, earlier]) => earlier)

  const polite = [
    ...(before
      ? tell(newcomers, words.joined, words.manyJoined)
      : tell(newcomers, words.personHere, words.peopleHere, 1)),
    ...tell(
      [...known].flatMap(([id, { name }]) => (after.people.has(id) ? [] : [name])),
      words.left,
      words.manyLeft,
    ),
    ...changedShare.flatMap(({ now, earlier }) => (now.sharing && !earlier ? [words.shareStarted(now.name)] : [])),
    ...[
      ...changedShare.filter(({ now, earlier }) => earlier && !now.sharing).map(({ now }) => now),
      ...goneSharing,
    ].map(({ name }) => words.shareEnded(name)),
    ...tell(namesOf(changedMicrophone, false), words.muted, words.manyMuted),
    ...tell(namesOf(changedMicrophone, true), words.unmuted, words.manyUnmuted),
  ]
  const assertive = [
    ...tell(newlyWaiting, words.waiting, words.manyWaiting, 1),
    ...(after.recording === (before?.recording ?? false)
      ? []
      : [after.recording ? words.recordingStarted : words.recordingStopped]),
  ]
  return [
    ...assertive.map((text): Announcement => ({ text, urgency: 'assertive' })),
    ...polite.map((text): Announcement => ({ text, urgency: 'polite' })),
  ]
}

function namesOf(people: readonly { readonly now: PersonView }[], microphone: boolean): readonly string[] {
  return people.filter(({ now }) => now.microphone === microphone).map(({ now }) => now.name)
}

function tell(
  names: readonly string[],
  one: (name: string) => string,
  many: (count: number) => string,
  most = namedAtMost,
): readonly string[] {
  return names.length > most ? [many(names.length)] : names.map(one)
}
