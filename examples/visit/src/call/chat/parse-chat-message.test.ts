import { expect, it } from 'vitest'
import { longestText, parseChatMessage } from './parse-chat-message.ts'

it('takes the text, without space around it', () => {
  expect(parseChatMessage({ text: '  Good morning\nAda ' })).toBe('Good morning\nAda')
  expect(parseChatMessage({ text: 'a'.repeat(longestText), color: 'red' })).toHaveLength(longestText)
})

it.each([
  null,
  undefined,
  'text',
  7,
  [],
  {},
  new Uint8Array([1]),
  { text: 7 },
  { text: { text: 'x' } },
  { text: '' },
  { text: ' \n ' },
  { text: 'a'.repeat(longestText + 1) },
])('refuses %j', (payload) => {
  expect(parseChatMessage(payload)).toBeNull()
})
