// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { memo } from 'react'
import { afterEach, expect, it } from 'vitest'
import { inRoom } from './testing/in-room.tsx'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useIsSpeaking } from './use-is-speaking.ts'
import { useParticipant } from './use-participant.ts'
import { useParticipantIds } from './use-participant-ids.ts'
import { useQuality } from './use-quality.ts'
import { Video } from './video.tsx'

noReactWarnings()
afterEach(cleanup)

/** A grid of 50 tiles as an app writes it, and what rendered since it was last asked. */
async function openGrid() {
  const { fake, environment, room } = openRoom()
  const people = Array.from({ length: 50 }, (_, index) => {
    const remote = fake.remoteJoins(`person-${index}`)
    remote.publishes('camera', environment.devices.createTrack('video'))
    return { remote, microphone: remote.publishes('microphone', environment.devices.createTrack('audio')) }
  })
  await room.join()

  let rendered: string[] = []
  const Tile = memo(function Tile({ id }: { readonly id: string }) {
    const person = useParticipant(id)
    const speaking = useIsSpeaking(id)
    const quality = useQuality(id)
    rendered.push(person?.identity ?? 'nobody')
    return (
      <figure data-speaking={speaking} data-quality={quality}>
        <Video participant={id} />
        <figcaption>{`${person?.identity} ${person?.microphone}`}</figcaption>
      </figure>
    )
  })
  function Grid() {
    rendered.push('grid')
    return useParticipantIds().map((id) => <Tile key={id} id={id} />)
  }
  const { container } = render(<Grid />, { wrapper: inRoom(room) })
  const renderedBy = (happen: () => unknown) => {
    rendered = []
    act(() => void happen())
    return rendered
  }
  return { fake, people, container, renderedBy, first: rendered.length }
}

it('renders one tile for a mute, a speaker or a bad line of one of 50, and the grid for nobody but who comes or goes', async () => {
  const { container, fake, first, people, renderedBy } = await openGrid()
  expect(first).toBe(51)
  const person = people[20]
  if (!person) throw new Error('there are 50 people')
  const { remote, microphone } = person

  expect(renderedBy(() => remote.mutes(microphone))).toEqual(['person-20'])
  expect(container.querySelectorAll('figcaption')[20]?.textContent).toBe('person-20 off')
  expect(renderedBy(() => remote.mutes(microphone, false))).toEqual(['person-20'])
  const speaks = (participant: string, level: number) =>
    fake.report({ type: 'speakers-changed', speakers: [{ participant, level }] })
  expect(renderedBy(() => speaks(remote.key, 0.4))).toEqual(['person-20'])
  expect(renderedBy(() => speaks(remote.key, 0.6))).toEqual([])
  expect(renderedBy(() => speaks(people[3]?.remote.key ?? '', 0.6)).sort()).toEqual(['person-20', 'person-3'])
  const quality = { unified: 2, raw: 'slow' } as const
  expect(renderedBy(() => fake.report({ type: 'quality-changed', participant: remote.key, quality }))).toEqual([
    'person-20',
  ])

  expect(renderedBy(() => fake.remoteJoins('late'))).toEqual(['grid', 'late'])
  expect(renderedBy(() => fake.remoteLeaves(remote))).toEqual(['grid'])
  expect(container.querySelectorAll('figure')).toHaveLength(50)
})
