import { expect, it } from 'vitest'
import { contentPolicy, isNamedBy } from './content-policy.ts'

it('makes one policy of what the page, the adapter and the service need', () => {
  const policy = contentPolicy({ 'worker-src': ['blob:'], 'connect-src': ['wss://*.vendor.example'] }, [
    'http://localhost:81',
  ])
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    'media-src blob: mediastream:',
    'img-src data:',
    "connect-src 'self' wss://*.vendor.example http://localhost:81 ws://localhost:81",
    'worker-src blob:',
  ])
})

it('knows the hosts that sources name', () => {
  const sources = { 'connect-src': ['wss://*.vendor.example', 'https://api.other.example'], 'worker-src': ['blob:'] }
  expect(['eu.vendor.example', 'api.other.example'].every((host) => isNamedBy(sources, host))).toBe(true)
  expect(['vendor.example.evil', 'evilvendor.example', 'other.example'].some((host) => isNamedBy(sources, host))).toBe(
    false,
  )
})
