/** Two raw peer connections within one page, for testing the bench's own probes: no TeleVid code here. */
export interface RawCall {
  /** Captures, sends to a second connection, plays what arrives there: picture in `#remote`, sound in `players` elements. */
  start(options: { readonly players: number; readonly muted?: boolean }): Promise<void>
  stop(): void
}

declare global {
  interface Window {
    rawCall: RawCall
  }
}

let sender: RTCPeerConnection | undefined
let receiver: RTCPeerConnection | undefined
let capture: MediaStream | undefined

window.rawCall = {
  async start({ players, muted = false }) {
    capture = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
    const from = new RTCPeerConnection()
    const to = new RTCPeerConnection()
    sender = from
    receiver = to
    from.onicecandidate = ({ candidate }) => to.addIceCandidate(candidate ?? undefined)
    to.onicecandidate = ({ candidate }) => from.addIceCandidate(candidate ?? undefined)
    to.ontrack = ({ track }) => {
      for (let player = 0; player < (track.kind === 'video' ? 1 : players); player += 1) {
        const element = document.createElement(track.kind as 'audio' | 'video')
        element.srcObject = new MediaStream([track])
        element.muted = track.kind === 'video' || muted
        if (track.kind === 'video') {
          element.id = 'remote'
          document.body.append(element)
        }
        void element.play()
      }
    }
    for (const track of capture.getTracks()) from.addTrack(track.clone(), capture)
    await from.setLocalDescription()
    if (from.localDescription) await to.setRemoteDescription(from.localDescription)
    await to.setLocalDescription()
    if (to.localDescription) await from.setRemoteDescription(to.localDescription)
  },
  stop() {
    for (const track of capture?.getTracks() ?? []) track.stop()
    for (const { track } of sender?.getSenders() ?? []) track?.stop()
    sender?.close()
    receiver?.close()
  },
}
