// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { arrivalTexts } from '../texts/arrival-texts.ts'
import { ArrivalPage } from './arrival-page.tsx'
import { createTestRoom, type RoomUnderTest, renderInRoom } from './testing/render-in-room.tsx'
import { readVisitMemory, type VisitMemory, writeVisitMemory } from './visit-memory.ts'

vi.mock('../media/network-check.ts', () => ({
  checkNetwork: async () => ({ verdict: 'good', service: true, calls: true, roundTripMs: 20, downloadBitrate: 5e6 }),
}))
vi.mock('../media/background-blur.ts', () => ({
  backgroundBlurSupported: () => true,
  backgroundBlur: () => Promise.reject(new Error('the model did not load')),
}))

const name = 'visit-bcdfghjk'
const agreed: VisitMemory = { agreed: true, here: false, camera: false, microphone: false, blur: false }
let subject: RoomUnderTest
let entered = 0

const button = (label: string) => screen.getByRole('button', { name: label })
const click = (label: string) => fireEvent.click(button(label))
const show = () => renderInRoom(subject.room, <ArrivalPage onEnter={() => entered++} />)
const turnOn = () => click(arrivalTexts.check.before.action)
const live = () => subject.environment.devices.liveTracks.map(({ kind }) => kind).sort()

/** What the browser says of the permission for camera and microphone. */
function permissionIs(state: PermissionState) {
  const status = Object.assign(new EventTarget(), { state }) as PermissionStatus
  vi.spyOn(navigator.permissions, 'query').mockResolvedValue(status)
}

beforeEach(() => {
  permissionIs('denied')
  subject = createTestRoom(name)
  entered = 0
})
afterEach(async () => {
  cleanup()
  await subject.room.leave()
  sessionStorage.clear()
  localStorage.clear()
})

describe('privacy', () => {
  it('comes first, and says what is missing when somebody goes on without agreeing', () => {
    show()
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
    click(arrivalTexts.consent.next)
    expect(screen.getByRole('checkbox').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(arrivalTexts.consent.notAgreed)).toBeDefined()
    expect(document.activeElement).toBe(screen.getByRole('checkbox'))
    expect(readVisitMemory(name).agreed).toBe(false)
  })

  it('is agreed to once per tab', () => {
    show()
    fireEvent.click(screen.getByRole('checkbox'))
    click(arrivalTexts.consent.next)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(arrivalTexts.check.title)
    cleanup()
    show()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(arrivalTexts.check.title)
  })
})

