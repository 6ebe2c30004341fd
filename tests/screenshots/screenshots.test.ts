import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { texts } from '../../examples/visit/src/texts/texts.ts'
import type { Screen } from '../bench/participant.ts'
import { useVisit } from '../bench/use-visit.ts'
import { waitFor } from '../bench/wait-for.ts'
import { buildVisit } from '../visit/build-visit.ts'
import { clinician, interpreter, type NamedPerson, patient } from '../visit/people.ts'
import { Visitor } from '../visit/visitor.ts'

const { arrival, call } = texts
const root = join(import.meta.dirname, '../..')
/** `npm run screenshots` writes where the documents look; as a test, they go nowhere. */
const folder = process.env.TELEVID_SCREENSHOTS
/** Pictures of a phone need its pixels, or they are blurred. */
const phone: Screen = { width: 360, height: 740, density: 2 }
const desktop: Screen = { width: 1280, height: 800 }

/** Who the app pretends with `?fake=…`. */
const fakes: Readonly<Record<string, string>> = {
  [clinician.identity]: 'clinician',
  [patient.identity]: 'patient',
  [interpreter.identity]: 'interpreter',
}

describe('pictures of the visit', () => {
  const visit = useVisit({ app: buildVisit })
  const taken: string[] = []

  async function open(room: string, person: NamedPerson, screen: Screen): Promise<Visitor> {
    const link = (await visit.link(room, person)).replace('/#', `/?fake=${fakes[person.identity]}#`)
    const participant = await visit.openLink(link, { identity: person.identity }, {}, screen)
    return new Visitor(participant, person)
  }

  async function take({ participant: { page } }: Visitor, name: string): Promise<void> {
    taken.push(`${name}.png`)
    if (folder === undefined) return
    await mkdir(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' })
  }

  async function arrive(visitor: Visitor): Promise<void> {
    await visitor.page.getByLabel(arrival.consent.agree).check()
    await visitor.button(arrival.consent.next).click()
    await visitor.button(arrival.check.before.action).click()
    await waitFor('the own picture', () => hasPicture(visitor, 1))
  }

  /** A sheet of paper is bright; before its first frame a video is black. */
  const showsScreen = async ({ page }: Visitor) => {
    const look = await page.evaluate(() => window.bench.look('.shared-screen video'))
    return look !== null && Math.min(...look.color) > 150
  }

  const hasPicture = ({ page }: Visitor, count: number) =>
    page.evaluate(
      (wanted) => [...document.querySelectorAll('video')].filter(({ videoWidth }) => videoWidth > 0).length >= wanted,
      count,
    )

  test('are taken of a real visit, and the documents show no others', { timeout: 180_000 }, async () => {
    const room = await visit.createRoom({ lobby: true })
    const ada = await open(room, clinician, desktop)
    await take(ada, 'privacy')
    await arrive(ada)
    await waitFor('the check of the line', () => ada.text(arrival.network.good).isVisible())
    await take(ada, 'device-check')
    await ada.enter()
    await ada.isInTheVisit()

    const ben = await open(room, patient, phone)
    await arrive(ben)
    await waitFor('the check of the line', () => ben.text(arrival.network.good).isVisible())
    await take(ben, 'device-check-phone')
    await ben.enter()
    await ben.isAt(arrival.waiting.title)
    await take(ben, 'waiting-room-phone')
    await ada.button(call.people.admitName(patient.displayName)).first().click()
    await ben.isInTheVisit()
    await waitFor('both pictures', async () => (await hasPicture(ada, 2)) && (await hasPicture(ben, 2)))
    await take(ben, 'call-phone')

    const cleo = await open(room, interpreter, desktop)
    await arrive(cleo)
    await cleo.enter()
    await ada.button(call.people.admitName(interpreter.displayName)).first().waitFor()
    await take(ada, 'lobby')
    await ada.button(call.people.admitName(interpreter.displayName)).first().click()
    await waitFor('all pictures', () => hasPicture(ada, 3))
    await cleo.button(call.controls.microphone.name).click()
    await ada.waitForTile(interpreter, call.stage.microphoneOff)
    await take(ada, 'call')

    await ada.button(call.controls.share.name).click()
    await waitFor('the screen', () => showsScreen(ben))
    await take(ben, 'screen-share-phone')
    await cleo.button(call.controls.chat.name).click()
    await cleo.page.getByLabel(call.chat.field, { exact: true }).fill('I am ready to interpret.')
    await cleo.button(call.chat.send).click()
    await ben.waitToHear(call.announcements.message(interpreter.displayName, 'I am ready to interpret.'))
    await waitFor('the screen', () => showsScreen(cleo))
    await take(cleo, 'screen-share')

    const shown = await picturesInDocuments()
    expect(shown.filter((name) => !taken.includes(name))).toEqual([])
    expect((await readdir(join(root, 'docs/images'))).sort()).toEqual([...taken].sort())
  })
})

/** File names of `docs/images` that a document shows. */
async function picturesInDocuments(): Promise<string[]> {
  const documents = ['README.md', 'examples/visit/README.md']
  const contents = await Promise.all(documents.map((path) => readFile(join(root, path), 'utf8')))
  return contents.flatMap((content) =>
    [...content.matchAll(/docs\/images\/([\w-]+\.png)/g)].map(([, name = '']) => name),
  )
}
