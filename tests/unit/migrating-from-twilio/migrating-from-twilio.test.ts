import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTelevid, type GrantFunction } from '@televid/core'
import { FakeAdapter, FakeMediaEnvironment } from '@televid/core/testing'
import ts from 'typescript'
import { beforeAll, expect, test, vi } from 'vitest'
import { type CompilerMessage, compileSnippets } from './compile-snippets.ts'
import { type MigrationRow, parseMigrationTable } from './migration-table.ts'
import { readTwilioApi } from './read-twilio-api.ts'

const root = join(import.meta.dirname, '../../..')
const text = readFileSync(join(root, 'docs/migrating-from-twilio.md'), 'utf8')
const rows = parseMigrationTable(text)
const api = readTwilioApi()

test('every public name of twilio-video has one row, and every row names one', () => {
  const named = rows.map(({ twilio }) => twilio)
  expect(api.size).toBeGreaterThan(500)
  expect(
    [...api].filter((name) => !named.includes(name)),
    'without a row',
  ).toEqual([])
  expect(
    named.filter((name) => !api.has(name)),
    'not in twilio-video',
  ).toEqual([])
  expect(
    named.filter((name, index) => named.indexOf(name) !== index),
    'with two rows',
  ).toEqual([])
})

test('what is dropped has a reason and no counterpart, everything else a counterpart', () => {
  for (const { counterparts, note, twilio, way } of rows) {
    if (way === 'dropped') expect([twilio, counterparts, note !== '']).toEqual([twilio, [], true])
    else expect(counterparts.length, twilio).toBeGreaterThan(0)
  }
})

/** What the names in the second column are, for the compiler. */
const preamble = `
import { coreVersion, createTelevid, TelevidError } from '@televid/core'
import type * as core from '@televid/core'
declare const televid: core.Televid, room: core.Room, participant: core.Participant, track: core.Track
declare const stats: core.TrackStats, message: core.RoomMessage, caption: core.Caption, error: core.TelevidError
declare const adapters: core.AdapterLoaders, grants: core.GrantFunction, grant: core.JoinGrant
declare const mediaEnvironment: core.MediaEnvironment, processor: core.TrackProcessor, listener: () => void
declare const element: HTMLVideoElement, mediaStreamTrack: MediaStreamTrack, constraints: MediaTrackConstraints
declare const name: string, deviceId: string, invite: string, payload: unknown, signal: AbortSignal
`
const roots = /^(?:televid|room|participant|track|stats|message|caption|error|grant|mediaEnvironment|TelevidError)[.]\w/

/** A statement that compiles if core has what the code names. */
function statementOf({ code, event }: { readonly code: string; readonly event: boolean }): string {
  if (event) return `room.on('${code}', listener)`
  if (/^[A-Z]\w*$/.test(code)) return `void (0 as unknown as core.${code})`
  if (code.endsWith('()')) return `void (${code.slice(0, -2)} satisfies (...all: never[]) => unknown)`
  return `void (${code})`
}

const prose = text.replaceAll(/```[\s\S]*?```/g, '')
const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code)
const statements = [
  ...rows.flatMap(({ counterparts }) => counterparts.map(statementOf)),
  ...spans.filter((code) => roots.test(code)).map((code) => statementOf({ code, event: false })),
]
let compiled: readonly CompilerMessage[] = []

beforeAll(() => {
  const steps = blocks.map((code, index) => [`step-${index + 1}`, code] as const)
  compiled = compileSnippets(new Map([['table', preamble + statements.join('\n')], ...steps]))
})

test('core has every counterpart, and whatever else the page says of its objects', () => {
  const first = preamble.split('\n').length
  const mistakes = compiled.filter(({ module }) => module === 'table')
  expect(statements.length).toBeGreaterThan(300)
  expect(mistakes.map(({ line, message }) => `${statements[line - first] ?? 'preamble'}: ${message}`)).toEqual([])
})

test('the code of the steps compiles against both libraries', () => {
  const mistakes = compiled.filter(({ module }) => module !== 'table')
  // An adapter that is not in this tree is no mistake of the page.
  expect(mistakes.filter(({ message }) => !message.startsWith("Cannot find module '@televid/adapter-"))).toEqual([])
  expect(blocks.length).toBe(2)
})

test('every other word in code font is one of twilio-video, TeleVid or the browser', () => {
  const sources = ['packages/core/src', 'packages/server/src'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .map((path) => join(root, folder, path)),
  )
  const texts = [...sources, ts.getDefaultLibFilePath({}).replace(/lib\.d\.ts$/, 'lib.dom.d.ts')]
  const words = new Set([...texts.map((path) => readFileSync(path, 'utf8')), ...api].join(' ').match(/[\w-]+/g))
  const named = spans.flatMap((code) => /^([a-z][\w-]*)(?:\(\))?$/i.exec(code)?.[1] ?? [])
  expect(named.length).toBeGreaterThan(300)
  expect(named.filter((word) => !words.has(word) && word !== 'twilio-video')).toEqual([])
})

test('the grants function turns the answer of a Twilio token endpoint into a grant that core accepts', async () => {
  const code = /const grants: [\s\S]*?\n}\n/.exec(blocks[1] ?? '')?.[0] ?? ''
  expect(code.trim().split('\n').length, 'lines').toBeLessThanOrEqual(10)
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + 3600
  const payload = part({ exp, grants: { identity: 'guest-~?~?~?', video: {} } })
  expect(payload, 'a character that base64url has and base64 has not').toMatch(/[-_]/)
  const token = `${part({ alg: 'HS256', cty: 'twilio-fpa;v=1' })}.${payload}.c2ln`
  const fetch = vi.fn(async (_url: string) => Response.json({ token }))
  const grants: GrantFunction = new Function('fetch', `${outputText}\nreturn grants`)(fetch)

  const fake = new FakeAdapter({ vendor: 'twilio' })
  const televid = createTelevid({
    adapters: { twilio: () => ({ adapter: fake.adapter }) },
    grants,
    mediaEnvironment: new FakeMediaEnvironment(),
  })
  const room = televid.room('visit-7f3a91')
  await room.join()
  expect(fetch.mock.calls[0]?.[0]).toBe('/token?room=visit-7f3a91')
  expect(room.snapshot.self.identity).toBe('guest-~?~?~?')
  expect(room.snapshot.compliance?.origin).toBe('ungated')
  await room.leave()
})

test('the figures on the page are those of its tables', () => {
  const objects = /^(?:Room|\w*Participant|\w*Track|\w*Publication)$/
  expect(figuresOf('all tables')).toEqual(count(rows))
  expect(figuresOf('of these, rooms, participants, tracks, publications')).toEqual(
    count(rows.filter(({ section }) => objects.test(section))),
  )
})

function count(counted: readonly MigrationRow[]): number[] {
  const of = (wanted: string) => counted.filter(({ way }) => way === wanted).length
  const later = counted.filter(({ note }) => note.startsWith('not yet')).length
  return [counted.length, of('same'), of('renamed'), of('emulated'), of('dropped'), later]
}

function figuresOf(label: string): number[] {
  const line = text.split('\n').find((row) => row.startsWith(`| ${label} |`)) ?? ''
  return line.split('|').slice(2, -1).map(Number)
}
