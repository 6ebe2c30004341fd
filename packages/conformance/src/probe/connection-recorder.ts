export interface ConnectionRecorder {
  readonly peerConnections: readonly RTCPeerConnection[]
  readonly webSockets: readonly WebSocket[]
  readonly eventSources: readonly EventSource[]
}

/** What looks at connections from the moment they are made. */
export interface ConnectionTaps {
  peerConnection(made: RTCPeerConnection): void
  webSocket(made: WebSocket): void
  eventSource(made: EventSource): void
}

/** Keeps every RTCPeerConnection, WebSocket and EventSource that the page makes. */
export function recordConnections(taps: ConnectionTaps): ConnectionRecorder {
  const peerConnections: RTCPeerConnection[] = []
  const webSockets: WebSocket[] = []
  const eventSources: EventSource[] = []
  window.RTCPeerConnection = recording(window.RTCPeerConnection, peerConnections, taps.peerConnection)
  window.WebSocket = recording(window.WebSocket, webSockets, taps.webSocket)
  window.EventSource = recording(window.EventSource, eventSources, taps.eventSource)
  return { peerConnections, webSockets, eventSources }
}

function recording<T extends object, C extends new (...args: never[]) => T>(
  original: C,
  made: T[],
  tap: (instance: T) => void,
): C {
  return new Proxy(original, {
    construct(target, args, newTarget) {
      const instance: T = Reflect.construct(target, args, newTarget)
      made.push(instance)
      tap(instance)
      return instance
    },
  })
}
