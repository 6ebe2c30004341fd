import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import type { InvitedRoom } from './invite-links.ts'
import { addressesText, linksText, phoneText } from './printed-text.ts'
import { terminalStyle } from './terminal-style.ts'

const plain = terminalStyle(false, {})
const link = (name: string) => `https://192.168.1.20:8787/#room=visit-bcdfghjk&invite=${name.padEnd(43, '0')}`
const invited: InvitedRoom = {
  room: 'visit-bcdfghjk',
  links: [
    { role: 'host', own: link('a'), synthetic: link('b') },
    { role: 'guest', own: link('c'), synthetic: link('d') },
    { role: 'guest', own: link('e'), synthetic: link('f') },
  ],
}

/** Modules of a code in half blocks: `true` is dark. */
function modules(lines: readonly string[]): boolean[][] {
  const halves = { '█': [false, false], '▀': [false, true], '▄': [true, false], ' ': [true, true] }
  return lines.flatMap((line) =>
    [0, 1].map((half) => [...line].map((character) => halves[character as keyof typeof halves][half] ?? true)),
  )
}

describe('linksText', () => {
  it('calls the roles of the visit what they are there, with the links below each other', () => {
    const text = linksText(invited, 'visit', plain)
    expect(text).toContain('The clinician lets the patient in.')
    const rows = text.split('\n').filter((line) => line.includes('https:'))
    expect(rows.map((row) => row.indexOf('https:'))).toEqual(Array(6).fill(rows[0]?.indexOf('https:')))
    expect(rows.map((row) => row.trim().split(/\s{2,}/))).toEqual([
      ['Clinician', 'your camera', link('a')],
      ['synthetic camera', link('b')],
      ['Patient', 'your camera', link('c')],
      ['synthetic camera', link('d')],
      ['Patient', 'your camera', link('e')],
      ['synthetic camera', link('f')],
    ])
  })

  it('calls them host and guest elsewhere', () => {
    const text = linksText(invited, 'minimal', plain)
    expect(text).toMatch(/^ {2}Host {3}/m)
    expect(text).toMatch(/^ {2}Guest {2}/m)
  })
})

describe('phoneText', () => {
  it("shows the first guest's own-camera link as a code with a quiet zone", () => {
    const lines = phoneText(invited, 'visit', plain)
      .split('\n')
      .filter((line) => /^[█▀▄ ]{30,}$/.test(line))
    const shown = modules(lines)
    // ISO/IEC 18004 asks for four light modules on every side.
    const light = [false, false, false, false]
    const code = encode(link('c'), { border: 0 }).data.map((row) => [...light, ...row, ...light])
    const edge = light.map(() => Array<boolean>(code[0]?.length ?? 0).fill(false))
    // An odd number of rows leaves half a line over.
    expect(shown.slice(0, -1)).toEqual([...edge, ...code, ...edge])
  })

  it('says which warning comes, why, and what to tap', () => {
    const text = phoneText(invited, 'visit', plain)
    for (const words of ['not private', 'Proceed to 192.168.1.20 (unsafe)', 'Show Details', 'real certificate'])
      expect(text).toContain(words)
  })
})

it('lists every address', () => {
  const text = addressesText(['https://192.168.1.20:8787', 'https://10.0.0.5:8787'], 'https://localhost:8787', plain)
  expect(text.split('\n').slice(1)).toEqual([
    '  https://192.168.1.20:8787  in the links below',
    '  https://10.0.0.5:8787      put it into a link instead',
    '  https://localhost:8787     on this machine only',
  ])
})

describe('terminalStyle', () => {
  it.each([
    ['a pipe', false, {}],
    ['NO_COLOR', true, { NO_COLOR: '1' }],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('adds nothing for %s', (_what, isTerminal, environment) => {
    const style = terminalStyle(isTerminal, environment)
    expect([style.bold('a'), style.dim('b'), style.lightOnDark('c')]).toEqual(['a', 'b', 'c'])
  })

  it('colors each line by itself in a terminal', () => {
    const style = terminalStyle(true, { NO_COLOR: '' })
    expect(style.bold('a')).toBe('\u001b[1ma\u001b[22m')
    expect(style.lightOnDark('a\nb')).toBe('\u001b[38;5;231;48;5;16ma\u001b[0m\n\u001b[38;5;231;48;5;16mb\u001b[0m')
  })
})
