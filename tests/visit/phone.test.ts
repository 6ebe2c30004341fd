import { expect, test } from 'vitest'
import { texts } from '../../examples/visit/src/texts/texts.ts'
import type { Screen } from '../bench/participant.ts'
import { waitFor } from '../bench/wait-for.ts'
import { onEveryProvider } from './on-every-provider.ts'
import { clinician, patient } from './people.ts'
import { Visitor } from './visitor.ts'

const { arrival, call, device, farewell } = texts
const smallPhone: Screen = { width: 360, height: 640 }

onEveryProvider('a small phone', (visit) => {
  async function openOnPhone(room: string, devices = {}): Promise<Visitor> {
    const link = await visit.link(room, patient)
    return new Visitor(await visit.openLink(link, patient, devices, smallPhone), patient)
  }

  test('the patient goes through the visit by keyboard alone, and comes back', { timeout: 120_000 }, async () => {
    const room = await visit.createRoom({ lobby: true })
    const ada = new Visitor(await visit.open(room, clinician), clinician)
    await ada.arrive()
    await ada.enter()
    await ada.isInTheVisit()

    const ben = await openOnPhone(room)
    await ben.isAt(arrival.consent.title)
    await ben.expectNoSideways('the privacy notice')
    await ben.tabTo(arrival.consent.agree)
    await ben.page.keyboard.press('Space')
    await ben.pressByKeyboard(arrival.consent.next)
    await ben.isAt(arrival.check.title)
    await ben.pressByKeyboard(arrival.check.before.action)
    await waitFor('the device check', () => ben.button(arrival.join.both).isVisible())
    await ben.expectNoSideways('the device check')
    await ben.pressByKeyboard(arrival.join.both)
    await ben.isAt(arrival.waiting.title)
    await ben.expectNoSideways('the waiting room')
    await ada.button(call.people.admitName(patient.displayName)).first().click()
    await ben.isInTheVisit()
    await ben.waitToSee(clinician)
    await ben.expectNoSideways('the visit')
    await ben.expectAccessible('the visit on a phone')

    await ben.page.keyboard.press('Alt+m')
    await ada.waitForTile(patient, call.stage.microphoneOff)
    await ben.pressByKeyboard(call.controls.microphone.name)
    await ada.waitToHearVoices(patient)
    await ben.pressByKeyboard(call.controls.chat.name)
    await ben.tabTo(call.chat.field)
    await ben.page.keyboard.type('m is no shortcut here')
    await ben.page.keyboard.press('Enter')
    await ada.waitToHear('m is no shortcut here')
    await ben.expectNoSideways('the chat')
    await ben.expectAccessible('the chat on a phone')
    await ben.page.keyboard.press('Escape')

    await ben.pressByKeyboard(call.controls.leave)
    await ben.isAt(farewell.of('left').title)
    await ben.expectNoSideways('the goodbye')
    await ada.waitUntilGone(patient)
    await ben.pressByKeyboard(farewell.returnNow)
    await ben.isInTheVisit()
    await Promise.all([ada.waitToSee(patient), ben.waitToSee(clinician)])
    expect(ben.complaints()).toEqual([])
  })

  test('whoever blocked the camera is told how to allow it, and joins without', { timeout: 60_000 }, async () => {
    const room = await visit.createRoom()
    const ben = await openOnPhone(room, { fail: { video: 'NotAllowedError' } })
    await ben.page.getByLabel(arrival.consent.agree).check()
    await ben.button(arrival.consent.next).click()
    await ben.button(arrival.check.before.action).click()
    await ben.button(device.retry).waitFor()
    await ben.expectAccessible('the help with a camera')
    await ben.expectNoSideways('the help with a camera')
    await ben.button(arrival.join.withoutCamera).click()
    await ben.isInTheVisit()
    expect(await ben.page.evaluate(() => window.bench.liveTracks().map(({ kind }) => kind))).not.toContain('video')
  })
})
