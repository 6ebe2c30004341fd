import { expect, it } from 'vitest'
import { type ChatEntry, type ChatState, changeChat, emptyChat } from './chat-state.ts'

const entry = (id: number, from: string | null): ChatEntry => ({ id, from, text: `text ${id}`, at: 0, status: 'sent' })
const add = (state: ChatState, ...entries: readonly ChatEntry[]) =>
  entries.reduce((chat, added) => changeChat(chat, { type: 'added', entry: added }), state)

it('counts what others wrote until it is read', () => {
  const chat = add(emptyChat, entry(1, 'Ada'), entry(2, null), entry(3, 'Ada'))
  expect(chat.unread).toBe(2)
  const read = changeChat(chat, { type: 'read' })
  expect(read).toMatchObject({ unread: 0, entries: chat.entries })
  expect(changeChat(read, { type: 'read' })).toBe(read)
})

it('changes the status of one message', () => {
  const chat = changeChat(add(emptyChat, entry(1, null), entry(2, null)), { type: 'status', id: 1, status: 'failed' })
  expect(chat.entries.map(({ status }) => status)).toEqual(['failed', 'sent'])
})

it('keeps the newest when there are very many', () => {
  const chat = add(emptyChat, ...Array.from({ length: 700 }, (_, index) => entry(index, 'Ada')))
  expect(chat.entries.length).toBe(500)
  expect(chat.entries.at(-1)?.id).toBe(699)
})
