import type { AdapterModule, Room, Televid } from '@televid/core'
import type { VendorSession } from '@televid/core/adapter'
import type { Access } from '../harness/conformance-harness.ts'
import type { TraceEntry } from '../trace/trace-entry.ts'

/** How a call ended that the runner started without waiting for it. */
export type Outcome =
  | { readonly state: 'pending' }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly code: string; readonly message: string; readonly typed: boolean }

/** What a page may ask of its room beside the defaults. */
export interface PageRoomOptions {
  /** Bytes of the key with which the room is encrypted; absent: in the clear. */
  readonly key?: readonly number[]
}

/** `window.conformance` in every page of the suite: one participant, driven through the public API of core. */
export interface ConformancePage {
  /** Makes the room of this page; nothing is joined yet. */
  open(room: string, access: Access, options?: PageRoomOptions): void
  readonly televid: Televid
  readonly room: Room
  /** `<event> <identity> <source>` and alike, in the order of delivery. */
  readonly events: string[]
  /** What reached `messageReceived`, as JSON-able values; bytes as arrays. */
  readonly messages: {
    readonly from: string
    readonly topic: string
    readonly kind: string
    readonly payload: unknown
  }[]
  readonly adapter: AdapterModule['adapter']
  /** The adapter's newest session, below core; `null` before the first join. */
  readonly session: VendorSession | null
  /** What each room opened here reported and told, oldest room first, without the entries that are known already. */
  traces(known: readonly number[]): readonly (readonly TraceEntry[])[]
  start(name: string, call: () => Promise<unknown>): void
  outcome(name: string): Outcome
}

declare global {
  interface Window {
    conformance: ConformancePage
  }
}
