import type { P2pClientSignal } from '@televid/core/protocol'
import { z } from 'zod'

const name = z.string().min(1).max(128)
const revision = z.int().nonnegative()

const source = z.strictObject({
  source: name,
  mediaKind: z.enum(['audio', 'video']),
  mid: z.string().max(128).nullable(),
  binding: name,
  muted: z.boolean(),
})

/** What one browser may say to another through the server. Shape and size are checked, nothing else is read. */
const payload = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('description'),
    revision,
    description: z.strictObject({ type: z.enum(['offer', 'answer']), sdp: z.string().max(60_000) }),
  }),
  z.strictObject({
    kind: z.literal('candidate'),
    candidate: z.strictObject({
      candidate: z.string().max(1024),
      sdpMid: z.string().max(128).nullish(),
      sdpMLineIndex: z.int().nonnegative().nullish(),
      usernameFragment: z.string().max(256).nullish(),
    }),
  }),
  z.strictObject({ kind: z.literal('restart') }),
  z.strictObject({ kind: z.literal('sources'), revision, sources: z.array(source).max(32) }),
  z.strictObject({ kind: z.literal('unwanted'), revision, sources: z.array(name).max(32) }),
])

/** Frames a browser may send on its signaling stream. */
export const p2pClientFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('signal'), to: name, payload }),
  z.strictObject({ type: z.literal('still-receiving'), peer: name }),
  z.strictObject({ type: z.literal('leave') }),
])

/** Keeps the schema and the wire format in step. */
export type P2pClientFrame = z.output<typeof p2pClientFrame> extends P2pClientSignal ? P2pClientSignal : never
