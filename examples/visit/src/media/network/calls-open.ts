import { within } from './within.ts'

const patienceMs = 5_000

/**
 * Whether the browser lets this page make calls: two connections in this page open a channel to each other. No server is
 * asked, so it says nothing about the way to anybody else.
 */
export async function callsOpen(signal: AbortSignal): Promise<boolean> {
  let caller: RTCPeerConnection | undefined
  let callee: RTCPeerConnection | undefined
  try {
    // Policies and extensions take the class away or let it throw.
    const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()]
    caller = from
    callee = to
    return await Promise.race([opened(from, to), whenOver(within(signal, patienceMs))])
  } catch {
    return false
  } finally {
    caller?.close()
    callee?.close()
  }
}

async function opened(from: RTCPeerConnection, to: RTCPeerConnection): Promise<true> {
  from.onicecandidate = ({ candidate }) => void to.addIceCandidate(candidate ?? undefined).catch(() => {})
  to.onicecandidate = ({ candidate }) => void from.addIceCandidate(candidate ?? undefined).catch(() => {})
  const channel = from.createDataChannel('check')
  const open = new Promise<true>((resolve) => {
    channel.onopen = () => resolve(true)
  })
  const offer = await from.createOffer()
  await to.setRemoteDescription(offer)
  await from.setLocalDescription(offer)
  const answer = await to.createAnswer()
  await from.setRemoteDescription(answer)
  await to.setLocalDescription(answer)
  return open
}

function whenOver(signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(false), { once: true }))
}
