import { useMessages, useRoom } from '@televid/react'
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { personName } from '../../texts/person-name.ts'
import { texts } from '../../texts/texts.ts'
import { useAnnounce } from '../../ui/announcer.tsx'
import { type ChatEntry, changeChat, emptyChat } from './chat-state.ts'
import { parseChatMessage } from './parse-chat-message.ts'

const topic = 'chat'

export interface Chat {
  readonly entries: readonly ChatEntry[]
  readonly unread: number
  readonly send: (text: string) => void
  /** Sends one that failed again. */
  readonly retry: (entry: ChatEntry) => void
}

/**
 * The messages of this visit, for as long as its page is open: the room keeps none. They are the app's own state, held
 * above the panel so that closing the panel loses nothing.
 */
export function useChat(open: boolean): Chat {
  const room = useRoom()
  const announce = useAnnounce()
  const [{ entries, unread }, change] = useReducer(changeChat, emptyChat)
  const nextId = useRef(1)

  // Opening it is reading it, and so is having had it open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs at each opening and closing
  useEffect(() => change({ type: 'read' }), [open])

  useMessages(topic, ({ participant, payload }) => {
    const text = parseChatMessage(payload)
    if (text === null) return
    const from = personName(participant)
    change({ type: 'added', entry: { id: nextId.current++, from, text, at: Date.now(), status: 'sent' } })
    announce(texts.call.announcements.message(from, text))
  })

  const deliver = useCallback(
    (id: number, text: string) => {
      room.messages.send({ text }, { topic }).then(
        () => change({ type: 'status', id, status: 'sent' }),
        () => change({ type: 'status', id, status: 'failed' }),
      )
    },
    [room],
  )
  const send = useCallback(
    (text: string) => {
      const id = nextId.current++
      change({ type: 'added', entry: { id, from: null, text, at: Date.now(), status: 'sending' } })
      deliver(id, text)
    },
    [deliver],
  )
  const retry = useCallback(
    ({ id, text }: ChatEntry) => {
      change({ type: 'status', id, status: 'sending' })
      deliver(id, text)
    },
    [deliver],
  )
  return { entries, unread: open ? 0 : unread, send, retry }
}
