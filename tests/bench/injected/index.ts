import type { BenchPage, TrackReport } from './bench-page.ts'
import { recordConnections } from './connection-recorder.ts'
import { addDeviceFaults } from './device-faults.ts'
import { heardTones } from './heard-tones.ts'
import { iceRoutes } from './ice-route.ts'
import { lookAt } from './look-at.ts'
import { recordPlayback } from './playback-recorder.ts'
import { replaceDevices } from './synthetic-media.ts'
import { type RecordedTrack, recordTracks } from './track-recorder.ts'
import { wireBytes } from './wire-bytes.ts'

/** Installed by `addInitScript` before any code of the page, in every frame. */
function install(): void {
  const options = window.benchOptions ?? {}
  // Recorded first: what the bench itself draws and plays to make synthetic media is no playback of the page.
  const playback = recordPlayback()
  const connections = recordConnections()
  // No mediaDevices on an insecure address; the page under test has to cope with that, not the bench.
  const secure = navigator.mediaDevices !== undefined
  if (secure) replaceDevices(options)
  const recorder = secure ? recordTracks() : { tracks: [], live: () => [] }
  if (secure) addDeviceFaults(options, recorder)

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
    endCaptures: (kind, api) => {
      const roots = new Set(
        recorder.live().flatMap((entry) => (entry.kind === kind && entry.api === api ? [entry.capture] : [])),
      )
      for (const { track } of recorder.live().filter(({ capture }) => capture !== null && roots.has(capture))) {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    },
  }
  Object.defineProperty(window, 'bench', { value: bench })
}

function report({ kind, api, capture, track }: RecordedTrack): TrackReport {
  return { kind, api, capture, readyState: track.readyState }
}

install()
