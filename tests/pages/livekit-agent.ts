import { DataPacket, Transcription, TranscriptionSegment } from '@livekit/protocol'
import { Room } from 'livekit-client'

/** What an agent heard somebody say. */
export interface Utterance {
  readonly identity: string
  /** The same for every version of it. */
  readonly id: string
  readonly text: string
  readonly final: boolean
}

/** A page that is an agent of LiveKit: the server passes on what it transcribes. */
export interface LivekitAgentPage {
  join(url: string, token: string): Promise<void>
  /** Resolves when the packet is out. `livekit-client` has no call for it: agents are written in other SDKs. */
  transcribe(utterance: Utterance): Promise<void>
}

declare global {
  interface Window {
    agent: LivekitAgentPage
  }
}

/** `DataChannelKind.RELIABLE` of RTCEngine.ts, livekit-client 2.23, which is not exported. */
const reliable = 0

const room = new Room()
window.agent = {
  join: (url, token) => room.connect(url, token),
  async transcribe({ final, id, identity, text }) {
    const value = new Transcription({
      transcribedParticipantIdentity: identity,
      segments: [new TranscriptionSegment({ id, text, final, language: 'en' })],
    })
    await room.engine.sendDataPacket(new DataPacket({ value: { case: 'transcription', value } }), reliable)
  },
}
