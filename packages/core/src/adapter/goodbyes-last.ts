import type { FactSink } from './video-adapter.ts'

/**
 * Wraps the sink of a vendor that, when it starts over, says everybody gone and only then `reconnecting`, all in one turn
 * (livekit-client 2.23, `handleRestarting` in Room.ts). Goodbyes wait for the end of the turn they are said in, and
 * `reconnecting` goes before them; all other facts keep their order.
 */
export function goodbyesLast(sink: FactSink): FactSink {
  let held: Parameters<FactSink>[] = []
  const flush = () => {
    const facts = held
    held = []
    for (const [fact] of facts) sink(fact)
  }
  return (fact) => {
    const goodbye = fact.type === 'participant-gone' || fact.type === 'track-gone'
    if (held.length === 0) {
      if (!goodbye) return sink(fact)
      queueMicrotask(flush)
    }
    const first = fact.type === 'connection-changed' && fact.state === 'reconnecting'
    held[first ? 'unshift' : 'push']([fact])
  }
}
