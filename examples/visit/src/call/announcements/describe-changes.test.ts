import { describe, expect, it } from 'vitest'
import { texts } from '../../texts/texts.ts'
import type { CallView, PersonView } from './call-view.ts'
import { describeChanges } from './describe-changes.ts'

const words = texts.call.announcements
type Change = Partial<PersonView>
const view = (people: Readonly<Record<string, Change>> = {}, rest: Partial<CallView> = {}): CallView => ({
  people: new Map(
    Object.entries(people).map(([id, change]) => [id, { name: id, microphone: true, sharing: false, ...change }]),
  ),
  waiting: new Map(),
  recording: false,
  ...rest,
})
const said = (...changes: Parameters<typeof describeChanges>) => describeChanges(...changes).map(({ text }) => text)

describe('on entry', () => {
  it('tells who is here in one sentence', () => {
    expect(said(null, view())).toEqual([])
    expect(said(null, view({ Ada: {} }))).toEqual([words.personHere('Ada')])
    expect(said(null, view({ Ada: {}, Ben: {}, Cleo: { microphone: false } }))).toEqual([words.peopleHere(3)])
  })

  it('tells of a share, a recording and people at the door that are there already', () => {
    const after = view({ Ada: { sharing: true } }, { waiting: new Map([['m', 'Maria']]), recording: true })
    expect(new Set(said(null, after))).toEqual(
      new Set([words.waiting('Maria'), words.recordingStarted, words.personHere('Ada'), words.shareStarted('Ada')]),
    )
  })
})

it('says nothing when nothing changed', () => {
  const same = view({ Ada: { sharing: true } }, { waiting: new Map([['m', 'Maria']]), recording: true })
  expect(said(same, same)).toEqual([])
})

it('tells who comes and goes, by name for few and by number for many', () => {
  expect(said(view({ Ada: {} }), view({ Ada: {}, Ben: {} }))).toEqual([words.joined('Ben')])
  expect(said(view({ Ada: {}, Ben: {} }), view({ Ada: {} }))).toEqual([words.left('Ben')])
  expect(said(view(), view({ Ada: {}, Ben: {}, Cleo: {} }))).toEqual([words.manyJoined(3)])
  expect(said(view({ Ada: {}, Ben: {}, Cleo: {} }), view())).toEqual([words.manyLeft(3)])
})

it('tells of microphones', () => {
  const loud = view({ Ada: {}, Ben: {}, Cleo: {}, Dan: {} })
  const hushed = view({ Ada: { microphone: false }, Ben: {}, Cleo: {}, Dan: {} })
  expect(said(loud, hushed)).toEqual([words.muted('Ada')])
  expect(said(hushed, loud)).toEqual([words.unmuted('Ada')])
  const off = { microphone: false }
  expect(said(loud, view({ Ada: off, Ben: off, Cleo: off, Dan: off }))).toEqual([words.manyMuted(4)])
})

it('does not tell that the microphone of somebody who is just coming in goes on, but that it goes off', () => {
  const before = view({ Ada: { microphone: false } })
  expect(said(before, view({ Ada: {} }), () => false)).toEqual([])
  expect(said(view({ Ada: {} }), before, () => false)).toEqual([words.muted('Ada')])
})

it('tells of shared screens, also when the person leaves', () => {
  const sharing = view({ Ada: { sharing: true } })
  expect(said(view({ Ada: {} }), sharing)).toEqual([words.shareStarted('Ada')])
  expect(said(sharing, view({ Ada: {} }))).toEqual([words.shareEnded('Ada')])
  expect(said(sharing, view())).toEqual([words.left('Ada'), words.shareEnded('Ada')])
})

it('interrupts for somebody at the door and for a recording, and for nothing else', () => {
  const after = view({ Ada: {} }, { waiting: new Map([['m', 'Maria']]), recording: true })
  expect(describeChanges(view(), after)).toEqual([
    { text: words.waiting('Maria'), urgency: 'assertive' },
    { text: words.recordingStarted, urgency: 'assertive' },
    { text: words.joined('Ada'), urgency: 'polite' },
  ])
  expect(said(after, view({ Ada: {} }))).toEqual([words.recordingStopped])
})

it('counts people at the door only when they are new', () => {
  const one = view({}, { waiting: new Map([['m', 'Maria']]) })
  const three = view(
    {},
    {
      waiting: new Map([
        ['m', 'Maria'],
        ['j', 'Jon'],
        ['l', 'Lena'],
      ]),
    },
  )
  expect(said(one, three)).toEqual([words.manyWaiting(2)])
  expect(said(three, one)).toEqual([])
})
