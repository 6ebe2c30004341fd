import type { BenchPage, TrackReport } from './bench-page.ts'
import { recordConnections } from './connection-recorder.ts'
import { countReads } from './count-reads.ts'
import { addDeviceFaults } from './device-faults.ts'
import { recordFrames } from './frame-recorder.ts'
import { heardTones } from './heard-tones.ts'
import { iceRoutes } from './ice-route.ts'
import { lineFigures } from './line-figures.ts'
import { lookAt } from './look-at.ts'
import { layMediaLine } from './media-line.ts'
import { outboundVideo } from './outbound-video.ts'
import { recordPackets } from './packet-recorder.ts'
import { recordPlayback } from './playback-recorder.ts'
import { replaceDevices, setVoice } from './synthetic-media.ts'
import { type RecordedTrack, recordTracks } from './track-recorder.ts'
import { wireBytes } from './wire-bytes.ts'

export type { BenchOptions, SyntheticMedia } from './bench-options.ts'
export type { BenchPage, TrackReport } from './bench-page.ts'

/** Installed by `addInitScript` before any code of the page, in every frame. */
export function installProbe(): void {
  const options = window.benchOptions ?? {}
  // Recorded first: what the bench itself draws and plays to make synthetic media is no playback of the page.
  const playback = recordPlayback()
  const packets = recordPackets()
  const encoded = recordFrames()
  const retell = options.line && layMediaLine(options.line)
  const connections = recordConnections({
    ...packets.taps,
    peerConnection: (made) => {
      retell?.(made)
      packets.taps.peerConnection(made)
    },
  })
  const reads = countReads()
  // No mediaDevices on an insecure address; the page under test has to cope with that, not the bench.
  const secure = navigator.mediaDevices !== undefined
  if (secure) replaceDevices(options)
  const recorder = secure ? recordTracks() : { tracks: [], live: () => [] }
  if (secure) addDeviceFaults(() => window.benchOptions ?? {}, recorder)

  const bench: BenchPage = {
    tracks: () => recorder.tracks.map(report),
    liveTracks: () => recorder.live().map(report),
    open: () => ({
      peerConnections: connections.peerConnections.filter(({ connectionState }) => connectionState !== 'closed').length,
      webSockets: connections.webSockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED).length,
      eventSources: connections.eventSources.filter(({ readyState }) => readyState !== EventSource.CLOSED).length,
    }),
    made: () => ({
      peerConnections: connections.peerConnections.length,
      webSockets: connections.webSockets.length,
      eventSources: connections.eventSources.length,
    }),
    iceServers: () =>
      connections.peerConnections.flatMap((connection) =>
        (connection.getConfiguration().iceServers ?? []).flatMap(({ urls }) => urls),
      ),
    iceRoutes: () => iceRoutes(connections.peerConnections),
    look: async (selector) => {
      const element = document.querySelector(selector)
      return element instanceof HTMLVideoElement ? lookAt(element) : null
    },
    heard: (frequencies) => heardTones(playback, frequencies),
    bytes: () => wireBytes(connections.peerConnections),
    outboundVideo: () => outboundVideo(connections.peerConnections),
    encodedFrames: encoded.frames,
    lineFigures: () => lineFigures(connections.peerConnections),
    players: () =>
      [...playback.elements]
        .filter(({ srcObject }) => srcObject instanceof MediaStream && srcObject.getAudioTracks().length > 0)
        .map((element) => ({ playing: !element.paused, muted: element.muted, sinkId: element.sinkId })),
    speak: setVoice,
    reads: () => ({ ...reads }),
    recordPackets: packets.start,
    packetsWith: packets.holding,
    endCaptures: (kind, api) => {
      const roots = new Set(
        recorder.live().flatMap((entry) => (entry.kind === kind && entry.api === api ? [entry.capture] : [])),
      )
      for (const { track } of recorder.live().filter(({ capture }) => capture !== null && roots.has(capture))) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    },
    interruptCaptures: (kind, taken) => {
      for (const entry of recorder.live().filter(({ capture }) => capture !== null)) {
        if (entry.kind !== kind) continue
        // Nothing flows while the system holds the device; the browser tells it by these two.
        entry.track.enabled = !taken
        Object.defineProperty(entry.track, 'muted', { value: taken, configurable: true })
        entry.track.dispatchEvent(new Event(taken ? 'mute' : 'unmute'))
      }
    },
  }
  Object.defineProperty(window, 'bench', { value: bench })
}

function report({ kind, api, capture, track }: RecordedTrack): TrackReport {
  return { kind, api, capture, readyState: track.readyState }
}

// Imported in Node, it only has types.
if (typeof window !== 'undefined') installProbe()
