import { expect } from 'vitest'
import { texts } from '../../examples/visit/src/texts/texts.ts'
import { showsMovingPicture } from '../bench/moving-picture.ts'
import type { Participant } from '../bench/participant.ts'
import { waitFor } from '../bench/wait-for.ts'
import { findBarriers } from './find-barriers.ts'
import type { NamedPerson } from './people.ts'

const { arrival, call } = texts

/** More than any page has to focus. */
const mostTabs = 60

/**
 * One person at the visit app: does what a person does, by the names that a screen reader reads, and looks at what a
 * person sees. Knows no provider.
 */
export class Visitor {
  readonly participant: Participant
  readonly person: NamedPerson

  constructor(participant: Participant, person: NamedPerson) {
    this.participant = participant
    this.person = person
  }

  get page() {
    return this.participant.page
  }

  button(name: string, exact = true) {
    return this.page.getByRole('button', { name, exact })
  }

  /** Text on the page, the invisible lines for screen readers left out. */
  text(text: string) {
    return this.page.getByText(text, { exact: true }).and(this.page.locator(':not([data-announcer] *)')).first()
  }

  /** Presses Tab until the focus is on what has this name, as somebody without a mouse does. */
  async tabTo(name: string): Promise<void> {
    const reached: string[] = []
    for (let press = 0; press < mostTabs; press += 1) {
      await this.page.keyboard.press('Tab')
      const focused = await this.page.evaluate(() => {
        const element = document.activeElement
        const labels =
          element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null
        return (element?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element?.textContent ?? '').trim()
      })
      if (focused === name) return
      reached.push(focused)
    }
    throw new Error(`"${name}" was not reached by ${mostTabs} times Tab, only: ${[...new Set(reached)].join(' | ')}`)
  }

  async pressByKeyboard(name: string): Promise<void> {
    await this.tabTo(name)
    await this.page.keyboard.press('Enter')
  }

  /** Waits for the one heading of a page. */
  async isAt(title: string): Promise<void> {
    await waitFor(`${this.person.displayName} to be at "${title}"`, () =>
      this.page.getByRole('heading', { level: 1, name: title }).isVisible(),
    )
  }

  /** From the opened link to the device check with camera and microphone on. */
  async arrive(): Promise<void> {
    await this.isAt(arrival.consent.title)
    await this.page.getByLabel(arrival.consent.agree).check()
    await this.button(arrival.consent.next).click()
    await this.isAt(arrival.check.title)
    await this.button(arrival.check.before.action).click()
    await waitFor(`${this.person.displayName} to see themself`, () =>
      showsMovingPicture(this.participant, 'video', { color: this.person.color }),
    )
  }

  async enter(): Promise<void> {
    await this.button(arrival.join.both).click()
  }

  async isInTheVisit(): Promise<void> {
    await waitFor(`${this.person.displayName} to be in the visit`, () => this.button(call.controls.leave).isVisible())
  }

  /** Id under which the app shows somebody; `null` while it does not. */
  async #tileOf({ displayName }: NamedPerson): Promise<string | null> {
    const tile = this.page.locator('[data-participant]', {
      has: this.page.locator('.tile-name-text', { hasText: displayName }),
    })
    // In one step: a locator whose tile goes away between two would wait for it to come back.
    const ids = await tile.evaluateAll((tiles) => tiles.map((each) => each.getAttribute('data-participant')))
    return ids.length === 1 ? (ids[0] ?? null) : null
  }

  async sees(person: NamedPerson): Promise<boolean> {
    const id = await this.#tileOf(person)
    return (
      id !== null && showsMovingPicture(this.participant, `[data-participant="${id}"] video`, { color: person.color })
    )
  }

  async waitToSee(...people: readonly NamedPerson[]): Promise<void> {
    for (const person of people) {
      await waitFor(`${this.person.displayName} to see ${person.displayName}`, () => this.sees(person), {
        timeoutMs: 15_000,
      })
    }
  }

  /** What the tile of somebody says, hidden words included. */
  async tileText(person: NamedPerson): Promise<string> {
    const id = await this.#tileOf(person)
    if (id === null) return ''
    return (await this.page.locator(`[data-participant="${id}"]`).allTextContents()).join('')
  }

  async waitForTile(person: NamedPerson, text: string): Promise<void> {
    await waitFor(`the tile of ${person.displayName} to say "${text}"`, async () =>
      (await this.tileText(person)).includes(text),
    )
  }

  async waitUntilGone(person: NamedPerson): Promise<void> {
    await waitFor(`${person.displayName} to be gone`, async () => (await this.#tileOf(person)) === null, {
      timeoutMs: 15_000,
    })
  }

  /** Everything screen readers were told last. */
  async waitToHear(text: string): Promise<void> {
    await waitFor(`${this.person.displayName} to be told "${text}"`, async () =>
      (await this.page.locator('[data-announcer]').allTextContents()).some((told) => told.includes(text)),
    )
  }

  /** How often this person's loudspeaker plays each of the voices. */
  async hears(...people: readonly NamedPerson[]): Promise<readonly number[]> {
    const tones = people.map(({ tone }) => tone)
    const heard = await this.page.evaluate((asked) => window.bench.heard(asked), tones)
    return tones.map((tone) => heard[tone] ?? 0)
  }

  async waitToHearVoices(...people: readonly NamedPerson[]): Promise<void> {
    await waitFor(
      `${this.person.displayName} to hear ${people.map(({ displayName }) => displayName).join(', ')} once`,
      async () => (await this.hears(...people)).every((times) => times === 1),
    )
  }

  /** Nothing here keeps anybody out. */
  async expectAccessible(where: string): Promise<void> {
    expect(await findBarriers(this.participant), `${this.person.displayName} at ${where}`).toEqual([])
  }

  /** No text is cut off sideways and nothing scrolls there. */
  async expectNoSideways(where: string): Promise<void> {
    const { width, inner } = await this.page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      inner: innerWidth,
    }))
    expect(width, `${where} is wider than the window`).toBeLessThanOrEqual(inner)
  }

  /** What the browser complained about: blocked by the page's own policy, failed, or thrown. A page may give up a request. */
  complaints(): string[] {
    return this.participant.log.filter(
      (line) => /^(error|uncaught|failed): /.test(line) && !line.endsWith('ERR_ABORTED'),
    )
  }
}
