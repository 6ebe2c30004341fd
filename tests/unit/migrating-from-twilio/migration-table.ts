const ways = ['same', 'renamed', 'emulated', 'dropped'] as const
export type Way = (typeof ways)[number]

/** One row of the tables of `docs/migrating-from-twilio.md`. */
export interface MigrationRow {
  /** Class or interface of the section; empty for sections of other names. */
  readonly section: string
  /** As `readTwilioApi` says it. */
  readonly twilio: string
  /** Code of the second column. */
  readonly counterparts: readonly { readonly code: string; readonly event: boolean }[]
  readonly way: Way
  readonly note: string
}

/** The rows of every table with the columns Twilio, TeleVid, how and note. Throws for a row that is not written as the others. */
export function parseMigrationTable(text: string): MigrationRow[] {
  const rows: MigrationRow[] = []
  let section = ''
  let inside = false
  for (const line of text.split('\n')) {
    const heading = /^#+ (?:`(\w+)`$)?/.exec(line)
    if (heading) section = heading[1] ?? ''
    if (!line.startsWith('|')) inside = false
    else if (line === '| Twilio | TeleVid | how | note |') inside = true
    else if (inside && !line.startsWith('|---')) rows.push(parseRow(line, section))
  }
  return rows
}

function parseRow(line: string, section: string): MigrationRow {
  const [twilio = '', televid = '', how, note = ''] = line
    .slice(1, -1)
    .split(' | ')
    .map((cell) => cell.trim())
  const way = ways.find((word) => word === how)
  const name = /^(?:(\w+) )?`([^`]+)`$/.exec(twilio)
  const cells = televid === '–' ? [] : televid.split(/, (?=(?:event )?`)/)
  const counterparts = cells.map((cell) => /^(event )?`([^`]+)`$/.exec(cell))
  if (!way || !name || counterparts.includes(null)) throw new Error(`Not a row of the table: ${line}`)
  const [, kind, code = ''] = name
  const member = kind === undefined || kind === 'event'
  return {
    section,
    twilio: `${member ? `${section}: ` : ''}${kind ? `${kind} ` : ''}${code}`,
    counterparts: counterparts.map((found) => ({ code: found?.[2] ?? '', event: found?.[1] !== undefined })),
    way,
    note,
  }
}
