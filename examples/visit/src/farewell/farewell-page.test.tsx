// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestRoom, type RoomUnderTest, renderInRoom } from '../arrival/testing/render-in-room.tsx'
import { useRememberVisit } from '../arrival/use-remember-visit.ts'
import { farewellTexts } from '../texts/farewell-texts.ts'
import { FarewellPage } from './farewell-page.tsx'

const name = 'visit-cdfghjkl'
let subject: RoomUnderTest
let returned = 0

function Page() {
  useRememberVisit()
  return <FarewellPage onReturn={() => returned++} />
}

/** In the visit with camera and microphone, then out of it. */
async function leaveBy(end: () => unknown) {
  renderInRoom(subject.room, <Page />)
  await subject.room.join({ camera: true, microphone: true })
  await waitFor(() => expect(subject.environment.devices.liveTracks.length).toBeGreaterThan(0))
  end()
  await waitFor(() => expect(subject.room.snapshot.connection.state).toBe('disconnected'))
}

beforeEach(() => {
  subject = createTestRoom(name)
  returned = 0
})
afterEach(async () => {
  cleanup()
  await subject.room.leave()
  sessionStorage.clear()
})

describe('the farewell page', () => {
  it('says that camera and microphone are off when they are', async () => {
    await leaveBy(() => subject.room.leave())
    expect(await screen.findByText(farewellTexts.devicesOff)).toBeDefined()
    expect(subject.environment.devices.liveTracks).toEqual([])
    expect(screen.getByText(farewellTexts.close)).toBeDefined()
  })

  it('leads back into a lost visit with one click, with what was on', async () => {
    await leaveBy(() => subject.fake.endsSession('connection-lost'))
    expect(await screen.findByText(farewellTexts.of('lost').title)).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: farewellTexts.returnNow }))
    await waitFor(() => expect(subject.room.snapshot.connection.state).toBe('connected'))
    await waitFor(() => expect(subject.room.snapshot.self).toMatchObject({ camera: { state: 'live' } }))
    expect(subject.room.snapshot.self.microphone.state).toBe('live')
    expect(subject.fake.joins).toBe(2)
  })

  it('leads to the check for those who want it', async () => {
    await leaveBy(() => subject.fake.endsSession('connection-lost'))
    fireEvent.click(await screen.findByRole('button', { name: farewellTexts.checkFirst }))
    expect(returned).toBe(1)
    expect(subject.fake.joins).toBe(1)
  })

  it.each(['removed', 'room-ended', 'policy'] as const)('offers no way back after %s', async (reason) => {
    await leaveBy(() => subject.fake.endsSession(reason))
    expect(await screen.findByText(farewellTexts.close)).toBeDefined()
    expect(screen.queryAllByRole('button')).toEqual([])
  })

  it('moves the visit here only on purpose when it is open elsewhere', async () => {
    await leaveBy(() => subject.fake.endsSession('duplicate-identity'))
    expect(await screen.findByText(farewellTexts.of('elsewhere').title)).toBeDefined()
    expect(screen.queryByRole('button', { name: farewellTexts.returnNow })).toBeNull()
    expect(subject.fake.joins).toBe(1)
    fireEvent.click(screen.getByRole('button', { name: farewellTexts.moveHere }))
    await waitFor(() => expect(subject.fake.joins).toBe(2))
  })
})
