export interface ChatEntry {
  readonly id: number
  /** Name at the time of writing: people may have left since. `null` for oneself. */
  readonly from: string | null
  readonly text: string
  /** Unix ms. */
  readonly at: number
  readonly status: 'sending' | 'sent' | 'failed'
}

export interface ChatState {
  /** Oldest first. */
  readonly entries: readonly ChatEntry[]
  /** Received since the chat was last open. */
  readonly unread: number
}

export type ChatChange =
  | { readonly type: 'added'; readonly entry: ChatEntry }
  | { readonly type: 'status'; readonly id: number; readonly status: ChatEntry['status'] }
  | { readonly type: 'read' }

export const emptyChat: ChatState = { entries: [], unread: 0 }

/** A long visit does not fill the memory. */
const longestChat = 500

export function changeChat(state: ChatState, change: ChatChange): ChatState {
  switch (change.type) {
    case 'added': {
      const entries = [...state.entries, change.entry].slice(-longestChat)
      return { entries, unread: change.entry.from === null ? state.unread : state.unread + 1 }
    }
    case 'status': {
      const entries = state.entries.map((entry) =>
        entry.id === change.id ? { ...entry, status: change.status } : entry,
      )
      return { ...state, entries }
    }
    case 'read':
      return state.unread === 0 ? state : { ...state, unread: 0 }
    default:
      return change satisfies never
  }
}
