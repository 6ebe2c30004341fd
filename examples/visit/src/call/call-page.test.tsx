// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { texts } from '../texts/texts.ts'
import { chatPacket } from './testing/chat-packet.ts'
import { openVisit } from './testing/open-visit.tsx'

const { call } = texts
const button = (name: string) => screen.getByRole('button', { name })
const press = (name: string) => fireEvent.click(button(name))
/** The banner itself, not what is said of it. */
const banner = (text: string) => screen.queryByText(text, { selector: '.banner *' })
const maria = { identity: 'maria', role: 'guest', displayName: 'Maria Silva', since: 1 }

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('somebody at the door', () => {
  it('is shown, announced at once, told in the title of the tab, and let in', async () => {
    const { announced, posted, says } = await openVisit()
    says({ waiting: [maria] })
    expect(banner(call.waiting.one('Maria Silva'))).toBeTruthy()
    expect(document.title).toBe(call.page.titleWaiting(1))
    await waitFor(() => expect(announced('assertive')).toContain(call.announcements.waiting('Maria Silva')))
    press(call.people.admitName('Maria Silva'))
    await waitFor(() => expect(posted).toEqual([{ path: 'lobby/maria', body: { action: 'admit' } }]))
    says({ waiting: [] })
    expect(banner(call.waiting.one('Maria Silva'))).toBeNull()
    expect(document.title).toBe(call.page.title)
  })

  it('takes nobody the focus away when they go', async () => {
    const { says } = await openVisit()
    says({ waiting: [maria] })
    press(`${call.controls.people.name}, ${call.controls.people.waiting(1)}`)
    const decline = button(call.people.declineName('Maria Silva'))
    act(() => decline.focus())
    expect(document.activeElement).toBe(decline)
    says({ waiting: [] })
    const heading = screen.getByRole('heading', { name: call.people.title })
    await waitFor(() => expect(document.activeElement).toBe(heading))
  })

  it('can be let in again after a failure, which is said', async () => {
    const { announced, posted, says, server } = await openVisit()
    says({ waiting: [maria] })
    server.failing = true
    press(call.people.admitName('Maria Silva'))
    await waitFor(() => expect(announced('assertive')).toContain(call.people.failed))
    server.failing = false
    press(call.people.admitName('Maria Silva'))
    await waitFor(() => expect(posted).toHaveLength(2))
  })

  it('is declined only after a question', async () => {
    const { posted, says } = await openVisit()
    says({ waiting: [maria] })
    press(`${call.controls.people.name}, ${call.controls.people.waiting(1)}`)
    press(call.people.declineName('Maria Silva'))
    expect(posted).toEqual([])
    press(call.decline.confirm)
    await waitFor(() => expect(posted).toEqual([{ path: 'lobby/maria', body: { action: 'refuse' } }]))
  })
})

