import type { PageTrace, RecordedFact, TraceEntry } from './trace-entry.ts'

/** One line per entry, for people: number, seconds since the first entry, and what was seen. */
export function traceText({ entries }: PageTrace): string[] {
  const start = entries[0]?.at ?? 0
  const width = String(entries.at(-1)?.seq ?? 0).length
  return entries.map((entry) => {
    const seconds = ((entry.at - start) / 1000).toFixed(3).padStart(8)
    return `${String(entry.seq).padStart(width)} ${seconds}  ${textOf(entry).replace(/\p{Cc}/gu, '\ufffd')}`
  })
}

function textOf(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'join':
      return `join      ${entry.join}`
    case 'fact':
      return `fact ${entry.join}    ${factText(entry.fact)}`
    case 'event':
      return `event     ${[entry.event, ...words(entry.detail)].join(' ')}`
    case 'snapshot': {
      const { connection, participants } = entry.snapshot
      const people = participants.map(({ id, identity, tracks }) => {
        const shown = tracks.map((track) => `${track.source}${track.subscribed ? '' : ' (not received)'}`)
        return `${identity} (${id})${shown.length > 0 ? `: ${shown.join(', ')}` : ''}`
      })
      return `snapshot  ${[connection, ...people].join('; ')}`
    }
    default:
      return entry satisfies never
  }
}

function factText({ type, ...fields }: RecordedFact): string {
  return [type, ...words(fields)].join(' ')
}

/** `name=value` where the value does not speak for itself. */
function words(fields: object): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (value === undefined || value === '' || value === false) return []
    if (value === true) return [name]
    if (typeof value === 'string')
      return [/^(state|reason|source|identity|kind)$/.test(name) ? value : `${name}=${value}`]
    if (typeof value === 'object' && value !== null && 'unified' in value) return [`${name}=${value.unified}`]
    return [`${name}=${JSON.stringify(value)}`]
  })
}