describe('the device check', () => {
  beforeEach(() => writeVisitMemory(name, agreed))

  it('asks for camera and microphone in one question, after a click', async () => {
    show()
    expect(subject.environment.devices.calls).toEqual([])
    turnOn()
    await waitFor(() => expect(live()).toEqual(['audio', 'video']))
    expect(subject.environment.devices.calls).toHaveLength(1)
    click(arrivalTexts.join.both)
    expect(entered).toBe(1)
  })

  it('lets somebody in without camera and microphone', () => {
    show()
    click(arrivalTexts.join.withoutBoth)
    expect(entered).toBe(1)
    expect(subject.environment.devices.calls).toEqual([])
  })

  it('explains one refusal once, and joins all the same', async () => {
    subject.environment.devices.fail('video', 'NotAllowedError')
    subject.environment.devices.fail('audio', 'NotAllowedError')
    show()
    turnOn()
    const help = await screen.findByRole('region', { name: 'Your camera and microphone are blocked' })
    expect(within(help).getAllByRole('listitem').length).toBeGreaterThan(1)
    expect(screen.getAllByRole('region', { name: /blocked/ })).toHaveLength(1)
    click(arrivalTexts.join.withoutBoth)
    expect(entered).toBe(1)
  })

  it('tells a closed question from a lasting refusal', async () => {
    permissionIs('prompt')
    subject.environment.devices.fail('video', 'NotAllowedError')
    subject.environment.devices.fail('audio', 'NotAllowedError')
    show()
    turnOn()
    await screen.findByRole('region', { name: 'Your camera and microphone are not allowed yet' })
  })

  it('tries again both together', async () => {
    const { devices } = subject.environment
    devices.fail('video', 'NotAllowedError')
    devices.fail('audio', 'NotAllowedError')
    show()
    turnOn()
    await screen.findByRole('region', { name: /blocked/ })
    devices.fail('video', null)
    devices.fail('audio', null)
    const before = devices.calls.length
    click('Try again')
    await waitFor(() => expect(live()).toEqual(['audio', 'video']))
    expect(devices.calls).toHaveLength(before + 1)
    expect(screen.queryByRole('region', { name: /blocked/ })).toBeNull()
  })

  it('goes on with the microphone when the camera is busy', async () => {
    subject.environment.devices.fail('video', 'NotReadableError')
    show()
    turnOn()
    await screen.findByRole('region', { name: 'Your camera is busy' })
    await waitFor(() => expect(live()).toEqual(['audio']))
    expect(screen.getByText(arrivalTexts.join.hint.withoutCamera)).toBeDefined()
    click('Continue without camera')
    expect(screen.queryByRole('region', { name: 'Your camera is busy' })).toBeNull()
    click(arrivalTexts.join.withoutCamera)
    expect(entered).toBe(1)
  })

  it('says in words whether the microphone hears anything', async () => {
    show()
    turnOn()
    expect(await screen.findByText(arrivalTexts.meter.nothing)).toBeDefined()
    subject.environment.level = 0.1
    expect(await screen.findByText(arrivalTexts.meter.heard, { ignore: '[data-announcer] *' })).toBeDefined()
    expect(Number(screen.getByRole('meter').getAttribute('aria-valuenow'))).toBeGreaterThan(50)
  })

  it('remembers the chosen camera by its id, for the next visit too', async () => {
    show()
    turnOn()
    await waitFor(() => expect(live()).toEqual(['audio', 'video']))
    fireEvent.change(screen.getByLabelText('Camera'), { target: { value: 'camera-2' } })
    await waitFor(() => expect(subject.room.snapshot.self.camera.deviceId).toBe('camera-2'))
    await waitFor(() => expect(Object.entries(localStorage)).toEqual([['televid-visit:videoinput', 'camera-2']]))
    cleanup()
    await subject.room.leave()

    subject = createTestRoom(name)
    show()
    turnOn()
    await waitFor(() => expect(subject.room.snapshot.self.camera.deviceId).toBe('camera-2'))
  })

  it('keeps the camera off when the blur fails, and offers it without', async () => {
    show()
    turnOn()
    fireEvent.click(await screen.findByLabelText(arrivalTexts.blur.label))
    await screen.findByRole('region', { name: 'The background blur does not work here' })
    expect(live()).toEqual(['audio'])
    click('Turn on without blur')
    await waitFor(() => expect(live()).toEqual(['audio', 'video']))
  })
})

describe('after a reload in the middle of a visit', () => {
  it('leads back with one click, with the microphone only, as before', async () => {
    writeVisitMemory(name, { ...agreed, here: true, microphone: true })
    show()
    expect(screen.getByText(arrivalTexts.back.as.withoutCamera)).toBeDefined()
    expect(subject.environment.devices.calls).toEqual([])
    click(arrivalTexts.back.action)
    await waitFor(() => expect(live()).toEqual(['audio']))
    expect(entered).toBe(1)
  })

  it('never shows a picture without the blur that was on', async () => {
    writeVisitMemory(name, { ...agreed, here: true, camera: true, blur: true })
    show()
    click(arrivalTexts.back.action)
    await waitFor(() => expect(subject.room.snapshot.self.camera.error?.code).toBe('processor-failed'))
    expect(live()).toEqual([])
  })

  it('checks camera and sound first for those who want it', () => {
    writeVisitMemory(name, { ...agreed, here: true })
    show()
    click(arrivalTexts.back.check)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(arrivalTexts.check.title)
  })
})