describe('removing somebody', () => {
  it('names what follows, and does nothing when it is called off', async () => {
    const { fake, posted } = await openVisit()
    act(() => void fake.remoteJoins('ben', { role: 'guest', displayName: 'Ben' }))
    press(call.controls.people.name)
    press(call.people.removeName('Ben'))
    expect(within(screen.getByRole('dialog')).getByText(call.remove.text('Ben'))).toBeTruthy()
    press(call.dialog.cancel)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(posted).toEqual([])

    press(call.people.removeName('Ben'))
    press(call.remove.confirm)
    await waitFor(() => expect(posted).toEqual([{ path: 'participants/ben/remove', body: {} }]))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('is not offered to a patient, and neither are invitations or the end for everyone', async () => {
    const { fake, room } = await openVisit({ role: 'guest' })
    act(() => void fake.remoteJoins('ben', { displayName: 'Ben' }))
    press(call.controls.people.name)
    expect(screen.getAllByText('Ben').length).toBeGreaterThan(0)
    expect(screen.queryByRole('button', { name: call.people.removeName('Ben') })).toBeNull()
    expect(screen.queryByRole('button', { name: call.invite.open })).toBeNull()
    press(call.controls.leave)
    await waitFor(() => expect(room.snapshot.connection.state).toBe('disconnected'))
  })
})

describe('leaving', () => {
  it('asks a clinician which of the two it is', async () => {
    const { posted, room } = await openVisit()
    press(call.controls.leave)
    expect(room.snapshot.connection.state).toBe('connected')
    press(call.leave.endForEveryone)
    await waitFor(() => expect(posted).toEqual([{ path: 'end', body: {} }]))
  })
})

describe('an invitation', () => {
  it('is a link to this very page with the secret behind the #', async () => {
    const { posted } = await openVisit()
    press(call.controls.people.name)
    press(call.invite.open)
    fireEvent.change(screen.getByLabelText(call.invite.role), { target: { value: 'interpreter' } })
    fireEvent.change(screen.getByLabelText(call.invite.name), { target: { value: '  Jon Berg ' } })
    press(call.invite.create)
    const field = await screen.findByLabelText<HTMLInputElement>(call.invite.link)
    const { origin, pathname, search, hash } = new URL(field.value)
    expect([origin, pathname, search]).toEqual([location.origin, location.pathname, ''])
    expect(hash).toBe('#room=visit-7f3a91&invite=secret-of-a-test')
    expect(posted).toEqual([{ path: 'invites', body: { role: 'interpreter', displayName: 'Jon Berg' } }])
  })
})

describe('the chat', () => {
  it('counts and announces what comes while it is closed, and keeps it', async () => {
    const { announced, fake } = await openVisit()
    const ben = fake.remoteJoins('ben', { displayName: 'Ben' })
    const [good, bad] = await Promise.all([chatPacket({ text: ' Hello ' }), chatPacket({ text: 7 })])
    act(() => ben.sends(bad))
    act(() => ben.sends(good))
    expect(announced('polite')).toContain(call.announcements.message('Ben', 'Hello'))
    press(`${call.controls.chat.name}, ${call.controls.chat.unread(1)}`)
    expect(screen.getAllByRole('listitem').filter(({ textContent }) => textContent?.includes('Hello'))).toHaveLength(1)
    press(call.controls.chat.name)
    expect(screen.queryByLabelText(call.chat.field)).toBeNull()
    act(() => fake.remoteLeaves(ben))
    press(call.controls.chat.name)
    expect(screen.getByText('Hello')).toBeTruthy()
    expect(screen.getByText('Ben')).toBeTruthy()
  })

  it('says that a message was not sent, and sends it again', async () => {
    const { fake } = await openVisit()
    act(() => void fake.remoteJoins('ben'))
    press(call.controls.chat.name)
    fake.failNext('send', new Error('the line is cut'))
    const field = screen.getByLabelText<HTMLTextAreaElement>(call.chat.field)
    fireEvent.change(field, { target: { value: 'First line' } })
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
    expect(screen.queryByText('First line', { selector: 'p' })).toBeNull()
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(field.value).toBe('')
    await screen.findByText(call.chat.failed)
    expect(fake.sent).toHaveLength(0)
    press(call.chat.retry)
    await waitFor(() => expect(fake.sent).toHaveLength(1))
    await waitFor(() => expect(screen.queryByText(call.chat.failed)).toBeNull())
    expect(screen.queryByText(call.chat.sending)).toBeNull()
  })

  it('sends nothing while nobody would get it', async () => {
    const { fake } = await openVisit()
    press(call.controls.chat.name)
    fireEvent.change(screen.getByLabelText(call.chat.field), { target: { value: 'Anybody?' } })
    press(call.chat.send)
    expect(screen.getByText(call.chat.nobodyHere)).toBeTruthy()
    expect(fake.sent).toHaveLength(0)
    expect(screen.queryByText('Anybody?', { selector: 'p' })).toBeNull()
  })
})

describe('the own microphone', () => {
  it('is turned on and muted by button and by keys', async () => {
    const { environment, fake, room } = await openVisit()
    const microphone = button(call.controls.microphone.name)
    expect(microphone.getAttribute('aria-pressed')).toBe('false')
    fireEvent.click(microphone)
    await waitFor(() => expect(room.snapshot.self.microphone.state).toBe('live'))
    expect(microphone.getAttribute('aria-pressed')).toBe('true')
    fireEvent.keyDown(document.body, { code: 'KeyM', altKey: true })
    await waitFor(() => expect(fake.sources.get('microphone')?.muted).toBe(true))
    expect(microphone.getAttribute('aria-pressed')).toBe('false')
    // Muted, not ended: the first word after unmuting is heard.
    expect(environment.devices.liveTracks.length).toBeGreaterThan(0)
  })

  it('has a way out when it does not start', async () => {
    const { announced, environment } = await openVisit()
    environment.devices.fail('audio', 'NotReadableError')
    press(call.controls.microphone.name)
    await waitFor(() => expect(announced('assertive')).toContain(call.banners['microphone-failed']))
    press(call.bannerActions.getHelp)
    environment.devices.fail('audio', null)
    press(texts.device.retry)
    await waitFor(() => expect(screen.queryByText(call.deviceHelpTitle)).toBeNull())
    expect(banner(call.banners['microphone-failed'])).toBeNull()
  })

  it('is not there for somebody who may only watch', async () => {
    await openVisit({ role: 'observer' })
    expect(screen.queryByRole('button', { name: call.controls.microphone.name })).toBeNull()
    expect(screen.queryByRole('button', { name: call.controls.camera.name })).toBeNull()
    expect(button(call.controls.leave)).toBeTruthy()
  })
})

describe('the stage', () => {
  it('says who is there, who is muted, whose video is paused and who is away', async () => {
    const { environment, fake } = await openVisit()
    expect(screen.getByText(call.stage.waitingTitle)).toBeTruthy()
    const ben = fake.remoteJoins('ben', { displayName: 'Ben' })
    const camera = ben.publishes('camera', environment.devices.createTrack('video'))
    act(() => void ben.publishes('microphone', environment.devices.createTrack('audio'), true))
    const tile = () => within(screen.getByRole('region', { name: call.stage.label }))
    expect(tile().getByText('Ben')).toBeTruthy()
    expect(tile().getAllByText(`, ${call.stage.microphoneOff}`).length).toBeGreaterThan(0)
    act(() => ben.pauses(camera))
    expect(tile().getByText(call.stage.paused)).toBeTruthy()
    act(() => fake.dropsConnection())
    expect(banner(call.banners.reconnecting)).toBeTruthy()
    act(() => fake.restoresConnection([]))
    expect(tile().getByText(call.stage.reconnecting)).toBeTruthy()
    expect(banner(call.banners.reconnecting)).toBeNull()
  })

  it('never shows the own screen, says that it is shared, and stops', async () => {
    const { fake, page, room } = await openVisit()
    vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getDisplayMedia: () => {} } })
    act(() => void fake.remoteJoins('ben', { displayName: 'Ben' }))
    await act(() => room.local.screen.enable())
    expect(banner(call.banners['screen-shared'])).toBeTruthy()
    expect(page.container.querySelector('.shared-screen')).toBeNull()
    press(call.bannerActions.stopSharing)
    await waitFor(() => expect(room.snapshot.self.screen.state).toBe('off'))
    expect(banner(call.banners['screen-shared'])).toBeNull()
  })
})

it('says all the time that it is recorded', async () => {
  const { announced, says } = await openVisit({ role: 'guest' })
  expect(screen.queryByText(call.page.recording, { selector: '.recording-sign' })).toBeNull()
  says({ recording: { active: true, since: 5 } })
  expect(screen.getByText(call.page.recording, { selector: '.recording-sign' })).toBeTruthy()
  await waitFor(() => expect(announced('assertive')).toContain(call.announcements.recordingStarted))
})
