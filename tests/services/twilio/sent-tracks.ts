/**
 * The tracks that one side of a connection sends, as the other side was told. The SDK may give a media section another track
 * without a round in between in which it sends nothing (it reuses the transceiver of a track that was unpublished a moment
 * ago, `takeRecycledTransceiver` in `lib/signaling/v2/peerconnection.js`). A browser fires no `track` event for that, and
 * a page would never get the new track: a media server would see to it, so here the section is paused for a round.
 */
export class SentTracks {
  /** Track id by mid. */
  readonly #sent: Map<string, string> = new Map()

  /** The description as the other side is to get it. `paused`: whoever sent it is to offer again once it is settled. */
  pass(sdp: string): { readonly sdp: string; readonly paused: boolean } {
    let paused = false
    const sections = sdp.split(/(?=^m=)/m).map((section) => {
      const mid = /^a=mid:(\S+)/m.exec(section)?.[1]
      if (mid === undefined || !/^m=(audio|video)/.test(section)) return section
      const track = /^a=(sendrecv|sendonly)\r?$/m.test(section) ? /^a=msid:\S+ (\S+)/m.exec(section)?.[1] : undefined
      const before = this.#sent.get(mid)
      if (track === undefined || (before !== undefined && before !== track)) this.#sent.delete(mid)
      else this.#sent.set(mid, track)
      if (track === undefined || before === undefined || before === track) return section
      paused = true
      return section.replace(/^a=sendrecv/m, 'a=recvonly').replace(/^a=sendonly/m, 'a=inactive')
    })
    return { sdp: sections.join(''), paused }
  }
}
