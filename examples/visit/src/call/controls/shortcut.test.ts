import { expect, it } from 'vitest'
import { shortcutKeys, shortcutNames, shortcutOf, shortcutText } from './shortcut.ts'

type Press = Parameters<typeof shortcutOf>[0]

function press(change: Partial<Press> = {}): Press {
  return {
    code: 'KeyM',
    altKey: true,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    target: null,
    ...change,
  }
}
const on = (tagName: string, isContentEditable = false) => ({ tagName, isContentEditable }) as unknown as EventTarget

it('knows each of its keys, and no two are the same', () => {
  for (const name of shortcutNames) expect(shortcutOf(press({ code: `Key${shortcutKeys[name]}` }))).toBe(name)
  expect(new Set(Object.values(shortcutKeys)).size).toBe(shortcutNames.length)
})

it.each([
  ['a letter alone', { altKey: false }],
  ['another letter', { code: 'KeyX' }],
  ['Ctrl', { ctrlKey: true }],
  ['Command', { metaKey: true }],
  ['Shift', { shiftKey: true }],
  ['AltGr on Windows', { ctrlKey: true, altKey: true }],
  ['a key that is held down', { repeat: true }],
  ['typing in a field', { target: on('INPUT') }],
  ['typing a message', { target: on('textarea') }],
  ['choosing from a list', { target: on('SELECT') }],
  ['editable text', { target: on('DIV', true) }],
])('does nothing on %s', (_, change) => {
  expect(shortcutOf(press(change))).toBeNull()
})

it('works on a button', () => {
  expect(shortcutOf(press({ target: on('BUTTON') }))).toBe('microphone')
})

it('is written as the keys are called', () => {
  expect(shortcutText('microphone', 'Win32')).toBe('Alt+M')
  expect(shortcutText('microphone', 'MacIntel')).toBe('⌥M')
})
