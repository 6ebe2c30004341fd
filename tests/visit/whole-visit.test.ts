import { expect, test } from 'vitest'
import { texts } from '../../examples/visit/src/texts/texts.ts'
import { waitFor } from '../bench/wait-for.ts'
import { onEveryProvider } from './on-every-provider.ts'
import { clinician, interpreter, type NamedPerson, patient } from './people.ts'
import { Visitor } from './visitor.ts'

const { arrival, call, farewell } = texts

/**
 * One visit from the first link to the last goodbye, the way the people in it go through it. The same script for every
 * provider: what differs between vendors must not be seen from here.
 */
onEveryProvider('a whole visit', (visit) => {
  async function open(room: string, person: NamedPerson): Promise<Visitor> {
    return new Visitor(await visit.open(room, person), person)
  }

  test('from the device check to the end for everyone', { timeout: 180_000 }, async () => {
    const room = await visit.createRoom({ lobby: true })
    const ada = await open(room, clinician)
    await ada.isAt(arrival.consent.title)
    await ada.expectAccessible('the privacy notice')
    await ada.arrive()
    await ada.expectAccessible('the device check')
    await waitFor('the microphone to be heard', () => ada.text(arrival.meter.heard).isVisible())
    await waitFor('the line to be checked', () => ada.text(arrival.network.good).isVisible())
    await ada.enter()
    await ada.isInTheVisit()
    await ada.text(call.stage.waitingTitle).waitFor()
    await ada.expectAccessible('the visit, alone')

    const ben = await open(room, patient)
    await ben.arrive()
    await ben.enter()
    await ben.isAt(arrival.waiting.title)
    await ben.expectAccessible('the waiting room')
    await ada.waitToHear(call.announcements.waiting(patient.displayName))
    await ada.expectAccessible('the visit with somebody waiting')
    await ada.button(call.people.admitName(patient.displayName)).first().click()
    await ben.isInTheVisit()

    await Promise.all([ada.waitToSee(patient), ben.waitToSee(clinician)])
    await Promise.all([ada.waitToHearVoices(patient), ben.waitToHearVoices(clinician)])
    await ada.waitToHear(call.announcements.joined(patient.displayName))
    await ben.expectAccessible('the visit with two')

    await ben.button(call.controls.microphone.name).click()
    await ada.waitForTile(patient, call.stage.microphoneOff)
    await ada.waitToHear(call.announcements.muted(patient.displayName))
    await waitFor('the patient not to be heard', async () => (await ada.hears(patient))[0] === 0)
    await ben.button(call.controls.microphone.name).click()
    await ada.waitToHearVoices(patient)
    await ada.waitToHear(call.announcements.unmuted(patient.displayName))

    await ben.button(call.controls.camera.name).click()
    await ada.waitForTile(patient, call.stage.cameraOff)
    await waitFor('the light of the camera to go out', () =>
      ben.page.evaluate(() => window.bench.liveTracks().every(({ kind }) => kind !== 'video')),
    )
    await ada.expectAccessible('the visit with a camera off')
    await ben.button(call.controls.camera.name).click()
    await ada.waitToSee(patient)

    await ada.button(call.controls.share.name).click()
    await ben.waitToHear(call.announcements.shareStarted(clinician.displayName))
    await waitFor('the screen to be shown', () =>
      ben.page.getByLabel(call.stage.screenOf(clinician.displayName)).isVisible(),
    )
    await waitFor('frames of the screen', async () => {
      const screen = await ben.page.evaluate(() => window.bench.look('.shared-screen video'))
      return screen !== null && screen.frames > 0
    })
    await ada.text(call.banners['screen-shared']).waitFor()
    await ben.expectAccessible('a shared screen')
    await ada.button(call.controls.share.name).click()
    await ben.waitToHear(call.announcements.shareEnded(clinician.displayName))

    const question = 'Can you send me the leaflet? <b>Thanks</b>'
    await ben.button(call.controls.chat.name).click()
    await ben.page.getByLabel(call.chat.field, { exact: true }).fill(question)
    await ben.page.keyboard.press('Enter')
    await ada.waitToHear(call.announcements.message(patient.displayName, question))
    await ada.button(`${call.controls.chat.name}, ${call.controls.chat.unread(1)}`).click()
    await ada.text(question).waitFor()
    await ada.page.getByLabel(call.chat.field, { exact: true }).fill('On its way.')
    await ada.button(call.chat.send).click()
    await ben.text('On its way.').waitFor()
    await ada.expectAccessible('the chat')

    const cleo = await invite(ada, interpreter)
    await cleo.arrive()
    await cleo.enter()
    await cleo.isAt(arrival.waiting.title)
    await ada.button(call.people.admitName(interpreter.displayName)).first().click()
    await cleo.isInTheVisit()
    await Promise.all([
      ada.waitToSee(patient, interpreter),
      ben.waitToSee(clinician, interpreter),
      cleo.waitToSee(clinician, patient),
    ])
    await ben.waitToHearVoices(clinician, interpreter)
    await cleo.waitToHear(call.announcements.peopleHere(2))
    await ada.expectAccessible('the visit with three and the list of people')

    await cleo.button(call.controls.leave).click()
    await cleo.isAt(farewell.of('left').title)
    await cleo.text(farewell.devicesOff).waitFor()
    expect(await cleo.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    await cleo.expectAccessible('the end of an own visit')
    await Promise.all([ada.waitUntilGone(interpreter), ben.waitUntilGone(interpreter)])
    await ben.waitToHear(call.announcements.left(interpreter.displayName))
    expect(await ben.sees(clinician), 'the others go on').toBe(true)

    await ada.button(call.controls.leave).click()
    await ada.expectAccessible('the question whether to end')
    await ada.button(call.leave.endForEveryone).click()
    for (const visitor of [ada, ben]) {
      await visitor.isAt(farewell.of('ended').title)
      expect(await visitor.page.evaluate(() => window.bench.liveTracks())).toEqual([])
    }
    await ben.expectAccessible('the end of the visit')
    for (const visitor of [ada, ben, cleo]) expect(visitor.complaints()).toEqual([])
  })

  /** The clinician makes a link in the visit, and somebody opens it. */
  async function invite(from: Visitor, person: NamedPerson): Promise<Visitor> {
    await from.button(call.controls.people.name).click()
    await from.button(call.invite.open).click()
    await from.page.getByLabel(call.invite.role).selectOption({ label: call.invite.roles.interpreter })
    await from.page.getByLabel(call.invite.name).fill(person.displayName)
    await from.button(call.invite.create).click()
    const link = await from.page.getByLabel(call.invite.link).inputValue()
    return new Visitor(await visit.openLink(link, person), person)
  }
})
