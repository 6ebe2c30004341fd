export interface ConnectionRecorder {
  readonly peerConnections: readonly RTCPeerConnection[]
  readonly webSockets: readonly WebSocket[]
  readonly eventSources: readonly EventSource[]
}

/** Keeps every RTCPeerConnection, WebSocket and EventSource that the page makes. */
export function recordConnections(): ConnectionRecorder {
  const peerConnections: RTCPeerConnection[] = []
  const webSockets: WebSocket[] = []
  const eventSources: EventSource[] = []
  window.RTCPeerConnection = recording(window.RTCPeerConnection, peerConnections)
  window.WebSocket = recording(window.WebSocket, webSockets)
  window.EventSource = recording(window.EventSource, eventSources)
  return { peerConnections, webSockets, eventSources }
}

function recording<T extends object, C extends new (...args: never[]) => T>(original: C, made: T[]): C {
  return new Proxy(original, {
    construct(target, args, newTarget) {
      const instance: T = Reflect.construct(target, args, newTarget)
      made.push(instance)
      return instance
    },
  })
}
