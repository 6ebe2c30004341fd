import * as fastCheck from 'fast-check'
import { expect, it } from 'vitest'
import { splitLinks } from './split-links.ts'

const links = (message: string) => splitLinks(message).flatMap(({ href }) => href ?? [])

it('finds addresses and leaves the sentence around them', () => {
  expect(splitLinks('See https://example.org/plan, please.')).toEqual([
    { text: 'See ', href: null },
    { text: 'https://example.org/plan', href: 'https://example.org/plan' },
    { text: ', please.', href: null },
  ])
  expect(links('http://a.example/?q=1&r=2 and HTTPS://B.example')).toEqual([
    'http://a.example/?q=1&r=2',
    'https://b.example/',
  ])
})

it.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'example.org',
  'ftp://example.org',
  'https://',
  '//example.org',
])('makes no link of %s', (message) => {
  expect(links(message)).toEqual([])
})

it('never changes the text, and links only to http and https', () => {
  const piece = fastCheck.oneof(
    fastCheck.string(),
    fastCheck.webUrl(),
    fastCheck.constantFrom('https://', 'javascript:', ' ', '<', '"', '.', '\n'),
  )
  fastCheck.assert(
    fastCheck.property(fastCheck.array(piece), (pieces) => {
      const message = pieces.join('')
      const parts = splitLinks(message)
      expect(parts.map(({ text }) => text).join('')).toBe(message)
      for (const { href } of parts) if (href !== null) expect(href).toMatch(/^https?:\/\//)
    }),
  )
})
