import type { ManualCase } from './manual-case.ts'
import { manualPlatforms } from './manual-platform.ts'
import type { ManualSheet } from './manual-sheet.ts'

const longestText = 2_000
const outcomes: readonly unknown[] = ['pass', 'fail', 'skip', null]

/**
 * Reads what a tester handed in.
 *
 * @param file names the file in errors
 * @param cases of this suite
 * @throws {Error} one line that says what is wrong and where
 */
export function parseManualSheet(json: string, file: string, cases: readonly ManualCase[]): ManualSheet {
  const refuse = (why: string): never => {
    throw new Error(`${file}: ${why}`)
  }
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    return refuse('is not JSON. Is it the file that the sheet saved?')
  }
  const sheet = recordOf(value) ?? refuse('is no result of a manual sheet.')
  if (sheet.format !== 'televid-conformance-sheet') refuse('is no result of a manual sheet.')
  if (sheet.formatVersion !== 1) {
    refuse(`has version ${JSON.stringify(sheet.formatVersion)} of the format; this suite reads version 1.`)
  }
  const text = (field: string, empty = false) => {
    const found = sheet[field]
    if (typeof found !== 'string' || found.length > longestText) return refuse(`"${field}" is no text.`)
    return found.trim() === '' && !empty ? refuse(`"${field}" is empty.`) : found.trim()
  }
  const { adapterVersion = null } = sheet
  if (adapterVersion !== null && typeof adapterVersion !== 'string')
    refuse('"adapterVersion" is neither text nor null.')
  const platform =
    manualPlatforms.find((each) => each === sheet.platform) ??
    refuse(`"platform" is ${JSON.stringify(sheet.platform)}; known are ${manualPlatforms.join(' and ')}.`)
  const savedAt = text('savedAt')
  if (Number.isNaN(Date.parse(savedAt))) refuse('"savedAt" is no date.')
  const listed: readonly unknown[] = Array.isArray(sheet.cases) ? sheet.cases : refuse('"cases" is no list.')
  const suite = text('suite')
  const seen = new Set<string>()
  return {
    format: 'televid-conformance-sheet',
    formatVersion: 1,
    suite,
    adapter: text('adapter'),
    adapterVersion: adapterVersion as string | null,
    platform,
    device: text('device'),
    system: text('system'),
    browser: text('browser'),
    tester: text('tester', true),
    savedAt,
    cases: listed.map((item) => {
      const { id, steps } = recordOf(item) ?? refuse('"cases" has an item that is no case.')
      const known = cases.find((each) => each.id === id)
      if (!known)
        return refuse(`${JSON.stringify(id)} is no case of this suite (the sheet is of ${suite}). Make a new sheet.`)
      if (seen.has(known.id)) refuse(`${known.id} is in it twice.`)
      seen.add(known.id)
      if (!Array.isArray(steps) || steps.length !== known.steps.length) {
        return refuse(
          `${known.id} has ${known.steps.length} steps in this suite (the sheet is of ${suite}). Make a new sheet.`,
        )
      }
      return { id: known.id, steps: steps.map((step, index) => stepOf(step, `${known.id}, step ${index + 1}`, refuse)) }
    }),
  }
}

function stepOf(
  value: unknown,
  place: string,
  refuse: (why: string) => never,
): ManualSheet['cases'][number]['steps'][number] {
  const { outcome, note = '' } = recordOf(value) ?? refuse(`${place} is no step.`)
  if (!outcomes.includes(outcome)) {
    refuse(`${place} is ${JSON.stringify(outcome)}; known are "pass", "fail", "skip" and null.`)
  }
  if (typeof note !== 'string' || note.length > longestText) return refuse(`${place}: the note is no text.`)
  if ((outcome === 'fail' || outcome === 'skip') && note.trim() === '') {
    refuse(`${place}: "${outcome}" needs a note that says what happened.`)
  }
  return { outcome: outcome as 'pass' | 'fail' | 'skip' | null, note: note.trim() }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}
