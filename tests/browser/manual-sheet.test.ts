import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { manualCases } from '../../packages/conformance/src/manual/manual-cases.ts'
import { parseManualSheet } from '../../packages/conformance/src/manual/parse-manual-sheet.ts'
import { toSheetHtml } from '../../packages/conformance/src/manual/to-sheet-html.ts'

// Also how the sheet looks on a small phone: no line may be wider than the screen.
const phone = { viewport: { width: 360, height: 740 }, acceptDownloads: true }
const shown = { adapter: 'p2p', adapterVersion: '0.1.0', suite: '0.1.0' }
let browser: Browser
let page: Page
let url = ''
const complaints: string[] = []
beforeAll(async () => {
  browser = await chromium.connect(inject('browserEndpoint'))
  const file = join(inject('benchFolder'), 'manual-sheet.html')
  await writeFile(file, toSheetHtml({ ...shown, cases: manualCases }))
  url = pathToFileURL(file).href
})
afterAll(() => browser.close())
beforeEach(async () => {
  const context = await browser.newContext(phone)
  page = await context.newPage()
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(url)
  return () => context.close()
})

async function fillIn(): Promise<void> {
  await page.getByLabel('Browser under test').selectOption('safari-ios')
  await page.getByLabel('Device').fill('iPhone 15')
  await page.getByLabel('System').fill('iOS 19.1')
  await page.getByLabel('Browser and version').fill('Safari 19.1')
}

const caseOf = (id: string) => page.locator(`[data-case="${id}"]`)
const choose = (id: string, step: number, choice: string) =>
  caseOf(id).locator('.steps > li').nth(step).getByText(choice, { exact: true }).click()

describe('the manual sheet', () => {
  test('fits a small phone, in both colors, and sends nothing', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { scroll, client } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        client: document.documentElement.clientWidth,
      }))
      expect(scroll).toBeLessThanOrEqual(client)
    }
    expect(await page.locator('.case').count()).toBe(manualCases.length)
    expect(await page.evaluate(() => performance.getEntriesByType('resource').length)).toBe(0)
  })

  test('saves what the suite reads', async () => {
    await fillIn()
    const [first, second] = manualCases
    if (!first || !second) throw new Error('there are no cases')
    for (const index of first.steps.keys()) await choose(first.id, index, 'As expected')
    await choose(second.id, 0, 'Not so')
    await caseOf(second.id).getByLabel('What happened?').fill('opens full-screen\nevery time')
    expect(await caseOf(first.id).locator('.state').textContent()).toBe('passed')
    expect(await caseOf(second.id).locator('.state').textContent()).toBe('failed')

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('Save result').click()])
    expect(download.suggestedFilename()).toMatch(/^p2p-safari-ios-\d{4}-\d\d-\d\d\.json$/)
    const file = join(inject('benchFolder'), 'saved.json')
    await download.saveAs(file)
    const sheet = parseManualSheet(await readFile(file, 'utf8'), file, manualCases)
    expect(sheet).toMatchObject({ ...shown, platform: 'safari-ios', device: 'iPhone 15', tester: '' })
    expect(sheet.cases).toEqual([
      { id: first.id, steps: first.steps.map(() => ({ outcome: 'pass', note: '' })) },
      {
        id: second.id,
        steps: second.steps.map((_, index) =>
          index === 0 ? { outcome: 'fail', note: 'opens full-screen\nevery time' } : { outcome: null, note: '' },
        ),
      },
    ])
  })

  test('asks for what is missing instead of saving', async () => {
    await page.getByText('Save result').click()
    expect(await page.getByRole('alert').textContent()).toBe('Say which phone, system and browser it is.')
    await fillIn()
    await choose('phone/rotate', 0, 'Not possible')
    await page.getByText('Save result').click()
    expect(await page.getByRole('alert').textContent()).toBe('phone/rotate, step 1: say what happened.')
    expect(
      await caseOf('phone/rotate')
        .getByLabel('What happened?')
        .evaluate((note) => note === document.activeElement),
    ).toBe(true)
  })

  test('keeps what was entered over a reload, until told to forget it', async () => {
    await fillIn()
    await choose('phone/rotate', 0, 'As expected')
    await page.reload()
    expect(await page.getByLabel('Device').inputValue()).toBe('iPhone 15')
    expect(await caseOf('phone/rotate').locator('.state').textContent()).toBe('passed')
    await page.getByText('Start over').click()
    expect(await page.getByLabel('Device').inputValue()).toBe('iPhone 15')
    await page.getByText('Really forget everything?').click()
    await page.reload()
    expect(await page.getByLabel('Device').inputValue()).toBe('')
    expect(await caseOf('phone/rotate').locator('.state').textContent()).toBe('')
  })

  test('can be filled in by keyboard alone', async () => {
    await caseOf('phone/rotate').getByRole('radio', { name: 'As expected' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await caseOf('phone/rotate').locator('.state').textContent()).toBe('failed')
  })

  test('complained about nothing in all of this', () => expect(complaints).toEqual([]))
})
