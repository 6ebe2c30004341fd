// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { RoomProvider } from './room-provider.tsx'
import { inRoom } from './testing/in-room.tsx'
import { noReactWarnings } from './testing/no-react-warnings.ts'
import { openRoom } from './testing/open-room.ts'
import { useMessages } from './use-messages.ts'
import { useRoomEvent } from './use-room-event.ts'

noReactWarnings()
afterEach(cleanup)

/** What a browser with the same core would send. */
async function packetsOf(...messages: readonly { readonly topic: string; readonly payload: unknown }[]) {
  const { fake, room } = openRoom({ name: 'sender' })
  await room.join()
  for (const { topic, payload } of messages) await room.messages.send(payload, { topic })
  return fake.sent.map(({ packet }) => packet)
}

describe('useMessages', () => {
  it('hands messages of its topic to the newest listener, and renders nothing again', async () => {
    const { fake, room } = openRoom()
    await room.join()
    const ana = fake.remoteJoins('ana')
    const heard: string[] = []
    let renders = 0
    function Chat({ name }: { readonly name: string }): null {
      renders++
      useMessages('chat', ({ participant, payload }) => heard.push(`${name}: ${participant.identity} ${payload}`))
      return null
    }
    const { rerender, unmount } = render(<Chat name="first" />, { wrapper: inRoom(room) })
    const messages = ['one', 'two', 'three'].map((payload) => ({ topic: 'chat', payload }))
    const [cursor, one, two, three] = await packetsOf({ topic: 'cursor', payload: 'left' }, ...messages)
    if (!cursor || !one || !two || !three) throw new Error('not every message was sent')
    ana.sends(cursor)
    ana.sends(one)
    rerender(<Chat name="second" />)
    ana.sends(two)
    expect(heard).toEqual(['first: ana one', 'second: ana two'])
    expect(renders).toBe(2)
    unmount()
    ana.sends(three)
    expect(heard).toHaveLength(2)
  })
})

describe('useRoomEvent', () => {
  it('listens once under StrictMode, to the room of the provider only', async () => {
    const one = openRoom({ name: 'visit-one' })
    const two = openRoom({ name: 'visit-two' })
    await Promise.all([one.room.join(), two.room.join()])
    const came: string[] = []
    function Listener(): null {
      useRoomEvent('participantJoined', ({ identity }) => came.push(identity))
      return null
    }
    const tree = ({ room }: typeof one) => (
      <StrictMode>
        <RoomProvider room={room}>
          <Listener />
        </RoomProvider>
      </StrictMode>
    )
    const { rerender, unmount } = render(tree(one))
    one.fake.remoteJoins('ana')
    expect(came).toEqual(['ana'])
    rerender(tree(two))
    one.fake.remoteJoins('ben')
    two.fake.remoteJoins('cem')
    expect(came).toEqual(['ana', 'cem'])
    unmount()
    two.fake.remoteJoins('dana')
    expect(came).toEqual(['ana', 'cem'])
  })
})
