import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { keyRing } from '../secret/key-ring.ts'
import { Secret } from '../secret/secret.ts'
import { weakSecretReason } from '../secret/weak-secret-reason.ts'
import { testSecret } from '../testing/control-plane-bench.ts'
import { fakeProvider } from '../testing/fake-provider.ts'
import { readConfiguration } from './configuration.ts'
import { createControlPlane } from './create-control-plane.ts'

const good = {
  mode: 'development',
  handlesPhi: false,
  provider: 'main',
  providers: { main: fakeProvider() },
  secret: testSecret,
} as const

function codeOf(change: object, environment: Record<string, string> = {}): string | undefined {
  try {
    readConfiguration({ ...good, ...change } as never, environment)
    return undefined
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`
  }
}

describe('options', () => {
  it('must state mode and handlesPhi', () => {
    expect(codeOf({})).toBeUndefined()
    expect(codeOf({ mode: undefined })).toContain('"mode" must be stated')
    expect(codeOf({ handlesPhi: undefined })).toContain('"handlesPhi" must be stated')
    expect(codeOf({ mode: 'staging' })).toContain('invalid-argument')
    expect(codeOf({ handlesPhi: 'no' })).toContain('invalid-argument')
    expect(() => createControlPlane(undefined as never)).toThrow('cannot start')
  })

  it.each([
    ['an unknown provider', { provider: 'other' }, 'unknown-provider'],
    ['a provider that is inherited', { provider: 'constructor' }, 'unknown-provider'],
    ['a provider that is none', { providers: { main: {} } }, 'providers.main'],
    ['an unknown option', { colour: 'red' }, 'cannot start'],
    ['a permission that does not exist', { roles: { nurse: ['fly'] } }, 'roles.nurse'],
    ['a base path without a slash', { basePath: 'televid' }, 'basePath'],
    ['an origin with a path', { origins: ['https://app.test/'] }, 'origins'],
    ['a star for an origin', { origins: ['*'] }, 'origins'],
    ['a life of no time', { sessionLifetimeMs: 0 }, 'sessionLifetimeMs'],
  ])('refuse %s', (_name, change, text) => {
    expect(codeOf(change)).toContain(text)
  })

  it('take secret and database from the environment', () => {
    const environment = { TELEVID_SECRET: testSecret, DATABASE_URL: 'postgres://db/televid' }
    const { secret, store } = readConfiguration({ ...good, secret: undefined } as never, environment)
    expect(secret?.reveal()).toBe(testSecret)
    expect(store).toEqual({ url: 'postgres://db/televid' })
    expect(readConfiguration(good, {}).store).toEqual({ folder: '.televid' })
  })
})

describe('secret', () => {
  it.each([
    ['short', 'kT9fQz2LwX7v'],
    ['of one character', 'a'.repeat(64)],
    ['made of well-known words', 'change-me-change-me-change-me-change-me'],
    ['repeated', 'abc123abc123abc123abc123abc123abc123'],
  ])('that is %s is refused in every mode', (_name, secret) => {
    expect(weakSecretReason(secret)).not.toBeNull()
    expect(codeOf({ secret })).toContain('openssl rand')
    expect(codeOf({ secret, mode: 'production' })).toContain('openssl rand')
    expect(codeOf({ secret: undefined }, { TELEVID_SECRET: secret })).toContain('openssl rand')
    expect(codeOf({ secret })).not.toContain(secret)
  })

  it('may be left out in development on loopback only', () => {
    expect(codeOf({ secret: undefined })).toBeUndefined()
    expect(codeOf({ secret: undefined, mode: 'production' })).toContain('none is set')
    expect(() =>
      createControlPlane({
        mode: 'development',
        handlesPhi: false,
        provider: 'main',
        providers: good.providers,
        store: 'memory',
      }).assertReachable(),
    ).toThrow('none is set')
  })

  it('prints as [secret] wherever it goes', () => {
    const secret = new Secret(testSecret)
    for (const text of [
      `${secret}`,
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9, showHidden: true }),
      String(secret),
      inspect(readConfiguration(good, {}), { depth: 9 }),
    ]) {
      expect(text).toContain('[secret]')
      expect(text).not.toContain(testSecret)
    }
  })

  it('gives unrelated keys for each purpose and each secret', () => {
    const [one, two] = [keyRing(new Secret('a')), keyRing(new Secret('b'))]
    expect(one.deriveKey('x')).toHaveLength(32)
    expect(one.deriveKey('x')).toEqual(one.deriveKey('x'))
    expect(one.deriveKey('x')).not.toEqual(one.deriveKey('y'))
    expect(one.hashToken('t')).not.toBe(two.hashToken('t'))
  })
})
