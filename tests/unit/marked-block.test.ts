import { expect, test } from 'vitest'
import { markedBlock } from '../bench/marked-block.ts'

const text = [
  '# Title',
  '```sh',
  'npm install',
  '```',
  '<!-- readme: call -->',
  '',
  '```js',
  'const a = `x`',
  '',
  'run(a)',
  '```',
  'more',
  '```js',
  'other()',
  '```',
  '<!-- readme: prose -->',
  'No code here.',
  '```js',
  'not this one()',
  '```',
].join('\n')

test('returns the block after its marker', () => {
  expect(markedBlock(text, 'call')).toEqual({ language: 'js', code: 'const a = `x`\n\nrun(a)' })
})

test('refuses a missing, a repeated and an empty marker', () => {
  expect(() => markedBlock(text, 'nowhere')).toThrow('No "<!-- readme: nowhere -->"')
  expect(() => markedBlock(text + text, 'call')).toThrow('more than once')
  expect(() => markedBlock(text, 'prose')).toThrow('not followed by a fenced code block')
})
