import type { EventDetail, PageTrace } from './trace-entry.ts'

/** Events that tell of the network, the devices or the vendor's extras, and not of what a script did. */
const incidental = new Set([
  'activeSpeakersChanged',
  'audioOnlyChanged',
  'audioPlaybackChanged',
  'complianceChanged',
  'devicesChanged',
  'lobbyChanged',
  'participantUpdated',
  'qualityChanged',
  'selfChanged',
  'warning',
])

/**
 * What one script gave on two vendors, compared: the events of each person and of each of their sources, by identity and
 * source instead of ids. How people interleave is left open, as in the contract.
 *
 * @returns a unified diff with one part per person or source that differs; empty when nothing does
 */
export function diffTraces(left: PageTrace, right: PageTrace): string {
  const [before, after] = [lanesOf(left), lanesOf(right)]
  const names = [...new Set([...before.keys(), ...after.keys()])]
  const parts = names.flatMap((name) => {
    const lines = diffLines(before.get(name) ?? [], after.get(name) ?? [])
    return lines.every((line) => line.startsWith(' ')) ? [] : [`@@ ${name} @@`, ...lines]
  })
  return parts.length > 0 ? [`--- ${left.page}`, `+++ ${right.page}`, ...parts].join('\n') : ''
}

/** Lines by `room`, `<identity>` or `<identity>/<source>`. A later stay of an identity is `<identity>#2`. */
function lanesOf({ entries }: PageTrace): Map<string, string[]> {
  const lanes = new Map<string, string[]>()
  const stays = new Map<string, string[]>()
  for (const entry of entries) {
    if (entry.kind !== 'event' || incidental.has(entry.event)) continue
    const { event, detail } = entry
    const lane = laneOf(detail, stays)
    lanes.set(lane, [...(lanes.get(lane) ?? []), lineOf(event, detail)])
  }
  return lanes
}

function laneOf({ identity, participantId, source }: EventDetail, stays: Map<string, string[]>): string {
  if (identity === undefined || participantId === undefined) return source === undefined ? 'room' : `self/${source}`
  const ids = stays.get(identity) ?? []
  if (!ids.includes(participantId)) ids.push(participantId)
  stays.set(identity, ids)
  const stay = ids.indexOf(participantId) + 1
  return `${identity}${stay > 1 ? `#${stay}` : ''}${source === undefined ? '' : `/${source}`}`
}

function lineOf(event: string, { initial, state, reason, topic }: EventDetail): string {
  return [event, event === 'participantJoined' && initial ? 'initial' : undefined, state, reason, topic]
    .filter((word) => word !== undefined)
    .join(' ')
}

/** Lines marked ` `, `-` or `+`, along a longest common subsequence. */
function diffLines(left: readonly string[], right: readonly string[]): string[] {
  const table = left.map(() => new Array<number>(right.length).fill(0))
  const common = (i: number, j: number): number => table[i]?.[j] ?? 0
  for (let i = left.length - 1; i >= 0; i--) {
    const row = table[i] ?? []
    for (let j = right.length - 1; j >= 0; j--) {
      row[j] = left[i] === right[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1))
    }
  }
  const lines: string[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push(` ${left[i++]}`)
      j++
    } else if (j >= right.length || (i < left.length && common(i + 1, j) >= common(i, j + 1)))
      lines.push(`-${left[i++]}`)
    else lines.push(`+${right[j++]}`)
  }
  return lines
}
