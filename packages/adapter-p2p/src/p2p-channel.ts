import { TelevidError } from '@televid/core/adapter'

const high = 262_144
const low = 65_536
/** A peer that is still connecting gets reliable packets this much later at most. */
const openWithinMs = 10_000

/** Waits for an event of the channel, its end, or `ended` (`RTCPeerConnection.close()` fires no `close` on our own side). */
function next(channel: RTCDataChannel, event: string, ended: AbortSignal, withinMs?: number): Promise<void> {
  return new Promise((resolve) => {
    const controller = new AbortController()
    const done = () => {
      clearTimeout(timer)
      controller.abort()
      resolve()
    }
    const timer = withinMs === undefined ? undefined : setTimeout(done, withinMs)
    const { signal } = controller
    for (const name of [event, 'close']) channel.addEventListener(name, done, { signal })
    ended.addEventListener('abort', done, { signal })
  })
}

/**
 * Hands one packet to a data channel and resolves when the next may follow. Lossy packets are dropped while the channel
 * is not open or full.
 *
 * @param ended fires when the peer connection is closed from this side
 * @throws TelevidError `message-failed` when a reliable packet cannot be sent any more
 */
export async function sendOnP2pChannel(
  channel: RTCDataChannel,
  packet: Uint8Array,
  reliable: boolean,
  ended: AbortSignal,
): Promise<void> {
  if (!reliable && (channel.readyState !== 'open' || channel.bufferedAmount > high)) return
  if (channel.readyState === 'connecting' && !ended.aborted) await next(channel, 'open', ended, openWithinMs)
  if (channel.readyState !== 'open' || ended.aborted) throw notDelivered()
  channel.send(packet as Uint8Array<ArrayBuffer>)
  if (channel.bufferedAmount <= high) return
  channel.bufferedAmountLowThreshold = low
  await next(channel, 'bufferedamountlow', ended)
}

/** The error for a packet to somebody who cannot be reached. */
export function notDelivered(): TelevidError {
  return new TelevidError(
    'message-failed',
    'A recipient is not connected. Send the message again when they are back.',
    {
      provider: 'p2p',
    },
  )
}
