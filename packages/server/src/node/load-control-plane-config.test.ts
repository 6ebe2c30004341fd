import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { importAdapter } from '../configuration-file/import-adapter.ts'
import { createControlPlane } from '../control-plane/create-control-plane.ts'
import { loadControlPlaneConfig } from './load-control-plane-config.ts'

const livekitEnvironment = {
  LIVEKIT_URL: 'wss://livekit.test',
  LIVEKIT_API_KEY: 'APIkey',
  LIVEKIT_API_SECRET: 'a secret of more than 32 characters',
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'televid-config-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => rm(join(folder, 'televid.config.json'), { force: true }))

async function load(file: unknown, environment: Record<string, string> = {}) {
  const text = typeof file === 'string' ? file : JSON.stringify(file)
  if (file !== undefined) await writeFile(join(folder, 'televid.config.json'), text)
  return loadControlPlaneConfig({ folder, environment })
}

/** Code and words of the refusal. */
const refusal = (...given: Parameters<typeof load>): Promise<string> =>
  load(...given).then(
    () => 'loaded',
    (error) => `${error.code}: ${error.message}`,
  )

describe('without a file', () => {
  it('the provider is p2p', async () => {
    const { provider, providers, draining } = await load(undefined)
    expect({ provider, vendor: providers.p2p?.vendor, draining }).toEqual({
      provider: 'p2p',
      vendor: 'p2p',
      draining: [],
    })
    expect(Object.keys(providers)).toEqual(['p2p'])
  })

  it('the environment chooses, and an empty variable is none', async () => {
    const { provider, providers } = await load(undefined, { TELEVID_PROVIDER: 'livekit', ...livekitEnvironment })
    expect([provider, Object.keys(providers), providers.livekit?.vendor]).toEqual(['livekit', ['livekit'], 'livekit'])
    expect((await load(undefined, { TELEVID_PROVIDER: '', TELEVID_CONFIG: '' })).provider).toBe('p2p')
  })

  it('a file that was asked for must be there', async () => {
    expect(await refusal(undefined, { TELEVID_CONFIG: 'other.json' })).toContain('other.json cannot be read (ENOENT)')
    await expect(loadControlPlaneConfig({ folder, file: 'mine.json', environment: {} })).rejects.toThrow('mine.json')
  })
})

describe('a file', () => {
  it('names the provider, those on standby and those that drain', async () => {
    const loaded = await load(
      { provider: 'livekit', providers: { livekit: { region: 'eu' }, p2p: {} }, draining: ['p2p'] },
      livekitEnvironment,
    )
    expect(loaded.provider).toBe('livekit')
    expect(Object.keys(loaded.providers).sort()).toEqual(['livekit', 'p2p'])
    expect(loaded.draining).toEqual(['p2p'])
    createControlPlane({ mode: 'development', handlesPhi: false, store: 'memory', ...loaded })
  })

  it('keeps its provider configured when the environment overrides it', async () => {
    const { provider, providers } = await load(
      { provider: 'livekit' },
      { TELEVID_PROVIDER: 'p2p', ...livekitEnvironment },
    )
    expect(provider).toBe('p2p')
    expect(Object.keys(providers).sort()).toEqual(['livekit', 'p2p'])
  })

  it('names Twilio, whose auth token is needed for status callbacks alone', async () => {
    const environment = {
      TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
      TWILIO_API_KEY_SID: `SK${'b'.repeat(32)}`,
      TWILIO_API_KEY_SECRET: 'the secret of the key',
    }
    const file = { provider: 'twilio', providers: { twilio: { signalingRegion: 'de1', mediaRegion: 'ie1' } } }
    const { providers } = await load(file, environment)
    expect(providers.twilio).toMatchObject({ vendor: 'twilio', browserOrigins: ['wss://de1.vss.twilio.com'] })
    expect(await refusal(file, { ...environment, TWILIO_API_KEY_SID: '' })).toContain('needs TWILIO_API_KEY_SID')
    expect(await refusal({ ...file, providers: { twilio: { authToken: 'hunter2hunter2' } } }, environment)).toContain(
      'set TWILIO_AUTH_TOKEN in the environment',
    )
  })

  it('gives settings, and the environment credentials', async () => {
    const file = { provider: 'p2p', providers: { p2p: { turn: { urls: 'turn:turn.test' }, relayOnly: true } } }
    expect(await refusal(file)).toBe(
      'invalid-argument: Provider "p2p" needs TURN_SECRET in the environment. Set it, or choose another provider.',
    )
    expect(await refusal(file, { TURN_SECRET: 'sixteen characters' })).toBe('loaded')
    expect(await refusal({ provider: 'livekit' }, { ...livekitEnvironment, LIVEKIT_API_SECRET: '' })).toContain(
      'needs LIVEKIT_API_SECRET',
    )
  })

  it.each([
    [
      'a typo in provider',
      { provider: 'livekti' },
      'provider: "livekti" is not a provider; allowed: p2p, livekit, twilio',
    ],
    ['no provider', {}, 'a provider must be named; allowed: p2p, livekit, twilio'],
    ['an inherited name', { provider: 'constructor' }, '"constructor" is not a provider'],
    [
      'a typo in providers',
      { provider: 'p2p', providers: { livekti: {} } },
      '"livekti" is not a provider; allowed: p2p',
    ],
    [
      'a typo in draining',
      { provider: 'p2p', draining: ['daly'] },
      '"daly" is not a provider; allowed: p2p, livekit, twilio',
    ],
    ['a typo in an option', { provder: 'p2p', provider: 'p2p' }, '"provder" is not an option; allowed: provider, '],
    [
      'a typo in a setting',
      { provider: 'livekit', providers: { livekit: { regoin: 'eu' } } },
      '"regoin" is not a setting in providers.livekit; allowed: apiUrl, region',
    ],
    [
      'a typo in a setting further in',
      { provider: 'p2p', providers: { p2p: { turn: { urls: 'turn:x', ttl: 5 } } } },
      '"ttl" is not a setting in providers.p2p.turn; allowed: urls, ttlSeconds',
    ],
    [
      'a setting of another type',
      { provider: 'livekit', providers: { livekit: { relayOnly: 'yes' } } },
      'providers.livekit.relayOnly: ',
    ],
    [
      'a credential',
      { provider: 'livekit', providers: { livekit: { apiSecret: 'hunter2hunter2' } } },
      'set LIVEKIT_API_SECRET in the environment',
    ],
    [
      'a credential further in',
      { provider: 'p2p', providers: { p2p: { turn: { urls: 'turn:x', secret: 'hunter2hunter2' } } } },
      'set TURN_SECRET in the environment',
    ],
    ['a list', [], 'cannot be used'],
    ['no JSON', '{"apiSecret":"hunter2hunter2"', 'it is not JSON'],
  ])('with %s is refused', async (_name, file, words) => {
    const text = await refusal(file, livekitEnvironment)
    expect(text).toMatch(/^invalid-argument: televid\.config\.json cannot be used: /)
    expect(text).toContain(words)
    expect(text).not.toContain('hunter2')
  })
})

describe('the environment', () => {
  it('with a typo is told what is allowed', async () => {
    expect(await refusal(undefined, { TELEVID_PROVIDER: 'livekti' })).toBe(
      'unknown-provider: TELEVID_PROVIDER: "livekti" is not a provider; allowed: p2p, livekit, twilio.',
    )
  })
})

describe('the package of an adapter', () => {
  const missing = (name: string) =>
    Object.assign(new Error(`Cannot find package '${name}' imported from /app/index.js`), {
      code: 'ERR_MODULE_NOT_FOUND',
    })

  it('that is not installed is told with the command', async () => {
    const load = vi.fn(() => Promise.reject(missing('@televid/adapter-livekit')))
    await expect(importAdapter('@televid/adapter-livekit', load)).rejects.toMatchObject({
      code: 'adapter-missing',
      message: expect.stringContaining('npm install @televid/adapter-livekit'),
    })
  })

  it('that fails for another reason keeps its own words', async () => {
    await expect(importAdapter('@televid/adapter-livekit', () => Promise.reject(missing('jose')))).rejects.toThrow(
      "Cannot find package 'jose'",
    )
  })
})
