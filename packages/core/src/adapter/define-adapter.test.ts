import { describe, expect, expectTypeOf, it } from 'vitest'
import { fakeCapabilities } from '../testing/fake-capabilities.ts'
import type { Capabilities, Capability } from './capability.ts'
import { facetNames, traitNames } from './capability.ts'
import { defineAdapter } from './define-adapter.ts'
import type { MessagesFacet } from './facet.ts'
import { loadSdk } from './load-sdk.ts'
import type { SessionBase, VendorSession } from './vendor-session.ts'
import type { VideoAdapter } from './video-adapter.ts'

const none = { support: 'none' } as const
const native = { support: 'native' } as const

/** Literal types for every feature, so that the compiler can see what is declared. */
const nothing = {
  ...fakeCapabilities(),
  messages: none,
  subscriptions: none,
  videoPreferences: none,
  stats: none,
  levels: none,
  profile: none,
  encryption: none,
  captions: none,
  speaker: none,
} as const

const base: SessionBase = {
  setSource: async () => {},
  refresh: () => {},
  leave: async () => {},
  leaveNow: () => {},
  native: null,
}
const messages: MessagesFacet = { send: async () => {} }

describe('defineAdapter', () => {
  it('takes an adapter that returns what it declares', () => {
    const adapter = defineAdapter({
      specificationVersion: 'v1',
      vendor: 'honest',
      capabilities: { ...nothing, messages: native },
      join: async () => ({ ...base, messages }),
    })
    expectTypeOf(adapter).toExtend<VideoAdapter>()
    expect(adapter.vendor).toBe('honest')
  })

  it('does not compile for one that declares a facet it lacks, or has one it does not declare', () => {
    defineAdapter({
      specificationVersion: 'v1',
      vendor: 'boaster',
      capabilities: { ...nothing, messages: native },
      // @ts-expect-error messages are declared and missing
      join: async () => base,
    })
    defineAdapter({
      specificationVersion: 'v1',
      vendor: 'hider',
      capabilities: nothing,
      // @ts-expect-error messages are there and not declared
      join: async () => ({ ...base, messages }),
    })
    defineAdapter({
      specificationVersion: 'v1',
      vendor: 'forgetful',
      // @ts-expect-error a feature is not mentioned
      capabilities: { messages: none },
      join: async () => base,
    })
  })

  it('lets a choice at run time decide', () => {
    const chosen: Capability = Math.random() < 2 ? native : none
    const adapter = defineAdapter({
      specificationVersion: 'v1',
      vendor: 'undecided',
      capabilities: { ...nothing, messages: chosen },
      join: async () => ({ ...base, messages: undefined }),
    })
    expectTypeOf<Awaited<ReturnType<typeof adapter.join>>>().toExtend<VendorSession>()
  })

  it('has one capability for each facet and trait, and no other', () => {
    const { audioPlayback, limits, speakerScope, ...features } = fakeCapabilities() satisfies Capabilities
    expect(Object.keys(features).sort()).toEqual([...facetNames, ...traitNames].sort())
    expect([audioPlayback, speakerScope, limits.participants > 0]).toEqual(['core', 'page', true])
  })
})

describe('loadSdk', () => {
  it('says the command that installs a missing SDK', async () => {
    const cause = new Error("Cannot find package 'acme-sdk'")
    await expect(loadSdk('acme', 'acme-sdk@^2', () => Promise.reject(cause))).rejects.toMatchObject({
      code: 'sdk-missing',
      message: expect.stringContaining('npm install acme-sdk@^2'),
      cause,
    })
  })

  it('gives the SDK back', async () => {
    expect(await loadSdk('acme', 'acme-sdk@^2', async () => ({ connect: 1 }))).toEqual({ connect: 1 })
  })
})
