import { createTelevid } from '@televid/core'
import { FakeAdapter, fakeGrant } from '@televid/core/testing'
import { RoomProvider, useIsSpeaking, useParticipant, useParticipantIds, useQuality, Video } from '@televid/react'
import { memo } from 'react'
import { createRoot } from 'react-dom/client'
import { dummyAudio, dummyVideo } from './dummy-media.ts'
import { participants, type Subject } from './subject.ts'

const Tile = memo(function Tile({ id }: { readonly id: string }) {
  const person = useParticipant(id)
  return (
    <figure className="tile" data-speaking={useIsSpeaking(id)} data-muted={person?.microphone === 'off'}>
      <Video participant={id} />
      <figcaption>
        {person?.microphone === 'off' && <svg className="muted" aria-label="muted" />}
        {person?.identity}
        <span data-quality={useQuality(id)} />
      </figcaption>
    </figure>
  )
})

function Grid() {
  return useParticipantIds().map((id) => <Tile key={id} id={id} />)
}

export async function openTelevid(element: HTMLElement): Promise<Subject> {
  const fake = new FakeAdapter()
  const audio = new AudioContext()
  const people = Array.from({ length: participants }, (_, index) => {
    const remote = fake.remoteJoins(`simulated-${index}`)
    remote.publishes('camera', dummyVideo())
    return { remote, microphone: remote.publishes('microphone', dummyAudio(audio)) }
  })
  const televid = createTelevid({
    adapters: { fake: () => ({ adapter: fake.adapter }) },
    grants: () => fakeGrant({ room: 'bench-room' }),
  })
  const room = televid.room('bench-room')
  await room.join()
  createRoot(element).render(
    <RoomProvider room={room}>
      <Grid />
    </RoomProvider>,
  )
  return {
    name: '@televid/react',
    how: 'useParticipantIds and one memo tile each, as in its README; core with the fake adapter',
    tile: Tile,
    grid: Grid,
    mute: (index, muted) => people[index]?.remote.mutes(people[index].microphone, muted),
    speak: (index) =>
      fake.report({
        type: 'speakers-changed',
        speakers: [{ participant: people[index]?.remote.key ?? '', level: 0.5 }],
      }),
    mutedTiles: () => element.querySelectorAll('[data-muted=true] .muted').length,
    speakingTiles: () => element.querySelectorAll('[data-speaking=true]').length,
  }
}
